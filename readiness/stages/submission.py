"""The best day to submit: a Monday is decided faster than a Friday, and weekends pile up (G-ST-4); holidays count as weekends do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from readiness.rulebook import Rulebook

from .calendar import is_working_day
from .timeline import Real, timeline

SOURCE = "G-ST-4"
MONDAY, FRIDAY = 0, 4
LOOK_AHEAD_DAYS = 14
NOTHING: Mapping[str, Real] = {}


@dataclass(frozen=True, slots=True)
class Day:
    """`slower_days`: how much later than on the best day of a week it is decided, by the guide; `ready_on`: the expected last day."""

    on: dt.date
    slower_days: Decimal
    is_working: bool
    ready_on: dt.date


def submission_days(book: Rulebook, *, today: dt.date, country: str | None) -> list[Day]:
    """The next two weeks. Between Monday and Friday the guide's difference grows evenly; a free day counts as the next working day."""
    figure = Decimal(str(book.guide[SOURCE].figures["days"]))
    found = []
    for ahead in range(LOOK_AHEAD_DAYS):
        on = today + dt.timedelta(days=ahead)
        working = is_working_day(on, country)
        slower = figure * min(on.weekday(), FRIDAY) / FRIDAY if working else figure
        last = timeline(book, submitted_on=on, country=country, real=NOTHING, today=on)[-1]
        found.append(Day(on, slower.quantize(Decimal("0.1")), working, last.due_on + dt.timedelta(days=round(slower))))
    return found


def best_day(days: list[Day]) -> Day:
    """The one that is ready first; of several the earliest."""
    return min((day for day in days if day.is_working), key=lambda day: (day.ready_on, day.slower_days, day.on), default=days[0])
