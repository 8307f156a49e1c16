"""Every finding and every refusal has its words in both languages, and no text waits for a finding that never comes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from documents.checks import Subject, check_paper, explain_finding, explain_refusal, list_checks, refused, verdict_of
from documents.checks.explaining import CHECKS, READABLE, REFUSALS, fix_path, sentence_path, shown_values
from documents.findings import Finding, FindingStatus, PaperVerdict
from documents.media import CSV, ENDINGS, JPEG, MAX_SIZE_BYTES, PDF
from documents.readings import DpiBasis, Mrz, Refusal, RefusalCode, TextBasis
from readiness.rulebook.texts import LANGUAGES
from tests.documents.paper_subjects import BOOK, TODAY, page, reading, subject, table

TEXTS = BOOK.texts
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
FIGURES = ("transactions", "interactions_per_month", "daily_uv", "area_share", "turnover_inr", "online_share", "staff_turnover")
NAMED = {"legal_name": "Sunrise Limited Company", "country": "GB"}


def scans() -> Iterator[Subject]:
    for dpi in (None, 212, 300):
        for sharp in ([0.0], [5], [50], [0.0, 900], [900]):
            yield subject("cr_certificate", reading(*(page(at, dpi, sharpness=one) for at, one in enumerate(sharp, 1))))
        yield subject("cr_certificate", reading(page(1, 150)), confirmed={"dpi": dpi})
        yield subject("cr_certificate", reading(page(1, 500)), confirmed={"dpi": dpi})
        for kind in ("cr_certificate", "shop_photo"):
            yield subject(kind, reading(page(1, dpi, basis=DpiBasis.ASSUMED_A4), media_type=JPEG))


def dated() -> Iterator[Subject]:
    for days in (None, -1, 1, 3000):
        day = TODAY + dt.timedelta(days=days) if days else TODAY
        told = {"expires": day, "issued": TODAY - abs(day - TODAY)} if days else {}
        for kind in ("representative_id", "br_certificate", "bank_proof"):
            yield subject(kind, reading(dates=told))
    yield subject("business_licence", reading(page(text="营业期限：长期")))
    for valid in (True, False):
        yield subject("representative_id", reading(mrz=Mrz("TD3", "1", "ANNA", "ITA", None, TODAY, valid)))


def counted() -> Iterator[Subject]:
    for kind in BOOK.vocabulary.document_kinds:
        for value in (None, 0, Decimal("0.999"), 10**9):
            yield subject(kind, confirmed=dict.fromkeys(FIGURES, value))
        yield from (subject(kind, confirmed={"months_covered": one}, months_elsewhere=2) for one in (None, 0, 99))
    for first, last in (
        (dt.date(2026, 8, 31), dt.date(2026, 10, 1)),
        (dt.date(2026, 1, 1), dt.date(2026, 4, 1)),
        (dt.date(2026, 7, 1), TODAY),
    ):
        yield subject("order_report", reading(media_type=CSV, table=table(rows=1, months_covered=3, first_day=first, last_day=last)))


def named() -> Iterator[Subject]:
    for names in ((), ("Sunrise Limited Company",), ("SUNRISE Limited Company",), ("First Bank plc", "Moon Ltd")):
        for basis in (TextBasis.EMBEDDED, TextBasis.OCR):
            found = reading(page(text_basis=basis), texts=[("company", name) for name in names])
            yield from (subject("bank_proof", found, facts=facts) for facts in (NAMED, {}))
    yield from (subject("bank_proof", facts=NAMED, confirmed={"shows_name": one}) for one in (True, False))


def confirmed() -> Iterator[Subject]:
    flags = ("shows_name", "shows_account_number", "has_stamp", "shows_sign", "shows_address")
    for one in (True, False, None):
        for other in (True, False, None):
            told = {name: one if name in ("shows_name", "shows_sign", "has_stamp") else other for name in flags}
            yield from (subject(kind, confirmed=told) for kind in ("bank_proof", "phone_bill", "business_licence", "shop_photo"))
    letter = "authorisation_letter"
    yield from (subject(letter), subject(letter, confirmed={"signed_by": "Anna"}), subject(letter, reading(signature_fields=1)))
    yield subject(letter, reading(texts=[("signatory", "Anna Bianchi")]))
    for text in ("", "nobody", "Financial Conduct Authority"):
        yield from (subject("financial_licence", reading(page(text=text)), facts={"country": one}) for one in ("GB", "IT"))
    for number in ("01114601006", "01114601007"):
        yield subject("bank_proof", reading(texts=[("registration", number)]), facts={"country": "IT"})


@cache
def findings() -> tuple[Finding, ...]:
    makers = (scans, dated, counted, named, confirmed)
    return tuple(finding for make in makers for one in make() for finding in check_paper(one))


def paths(section: str) -> set[str]:
    return {path for path in TEXTS.by_language["en"] if path.startswith(f"{section}.")}


def test_every_check_comes_to_every_status_that_it_has() -> None:
    assert {one.id for one in findings()} == set(list_checks())
    assert {path.split(".")[1] for path in paths(CHECKS)} == {*list_checks(), READABLE}


def test_every_text_is_shown_by_some_finding() -> None:
    used = {path for one in findings() for path in (sentence_path(one, TEXTS), fix_path(one, TEXTS)) if path}
    titles = {f"{CHECKS}.{one}.title" for one in (*list_checks(), READABLE)}
    assert used | titles == paths(CHECKS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_placeholder_was_seen(language: str) -> None:
    asked = 0
    for one in findings():
        for path in filter(None, (sentence_path(one, TEXTS), fix_path(one, TEXTS))):
            wanted = set(PLACEHOLDER.findall(TEXTS.get(language, path)))
            assert wanted <= shown_values(one, TEXTS, language).keys(), path
            asked += len(wanted)
    assert asked > 200  # the pattern still finds placeholders


@pytest.mark.parametrize("language", [*LANGUAGES, "it-ch"])
def test_words_of_every_finding(language: str) -> None:
    for one in findings():
        title, sentence, fix = explain_finding(one, TEXTS, language)
        assert title
        assert (fix is None) is (one.status is FindingStatus.PASSED)
        assert not re.search(r"%\(|–|None|_", f"{sentence} {fix or ''}"), sentence


@pytest.mark.parametrize("path", sorted(paths(CHECKS) | paths(REFUSALS)))
def test_languages_name_the_same_values(path: str) -> None:
    english, italian = (set(PLACEHOLDER.findall(TEXTS.get(language, path))) for language in LANGUAGES)
    assert english == italian


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "212 dpi on page 2; at least 300 is needed."), ("it", "212 dpi a pagina 2; ne servono almeno 300.")],
)
def test_resolution_in_words(language: str, sentence: str) -> None:
    (finding,) = (one for one in check_paper(subject("cr_certificate", reading(page(1, 300), page(2, 212)))) if one.id == "resolution")
    assert explain_finding(finding, TEXTS, language)[1] == sentence


@pytest.mark.parametrize(
    ("variant", "value", "wanted", "words"),
    [
        ("transactions", 4999, 5000, ("4,999 transactions; more than 5,000", "4.999 transazioni; ne servono oltre 5.000")),
        ("area_share", "0.305", "0.30", ("30.5% of the area; more than 30%", "30,5%; serve più del 30%")),
        ("turnover_inr", "75000000.5", 75000000, ("75,000,000.5 rupees", "75.000.000,5 rupie")),
    ],
)
def test_numbers_of_the_language(variant: str, value: Any, wanted: Any, words: tuple[str, str]) -> None:
    finding = Finding("figures", FindingStatus.TO_FIX, {variant: value, f"{variant}_wanted": wanted}, (), variant)
    said = [explain_finding(finding, TEXTS, language)[1] for language in LANGUAGES]
    assert [one in sentence for one, sentence in zip(words, said, strict=True)] == [True, True], said


def test_days_of_the_language() -> None:
    finding = Finding("expired", FindingStatus.TO_FIX, {"expires_on": "2026-08-01"}, ())
    said = [explain_finding(finding, TEXTS, language)[1] for language in LANGUAGES]
    assert ["1 August 2026" in said[0], "1 agosto 2026" in said[1]] == [True, True]


def test_countries_of_the_language() -> None:
    finding = Finding("regulator", FindingStatus.PASSED, {"regulator": "FCA", "country": "GB", "page": 1}, ())
    said = [explain_finding(finding, TEXTS, language)[1] for language in LANGUAGES]
    assert ["FCA (United Kingdom)" in said[0], "FCA (Regno Unito)" in said[1]] == [True, True]


def test_names_in_words() -> None:
    found = reading(texts=[("company", "Sunrise Co., Ltd.")])
    finding = next(one for one in check_paper(subject("business_licence", found, facts=NAMED)) if one.id == "company-name")
    _, sentence, _ = explain_finding(finding, TEXTS, "en")
    assert sentence.startswith(
        "This paper says “Sunrise Co., Ltd.”, and “Sunrise Limited Company” stands elsewhere (Legal name). The legal form"
    )
    other = replace(finding, seen={**finding.seen, "other": "bank_statements"})
    assert "(Bank statements)" in explain_finding(other, TEXTS, "en")[1]


def test_long_words_are_cut() -> None:
    finding = Finding("signature", FindingStatus.PASSED, {"signed_by": "A" * 200}, ())
    assert explain_finding(finding, TEXTS, "en")[1] == f"Signed by {'A' * 79}…."


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", RefusalCode)
def test_refusals_in_words(code: RefusalCode, language: str) -> None:
    seen: dict[str, str | int] = {"media_type": PDF, "expected": "pdf, jpg", "ending": "png"}
    words = explain_refusal(Refusal(code, seen), TEXTS, language)
    assert all(words)
    assert not re.search(r"%\(|–", " ".join(words))
    (finding,) = refused(Refusal(code, seen))
    assert explain_finding(finding, TEXTS, language)[1:] == words
    assert (finding.id, finding.variant, finding.seen["code"]) == (READABLE, code, code)
    assert verdict_of([finding]) is PaperVerdict.REFUSE
    assert all(explain_refusal(Refusal(code, {}), TEXTS, language))


def test_refusals_name_limits_and_types() -> None:
    large = explain_refusal(Refusal(RefusalCode.TOO_LARGE, {"size_bytes": 1}), TEXTS, "en")[0]
    assert f"{MAX_SIZE_BYTES // 1024**2} MB" in large
    refusal = Refusal(RefusalCode.NAME_DISAGREES, {"media_type": JPEG, "ending": "pdf", "expected": ", ".join(ENDINGS[JPEG])})
    sentence, fix = explain_refusal(refusal, TEXTS, "en")
    assert (".pdf" in sentence, "JPG" in sentence, "jpg, jpeg" in fix) == (True, True, True)


def test_every_code_has_its_words_and_no_more() -> None:
    assert paths(REFUSALS) == {f"{REFUSALS}.{code}.{part}" for code in RefusalCode for part in ("sentence", "fix")}


@pytest.mark.parametrize(
    ("statuses", "verdict"),
    [
        ([], PaperVerdict.ACCEPT),
        ([FindingStatus.PASSED], PaperVerdict.ACCEPT),
        ([FindingStatus.LOOK, FindingStatus.PASSED], PaperVerdict.ACCEPT),
        ([FindingStatus.LOOK, FindingStatus.TO_FIX, FindingStatus.PASSED], PaperVerdict.FIX),
    ],
)
def test_verdict(statuses: list[FindingStatus], verdict: PaperVerdict) -> None:
    assert verdict_of(Finding("any", status, {}, ()) for status in statuses) is verdict


def test_checks_stand_in_their_order() -> None:
    assert list(list_checks())[:3] == ["resolution", "legibility", "validity"]
    assert len(list_checks()) == 15
