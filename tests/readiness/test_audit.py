"""The audit trail: chained, verified, and not to be changed even past Django."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from readiness.audit import START, broken_links, digest, record
from readiness.enums import EventKind
from readiness.models import AuditEvent
from tests.cast import Cast, House, answer

TABLE = AuditEvent._meta.db_table


def events(house: House) -> list[AuditEvent]:
    with house.scope():
        return list(AuditEvent.objects.filter(workspace_id=house.workspace.pk))


def broken(house: House) -> list[tuple[int, str]]:
    with house.scope():
        return list(broken_links(house.workspace.pk))


def tamper(change: str, *values: Any) -> None:
    """Past the trigger, as somebody with the rights of the database's owner could."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")
        else:
            cursor.execute(f"DROP TRIGGER {TABLE}_no_update")
            cursor.execute(f"DROP TRIGGER {TABLE}_no_delete")
        cursor.execute(change, values)


def test_each_event_follows_the_one_before(cast: Cast) -> None:
    chain = events(cast.north)
    assert [one.previous_hash for one in chain] == [START, *(one.hash for one in chain[:-1])]
    assert [one.hash for one in chain] == [digest(one) for one in chain]


def test_chains_of_workspaces_are_apart(cast: Cast) -> None:
    answer(cast.south, employees=3)
    assert (broken(cast.north), broken(cast.south)) == ([], [])
    assert events(cast.north)[0].previous_hash == events(cast.south)[0].previous_hash == START


def test_event_outlives_its_company_and_its_author(cast: Cast) -> None:
    answer(cast.north, employees=3)
    with cast.north.scope():
        cast.north.company.delete()
    cast.north.applicant.delete()
    (event,) = [one for one in events(cast.north) if one.kind == EventKind.ANSWERS_SAVED]
    assert (event.actor_name, event.data["changes"]) == ("Anna", {"employees": [None, 3]})
    assert broken(cast.north) == []


@pytest.mark.parametrize(
    "change",
    [
        f"UPDATE {TABLE} SET actor_name = 'somebody'",
        f"UPDATE {TABLE} SET data = '{{}}' WHERE id = (SELECT max(id) FROM {TABLE})",
        f"DELETE FROM {TABLE}",
        f"DELETE FROM {TABLE} WHERE id = (SELECT max(id) FROM {TABLE})",
    ],
)
def test_database_refuses_changes(cast: Cast, change: str) -> None:
    before = len(events(cast.north))
    with pytest.raises(DatabaseError, match="audit events are append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert len(events(cast.north)) == before


def test_database_refuses_truncate(cast: Cast) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DatabaseError, match="audit events are append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {TABLE}")


def test_database_refuses_a_fork(cast: Cast) -> None:
    first, *_ = events(cast.north)
    first.pk, first.hash = None, "f" * 64
    with pytest.raises(DatabaseError), transaction.atomic(), cast.north.scope():
        first.save(force_insert=True)


def test_changed_event_is_found(cast: Cast) -> None:
    second = events(cast.north)[1]
    tamper(f"UPDATE {TABLE} SET actor_name = %s WHERE id = %s", "somebody", second.pk)
    assert broken(cast.north) == [(second.pk, "was changed after it was written")]


def test_removed_event_is_found(cast: Cast) -> None:
    _, second, third, *_ = events(cast.north)
    tamper(f"DELETE FROM {TABLE} WHERE id = %s", second.pk)
    assert broken(cast.north) == [(third.pk, "does not follow the event before it")]


def verify(*options: str) -> tuple[Any, str, str]:
    """The exit code, what was printed, and what was printed as an error."""
    output, errors = StringIO(), StringIO()
    with pytest.raises(SystemExit) as leaving:
        call_command("audit", "verify", *options, stdout=output, stderr=errors)
    return leaving.value.code, output.getvalue(), errors.getvalue()


def test_verify_says_how_many_and_which_is_last(cast: Cast) -> None:
    ends = [(house.workspace.slug, events(house)) for house in (cast.north, cast.south)]
    assert verify() == (0, "".join(f"{slug}: {len(found)} events, last {found[-1].hash}\n" for slug, found in ends), "")


def test_a_noted_hash_tells_that_the_end_was_cut_off(cast: Cast) -> None:
    last = events(cast.north)[-1]
    assert verify("--noted", last.hash)[0] == 0
    tamper(f"DELETE FROM {TABLE} WHERE id = %s", last.pk)
    assert broken(cast.north) == []
    code, _, errors = verify("--noted", last.hash)
    assert (code, errors) == (1, f"no chain holds the noted hash {last.hash}: events are missing\n")


def test_verify_names_the_event_and_leaves_with_1(cast: Cast) -> None:
    second = events(cast.south)[1]
    tamper(f"UPDATE {TABLE} SET kind = 'company-added' WHERE id = %s", second.pk)
    code, _, errors = verify()
    assert (code, errors) == (1, f"south: event {second.pk} was changed after it was written\n")


def test_event_without_author(cast: Cast) -> None:
    with cast.north.scope():
        event = record(by=None, kind=EventKind.MEMBER_ADDED, workspace_id=cast.north.workspace.pk)
    assert (event.actor_id, event.actor_name, broken(cast.north)) == (None, "", [])
