"""When a paper must come again: pure, from the rulebook's renewals and what is known of the paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from readiness.rulebook import Rulebook
from readiness.rulebook.judge import months_later
from readiness.rulebook.model import Renewal

LICENCES = frozenset({"business_licence"})  # G-AF-27 speaks of the business licence alone


class RenewalState(StrEnum):
    FINE = "fine"
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Due:
    """`on`: the last day; `renewal`: the rulebook's entry that asks for it, or `expiry` for the paper's own date."""

    on: dt.date
    renewal: str
    source: tuple[str, ...]
    state: RenewalState


def paper_due(
    book: Rulebook, *, kind: str, sent_on: dt.date, expires_on: dt.date | None, activated_on: dt.date | None, today: dt.date
) -> Due | None:
    """The first day on which this paper must have come again; None before activation."""
    if activated_on is None or activated_on > today:
        return None
    days = paper_deadlines(book, kind=kind, sent_on=sent_on, expires_on=expires_on)
    return _due(*min(days, key=lambda one: one[0]), today)


def paper_deadlines(book: Rulebook, *, kind: str, sent_on: dt.date | None, expires_on: dt.date | None) -> list[tuple[dt.date, Renewal]]:
    """Every day on which this paper must have come again, with the rule that asks for it; `sent_on` None: no period runs yet."""
    again, licence = book.renewals["document-renewal"], book.renewals["licence-validity"]
    days = [(sent_on + dt.timedelta(days=again.days or 0), again)] if sent_on is not None else []
    if expires_on is not None:
        days.append((expires_on, again))
    if expires_on is not None and kind in LICENCES:
        days.append((months_earlier(expires_on, licence.months_left or 0), licence))
    return days


def audit_due(book: Rulebook, *, activated_on: dt.date | None, today: dt.date) -> Due | None:
    """The next full audit: every audit period after activation."""
    if activated_on is None or activated_on > today:
        return None
    audit = book.renewals["audit"]
    period = audit.days or 1
    rounds = max(1, -(-(today - activated_on).days // period))
    return _due(activated_on + dt.timedelta(days=rounds * period), audit, today)


def _due(on: dt.date, renewal: Renewal, today: dt.date) -> Due:
    soon = dt.timedelta(days=max(renewal.remind_days_before))
    state = RenewalState.OVERDUE if on < today else RenewalState.SOON if on - today <= soon else RenewalState.FINE
    return Due(on, renewal.id, renewal.source, state)


def months_earlier(day: dt.date, months: int) -> dt.date:
    """The last day on which `day` lies more than `months` ahead."""
    earlier = months_later(day, -months)
    return earlier - dt.timedelta(days=1)
