"""Migrations say what the models say, and every app goes forwards, back and forwards again on the engine of this run."""

from __future__ import annotations

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.databases import environment, fresh_database

BOTH_WAYS = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
def tables():
    return sorted(connection.introspection.table_names())
call_command("migrate", verbosity=0)
full = tables()
for app in ("scoring", "phone_numbers", "templates_mgr", "documents", "readiness"):
    call_command("migrate", app, "zero", verbosity=0)
    left = [name for name in tables() if name.startswith(app + "_")]
    assert not left, left
call_command("migrate", verbosity=0)
assert tables() == full, set(tables()) ^ set(full)
from readiness.models import AuditEvent, User, Workspace
from readiness.actions.companies import create_workspace
from django.db import DatabaseError
create_workspace(by=User.objects.create_user("olga@people.example"), name="North", slug="north")
try:
    AuditEvent._base_manager.all().delete()
except DatabaseError as error:
    print(str(error).splitlines()[0])
"""


def test_models_and_migrations_agree(db: None) -> None:
    output = StringIO()
    call_command("makemigrations", check_changes=True, dry_run=True, stdout=output)
    assert output.getvalue() == "No changes detected\n"


@pytest.mark.services
def test_forwards_backwards_forwards(tmp_path: Path) -> None:
    """The append-only audit is there again too, which no table name tells."""
    with fresh_database(tmp_path) as url:
        env = environment(tmp_path, DATABASE_URL=url, DJANGO_SETTINGS_MODULE="readiness.settings")
        command = [sys.executable, "-c", BOTH_WAYS]
        done = subprocess.run(command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "audit events are append-only\n", "")
