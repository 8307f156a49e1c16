"""Writes many assessments at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from readiness.bulk import Rows, insert

from .models import Assessment, ScorePoint

COLUMNS = tuple(str(field.column) for field in Assessment._meta.concrete_fields)
TABLE = Assessment._meta.db_table
POINT_COLUMNS = tuple(str(field.column) for field in ScorePoint._meta.concrete_fields if not field.primary_key)


def upsert_assessments(rows: Rows) -> None:
    """Rows in the order of COLUMNS. An assessment of a newer generation is never overwritten by an older one."""
    insert(TABLE, COLUMNS, rows, on_conflict())


def on_conflict() -> str:
    changes = ", ".join(f'"{column}" = excluded."{column}"' for column in COLUMNS if column != "company_id")
    return f'ON CONFLICT ("company_id") DO UPDATE SET {changes} WHERE {TABLE}."generation" <= excluded."generation"'


def add_points(rows: Rows) -> None:
    """Rows in the order of POINT_COLUMNS."""
    insert(ScorePoint._meta.db_table, POINT_COLUMNS, rows)


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
