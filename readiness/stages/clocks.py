"""Clocks that run: an answer to the reviewer, the three technical tests, a ban. Hours and days stand in renewals.yaml."""

from __future__ import annotations

import datetime as dt

from readiness.rulebook import Rulebook

INFORMATION, TESTS, COOLDOWN, BLACKLIST = "information-request", "technical-tests", "cooldown", "blacklist"


def due_at(book: Rulebook, clock: str, started_at: dt.datetime) -> dt.datetime:
    """When the clock that began then runs out."""
    rule = book.renewals[clock]
    return started_at + (dt.timedelta(hours=rule.hours) if rule.hours else dt.timedelta(days=rule.days or 0))
