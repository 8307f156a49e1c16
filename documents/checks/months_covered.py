"""Statements, returns and reports cover the months that the criteria ask for (G-DO-4, G-DO-14, G-DO-17, G-EL-7, G-ST-9).

Months are calendar months with at least one row, and papers of one kind add up, as in the criteria. Where a spreadsheet shows its days,
a person looks when these are fewer than so many whole months, or end long ago.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from documents.findings import Finding, FindingStatus
from documents.readings import Table
from readiness.rulebook.judge import months_later

from .bounds import Bound, figure_bound
from .subject import Subject, plain_number

ID, ORDER = "months-covered", 60
QUIET = dt.timedelta(days=14)  # without a row at an end of the period; our own measure, so a person looks


def check(subject: Subject) -> Finding | None:
    wanted = figure_bound(subject.book, subject.kind, "months_covered")
    if wanted is None:
        return None
    seen: dict[str, Any] = {"months_wanted": plain_number(wanted.wanted), "months_elsewhere": subject.months_elsewhere}
    months = subject.number("months_covered")
    if months is None:
        return Finding(ID, FindingStatus.LOOK, seen, wanted.source)
    together = months + subject.months_elsewhere
    seen |= {"months": plain_number(months), "months_together": plain_number(together)}
    if not wanted.is_met(together):
        return Finding(ID, FindingStatus.TO_FIX, seen, wanted.source)
    if subject.months_elsewhere:
        return Finding(ID, FindingStatus.PASSED, seen, wanted.source, "together")
    table = subject.reading.table
    if table is None or table.months_covered != months:  # a person knows better
        return Finding(ID, FindingStatus.PASSED, seen, wanted.source)
    return _of_days(table, wanted, subject, seen)


def _of_days(table: Table, wanted: Bound, subject: Subject, seen: dict[str, Any]) -> Finding:
    first, last = table.first_day, table.last_day
    if first is None or last is None:
        return Finding(ID, FindingStatus.PASSED, seen, wanted.source)
    seen |= {"first_on": first.isoformat(), "last_on": last.isoformat(), "days": (last - first).days + 1}
    if last + QUIET < months_later(first, int(wanted.wanted)):
        return Finding(ID, FindingStatus.LOOK, seen, wanted.source, "few_days")
    if months_later(last, 1) + QUIET < subject.today:
        return Finding(ID, FindingStatus.LOOK, seen, wanted.source, "long_ago")
    return Finding(ID, FindingStatus.PASSED, seen, wanted.source)
