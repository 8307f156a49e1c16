"""The company's name on a paper against the profile and the other papers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.checks import check_paper, verdict_of
from documents.checks.company_name import NAMED, OWN, SERIOUSNESS
from documents.findings import PaperVerdict
from documents.names import folding
from documents.readings import TextBasis
from tests.documents.paper_subjects import BOOK, judged, page, reading, subject, told

LEGAL = "Sunrise Limited Company"
OTHER_FORM = "Sunrise Co., Ltd."


def paper(*names: str, kind: str = "business_licence", basis: TextBasis = TextBasis.EMBEDDED, **more: Any) -> Any:
    pages = reading(page(text_basis=basis), texts=[("company", name) for name in names])
    return subject(kind, pages, **{"facts": {"legal_name": LEGAL}} | more)


@pytest.mark.parametrize("written", [LEGAL, "Sunrise  Limited\tCompany", "Ｓunrise Limited Company"])
def test_same_name(written: str) -> None:
    finding = judged("company-name", paper(written))
    assert finding is not None
    assert (finding.status, finding.source, finding.page) == ("passed", ("G-ST-6",), 1)


def test_case_of_the_guide() -> None:
    """Limited Company against Co., Ltd. can fail (G-ST-6)."""
    finding = judged("company-name", paper(OTHER_FORM))
    assert finding is not None
    assert (finding.status, finding.variant) == ("to_fix", "")
    assert finding.seen == {
        "name": OTHER_FORM,
        "other": "legal_name",
        "other_name": LEGAL,
        "difference": "legal-form",
        "pieces": [{"a": "Co., Ltd.", "b": "Limited Company"}],
        "country": "",
    }


def test_added_word_of_the_guide() -> None:
    assert told("company-name", paper("Sunrise Group Limited Company")) == ("to_fix", "")


def test_name_among_others_is_found() -> None:
    assert told("company-name", paper("First Bank Ltd", OTHER_FORM, LEGAL, kind="bank_statements")) == ("passed", "")
    finding = judged("company-name", paper("First Bank Ltd", OTHER_FORM, kind="bank_statements"))
    assert finding is not None
    assert finding.seen["name"] == OTHER_FORM


@pytest.mark.parametrize(
    ("kind", "names", "answer"),
    [
        ("business_licence", ("Moonlight Ltd",), ("to_fix", "")),
        ("business_licence", ("Moonlight Ltd", "Starlight Ltd"), ("look", "other_company")),
        ("bank_statements", ("First Bank plc",), ("look", "other_company")),
    ],
)
def test_name_of_somebody_else(kind: str, names: tuple[str, ...], answer: tuple[str, str]) -> None:
    """A bank's own name is no fault; another company's certificate is."""
    assert told("company-name", paper(*names, kind=kind)) == answer


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("SUNRISE Limited Company", ("look", "recognised")),
        ("Sünrise Limited Company", ("look", "recognised")),
        (OTHER_FORM, ("to_fix", "")),
        ("Sunrise Group Limited Company", ("to_fix", "")),
        (LEGAL, ("passed", "")),
    ],
)
def test_name_recognised_from_a_picture(written: str, answer: tuple[str, str]) -> None:
    """Capitals and accents are often misread, words and legal forms are not."""
    assert told("company-name", paper(written, basis=TextBasis.OCR)) == answer


@pytest.mark.parametrize("place", ["name_on_licence", "name_on_bank_statement", "name_in_website_footer"])
def test_every_name_of_the_profile_counts(place: str) -> None:
    facts = {"legal_name": LEGAL, place: OTHER_FORM}
    finding = judged("company-name", paper(LEGAL, facts=facts))
    assert finding is not None
    assert (finding.status, finding.seen["other"], finding.seen["other_name"]) == ("to_fix", place, OTHER_FORM)


def test_other_papers_count() -> None:
    others = (("bank_statements", ("First Bank plc", OTHER_FORM)),)
    finding = judged("company-name", paper(LEGAL, others=others))
    assert finding is not None
    assert (finding.status, finding.seen["other"], finding.seen["other_name"]) == ("to_fix", "bank_statements", OTHER_FORM)


@pytest.mark.parametrize("others", [(("order_report", (OTHER_FORM,)),), (("bank_statements", ("First Bank plc",)),), (("phone_bill", ()),)])
def test_other_papers_that_say_nothing(others: Any) -> None:
    """A report may do without the name, and a bank's name is somebody else's."""
    assert told("company-name", paper(LEGAL, others=others)) == ("passed", "")


def test_other_papers_where_the_profile_is_empty() -> None:
    others = (("bank_statements", (OTHER_FORM,)),)
    finding = judged("company-name", paper("First Bank plc", LEGAL, facts={}, others=others))
    assert finding is not None
    assert (finding.status, finding.seen["name"], finding.seen["other_name"]) == ("to_fix", LEGAL, OTHER_FORM)


def test_nothing_to_compare_with() -> None:
    assert told("company-name", paper(LEGAL, facts={})) == ("look", "nothing_to_compare")


@pytest.mark.parametrize(
    ("confirmed", "answer"),
    [({}, ("look", "unread")), ({"shows_name": True}, ("passed", "confirmed")), ({"shows_name": False}, ("to_fix", "confirmed"))],
)
def test_name_that_could_not_be_read(confirmed: dict[str, bool], answer: tuple[str, str]) -> None:
    assert told("company-name", paper(kind="bank_proof", confirmed=confirmed)) == answer


def test_country_tells_whose_names_are_meant() -> None:
    facts = {"legal_name": "Tchaikovsky"}
    kinds = [
        judged("company-name", paper("Chaikovsky", facts=facts | {"country": country})).seen["difference"]  # type: ignore[union-attr]
        for country in ("RU", "IT")
    ]
    assert kinds == ["transliteration", "different"]


@pytest.mark.parametrize("kind", sorted(set(BOOK.vocabulary.document_kinds) - NAMED))
def test_kinds_that_may_do_without_the_name(kind: str) -> None:
    assert judged("company-name", paper(OTHER_FORM, kind=kind)) is None


def test_sets_name_kinds_that_exist() -> None:
    assert set(BOOK.vocabulary.document_kinds) >= NAMED > OWN
    assert SERIOUSNESS == folding.SERIOUSNESS


@settings(deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(["First Bank plc", OTHER_FORM, "SUNRISE LIMITED COMPANY", "Moonlight Ltd"]), max_size=4), st.integers(0, 4))
def test_paper_that_shows_the_right_name_too_is_never_judged_worse(names: list[str], place: int) -> None:
    order = list(PaperVerdict)
    without = verdict_of(check_paper(paper(*names)))
    assert order.index(verdict_of(check_paper(paper(*names[:place], LEGAL, *names[place:])))) <= order.index(without)
