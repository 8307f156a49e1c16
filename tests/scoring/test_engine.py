"""How verdicts, points, coverage and blockers follow from the criteria."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from math import floor

import pytest
from hypothesis import given

from readiness.rulebook import Document, Facts, load_rulebook
from readiness.rulebook.load import FOLDER
from readiness.rulebook.model import VerdictRule
from scoring.engine import AFTER_ACTIVATION, MET, NOT_APPLICABLE, STATUS_NAMES, UNKNOWN, UNMET, Engine, Judgement, assess, papers_complete
from tests.scoring.strategies import BOOK, TODAY, facts

WEIGHTS = [criterion.weight for criterion in BOOK.criteria]


def weight_of(judgement: Judgement, *marks: str) -> int:
    return sum(weight for weight, mark in zip(WEIGHTS, judgement.verdicts, strict=True) if mark in marks)


def status(company: Facts, criterion_id: str, today: dt.date = TODAY) -> str:
    return STATUS_NAMES[assess(company, BOOK, today).verdicts[BOOK.criterion(criterion_id).position]]


@given(facts())
def test_verdicts_have_a_mark_for_each_criterion(company: Facts) -> None:
    verdicts = assess(company, BOOK, TODAY).verdicts
    assert len(verdicts) == len(BOOK.criteria)
    assert set(verdicts) <= {"m", "u", "?", "-"}


@given(facts())
def test_weights_add_up(company: Facts) -> None:
    judgement = assess(company, BOOK, TODAY)
    assert judgement.met_weight == weight_of(judgement, MET)
    assert judgement.known_weight == weight_of(judgement, MET, UNMET)
    assert judgement.applicable_weight == weight_of(judgement, MET, UNMET, UNKNOWN)


@given(facts())
def test_score_and_coverage_are_shares_of_what_applies(company: Facts) -> None:
    judgement = assess(company, BOOK, TODAY)
    assert judgement.score == floor(100 * weight_of(judgement, MET) / weight_of(judgement, MET, UNMET, UNKNOWN))
    assert judgement.coverage == weight_of(judgement, MET, UNMET) / weight_of(judgement, MET, UNMET, UNKNOWN)


@given(facts())
def test_blockers_are_the_unmet_gates(company: Facts) -> None:
    judgement = assess(company, BOOK, TODAY)
    gates = [one.id for one, mark in zip(BOOK.criteria, judgement.verdicts, strict=True) if one.gate and mark == UNMET]
    assert list(judgement.blockers) == gates
    assert (judgement.verdict == "blocked") is bool(gates)


@given(facts())
def test_counts_are_of_every_criterion(company: Facts) -> None:
    counts = assess(company, BOOK, TODAY).counts
    assert list(counts) == ["met", "unmet", "unknown", "not_applicable"]
    assert sum(counts.values()) == len(BOOK.criteria)


@given(facts())
def test_rulebook_read_again_judges_the_same(company: Facts) -> None:
    assert replace(assess(company, BOOK, TODAY), row=[]) == replace(assess(company, AGAIN, TODAY), row=[])


AGAIN = load_rulebook(FOLDER)


@pytest.mark.parametrize(("score", "open_gate", "unmet_upkeep", "blocked", "expected"), [
    (100, False, False, False, "ready"),
    (90, False, False, False, "ready"),
    (89, False, False, False, "almost"),
    (100, True, False, False, "almost"),
    (100, False, True, False, "almost"),
    (70, True, True, False, "almost"),
    (69, False, False, False, "not_ready"),
    (0, True, True, False, "not_ready"),
    (100, False, False, True, "blocked"),
    (0, True, True, True, "blocked"),
])  # fmt: skip
def test_verdict_by_score_gates_and_upkeep(score: int, open_gate: bool, unmet_upkeep: bool, blocked: bool, expected: str) -> None:
    gates = [MET, UNMET if blocked else MET, UNKNOWN if open_gate else MET]
    assert Engine(BOOK).verdict(score, gates, upkeep_met=not unmet_upkeep) == expected


def test_last_verdict_rule_takes_every_score() -> None:
    assert BOOK.verdicts[-1] == VerdictRule("not_ready", min_score=0, gates_known=False, upkeep_met=False)


@pytest.mark.parametrize(("marks", "expected"), [
    (MET * 3, True), (MET + NOT_APPLICABLE, True), ("", True),
    (MET + UNKNOWN, None), (UNKNOWN + NOT_APPLICABLE, None),
    (MET + UNMET, False), (UNKNOWN + UNMET, False),
])  # fmt: skip
def test_papers_complete(marks: str, expected: bool | None) -> None:
    assert papers_complete(list(marks)) is expected


def test_criteria_of_papers_rest_on_papers_alone() -> None:
    ids = {BOOK.criteria[place].id for place in Engine(BOOK).papers}
    assert {"registration-certificate", "hk-bank-statements", "in-gst-turnover", "real-use", "telecom-contract"} <= ids
    assert ids.isdisjoint({"number-country", "privacy-policy-link", "scan-resolution", "staff-list", "licence-validity"})


# What the guide says of revenue, region by region: country, revenue in US dollars, share of end customers, place in the sector.
REVENUES = [
    ("IT", 1_000_001, "1", None, "met"),
    ("IT", 1_000_000, "1", None, "unmet"),
    ("IT", 2_000_000, "0.5", None, "unmet"),
    ("IT", 2_000_000, None, None, "unknown"),
    ("IT", 600_000, "1", "0.1", "unmet"),
    ("SG", 500_000, "1", "0.30", "met"),
    ("SG", 500_000, "1", "0.31", "unmet"),
    ("SG", 500_000, "1", None, "unknown"),
    ("SG", 499_999, "1", "0.1", "unmet"),
    ("SG", 1_000_001, "1", "0.9", "met"),
    ("SG", 1_000_001, "1", None, "met"),
    ("TW", 2_000_000, "0.3", "0.28", "met"),
    ("IN", 900_001, "1", None, "met"),
    ("IN", 899_000, "1", None, "unmet"),
    (None, 2_000_000, "1", None, "unknown"),
]


@pytest.mark.parametrize(("country", "revenue", "share", "top", "expected"), REVENUES)
def test_revenue_threshold(country: str | None, revenue: int, share: str | None, top: str | None, expected: str) -> None:
    company = Facts(
        country=country,
        annual_revenue_amount=Decimal(revenue),
        annual_revenue_currency="USD",
        end_customer_revenue_share=Decimal(share) if share else None,
        sector_top_share=Decimal(top) if top else None,
    )
    assert status(company, "revenue-threshold") == expected


@pytest.mark.parametrize(("number", "home", "operations", "explained", "expected"), [
    ("US", "US", None, None, "met"),
    ("US", "SG", "US", None, "met"),
    ("US", "SG", "SG", (), "unmet"),
    ("US", "SG", "SG", None, "unknown"),
    ("US", "SG", None, (), "unknown"),
    ("US", "SG", "SG", (Document("number_explanation", "approved"),), "met"),
    (None, "SG", "SG", (), "unknown"),
])  # fmt: skip
def test_number_country(
    number: str | None, home: str, operations: str | None, explained: tuple[Document, ...] | None, expected: str
) -> None:
    company = Facts(number_country=number, country=home, operations_country=operations, documents=explained)
    assert status(company, "number-country") == expected


@pytest.mark.parametrize(("activated", "expected"), [(None, "not_applicable"), (-1, "unknown"), (1, "not_applicable")])
def test_account_is_watched_once_it_is_active(activated: int | None, expected: str) -> None:
    day = None if activated is None else TODAY + dt.timedelta(days=activated)
    assert status(Facts(activated_on=day), "block-rate") == expected


def test_watching_earns_no_points() -> None:
    assert {one.weight for one in BOOK.criteria if one.stage == AFTER_ACTIVATION} == {0}
    assert {one.weight > 0 for one in BOOK.criteria if one.stage != AFTER_ACTIVATION} == {True}
