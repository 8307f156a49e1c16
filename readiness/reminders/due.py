"""When a reminder falls: 09:00 on the clock of the workspace, outside its quiet hours, kept as UTC.

A day has its morning whatever its length: zoneinfo knows which UTC moment 09:00 is, on days with a change of the clock too.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from .wanted import Wanted

MORNING, EVENING, DAWN = (dt.time.fromisoformat(text) for text in ("09:00", "20:00", "08:00"))
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Clock:
    """Of a workspace: its zone and its quiet hours (the same time twice: none)."""

    zone: ZoneInfo
    quiet_from: dt.time = EVENING
    quiet_until: dt.time = DAWN

    def is_quiet(self, at: dt.time) -> bool:
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= at < self.quiet_until
        return at >= self.quiet_from or at < self.quiet_until

    @property
    def morning(self) -> dt.time:
        """09:00, or the end of quiet hours that reach over it."""
        return self.quiet_until if self.is_quiet(MORNING) else MORNING

    def on(self, day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, self.morning, tzinfo=self.zone).astimezone(dt.UTC)


def due_at(wanted: Wanted, clock: Clock) -> dt.datetime:
    """In UTC. The morning of a day; of a moment so many hours before it, moved out of the quiet hours."""
    if isinstance(wanted.deadline, dt.datetime):
        return awake(wanted.deadline - dt.timedelta(hours=wanted.before), clock, wanted.deadline)
    return clock.on(wanted.deadline - dt.timedelta(days=wanted.before))


def awake(at: dt.datetime, clock: Clock, deadline: dt.datetime) -> dt.datetime:
    """This moment, or the end of the quiet hours it falls into; their beginning where the deadline comes before their end."""
    local = at.astimezone(clock.zone)
    if not clock.is_quiet(local.timetz().replace(tzinfo=None)):
        return at.astimezone(dt.UTC)
    end = dt.datetime.combine(local.date(), clock.quiet_until, tzinfo=clock.zone)
    end = end if end >= local else dt.datetime.combine(local.date() + DAY, clock.quiet_until, tzinfo=clock.zone)
    if end.astimezone(dt.UTC) < deadline.astimezone(dt.UTC) or at >= deadline:
        return end.astimezone(dt.UTC)
    start = dt.datetime.combine(local.date(), clock.quiet_from, tzinfo=clock.zone)
    start = start if start <= local else dt.datetime.combine(local.date() - DAY, clock.quiet_from, tzinfo=clock.zone)
    return (start - dt.timedelta(minutes=1)).astimezone(dt.UTC)


def late_due_at(wanted: Wanted, clock: Clock, now: dt.datetime) -> dt.datetime:
    """When one that is planned after its time is said: the next morning; about a moment as soon as it is not quiet."""
    if wanted.is_moment:
        return awake(now, clock, now)
    today = now.astimezone(clock.zone).date()
    return clock.on(today) if clock.on(today) >= now else clock.on(today + DAY)
