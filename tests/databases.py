"""Databases of their own for tests that start other processes: on the engine of this run, gone afterwards."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql


def engine() -> str:
    return "PostgreSQL" if settings.DATABASES["default"]["ENGINE"].endswith("postgresql") else "SQLite"


@contextmanager
def fresh_database(folder: Path) -> Iterator[str]:
    """The DATABASE_URL of an empty database."""
    if engine() == "SQLite":
        yield f"sqlite:///{folder / 'fresh.sqlite3'}"
        return
    name = f"readiness_fresh_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(**server(), autocommit=True) as maintenance:
        maintenance.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            given = os.environ["DATABASE_URL"].partition("?")
            yield "".join([given[0].rpartition("/")[0], "/", name, *given[1:]])
        finally:
            maintenance.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def server() -> dict[str, Any]:
    """How to reach the server's own database."""
    parameters = connection.get_connection_params()
    kept = ("host", "port", "user", "password")
    return {name: parameters[name] for name in kept if parameters.get(name)} | {"dbname": "postgres"}


def environment(var: Path, **more: str) -> dict[str, str]:
    """Of this run's environment only what any program needs, so that nothing of it decides what is tested."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "VAR_DIR": str(var), "PYTHONPATH": str(settings.BASE_DIR), **more}
