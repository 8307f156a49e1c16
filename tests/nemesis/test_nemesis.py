"""The short form of `make nemesis`, and that it bites."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from django.conf import settings

from tests.databases import engine

pytestmark = pytest.mark.services

GOOD = "lost=0 doubled=0 early=0 after_cancel=0"


def nemesis(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A program of its own, with servers of its own."""
    command = [sys.executable, "-m", "tests.nemesis", "--short", *arguments]
    return subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True)


@pytest.mark.skipif(engine() == "SQLite", reason="meets PostgreSQL and Redis; once a run is enough")
def test_nothing_is_lost_doubled_or_early_whatever_happens() -> None:
    done = nemesis()
    assert done.returncode == 0, done.stdout + done.stderr
    assert GOOD in done.stdout
    assert "mails_lost=0 mails_doubled=0" in done.stdout


@pytest.mark.skipif(engine() == "SQLite", reason="meets PostgreSQL and Redis; once a run is enough")
def test_the_same_harness_sees_what_a_plain_task_loses() -> None:
    done = nemesis("--control")
    assert done.returncode == 0, done.stdout + done.stderr
    lost, doubled = map(int, re.findall(r"(?:lost|doubled)=(\d+)", done.stdout)[:2])
    assert lost + doubled > 0
