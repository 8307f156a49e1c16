"""What is wanted against what is kept. Deciding is pure; actions/planning.py reads before it and writes after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .due import Clock, due_at, late_due_at
from .wanted import Audience, Wanted

SNOOZE_MARK = "~"
APP, MAIL = "app", "mail"


class Key(NamedTuple):
    """What a reminder is the only one of."""

    subject_type: str
    subject_id: int
    kind: str
    cycle: str
    channel: str
    person_id: int


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    takes_mail: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One reminder for one person on one channel. `is_late`: its time had passed when it was looked at."""

    wanted: Wanted
    due_at: dt.datetime
    is_late: bool
    is_worth_adding: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A row of the table, as far as planning looks at it."""

    id: int
    key: Key
    state: str
    due_at: dt.datetime
    facts: Mapping[str, Any]
    is_done: bool = False
    is_snoozed: bool = False


@dataclass(slots=True)
class Changes:
    add: list[tuple[Key, Row]] = field(default_factory=list)
    move: list[tuple[int, Row]] = field(default_factory=list)
    revive: list[tuple[int, Row]] = field(default_factory=list)
    cancel: list[int] = field(default_factory=list)


People = Mapping[Audience, Sequence[Person]]


def expand(wanted: Iterable[Wanted], clock: Clock, people: People, now: dt.datetime) -> dict[Key, Row]:
    """All of one company (or workspace) by key: one row for each person and channel."""
    found = list(wanted)
    dues = [due_at(one, clock) for one in found]
    newest_late: dict[tuple[Any, ...], dt.datetime] = {}
    for one, due in zip(found, dues, strict=True):
        if due <= now:
            newest_late[one.about] = max(due, newest_late.get(one.about, due))
    rows: dict[Key, Row] = {}
    for one, due in zip(found, dues, strict=True):
        is_late = due <= now
        worth = not is_late or (one.catches_up and due == newest_late[one.about])
        row = Row(one, late_due_at(one, clock, now) if is_late and worth else due, is_late, worth)
        for person in people.get(one.audience, ()):
            for channel in (APP, MAIL) if person.takes_mail and not one.in_app_only else (APP,):
                rows[Key(one.subject_type, one.subject_id, one.kind, one.cycle, channel, person.id)] = row
    return rows


def base_key(key: Key) -> Key:
    """Of a snoozed reminder the key of the one that it stands for."""
    return key._replace(cycle=key.cycle.partition(SNOOZE_MARK)[0])


def changes(wanted: Mapping[Key, Row], kept: Iterable[Kept]) -> Changes:
    """What has to happen so that the table holds what is wanted. Rows that were sent or are being sent stay as they are.

    A planned row whose time has come stays too, for it is about to be sent: the delivery looks once more whether it is wanted.
    """
    found, there = Changes(), set()
    for one in kept:
        there.add(one.key)
        row = wanted.get(base_key(one.key))
        if one.state == "planned" and row is None:
            found.cancel.append(one.id)
        elif one.state == "planned" and row is not None and not one.is_snoozed and _differs(one, row):
            found.move.append((one.id, row))
        elif one.state == "cancelled" and row is not None and row.is_worth_adding and not (one.is_done or one.is_snoozed):
            found.revive.append((one.id, row))
    found.add = [(key, row) for key, row in wanted.items() if row.is_worth_adding and key not in there]
    return found


def _differs(kept: Kept, row: Row) -> bool:
    return not row.is_late and (kept.due_at != row.due_at or dict(kept.facts) != dict(row.wanted.facts))
