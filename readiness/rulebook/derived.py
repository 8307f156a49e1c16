"""Facts that follow from others. Each takes the facts (and the reference data) and answers a value, or None while unknown."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Region:
    """Countries (ISO 3166-1 alpha-2) that share document and revenue rules."""

    id: str
    countries: frozenset[str]
    revenue_rule: str
    local_provider_rule: bool
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """What derived facts lean on: regions by country, units of each currency for one US dollar, the audit period."""

    regions: tuple[Region, ...]
    region_of: dict[str, Region]
    rest_of_world: Region
    per_usd: dict[str, Decimal]
    rates_as_of: dt.date
    audit_period_days: int


class Given(NamedTuple):
    """The facts that others follow from."""

    country: str | None
    annual_revenue_amount: Decimal | None
    annual_revenue_currency: str | None
    end_customer_revenue_share: Decimal | None
    monthly_messages: int | None
    legal_name: str | None
    name_on_licence: str | None
    name_on_bank_statement: str | None
    name_in_website_footer: str | None
    planned_submission_on: dt.date | None
    activated_on: dt.date | None


def region(facts: Given, reference: Reference) -> Region | None:
    if facts.country is None:
        return None
    return reference.region_of.get(facts.country, reference.rest_of_world)


def converted(amount: Decimal, currency: str, target: str, reference: Reference) -> Decimal | None:
    """`amount` in `target` by the reference rates, to the cent; None for a currency without a rate."""
    if currency == target:
        return amount
    source, aim = reference.per_usd.get(currency), reference.per_usd.get(target)
    if source is None or aim is None:
        return None
    return (amount * aim / source).quantize(Decimal("0.01"))


def annual_revenue(facts: Given, reference: Reference, currency: str) -> Decimal | None:
    if facts.annual_revenue_amount is None or facts.annual_revenue_currency is None:
        return None
    return converted(facts.annual_revenue_amount, facts.annual_revenue_currency, currency, reference)


def recognised(revenue: Decimal | None, facts: Given) -> Decimal | None:
    """Only revenue paid by end customers counts (G-SI-11)."""
    if revenue is None or facts.end_customer_revenue_share is None:
        return None
    return revenue * facts.end_customer_revenue_share


SPACES = re.compile(r"\s+")


def same_name_form(name: str) -> str:
    """The form in which names are compared: Unicode NFKC, white space collapsed (G-ST-6 asks for nothing looser)."""
    return SPACES.sub(" ", unicodedata.normalize("NFKC", name)).strip()


def names_identical(facts: Given) -> bool | None:
    """False as soon as two names differ, True once all four are known and the same."""
    names = (facts.legal_name, facts.name_on_licence, facts.name_on_bank_statement, facts.name_in_website_footer)
    known = {name for name in names if name is not None}
    if len(known) > 1 and len({same_name_form(name) for name in known}) > 1:
        return False
    return None if None in names else True


def days_since_activation(facts: Given, today: dt.date) -> int | None:
    return None if facts.activated_on is None else (today - facts.activated_on).days


def derive(facts: Given, reference: Reference, today: dt.date) -> tuple[object, ...]:
    """Every derived fact in the order of DERIVED_ORDER."""
    home = region(facts, reference)
    usd = annual_revenue(facts, reference, "USD")
    inr_rule = home is not None and home.revenue_rule == "india"
    active_days = days_since_activation(facts, today)
    return (
        home.id if home else None,
        home.revenue_rule if home else None,
        home.local_provider_rule if home else None,
        usd,
        recognised(usd, facts),
        recognised(annual_revenue(facts, reference, "INR"), facts) if inr_rule else None,
        None if facts.monthly_messages is None else Decimal(facts.monthly_messages) / 30,
        names_identical(facts),
        facts.planned_submission_on.isoweekday() if facts.planned_submission_on else None,
        active_days is not None and active_days >= 0,
        active_days,
        None if active_days is None else reference.audit_period_days - active_days % reference.audit_period_days,
    )


DERIVED_ORDER = (
    "region",
    "revenue_rule",
    "local_provider_rule",
    "annual_revenue_usd",
    "recognised_revenue_usd",
    "recognised_revenue_inr",
    "daily_messages",
    "names_identical",
    "submission_weekday",
    "is_active",
    "days_since_activation",
    "days_to_audit",
)

# What a derived fact is made of: named to people when the derived one is not known.
INPUTS: dict[str, tuple[str, ...]] = {
    "region": ("country",),
    "revenue_rule": ("country",),
    "local_provider_rule": ("country",),
    "annual_revenue_usd": ("annual_revenue_amount", "annual_revenue_currency"),
    "recognised_revenue_usd": ("annual_revenue_amount", "annual_revenue_currency", "end_customer_revenue_share"),
    "recognised_revenue_inr": ("annual_revenue_amount", "annual_revenue_currency", "end_customer_revenue_share"),
    "daily_messages": ("monthly_messages",),
    "names_identical": ("legal_name", "name_on_licence", "name_on_bank_statement", "name_in_website_footer"),
    "submission_weekday": ("planned_submission_on",),
    "is_active": ("activated_on",),
    "days_since_activation": ("activated_on",),
    "days_to_audit": ("activated_on",),
}
