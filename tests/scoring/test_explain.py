"""Every point explained: what was seen, what is missing, what it would bring."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from readiness.rulebook import Document, Facts
from readiness.rulebook.facts import FACT_NAMES
from scoring.engine import assess
from scoring.explain import Explanation, explain, next_steps, plain
from tests.scoring.strategies import BOOK, TODAY, facts

PARTS = ("title", "why", "fix")


def explained(company: Facts, language: str = "en") -> list[Explanation]:
    return explain(BOOK, assess(company, BOOK, TODAY), language)


def one(criterion_id: str, **known: Any) -> Explanation:
    return next(found for found in explained(Facts(**known)) if found.criterion.id == criterion_id)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("criterion", BOOK.criteria, ids=lambda criterion: criterion.id)
def test_criterion_is_worded_in_both_languages(criterion: Any, part: str) -> None:
    english, italian = (BOOK.texts.get(language, f"criteria.{criterion.id}.{part}") for language in ("en", "it"))
    assert english.strip()
    assert italian.strip()
    assert english != italian


@pytest.mark.parametrize(("language", "expected"), [("en", "en"), ("it", "it"), ("it-ch", "it"), ("fr", "en")])
def test_words_are_of_the_language_of_the_reader(language: str, expected: str) -> None:
    found = [[getattr(explanation, part) for part in PARTS] for explanation in explained(Facts(), language)]
    assert found == [[BOOK.texts.get(expected, f"criteria.{criterion.id}.{part}") for part in PARTS] for criterion in BOOK.criteria]


@given(facts())
def test_explanations_are_complete(company: Facts) -> None:
    found = explained(company)
    assert [explanation.criterion for explanation in found] == list(BOOK.criteria)
    assert all(explanation.criterion.source and explanation.criterion.basis in ("guide", "meta") for explanation in found)


@given(facts())
def test_points_and_gains_follow_from_the_weights(company: Facts) -> None:
    applicable = assess(company, BOOK, TODAY).applicable_weight
    for explanation in explained(company):
        weight = explanation.criterion.weight
        assert explanation.points == (weight if explanation.status == "met" else 0)
        assert explanation.gain == (round(100 * weight / applicable, 1) if explanation.is_open else 0)


@given(facts())
def test_next_steps_are_all_that_gains_most_first(company: Facts) -> None:
    found = explained(company)
    steps = next_steps(found)
    assert [step.gain for step in steps] == sorted((step.gain for step in steps), reverse=True)
    assert {step.criterion.id for step in steps} == {one.criterion.id for one in found if one.is_open and one.criterion.weight}


@given(facts())
def test_next_steps_of_one_gain_stand_in_the_order_of_the_review(company: Facts) -> None:
    steps = [(-step.gain, step.criterion.position) for step in next_steps(reversed(explained(company)))]
    assert steps == sorted(steps)


@given(facts())
def test_what_is_judged_was_seen(company: Facts) -> None:
    for explanation in explained(company):
        assert bool(explanation.seen) or explanation.status in ("unknown", "not_applicable")
        assert explanation.seen == {} or explanation.status != "not_applicable"
        assert None not in explanation.seen.values()


@given(facts())
def test_what_is_missing_is_named_where_it_is_unknown(company: Facts) -> None:
    for explanation in explained(company):
        assert bool(explanation.missing) is (explanation.status == "unknown")
        assert all(getattr(company, name) is None for name in explanation.missing if name in FACT_NAMES)


@pytest.mark.parametrize(("criterion", "missing"), [
    ("provider-chosen", ("provider_tier",)),
    ("daily-messages", ("monthly_messages",)),
    ("revenue-priority", ("annual_revenue_amount", "annual_revenue_currency")),
    ("names-identical", ("legal_name", "name_on_licence", "name_on_bank_statement", "name_in_website_footer")),
    ("submission-day", ("planned_submission_on",)),
    ("b2b-interactions", ("business_model", "daily_interactions")),
    ("customer-systems", ("crm", "helpdesk")),
    ("registration-certificate", ("documents",)),
    ("representative-id-validity", ("documents",)),
    ("hk-bank-statements", ("country",)),
    ("scan-resolution", ("documents",)),
    ("number-country", ("number_country", "country", "operations_country")),
])  # fmt: skip
def test_nothing_known_misses_what_is_asked(criterion: str, missing: tuple[str, ...]) -> None:
    assert one(criterion).missing == missing


@pytest.mark.parametrize(("criterion", "paper", "missing"), [
    ("representative-id-validity", Document("representative_id", "approved"), ("representative_id.expires_on",)),
    ("cash-flow-records", Document("cash_flow_records", "approved"), ("cash_flow_records.months_covered",)),
    ("traffic-proof-volume", Document("traffic_proof", "approved"), ("traffic_proof.daily_uv",)),
    ("registration-certificate", Document("registration_certificate"), ("registration_certificate.status",)),
    ("scan-resolution", Document("phone_bill", "approved"), ("documents.dpi",)),
])  # fmt: skip
def test_paper_misses_what_is_not_read_yet(criterion: str, paper: Document, missing: tuple[str, ...]) -> None:
    assert one(criterion, documents=(paper,)).missing == missing


@pytest.mark.parametrize(("criterion", "known", "status", "seen"), [
    ("provider-chosen", {"provider_tier": "elite"}, "met", {"provider_tier": "elite"}),
    ("opt-in", {"opt_in_collected": False}, "unmet", {"opt_in_collected": False}),
    ("customer-systems", {"crm": "none"}, "unknown", {"crm": "none"}),
    ("customer-systems", {"crm": "none", "helpdesk": "Zendesk"}, "met", {"crm": "none", "helpdesk": "Zendesk"}),
    ("privacy-policy-link", {"privacy_policy_url": "https://x.example"}, "met", {"privacy_policy_url": "https://x.example"}),
    ("names-identical", {"legal_name": "A", "name_on_licence": "B"}, "unmet", {"legal_name": "A", "name_on_licence": "B"}),
    ("number-country", {"number_country": "US", "country": "US"}, "met", {"number_country": "US", "country": "US"}),
    ("phone-bill", {"documents": ()}, "unmet", {"phone_bill": "missing"}),
    ("phone-bill", {"documents": (Document("phone_bill", "rejected"),)}, "unmet", {"phone_bill": "missing"}),
    ("phone-bill", {"documents": (Document("phone_bill", "in_review"),)}, "met", {"phone_bill": "in_review"}),
    ("cash-flow-records", {"documents": ()}, "unmet", {"cash_flow_records": "missing"}),
    (
        "scan-resolution",
        {"documents": (Document("phone_bill", "approved", 300), Document("form_401", "approved", 299), Document("shop_photo", "approved"))},
        "unmet",
        {"lowest_dpi": 299},
    ),
])  # fmt: skip
def test_what_was_seen(criterion: str, known: dict[str, Any], status: str, seen: dict[str, Any]) -> None:
    explanation = one(criterion, **known)
    assert (explanation.status, explanation.seen) == (status, seen)


LATE = dt.date(2031, 1, 1)


def bank_statements(months: int | None) -> Document:
    return Document("bank_statements", "approved", months_covered=months)


def valid(year: int | None) -> Document:
    return Document("representative_id", "approved", expires_on=dt.date(year, 1, 1) if year else None)


@pytest.mark.parametrize(("criterion", "known", "seen"), [
    ("hk-bank-statements", {"country": "HK", "documents": tuple(map(bank_statements, (1, 1, 1)))}, {"bank_statements.months_covered": 3}),
    ("hk-bank-statements", {"country": "HK", "documents": tuple(map(bank_statements, (None, 3)))}, {"bank_statements.months_covered": 3}),
    ("representative-id-validity", {"documents": tuple(map(valid, (2031, None, 2027)))}, {"representative_id.expires_on": LATE}),
    (
        "traffic-proof-volume",
        {"documents": tuple(Document("traffic_proof", "approved", figures={"daily_uv": visitors}) for visitors in (500, 2000))},
        {"traffic_proof.daily_uv": 2000},
    ),
    ("phone-bill", {"documents": (Document("phone_bill"), Document("phone_bill", "uploaded"))}, {"phone_bill": "uploaded"}),
])  # fmt: skip
def test_paper_that_decides_was_seen(criterion: str, known: dict[str, Any], seen: dict[str, Any]) -> None:
    explanation = one(criterion, **known)
    assert (explanation.status, explanation.seen) == ("met", seen)


def test_revenue_shows_what_is_recognised_of_it() -> None:
    revenue = {"annual_revenue_amount": Decimal(2000000), "annual_revenue_currency": "USD", "end_customer_revenue_share": Decimal("0.3")}
    assert one("revenue-threshold", country="IT", **revenue).seen == {"recognised_revenue_usd": Decimal(600000)}


def test_revenue_in_a_currency_without_rate_asks_for_another_currency() -> None:
    assert one("revenue-priority", annual_revenue_amount=Decimal(1), annual_revenue_currency="MAD").missing == ("annual_revenue_currency",)


@pytest.mark.parametrize(("value", "expected"), [
    (Decimal("600000.00"), 600000), (Decimal("0.035"), 0.035), (Decimal(0), 0), (Decimal("1E+3"), 1000),
    (dt.date(2026, 1, 31), "2026-01-31"), (True, True), (5, 5), ("x", "x"), (None, None),
])  # fmt: skip
def test_plain_value(value: Any, expected: Any) -> None:
    assert (plain(value), type(plain(value))) == (expected, type(expected))
