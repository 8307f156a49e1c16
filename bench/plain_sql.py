"""The floor of a re-score: plain SQL that moves the same bytes, and looks at none of them.

Out: the same columns of the same rows as scoring/reading.py asks for, undecoded. In: ready-made assessments by the same upsert.
The same chunks, a transaction each.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence

import psycopg
from django.conf import settings
from django.db import models

from documents.models import Document
from scoring.facts import DOCUMENT_COLUMNS, SHEETS
from scoring.models import Assessment
from scoring.reading import ASSESSMENT_COLUMNS, TEMPLATE_COLUMNS, facts_of_sheet
from scoring.writing import COLUMNS, TABLE, on_conflict
from templates_mgr.models import MessageTemplate

NAMES = ", ".join(COLUMNS)


def selects(first: int, last: int) -> Iterator[str]:
    yield f"SELECT id, generation, scored_generation FROM readiness_company WHERE id BETWEEN {first} AND {last} ORDER BY id"
    sources: list[tuple[type[models.Model], Sequence[str]]] = [(model, facts_of_sheet(sheet)) for sheet, model in SHEETS.items()]
    sources += [(Assessment, ASSESSMENT_COLUMNS), (Document, DOCUMENT_COLUMNS), (MessageTemplate, TEMPLATE_COLUMNS)]
    for model, names in sources:
        columns = ", ".join(["company_id", *names])
        yield f"SELECT {columns} FROM {model._meta.db_table} WHERE company_id BETWEEN {first} AND {last} ORDER BY company_id"


def ready_made(first: int, last: int) -> str:
    return f"SELECT {NAMES} FROM {TABLE} WHERE company_id BETWEEN {first} AND {last}"


class PlainPostgresql:
    """COPY out, COPY in."""

    def __init__(self, chunks: Sequence[tuple[int, int]]) -> None:
        self.connection = psycopg.connect(os.environ["DATABASE_URL"])
        self.connection.execute(f"CREATE TEMP TABLE incoming (LIKE {TABLE}) ON COMMIT DELETE ROWS")
        self.chunks = [(chunk, b"".join(self.copied(ready_made(*chunk)))) for chunk in chunks]
        self.connection.commit()

    def copied(self, select: str) -> Iterator[bytes]:
        with self.connection.cursor().copy(f"COPY ({select}) TO STDOUT") as copy:
            yield from map(bytes, copy)

    def run(self) -> None:
        for chunk, rows in self.chunks:
            for select in selects(*chunk):
                for _ in self.copied(select):
                    pass
            with self.connection.cursor() as cursor:
                with cursor.copy(f"COPY incoming ({NAMES}) FROM STDIN") as copy:
                    copy.write(rows)
                cursor.execute(f"INSERT INTO {TABLE} ({NAMES}) SELECT {NAMES} FROM incoming {on_conflict()}")
            self.connection.commit()


class PlainSqlite:
    """fetchall, executemany."""

    def __init__(self, chunks: Sequence[tuple[int, int]]) -> None:
        own = settings.DATABASES["default"]
        self.connection = sqlite3.connect(own["NAME"], isolation_level=None, timeout=20)
        for pragma in own["OPTIONS"]["init_command"].split(";"):
            self.connection.execute(pragma)
        self.chunks = [(chunk, self.connection.execute(ready_made(*chunk)).fetchall()) for chunk in chunks]

    def run(self) -> None:
        marks = ", ".join("?" * len(COLUMNS))
        for chunk, rows in self.chunks:
            for select in selects(*chunk):
                self.connection.execute(select).fetchall()
            self.connection.execute("BEGIN IMMEDIATE")
            self.connection.executemany(f"INSERT INTO {TABLE} ({NAMES}) VALUES ({marks}) {on_conflict()}", rows)
            self.connection.execute("COMMIT")


PLAIN = {"postgresql": PlainPostgresql, "sqlite": PlainSqlite}
