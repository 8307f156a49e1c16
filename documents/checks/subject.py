"""One uploaded paper with all that is known of it: what every check judges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from documents.findings import Finding, FindingStatus
from documents.readings import DpiBasis, Reading
from readiness.rulebook import Facts, Rulebook
from readiness.rulebook.model import DocumentNeed

DAYS_A_MONTH = 30


@dataclass(frozen=True, slots=True)
class Subject:
    """`confirmed`: fields and figures by name as a person typed or corrected them; they count more than the reading.

    `others`: the kinds of other papers with the company names read from them. `months_elsewhere`: months that other papers of
    this kind cover, for months add up. Days in `confirmed` may be ISO text, numbers may be text, as JSON keeps them.
    """

    kind: str
    reading: Reading
    facts: Facts
    confirmed: Mapping[str, Any]
    others: tuple[tuple[str, tuple[str, ...]], ...]
    today: dt.date
    book: Rulebook
    months_elsewhere: int = 0

    @property
    def need(self) -> DocumentNeed | None:
        return next((need for need in self.book.documents if need.kind == self.kind), None)

    @property
    def source(self) -> tuple[str, ...]:
        return self.need.source if self.need else ()

    def asks(self, name: str) -> bool:
        """Whether this kind of paper has the field or figure."""
        return self.need is not None and name in (*self.need.fields, *self.need.figures)

    def flag(self, name: str) -> bool | None:
        told = self.confirmed.get(name)
        return told if isinstance(told, bool) else None

    def text(self, name: str) -> str:
        told = self.confirmed.get(name)
        return told.strip() if isinstance(told, str) else ""

    def number(self, name: str) -> Decimal | None:
        """What a person said, else what the reading comes to; None while neither is known."""
        told = self.confirmed.get(name)
        return as_number(measured(self.reading).get(name) if told is None else told)

    @property
    def expires_on(self) -> dt.date | None:
        """Confirmed, else of a machine-readable zone whose check digits fit, else the last date that is labelled so."""
        if told := as_day(self.confirmed.get("expires_on")):
            return told
        mrz = self.reading.mrz
        if mrz and mrz.valid and mrz.expires_on:
            return mrz.expires_on
        return max((one.day for one in self.reading.dates if one.role == "expires"), default=None)

    @property
    def issued_on(self) -> dt.date | None:
        """Confirmed, else the last date up to today that is labelled so."""
        days = (one.day for one in self.reading.dates if one.role == "issued" and one.day <= self.today)
        return as_day(self.confirmed.get("issued_on")) or max(days, default=None)

    def finding(
        self, check_id: str, status: FindingStatus, seen: Mapping[str, Any], *, variant: str = "", page: int | None = None
    ) -> Finding:
        """A finding that rests on what the guide says of this kind of paper."""
        return Finding(check_id, status, seen, self.source, variant, page)


def measured(reading: Reading) -> dict[str, int | Decimal | None]:
    """Fields and figures that a spreadsheet comes to, by the names of the rulebook; dots per inch of a scan.

    Ninety days may touch four calendar months: interactions are divided by months of 30 days, where these are fewer.
    """
    table = reading.table
    months = table.months_covered if table else None
    rate_months = months
    if table and months and table.first_day and table.last_day:
        days = (table.last_day - table.first_day).days + 1
        rate_months = min(months, max(1, round(days / DAYS_A_MONTH)))
    return {
        "dpi": reading.dpi,
        "months_covered": months,
        "transactions": table.rows if table else None,
        "interactions_per_month": table.rows // rate_months if table and rate_months else None,
        "online_share": table.online_share if table else None,
    }


def as_day(value: Any) -> dt.date | None:
    if isinstance(value, dt.date):
        return value
    with suppress(TypeError, ValueError):
        return dt.date.fromisoformat(value)
    return None


def as_number(value: Any) -> Decimal | None:
    """None for what is no number; true and false are none."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def plain_number(value: Decimal) -> int | str:
    """For `seen`: whole numbers as they are, others as text."""
    return int(value) if value == value.to_integral_value() else format(value, "f")


def is_guessed(basis: DpiBasis | None) -> bool:
    return basis is DpiBasis.ASSUMED_A4
