"""Facts that follow from others."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from readiness.rulebook import Facts, Rulebook
from readiness.rulebook.derived import DERIVED_ORDER, converted, derive
from tests.rulebook.conftest import TODAY


def derived(book: Rulebook, name: str, today: dt.date = TODAY, **facts: Any) -> Any:
    return derive(Facts(**facts), book.reference, today)[DERIVED_ORDER.index(name)]


def test_derived_facts_of_an_unknown_company(book: Rulebook) -> None:
    # Whether an account is active is the one thing that is taken for granted: it is not, until its day is known.
    expected = {name: None for name in DERIVED_ORDER} | {"is_active": False}
    assert dict(zip(DERIVED_ORDER, derive(Facts(), book.reference, TODAY), strict=True)) == expected


@pytest.mark.parametrize(("country", "region", "rule", "local"), [
    ("HK", "hong_kong", "base", False),
    ("TW", "taiwan", "south_east_asia", False),
    ("CN", "mainland_china", "base", False),
    ("IN", "india", "india", True),
    ("ID", "indonesia", "south_east_asia", True),
    ("SG", "south_east_asia", "south_east_asia", False),
    ("MY", "south_east_asia", "south_east_asia", False),
    ("VN", "south_east_asia", "south_east_asia", False),
    ("BR", "brazil", "base", True),
    ("AE", "middle_east", "base", True),
    ("SA", "middle_east", "base", True),
    ("IT", "other", "base", False),
    ("JP", "other", "base", False),
])  # fmt: skip
def test_region_of_a_country(book: Rulebook, country: str, region: str, rule: str, local: bool) -> None:
    names = ("region", "revenue_rule", "local_provider_rule")
    assert tuple(derived(book, name, country=country) for name in names) == (region, rule, local)


def test_country_belongs_to_one_region(book: Rulebook) -> None:
    countries = [country for region in book.reference.regions for country in region.countries]
    assert len(countries) == len(set(countries))


@pytest.mark.parametrize(("amount", "currency", "target", "expected"), [
    ("920000", "EUR", "USD", "1000000.00"),
    ("1000000", "USD", "EUR", "920000.00"),
    ("1234.5678", "USD", "USD", "1234.5678"),
    ("75000000", "INR", "USD", "900000.36"),
    ("15800", "IDR", "USD", "1.00"),
    ("0", "EUR", "USD", "0.00"),
    ("780000", "GBP", "EUR", "920000.00"),
    ("0.01", "EUR", "USD", "0.01"),
    ("1", "VND", "USD", "0.00"),
])  # fmt: skip
def test_amount_is_converted_to_the_cent(book: Rulebook, amount: str, currency: str, target: str, expected: str) -> None:
    assert converted(Decimal(amount), currency, target, book.reference) == Decimal(expected)


def test_amount_in_a_currency_without_rate_is_unknown(book: Rulebook) -> None:
    assert converted(Decimal(1), "XAU", "USD", book.reference) is None
    assert derived(book, "annual_revenue_usd", annual_revenue_amount=Decimal(1), annual_revenue_currency="XAU") is None


@pytest.mark.parametrize("missing", ["annual_revenue_amount", "annual_revenue_currency", "end_customer_revenue_share"])
def test_recognised_revenue_needs_every_part(book: Rulebook, missing: str) -> None:
    parts: dict[str, Any] = {
        "annual_revenue_amount": Decimal(2000000),
        "annual_revenue_currency": "USD",
        "end_customer_revenue_share": Decimal("0.3"),
    }
    assert derived(book, "recognised_revenue_usd", **parts) == 600000
    assert derived(book, "recognised_revenue_usd", **parts | {missing: None}) is None


@pytest.mark.parametrize(("country", "expected"), [("IN", 60000000), ("IT", None), (None, None)])
def test_recognised_revenue_in_rupees_concerns_india(book: Rulebook, country: str | None, expected: int | None) -> None:
    revenue: dict[str, Any] = {
        "annual_revenue_amount": Decimal(80000000),
        "annual_revenue_currency": "INR",
        "end_customer_revenue_share": Decimal("0.75"),
    }
    assert derived(book, "recognised_revenue_inr", country=country, **revenue) == expected


def test_daily_messages_are_a_thirtieth(book: Rulebook) -> None:
    assert derived(book, "daily_messages", monthly_messages=30030) == Decimal(1001)


NAMES = ("legal_name", "name_on_licence", "name_on_bank_statement", "name_in_website_footer")


@pytest.mark.parametrize(("names", "expected"), [
    (("Rossi S.r.l.",) * 4, True),
    (("Rossi S.r.l.", "Rossi  S.r.l.", " Rossi S.r.l. ", "Rossi\u00a0S.r.l."), True),  # white space
    (("\uff32ossi Co.\uff0c Ltd.", "Rossi Co., Ltd.", "Rossi Co., Ltd.", "Rossi Co., Ltd."), True),  # full width
    (("Caf\u00e9", "Cafe\u0301", "Caf\u00e9", "Caf\u00e9"), True),  # composed and not
    (("\u682a\u5f0f\u4f1a\u793e", "\u337f", "\u682a\u5f0f\u4f1a\u793e", "\u337f"), True),  # one character for four
    (("Rossi S.r.l.", "Rossi S.r.l.", "Rossi S.r.l.", "ROSSI S.r.l."), False),  # G-ST-6 asks for exactly the same
    (("Rossi S.r.l.", "Rossi Srl", "Rossi S.r.l.", "Rossi S.r.l."), False),
    (("Wong Limited Company", "Wong Co., Ltd.", None, None), False),
    ((None, None, "Hoshino", "Hoshino Group"), False),
    (("Rossi", "Rossi", "Rossi", None), None),
    (("Rossi", None, None, None), None),
    ((None, None, None, None), None),
])  # fmt: skip
def test_names_identical(book: Rulebook, names: tuple[str | None, ...], expected: bool | None) -> None:
    known: dict[str, Any] = dict(zip(NAMES, names, strict=True))
    assert derived(book, "names_identical", **known) is expected


@pytest.mark.parametrize(("day", "weekday"), [(23, 1), (26, 4), (27, 5), (28, 6), (29, 7)])
def test_submission_weekday_starts_on_monday(book: Rulebook, day: int, weekday: int) -> None:
    assert derived(book, "submission_weekday", planned_submission_on=dt.date(2026, 11, day)) == weekday


@pytest.mark.parametrize(("days", "is_active"), [(-1, False), (0, True), (1, True), (400, True)])
def test_account_is_active_from_its_day(book: Rulebook, days: int, is_active: bool) -> None:
    activated_on = TODAY - dt.timedelta(days=days)
    assert derived(book, "is_active", activated_on=activated_on) is is_active
    assert derived(book, "days_since_activation", activated_on=activated_on) == days


@pytest.mark.parametrize(("days", "to_audit"), [(0, 180), (1, 179), (149, 31), (150, 30), (179, 1), (181, 179), (359, 1), (365, 175)])
def test_days_to_the_next_audit(book: Rulebook, days: int, to_audit: int) -> None:
    assert derived(book, "days_to_audit", activated_on=TODAY - dt.timedelta(days=days)) == to_audit
