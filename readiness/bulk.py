"""Reads and writes many rows at once: COPY through a table of the transaction's own on PostgreSQL, executemany on SQLite."""

from __future__ import annotations

import datetime as dt
import gc
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Field, Func

Rows = Sequence[tuple[Any, ...]]


def insert(table: str, columns: Sequence[str], rows: Rows, on_conflict: str = "") -> None:
    """`rows` in the order of `columns`; `on_conflict` is the end of the statement, in words that both engines know."""
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names(columns)}) VALUES ({marks}) {on_conflict}", rows)  # noqa: S608 — our own names
            return
        target = f"incoming_{table}" if on_conflict else table
        if on_conflict:
            shape = f"SELECT {names(columns)} FROM {table} WITH NO DATA"  # noqa: S608 — our own names
            cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {target} ON COMMIT DELETE ROWS AS {shape}")
            # A second call in the same transaction must not meet the rows of the first.
            cursor.execute(f"DELETE FROM {target}")  # noqa: S608 — our own names
        with cursor.copy(f"COPY {target} ({names(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        if on_conflict:
            cursor.execute(f"INSERT INTO {table} ({names(columns)}) SELECT {names(columns)} FROM {target} {on_conflict}")  # noqa: S608 — our own names


def names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def moment(value: dt.datetime | None) -> Any:
    """A moment as the engine keeps it."""
    if value is None or connection.vendor == "postgresql":
        return value
    return value.astimezone(dt.UTC).replace(tzinfo=None).isoformat(" ")


def new_key() -> Any:
    """A random UUID as the engine keeps it."""
    made = uuid.uuid4()
    return made if connection.vendor == "postgresql" else made.hex


class Second(Func):
    """Whole seconds since 1970 of a moment: a number is read ten times as fast as a moment."""

    template = "FLOOR(EXTRACT(EPOCH FROM %(expressions)s))::bigint"
    output_field = Field()  # as the driver gives it: a field of numbers would turn each into a number once more

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="CAST(strftime('%%%%s', %(expressions)s) AS INTEGER)", **extra)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """A chunk makes a hundred thousand objects and no circle among them: looking for circles took a tenth of its time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
