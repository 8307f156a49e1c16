"""Conditions over what is known: true, false, or unknown while a fact is missing (Kleene's logic)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

Judge = Callable[..., bool | None]
VALUES = (True, False, None)
ORDER = {False: 0, None: 1, True: 2}
LEAVES = ("{fact: opt_in_collected, is: true}", "{fact: opt_out_offered, is: true}", "{fact: human_handover, is: true}")
ROWS = list(product(VALUES, repeat=3))


def facts(row: tuple[bool | None, ...]) -> dict[str, bool | None]:
    return dict(zip(("opt_in_collected", "opt_out_offered", "human_handover"), row, strict=True))


@pytest.mark.parametrize("row", ROWS)
def test_all_is_the_least_of_its_parts(judge: Judge, row: tuple[bool | None, ...]) -> None:
    assert judge(f"{{all: [{', '.join(LEAVES)}]}}", **facts(row)) is min(row, key=ORDER.__getitem__)


@pytest.mark.parametrize("row", ROWS)
def test_any_is_the_greatest_of_its_parts(judge: Judge, row: tuple[bool | None, ...]) -> None:
    assert judge(f"{{any: [{', '.join(LEAVES)}]}}", **facts(row)) is max(row, key=ORDER.__getitem__)


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("count", [1, 2, 3])
def test_some_holds_whatever_the_unknown_would_be(judge: Judge, count: int, row: tuple[bool | None, ...]) -> None:
    known, unknown = row.count(True), row.count(None)
    expected = True if known >= count else False if known + unknown < count else None
    assert judge(f"{{some: {count}, of: [{', '.join(LEAVES)}]}}", **facts(row)) is expected


@pytest.mark.parametrize(("value", "expected"), [(True, False), (False, True), (None, None)])
def test_not_turns_only_what_is_known(judge: Judge, value: bool | None, expected: bool | None) -> None:
    assert judge(f"{{not: {LEAVES[0]}}}", opt_in_collected=value) is expected


@pytest.mark.parametrize(("value", "expected"), [(True, True), (False, None), (None, None)])
def test_nested_conditions(judge: Judge, value: bool | None, expected: bool | None) -> None:
    condition = f"{{any: [{{all: [{LEAVES[0]}, {{not: {LEAVES[1]}}}]}}, {LEAVES[2]}]}}"
    assert judge(condition, opt_in_collected=True, opt_out_offered=None, human_handover=value) is expected


# Below, at and above the value that is compared with: what each comparison says.
COMPARED = {
    "is": (False, True, False),
    "is_not": (True, False, True),
    "at_least": (False, True, True),
    "at_most": (True, True, False),
    "more_than": (False, False, True),
    "less_than": (True, False, False),
}
TRIPLES: list[tuple[str, str, tuple[Any, Any, Any]]] = [
    ("monthly_messages", "1000", (999, 1000, 1001)),
    ("complaint_rate_6m", "0.02", (Decimal("0.0199"), Decimal("0.02"), Decimal("0.0201"))),
    ("server_ram_gb", "4", (Decimal("3.9"), Decimal(4), Decimal("4.1"))),
    ("annual_revenue_usd", "500000", (Decimal("499999.99"), Decimal(500000), Decimal("500000.01"))),
    ("tls_version", "'1.2'", ("1", "1.2", "1.3")),
    ("planned_submission_on", "2026-11-23", (dt.date(2026, 11, 22), dt.date(2026, 11, 23), dt.date(2026, 11, 24))),
]


@pytest.mark.parametrize("op", COMPARED)
@pytest.mark.parametrize(("fact", "limit", "values"), TRIPLES)
def test_comparison_around_its_limit(judge: Judge, op: str, fact: str, limit: str, values: tuple[Any, Any, Any]) -> None:
    found = [judge(f"{{fact: {fact}, {op}: {limit}}}", **known(fact, value)) for value in values]
    assert tuple(found) == COMPARED[op]


def known(fact: str, value: Any) -> dict[str, Any]:
    if fact == "annual_revenue_usd":  # derived
        return {"annual_revenue_amount": value, "annual_revenue_currency": "USD"}
    return {fact: value}


@pytest.mark.parametrize(("fact", "comparison"), [
    ("opt_in_collected", "is: true"),
    ("opt_in_collected", "is_not: true"),
    ("sector", "in: [finance]"),
    ("sector", "is_not: finance"),
    ("monthly_messages", "at_least: 0"),
    ("tls_version", "at_least: '1.2'"),
    ("privacy_policy_url", "known: true"),
    ("number_country", "same_as: country"),
    ("names_identical", "is: false"),
])  # fmt: skip
def test_comparison_of_an_unknown_fact_is_unknown(judge: Judge, fact: str, comparison: str) -> None:
    assert judge(f"{{fact: {fact}, {comparison}}}") is None


@pytest.mark.parametrize(("condition", "value", "expected"), [
    ("{fact: opt_in_collected, is: true}", True, True),
    ("{fact: opt_in_collected, is: true}", False, False),
    ("{fact: opt_in_collected, is: false}", False, True),
    ("{fact: opt_in_collected, is_not: true}", False, True),
    ("{fact: opt_in_collected, is_not: false}", False, False),
])  # fmt: skip
def test_claim_is_compared(judge: Judge, condition: str, value: bool, expected: bool) -> None:
    assert judge(condition, opt_in_collected=value) is expected


@pytest.mark.parametrize(("condition", "sector", "expected"), [
    ("{fact: sector, is: finance}", "finance", True),
    ("{fact: sector, is: finance}", "travel", False),
    ("{fact: sector, is_not: finance}", "travel", True),
    ("{fact: sector, in: [finance, travel]}", "travel", True),
    ("{fact: sector, in: [finance, travel]}", "retail", False),
])  # fmt: skip
def test_choice_is_compared(judge: Judge, condition: str, sector: str, expected: bool) -> None:
    assert judge(condition, sector=sector) is expected


@pytest.mark.parametrize(("value", "expected"), [("", True), ("x", True), (None, None)])
def test_known_is_never_false(judge: Judge, value: str | None, expected: bool | None) -> None:
    assert judge("{fact: crm, known: true}", crm=value) is expected


@pytest.mark.parametrize(("number", "home", "expected"), [
    ("IT", "IT", True), ("US", "SG", False), (None, "SG", None), ("US", None, None), (None, None, None),
])  # fmt: skip
def test_same_as_needs_both(judge: Judge, number: str | None, home: str | None, expected: bool | None) -> None:
    assert judge("{fact: number_country, same_as: country}", number_country=number, country=home) is expected


def test_guide_figure_stands_for_its_number(judge: Judge) -> None:
    condition = "{fact: daily_interactions, at_least: {guide: G-EL-4.daily_interactions}}"
    assert [judge(condition, daily_interactions=count) for count in (499, 500)] == [False, True]


@pytest.mark.parametrize(("reference", "limit"), [
    ("{guide: G-DO-3.speedup, times: 10}", 23),
    ("{guide: G-DO-21.ram_gb, inverse: true, times: 4}", 0),
    ("{guide: G-SI-4.uplift, plus: 1, minus: 0.42}", 1),
    ("{guide: G-EL-9.usd_per_1000.1}", 15),
    ("{guide: G-DO-3.speedup, times: {guide: G-SI-4.support_team}, plus: 0.1}", 7),
])  # fmt: skip
def test_guide_figure_is_reckoned_with(judge: Judge, reference: str, limit: int) -> None:
    condition = f"{{fact: support_team, more_than: {reference}}}"
    assert [judge(condition, support_team=count) for count in (limit, limit + 1)] == [False, True]
