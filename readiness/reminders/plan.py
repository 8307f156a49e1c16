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
OPEN_TO_CHANGE = ("planned", "cancelled")


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


class Row(NamedTuple):
    """One reminder for one person on one channel. `is_late`: its time had passed when it was looked at."""

    wanted: Wanted
    due_at: dt.datetime
    is_late: bool
    is_worth_adding: bool


class Kept(NamedTuple):
    """A row of the table, as far as planning looks at it. `due_second`: seconds since 1970, for moments are slow to read."""

    id: int
    key: Key
    state: str
    due_second: int
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
    found = [(one, due_at(one, clock)) for one in wanted]
    newest_late: dict[tuple[Any, ...], dt.datetime] = {}
    for one, due in found:
        if due <= now:
            newest_late[one.about] = max(due, newest_late.get(one.about, due))
    rows: dict[Key, Row] = {}
    for one, due in found:
        is_late = due <= now
        worth = not is_late or (one.catches_up and due == newest_late[one.about])
        row = Row(one, late_due_at(one, clock, now) if is_late and worth else due, is_late, worth)
        about = (one.subject_type, one.subject_id, one.kind, one.cycle)
        for person in people.get(one.audience, ()):
            rows[Key(*about, APP, person.id)] = row
            if person.takes_mail and not one.in_app_only:
                rows[Key(*about, MAIL, person.id)] = row
    return rows


def base_key(key: Key) -> Key:
    """Of a snoozed reminder the key of the one that it stands for."""
    return key._replace(cycle=key.cycle.partition(SNOOZE_MARK)[0]) if SNOOZE_MARK in key.cycle else key


def changes(wanted: Mapping[Key, Row], kept: Iterable[Kept]) -> Changes:
    """What has to happen so that the table holds what is wanted. Rows that were sent or are being sent stay as they are.

    A planned row whose time has come stays too, for it is about to be sent: the delivery looks once more whether it is wanted, and
    takes what the sentence names from there.
    """
    found, there = Changes(), set()
    for one in kept:
        there.add(one.key)
        if one.state not in OPEN_TO_CHANGE:
            continue
        row = wanted.get(base_key(one.key))
        if one.state == "planned":
            if row is None:
                found.cancel.append(one.id)
            elif not (row.is_late or one.is_snoozed) and one.due_second != int(row.due_at.timestamp()):
                found.move.append((one.id, row))
        elif row is not None and row.is_worth_adding and not (one.is_done or one.is_snoozed):
            found.revive.append((one.id, row))
    found.add = [(key, row) for key, row in wanted.items() if row.is_worth_adding and key not in there]
    return found
