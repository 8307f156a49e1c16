"""Writes many assessments at once: COPY and upsert on PostgreSQL, executemany on SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from .models import Assessment, ScorePoint

COLUMNS = tuple(str(field.column) for field in Assessment._meta.concrete_fields)
TABLE = Assessment._meta.db_table
POINT_COLUMNS = tuple(str(field.column) for field in ScorePoint._meta.concrete_fields if not field.primary_key)
Rows = Sequence[tuple[Any, ...]]


def upsert_assessments(rows: Rows) -> None:
    """Rows in the order of COLUMNS. An assessment of a newer generation is never overwritten by an older one."""
    if not rows:
        return
    if connection.vendor != "postgresql":
        _insert(TABLE, COLUMNS, rows, on_conflict())
        return
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS incoming_assessment (LIKE {TABLE}) ON COMMIT DELETE ROWS")
        # A second re-score in the same transaction must not meet the rows of the first.
        cursor.execute("DELETE FROM incoming_assessment")
        _insert("incoming_assessment", COLUMNS, rows)
        names = _names(COLUMNS)
        cursor.execute(f"INSERT INTO {TABLE} ({names}) SELECT {names} FROM incoming_assessment {on_conflict()}")  # noqa: S608 — our own names


def _insert(table: str, columns: Sequence[str], rows: Rows, on_conflict: str = "") -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({_names(columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({_names(columns)}) VALUES ({marks}) {on_conflict}", rows)  # noqa: S608 — our own names


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def on_conflict() -> str:
    changes = ", ".join(f'"{column}" = excluded."{column}"' for column in COLUMNS if column != "company_id")
    return f'ON CONFLICT ("company_id") DO UPDATE SET {changes} WHERE {TABLE}."generation" <= excluded."generation"'


def add_points(rows: Rows) -> None:
    """Rows in the order of POINT_COLUMNS."""
    if rows:
        _insert(ScorePoint._meta.db_table, POINT_COLUMNS, rows)


def mark_scored(generations: Sequence[tuple[int, int]]) -> None:
    """(company id, generation that was scored); never moves a counter back."""
    if not generations:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            ids, scored = zip(*generations, strict=True)
            cursor.execute(
                "UPDATE readiness_company SET scored_generation = fresh.generation"
                " FROM unnest(%s::bigint[], %s::bigint[]) AS fresh(id, generation)"
                " WHERE readiness_company.id = fresh.id AND scored_generation < fresh.generation",
                [list(ids), list(scored)],
            )
        else:
            cursor.executemany(
                "UPDATE readiness_company SET scored_generation = %s WHERE id = %s AND scored_generation < %s",
                [(generation, company_id, generation) for company_id, generation in generations],
            )
