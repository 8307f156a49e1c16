"""Where the rooms say what they want reminders for. A source answers for many companies at once and reads nothing of anybody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from readiness.rulebook import Rulebook

from .wanted import Wanted


@dataclass(frozen=True, slots=True)
class Place:
    """The workspace of a company (or the workspace itself): what a source needs to know of it."""

    workspace_id: int
    zone: ZoneInfo
    lead_days: Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of a source: `places` by company id, or by workspace id for a source about workspaces. `now` is in UTC."""

    book: Rulebook
    places: Mapping[int, Place]
    now: dt.datetime

    def lead_days(self, place_id: int, renewal: str) -> Sequence[int]:
        """Days before the deadline: the workspace's own, else the rulebook's."""
        own = self.places[place_id].lead_days.get(renewal)
        return own if own is not None else self.book.renewals[renewal].remind_days_before

    def today(self, place_id: int) -> dt.date:
        return self.now.astimezone(self.places[place_id].zone).date()


Source = Callable[[Ask], Iterable[Wanted]]
_of_companies: list[Source] = []
_of_workspaces: list[Source] = []


def about_companies(source: Source) -> Source:
    """Registers a source that is asked for companies; to be called once the apps are ready."""
    if source not in _of_companies:
        _of_companies.append(source)
    return source


def about_workspaces(source: Source) -> Source:
    if source not in _of_workspaces:
        _of_workspaces.append(source)
    return source


def wanted_of_companies(ask: Ask) -> list[Wanted]:
    return [one for source in _of_companies for one in source(ask)]


def wanted_of_workspaces(ask: Ask) -> list[Wanted]:
    return [one for source in _of_workspaces for one in source(ask)]
