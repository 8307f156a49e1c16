"""Clocks that run: an answer to the reviewer, the three technical tests, a ban. Hours and days stand in renewals.yaml."""

from __future__ import annotations

import datetime as dt

from readiness.rulebook import Rulebook

INFORMATION, TESTS, COOLDOWN, BLACKLIST = "information-request", "technical-tests", "cooldown", "blacklist"


TECHNICAL_REVIEW = "technical-review"
MORNING = dt.time.fromisoformat("09:00")  # a stage begins on a day; its clock with the working hours of that day


def tests_end_at(book: Rulebook, started_on: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """By when the three technical tests must have passed (G-ST-12)."""
    return due_at(book, TESTS, dt.datetime.combine(started_on, MORNING, tzinfo=zone).astimezone(dt.UTC))


def due_at(book: Rulebook, clock: str, started_at: dt.datetime) -> dt.datetime:
    """When the clock that began then runs out."""
    rule = book.renewals[clock]
    return started_at + (dt.timedelta(hours=rule.hours) if rule.hours else dt.timedelta(days=rule.days or 0))
