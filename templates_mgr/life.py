"""The life of a template: which steps are lawful, when its approval ends, how often it may be edited. Pure.

The 90 days and the 15 days before are the guide's practice (G-AF-11); Meta itself archives a template after 12 months without use
(M-ARCHIVE). Edits of an approved template: 1 in 24 hours, 10 in 30 days (Meta, templates/template-management).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from readiness.rulebook import Rulebook

from .enums import Status

RENEWAL = "template-renewal"
EDITS_A_DAY, EDITS_A_MONTH = 1, 10
DAY, MONTH = dt.timedelta(hours=24), dt.timedelta(days=30)

# What a person may record; what Meta says is taken as it is.
LAWFUL: dict[str, tuple[Status, ...]] = {
    Status.DRAFT: (Status.PENDING,),
    Status.PENDING: (Status.APPROVED, Status.REJECTED),
    Status.APPROVED: (Status.PENDING, Status.PAUSED, Status.DISABLED, Status.ARCHIVED),
    Status.REJECTED: (Status.PENDING, Status.IN_APPEAL),
    Status.IN_APPEAL: (Status.APPROVED, Status.REJECTED),
    Status.PAUSED: (Status.APPROVED, Status.PENDING, Status.DISABLED),
    Status.DISABLED: (Status.IN_APPEAL,),
    Status.ARCHIVED: (Status.APPROVED,),
    Status.LIMIT_EXCEEDED: (Status.PENDING,),
}
# Meta lets these be edited; a draft is ours alone.
EDITABLE = frozenset({Status.DRAFT, Status.APPROVED, Status.REJECTED, Status.PAUSED})
GONE = frozenset({Status.DELETED, Status.PENDING_DELETION})


class RenewalState(StrEnum):
    FINE = "fine"
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Renewal:
    """Of an approved template: the day on which the guide's period ends, and the day from which it is sent again."""

    ends_on: dt.date
    resubmit_on: dt.date
    state: RenewalState
    days_left: int


def renewal_of(book: Rulebook, *, status: str, approved_on: dt.date | None, today: dt.date) -> Renewal | None:
    """None while it is not approved, or nobody knows since when."""
    if status != Status.APPROVED or approved_on is None:
        return None
    rule = book.renewals[RENEWAL]
    ends_on = approved_on + dt.timedelta(days=rule.days or 0)
    resubmit_on = ends_on - dt.timedelta(days=rule.remind_days_before[0])
    state = RenewalState.OVERDUE if today >= ends_on else RenewalState.SOON if today >= resubmit_on else RenewalState.FINE
    return Renewal(ends_on, resubmit_on, state, (ends_on - today).days)


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many edits of an approved template are left, and when there is one again if there is none now."""

    left: int
    again_at: dt.datetime | None


def edits_left(sent: Iterable[dt.datetime], now: dt.datetime) -> Allowance:
    """`sent`: when texts of the template were sent after its approval. Rejected and paused templates have no such limit."""
    month = sorted(at for at in sent if at > now - MONTH)
    day = [at for at in month if at > now - DAY]
    left = max(0, min(EDITS_A_DAY - len(day), EDITS_A_MONTH - len(month)))
    if left:
        return Allowance(left, None)
    waits = []
    if len(day) >= EDITS_A_DAY:
        waits.append(day[-EDITS_A_DAY] + DAY)
    if len(month) >= EDITS_A_MONTH:
        waits.append(month[-EDITS_A_MONTH] + MONTH)
    return Allowance(0, max(waits))


def lawful_steps(status: str) -> tuple[Status, ...]:
    """From a word of Meta's that we do not know, any step that Meta might have taken."""
    return LAWFUL.get(status, (Status.APPROVED, Status.REJECTED, Status.PENDING) if status not in GONE else ())
