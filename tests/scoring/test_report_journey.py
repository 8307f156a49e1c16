"""The application in the PDF report: who applies by which number, where it stands, and its days planned against real."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pikepdf
import pypdfium2
import pytest
import time_machine
from django.utils import translation
from django.utils.translation import gettext

from readiness.actions.applications import move_application, move_stage, submit
from readiness.enums import ApplicationStatus, StageStatus
from readiness.models import Application, Company
from readiness.pdf import html_to_pdf
from readiness.rulebook import current_rulebook
from readiness.stages.timeline import review_stages
from scoring.facts import with_sheets
from scoring.reports.journey import newest_application
from scoring.reports.pdf import report_html
from tests.cast import Cast, House, add_application, answer
from tests.scoring.test_report_pdf import BODY_RIGHT_PT, tagged

ON = dt.date(2026, 11, 23)
FIRST, SECOND, *LATER = (stage.id for stage in review_stages(current_rulebook()))
ALT = "Planned and real days of the five stages; the table below has the same dates."


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel("2026-11-23 12:00", tick=False):
        yield


def html(house: House, language: str = "en", on: dt.date = ON) -> str:
    with house.scope():
        company = with_sheets(Company.objects.select_related("workspace")).get(pk=house.company.pk)
        return report_html(company, on, language)


def section(page: str) -> str:
    """The words of the section as they are written."""
    found = re.search(r'<section>\s*<h2 id="application">.*?</section>', page, re.DOTALL)
    assert found, "the report has no section on the application"
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[0])).split())


def printed(pdf: bytes) -> str:
    """The words of the PDF as they are read, without spaces: a line may end anywhere."""
    return squeezed("".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)))


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def missing(page: str, *words: str) -> list[str]:
    """Which of these words the section lacks, or the PDF made of the page."""
    written, read = squeezed(section(page)), printed(html_to_pdf(page))
    return [one for one in words if squeezed(one) not in written or squeezed(one) not in read]


def sent(house: House, *passed: tuple[str, dt.date], on: dt.date = dt.date(2026, 3, 2), **told: Any) -> Application:
    """An application that was submitted, with the stages that passed."""
    found = add_application(house, **told)
    with house.scope():
        found = submit(by=house.consultant, application=found, on=on, base_version=found.version)
        for stage, day in passed:
            version = found.version
            found = move_stage(by=house.consultant, application=found, stage=stage, to=StageStatus.PASSED, on=day, base_version=version)
    return found


def late(house: House, **told: Any) -> Application:
    return sent(house, (FIRST, dt.date(2026, 3, 4)), **told)


def all_passed(house: House) -> Application:
    days = [dt.date(2026, 9, day) for day in (3, 20, 24, 25, 26)]
    return sent(house, *zip((FIRST, SECOND, *LATER), days, strict=True), on=dt.date(2026, 9, 1))


def test_without_an_application_the_best_day_is_said(cast: Cast) -> None:
    page = html(cast.north, on=dt.date(2026, 12, 18))
    told = "No application is open; the best day to submit one is Monday 21 December 2026, with the five stages expected to end around"
    assert missing(page, told, "(G-ST-4)") == []
    assert "<b>G-ST-4 " in page
    assert ("Planned against real" in page, ALT in page, 'href="#application"' in page) == (False, False, True)


def test_late_stage_shows_by_how_many_days(cast: Cast) -> None:
    late(cast.north, provider_name="Acme Messages")
    page = html(cast.north)
    tier = "Elite: support in under 30 minutes"
    facts = ("Provider Acme Messages", tier, "Phone number +39 02 1234567", "Status Submitted", "Submitted on 2 March 2026")
    first = "1. Basic information 2 Mar – 5 Mar 2026 2 Mar – 4 Mar 2026 ✓ Passed 0"
    second = "2. Business verification 4 Mar – 14 Mar 2026 4 Mar 2026 – running ○ Waiting 254"
    third = "3. Technical review 23 Nov – 25 Nov 2026 – – Not started –"
    assert missing(page, *facts, first, second, third, "254 days late", "Day of this report") == []


def test_picture_has_words_and_says_late_by_shape_too(cast: Cast) -> None:
    late(cast.north)
    page = html(cast.north)
    with pikepdf.open(io.BytesIO(html_to_pdf(page))) as document:
        assert [str(one.Alt) for one in tagged(document, "Figure")].count(ALT) == 1
    svg = page[page.index('<svg class="timeline"') :].partition("</svg>")[0]
    assert set(re.findall(r"<(\w+)", svg)) == {"svg", "title", "text", "line", "rect"}
    assert svg.count('stroke="#98231b"') > 20
    assert ">Late</text>" in svg


def test_active_application_has_every_stage_behind_it(cast: Cast) -> None:
    all_passed(cast.north)
    page = html(cast.north)
    second = "2. Business verification 3 Sep – 13 Sep 2026 3 Sep – 20 Sep 2026 ✓ Passed 7"
    last = "5. Template approval 25 Sep – 27 Sep 2026 25 Sep – 26 Sep 2026 ✓ Passed 0"
    assert missing(page, "Status Active", "Submitted on 1 September 2026", second, last, "7 days late") == []
    assert [word for word in ("running", "Not started", "Day of this report") if word in section(page)] == []


def test_italian(cast: Cast) -> None:
    late(cast.north)
    page = html(cast.north, "it")
    with translation.override("it"):
        ours = [gettext(one) for one in ("The application", "Planned against real", "Days late", "Day of this report")]
    row = "2. Verifica dell’azienda 4 mar – 14 mar 2026 4 mar 2026 – in corso ○ In attesa 254"
    facts = ("Numero di telefono +39 02 1234567", "Stato Presentata", "2 marzo 2026", "254 giorni di ritardo")
    assert missing(page, *ours, *facts, row) == []
    assert not re.search(r'(?:x|y|width|height)\d?="[^"]*,', page), "numbers of a picture are written with a point"


def test_not_submitted_yet_is_planned_from_the_day_of_the_report(cast: Cast) -> None:
    add_application(cast.north, provider_tier="", provider_name="", phone_number="")
    words = ("Provider – Phone number – Status Being prepared", "Not submitted yet", "1. Basic information 23 Nov – 26 Nov 2026 –")
    assert missing(html(cast.north), *words) == []


def test_withdrawn_stage_grows_no_later(cast: Cast) -> None:
    found = late(cast.north)
    with cast.north.scope():
        day = dt.date(2026, 3, 20)
        move_application(by=cast.north.consultant, application=found, to=ApplicationStatus.WITHDRAWN, on=day, base_version=found.version)
    assert missing(html(cast.north), "Status Withdrawn", "4 Mar 2026 – broken off ○ Waiting 6", "6 days late") == []


def test_same_report_is_the_same_bytes_on_another_day(cast: Cast) -> None:
    """The day of the report counts, never the clock."""
    late(cast.north)
    before = html_to_pdf(html(cast.north))
    with time_machine.travel("2027-02-01 12:00", tick=False):
        assert html_to_pdf(html(cast.north)) == before


def test_newest_application_counts_and_none_of_others(cast: Cast) -> None:
    late(cast.south)
    assert "No application is open" in section(html(cast.north))
    found = late(cast.north, phone_number="+39 1")
    with cast.north.scope():
        Application.objects.filter(pk=found.pk).update(status=ApplicationStatus.WITHDRAWN)
    add_application(cast.north, phone_number="+39 2")
    assert ("+39 2" in section(html(cast.north)), "+39 1" in section(html(cast.north))) == (True, False)


def test_holidays_of_the_country_count(cast: Cast) -> None:
    answer(cast.north, country="IT")
    sent(cast.north, on=dt.date(2026, 4, 30))
    assert "1. Basic information 30 Apr – 6 May 2026" in section(html(cast.north))


def test_longest_words_stay_on_the_page(cast: Cast) -> None:
    late(cast.north, provider_name="W" * 120, phone_number="4" * 40)
    page = html(cast.north)
    assert missing(page, "W" * 120, "4" * 40) == []
    for one in pypdfium2.PdfDocument(html_to_pdf(page)):
        text = one.get_textpage()
        assert max(text.get_rect(number)[2] for number in range(text.count_rects())) < BODY_RIGHT_PT + 1


def test_bars_stay_inside_the_picture(cast: Cast) -> None:
    """One stage is hundreds of days late, another by one day: the shortest bars are shorter than what is drawn."""
    sent(cast.north, (FIRST, dt.date(2025, 12, 5)), (SECOND, ON), on=dt.date(2025, 12, 1))
    page = html(cast.north)
    bars = re.findall(r'<rect x="([-\d.]+)" width="([-\d.]+)" y="[\d.]+" height="2.6"', page)
    assert len(bars) > 8
    assert all(float(x) >= 44 and float(width) > 0 and float(x) + float(width) <= 136.1 for x, width in bars)


def test_queries(cast: Cast, django_assert_num_queries: Any) -> None:
    late(cast.north)
    for house, queries in ((cast.north, 2), (cast.south, 1)):
        with house.scope(), django_assert_num_queries(queries):
            newest_application(house.company)
