"""Planned against real: when each stage should begin and end by the guide's field data, and when it did.

Days of a stage are calendar days, or working days where stages.yaml says so. What the guide counts between the stages (18.7 days in all,
G-ST-2) is waiting: it is shared out evenly before the later stages.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from readiness.enums import StageStatus
from readiness.rulebook import Rulebook
from readiness.rulebook.model import Stage

from .calendar import add_working_days, next_working_day

DONE = frozenset({StageStatus.PASSED, StageStatus.REFUSED})


@dataclass(frozen=True, slots=True)
class Real:
    """What happened of a stage so far."""

    status: str = StageStatus.NOT_STARTED
    started_on: dt.date | None = None
    decided_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One stage: `planned_on` to `due_on` by the guide; `started_on` to `ended_on` in fact (today while it runs)."""

    stage: str
    planned_on: dt.date
    due_on: dt.date
    status: str
    started_on: dt.date | None
    decided_on: dt.date | None
    days_late: int

    @property
    def is_late(self) -> bool:
        return self.days_late > 0


def review_stages(book: Rulebook) -> tuple[Stage, ...]:
    return tuple(stage for stage in book.stages if stage.days)


def timeline(book: Rulebook, *, submitted_on: dt.date, country: str | None, real: Mapping[str, Real], today: dt.date) -> list[Row]:
    """The five stages in order. A stage that began is planned from its beginning; the next ones from its end, planned or real."""
    rows, cursor = [], submitted_on
    for stage in review_stages(book):
        known = real.get(stage.id, Real())
        planned_on = known.started_on or cursor
        due_on = due_day(stage, planned_on, country)
        ended_on = known.decided_on or (max(due_on, today) if known.status not in DONE and planned_on <= today else due_on)
        late = (known.decided_on or today) - due_on
        runs = known.started_on is not None
        rows.append(Row(stage.id, planned_on, due_on, known.status, known.started_on, known.decided_on, max(0, late.days) if runs else 0))
        cursor = next_working_day(ended_on, country)
    return rows


def due_day(stage: Stage, start: dt.date, country: str | None) -> dt.date:
    """The day by which the stage is over when it takes its usual time."""
    assert stage.days is not None
    days = ceil(stage.days.mid)
    return add_working_days(start, days, country) if stage.working_days else start + dt.timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Span:
    """A bar of the picture, in percent of its width."""

    start: float
    length: float


@dataclass(frozen=True, slots=True)
class Bars:
    """One stage in the picture: planned, and real where it began; `y` in units of the picture."""

    row: Row
    planned: Span
    real: Span | None
    y: int


@dataclass(frozen=True, slots=True)
class Picture:
    bars: tuple[Bars, ...]
    first: dt.date
    last: dt.date
    today: float | None
    height: int


ROW_HEIGHT, TOP = 36, 24


def picture(rows: Sequence[Row], today: dt.date) -> Picture:
    """Bars on a common scale from the first to the last day of any."""
    ends = [one.decided_on or (max(one.due_on, today) if one.started_on else one.due_on) for one in rows]
    first, last = min(one.planned_on for one in rows), max(max(one.due_on, end) for one, end in zip(rows, ends, strict=True))
    whole = max(1, (last - first).days)

    def span(start: dt.date, end: dt.date) -> Span:
        return Span(round(100 * (start - first).days / whole, 1), round(max(100 * (end - start).days / whole, 1.0), 1))

    bars = tuple(
        Bars(
            row,
            span(row.planned_on, row.due_on),
            span(row.started_on, row.decided_on or max(row.started_on, today)) if row.started_on else None,
            TOP + place * ROW_HEIGHT,
        )
        for place, row in enumerate(rows)
    )
    here = round(100 * (today - first).days / whole, 1) if first <= today <= last else None
    return Picture(bars, first, last, here, TOP + len(rows) * ROW_HEIGHT)
