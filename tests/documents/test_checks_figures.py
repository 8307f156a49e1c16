"""Months and figures: the checks and the criteria of the rulebook say the same of the same paper."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.checks import measured
from documents.checks.bounds import OPERATORS
from documents.checks.figures import FACTS
from documents.media import CSV
from readiness.rulebook import Document, Facts
from readiness.rulebook.conditions import Compare, DocumentCompare, EveryDocument, ValidBeyond, leaves
from scoring.engine import STATUS_NAMES, engine_of
from tests.documents.paper_subjects import BOOK, TODAY, guide, judged, page, reading, subject, table, told

# Figure, kind, the figure of the guide, whether reaching it is enough, and the smallest step.
FIGURES = [
    ("transactions", "order_report", guide("G-DO-17.transactions"), False, Decimal(1)),
    ("interactions_per_month", "conversation_history", guide("G-DO-14.interactions_per_month"), True, Decimal(1)),
    ("daily_uv", "traffic_proof", guide("G-DO-15.daily_uv"), False, Decimal(1)),
    ("area_share", "courier_contract", guide("G-DO-19.area_share"), False, Decimal("0.001")),
    ("turnover_inr", "gst_returns", guide("G-EL-7.revenue_inr"), False, Decimal("0.01")),
    ("online_share", "cash_flow_records", guide("G-ST-9.online_share"), False, Decimal("0.001")),
]
MONTHS = {
    "bank_statements": guide("G-DO-4.months"),
    "gst_returns": guide("G-EL-7.months"),
    "order_report": guide("G-DO-17.months"),
    "conversation_history": guide("G-DO-14.days") / 30,
    "cash_flow_records": guide("G-ST-9.days") / 30,
}
REGIONS = {"bank_statements": "HK", "gst_returns": "IN"}
SECTORS = {"order_report": "ecommerce", "courier_contract": "logistics"}


@pytest.mark.parametrize(("name", "kind", "figure", "reaching", "step"), FIGURES, ids=[one[0] for one in FIGURES])
def test_figures_at_the_figure_of_the_guide(name: str, kind: str, figure: Decimal, reaching: bool, step: Decimal) -> None:
    found = [told("figures", subject(kind, confirmed={name: str(value)})) for value in (figure - step, figure, figure + step)]
    assert found == [("to_fix", name), ("passed" if reaching else "to_fix", name), ("passed", name)]


def test_staff_turnover_has_to_stay_below() -> None:
    figure = guide("G-AF-29.turnover_max")
    values = (figure, figure - Decimal("0.01"))
    assert [told("figures", subject("support_staff_list", confirmed={"staff_turnover": one}))[0] for one in values] == ["to_fix", "passed"]


def test_figure_says_what_was_seen() -> None:
    finding = judged("figures", subject("courier_contract", confirmed={"area_share": "0.305"}))
    assert finding is not None
    assert finding.seen == {"area_share": "0.305", "area_share_wanted": "0.30"}
    assert finding.source == BOOK.criterion("courier-area").source


@pytest.mark.parametrize(("name", "kind"), [(one[0], one[1]) for one in FIGURES])
@pytest.mark.parametrize("typed", [None, "many", True, "NaN"])
def test_figure_that_is_not_known(name: str, kind: str, typed: Any) -> None:
    assert told("figures", subject(kind, confirmed={name: typed})) == ("look", name)


@pytest.mark.parametrize("kind", ["bank_proof", "shop_photo", "representative_id", "phone_bill"])
def test_kinds_without_figures(kind: str) -> None:
    assert judged("figures", subject(kind)) is None
    assert judged("months-covered", subject(kind)) is None


def test_figures_of_a_spreadsheet() -> None:
    rows = table(rows=5200, months_covered=4, online_share=Decimal("0.75"))
    found = reading(media_type=CSV, table=rows)
    seen = [judged("figures", subject(kind, found)) for kind in ("order_report", "conversation_history", "cash_flow_records")]
    assert [(one.seen[one.variant], one.status) for one in seen if one] == [(5200, "passed"), (1300, "passed"), ("0.75", "passed")]
    corrected = subject("order_report", found, confirmed={"transactions": 10})
    assert told("figures", corrected) == ("to_fix", "transactions")


@pytest.mark.parametrize(
    ("first", "last", "months", "rate"),
    [
        ((2026, 7, 25), (2026, 10, 22), 4, 500),  # 90 days
        ((2026, 8, 1), (2026, 10, 31), 3, 500),  # 92 days
        ((2026, 2, 1), (2026, 4, 30), 3, 500),  # 89 days
        ((2026, 7, 25), (2026, 10, 25), 4, 500),  # 93 days
        ((2026, 7, 25), (2026, 11, 10), 5, 375),  # 109 days
        ((2026, 10, 5), (2026, 10, 6), 1, 1500),
        ((2026, 1, 31), (2026, 3, 1), 3, 1500),  # 30 days
        ((2026, 1, 1), (2026, 10, 31), 3, 500),  # with months between that have no row
        (None, None, 3, 500),
    ],
)
def test_interactions_a_month(first: Any, last: Any, months: int, rate: int) -> None:
    """Ninety days that touch four calendar months are three months."""
    days = {name: dt.date(*day) for name, day in (("first_day", first), ("last_day", last)) if day}
    assert measured(reading(media_type=CSV, table=table(rows=1500, months_covered=months, **days)))["interactions_per_month"] == rate


@pytest.mark.parametrize("kind", MONTHS)
def test_months_at_the_figure_of_the_guide(kind: str) -> None:
    wanted = int(MONTHS[kind])
    found = [told("months-covered", subject(kind, confirmed={"months_covered": one}))[0] for one in (wanted - 1, wanted, None)]
    assert found == ["to_fix", "passed", "look"]


def test_months_of_several_papers_add_up() -> None:
    papers = [subject("bank_statements", confirmed={"months_covered": 1}, months_elsewhere=other) for other in (1, 2)]
    assert [told("months-covered", one) for one in papers] == [("to_fix", ""), ("passed", "together")]


@pytest.mark.parametrize(
    ("first", "last", "answer"),
    [
        ((2026, 8, 1), (2026, 10, 31), ("passed", "")),
        ((2026, 8, 12), (2026, 10, 29), ("passed", "")),
        ((2026, 8, 31), (2026, 10, 1), ("look", "few_days")),
        ((2026, 8, 20), (2026, 10, 25), ("look", "few_days")),
        ((2026, 7, 8), (2026, 10, 8), ("passed", "")),
        ((2026, 7, 7), (2026, 10, 7), ("look", "long_ago")),
        (None, None, ("passed", "")),
    ],
)
def test_days_of_a_spreadsheet(first: Any, last: Any, answer: tuple[str, str]) -> None:
    days = {name: dt.date(*day) for name, day in (("first_day", first), ("last_day", last)) if day}
    found = reading(media_type=CSV, table=table(rows=9, months_covered=3, **days))
    assert told("months-covered", subject("order_report", found)) == answer
    corrected = subject("order_report", found, confirmed={"months_covered": 4})
    assert told("months-covered", corrected) == ("passed", "")


def criterion_status(criterion_id: str, facts: Facts) -> str:
    verdicts = engine_of(BOOK).judge(facts, TODAY).verdicts
    return STATUS_NAMES[verdicts[BOOK.criterion(criterion_id).position]]


def asking(kind: str, name: str) -> str:
    """The one criterion that judges this field or figure of the kind."""
    asked = ((one.id, leaf) for one in BOOK.criteria for leaf in leaves(one.met))
    (found,) = {one for one, leaf in asked if isinstance(leaf, DocumentCompare) and (leaf.kind, leaf.name) == (kind, name)}
    return found


AGREED = [(name, kind, figure) for name, kind, figure, *_ in FIGURES if name not in FACTS]


@settings(deadline=None, derandomize=True)
@given(st.sampled_from(AGREED), st.integers(-300, 300))
def test_figure_passes_exactly_when_its_criterion_is_met(one: tuple[str, str, Decimal], percent: int) -> None:
    name, kind, figure = one
    value = figure + figure * percent / 100 / 100
    value = value if name in ("area_share", "turnover_inr") else Decimal(int(value))
    months = int(MONTHS.get(kind, 3))
    paper = Document(kind, status="uploaded", months_covered=months, figures={name: value})
    facts = Facts(country=REGIONS.get(kind, "IT"), sector=SECTORS.get(kind, "retail"), documents=(paper,))
    passed = told("figures", subject(kind, confirmed={name: value}))[0] == "passed"
    assert (criterion_status(asking(kind, name), facts) == "met") is passed


@settings(deadline=None, derandomize=True)
@given(st.sampled_from(sorted(MONTHS)), st.integers(0, 15), st.integers(0, 15))
def test_months_pass_exactly_when_their_criterion_is_met(kind: str, months: int, elsewhere: int) -> None:
    enough = {"interactions_per_month": 10**6, "transactions": 10**6}
    papers = tuple(Document(kind, status="uploaded", months_covered=one, figures=enough) for one in (months, elsewhere))
    facts = Facts(country=REGIONS.get(kind, "IT"), sector=SECTORS.get(kind, "retail"), documents=papers)
    one = subject(kind, confirmed={"months_covered": months}, months_elsewhere=elsewhere)
    passed = told("months-covered", one)[0] == "passed"
    assert (criterion_status(asking(kind, "months_covered"), facts) == "met") is passed


@settings(deadline=None, derandomize=True)
@given(
    st.integers(-40, 40), st.sampled_from([("representative_id", "representative-id-validity"), ("business_licence", "licence-validity")])
)
def test_validity_passes_exactly_when_its_criterion_is_met(after: int, one: tuple[str, str]) -> None:
    kind, criterion_id = one
    months = next(leaf.months for leaf in leaves(BOOK.criterion(criterion_id).met) if isinstance(leaf, ValidBeyond))
    expires_on = TODAY + dt.timedelta(days=30 * months + after)
    facts = Facts(activated_on=dt.date(2026, 1, 1), documents=(Document(kind, status="approved", expires_on=expires_on),))
    passed = told("validity", subject(kind, confirmed={"expires_on": expires_on}))[0] == "passed"
    assert (criterion_status(criterion_id, facts) == "met") is passed


@settings(deadline=None, derandomize=True)
@given(st.integers(1, 700))
def test_resolution_passes_exactly_when_its_criterion_is_met(dpi: int) -> None:
    facts = Facts(documents=(Document("cr_certificate", status="uploaded", dpi=dpi),))
    passed = told("resolution", subject("cr_certificate", reading(page(1, dpi))))[0] == "passed"
    assert (criterion_status("scan-resolution", facts) == "met") is passed


@settings(deadline=None, derandomize=True)
@given(st.decimals(0, 1, places=3))
def test_shares_pass_exactly_when_the_criterion_of_the_fact_is_met(share: Decimal) -> None:
    facts = Facts(online_transaction_share=share, support_staff_turnover=share, activated_on=dt.date(2026, 1, 1))
    for kind, name, criterion_id in (
        ("cash_flow_records", "online_share", "online-transactions"),
        ("support_staff_list", "staff_turnover", "staff-turnover"),
    ):
        passed = told("figures", subject(kind, confirmed={name: share}))[0] == "passed"
        assert (criterion_status(criterion_id, facts) == "met") is passed


def test_every_comparison_of_a_paper_has_a_check() -> None:
    """A criterion that asks something new of a paper must be seen by a check too."""
    asked = {leaf for one in BOOK.criteria for leaf in leaves(one.met)}
    compared = {(one.kind, one.name) for one in asked if isinstance(one, DocumentCompare) and one.op in OPERATORS}
    checked = {(kind, name) for name, kind, *_ in FIGURES} | {(kind, "months_covered") for kind in MONTHS}
    assert compared <= checked
    assert {one.kind for one in asked if isinstance(one, ValidBeyond)} == {"representative_id", "business_licence"}
    assert {one.field for one in asked if isinstance(one, EveryDocument)} == {"dpi"}
    assert set(FACTS.values()) <= {one.fact for one in asked if isinstance(one, Compare)}
