"""A clock that is turned by hand, for the modules that ask the database what time it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from readiness.actions import delivering, heartbeats, inbox, nightly, planning

MODULES = (delivering, heartbeats, inbox, nightly, planning)


class TurnedClock:
    def __init__(self, now: dt.datetime) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        return self.now


@contextmanager
def turned_clock(now: dt.datetime) -> Iterator[TurnedClock]:
    clock = TurnedClock(now)
    with pytest.MonkeyPatch.context() as patch:
        for module in MODULES:
            patch.setattr(module, "database_now", clock)
        yield clock
