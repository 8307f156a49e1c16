"""Plans reminders: what is wanted is derived from first principles, held against the rows that are there, and only the difference written.

Called in the transaction of whatever moved a date, and every night for everybody, so that a forgotten call loses nothing.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.db.models import QuerySet

from readiness.audiences import company_people, homes, houses
from readiness.bulk import Second, collector_at_rest, insert, moment, new_key
from readiness.clock import database_now
from readiness.enums import ReminderState
from readiness.models import Company, Reminder
from readiness.reminders.plan import Changes, Kept, Key, Row, changes, expand
from readiness.reminders.sources import Ask, wanted_of_companies, wanted_of_workspaces
from readiness.reminders.wanted import Wanted
from readiness.rulebook import current_rulebook

COLUMNS = (
    *("workspace_id", "company_id", "subject_type", "subject_id", "kind", "cycle", "channel", "person_id", "due_at", "facts"),
    *("state", "key", "attempts", "error", "snoozed"),
)
TABLE = Reminder._meta.db_table
ONCE = "ON CONFLICT DO NOTHING"
Counts = dict[str, int]
WantedRows = dict[Key, Row]


_put_off: ContextVar[set[int] | None] = ContextVar("companies to plan at the end", default=None)


@contextmanager
def planned_once() -> Iterator[None]:
    """Many changes in one transaction: each company is planned once, at the end of the block. Nothing is planned where it fails."""
    companies: set[int] = set()
    before = _put_off.set(companies)
    try:
        yield
    finally:
        _put_off.reset(before)
    replan(companies)


def replan(company_ids: Iterable[int]) -> Counts:
    """Brings the reminders of these companies in line. What a source says of them counts, nothing else."""
    put_off = _put_off.get()
    if put_off is None:
        return _replan(company_ids)
    put_off.update(company_ids)
    return {}


@transaction.atomic
def _replan(company_ids: Iterable[int]) -> Counts:
    # In the order of their ids: two passes over the same companies never wait for each other.
    held = Company.objects.select_for_update(of=("self",), no_key=True).filter(pk__one_of=list(company_ids)).order_by("pk")
    ids = list(held.values_list("pk", flat=True))
    with collector_at_rest():
        return write(changes(wanted_by_companies(ids), _kept(Reminder.objects.filter(company_id__in=ids))))


@transaction.atomic
def replan_workspaces(workspace_ids: Iterable[int]) -> Counts:
    """Digests, reports and what else is about a workspace as a whole."""
    ids = list(workspace_ids)
    rows = Reminder.objects.filter(workspace_id__in=ids, company__isnull=True)
    return write(changes(wanted_by_workspaces(ids), _kept(rows)))


def wanted_by_companies(company_ids: Sequence[int]) -> WantedRows:
    """Every reminder that these companies should have now, by its key."""
    home = homes(company_ids)
    known = houses(home.values())
    by_company = {pk: known[workspace_id] for pk, workspace_id in home.items()}
    ask = Ask(current_rulebook(), {pk: house.place for pk, house in by_company.items()}, database_now())
    people = company_people(by_company)
    grouped: dict[int, list[Wanted]] = defaultdict(list)
    for one in wanted_of_companies(ask):
        grouped[one.company_id or 0].append(one)
    found: WantedRows = {}
    for pk, some in grouped.items():
        found |= expand(some, by_company[pk].clock, people[pk], ask.now)
    return found


def deadlines(company_ids: Sequence[int]) -> list[Wanted]:
    """What these companies have to keep in mind, whoever is told of it and when."""
    home = homes(company_ids)
    known = houses(home.values())
    return wanted_of_companies(
        Ask(current_rulebook(), {pk: known[workspace_id].place for pk, workspace_id in home.items()}, database_now())
    )


def wanted_by_workspaces(workspace_ids: Sequence[int]) -> WantedRows:
    known = houses(workspace_ids)
    ask = Ask(current_rulebook(), {pk: house.place for pk, house in known.items()}, database_now())
    grouped: dict[int, list[Wanted]] = defaultdict(list)
    for one in wanted_of_workspaces(ask):
        grouped[one.workspace_id].append(one)
    found: WantedRows = {}
    for pk, some in grouped.items():
        found |= expand(some, known[pk].clock, known[pk].people, ask.now)
    return found


def _kept(reminders: QuerySet[Reminder]) -> Iterable[Kept]:
    fields = ("pk", *Key._fields, "state", "due_second", "done_at", "snoozed")
    for pk, *key, state, due, done_at, snoozed in reminders.order_by().annotate(due_second=Second("due_at")).values_list(*fields):
        yield Kept(pk, Key(*key), state, due, done_at is not None, snoozed)


def write(found: Changes) -> Counts:
    """Writes the difference; a row that somebody else wrote meanwhile stays theirs."""
    insert(TABLE, COLUMNS, [_new(key, row) for key, row in found.add], ONCE)
    open_rows = Reminder.objects.filter(state=ReminderState.PLANNED)
    cancelled = open_rows.filter(pk__in=found.cancel).update(state=ReminderState.CANCELLED) if found.cancel else 0
    for pk, row in found.move:
        open_rows.filter(pk=pk).update(due_at=row.due_at)
    for pk, row in found.revive:
        again = {"state": ReminderState.PLANNED, "due_at": row.due_at, "attempts": 0, "error": ""}
        Reminder.objects.filter(state=ReminderState.CANCELLED, pk=pk).update(**again)
    return {"added": len(found.add), "moved": len(found.move), "revived": len(found.revive), "cancelled": cancelled}


_json = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


def _new(key: Key, row: Row) -> tuple[object, ...]:
    """In the order of COLUMNS."""
    wanted = row.wanted
    return (wanted.workspace_id, wanted.company_id, *key, moment(row.due_at), _json(dict(wanted.facts)), "planned", new_key(), 0, "", False)
