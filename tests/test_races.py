"""Many at once: nothing is lost, doubled or shown to others."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings

from tests.databases import environment, fresh_database

pytestmark = pytest.mark.services
PROGRAM = "import django; django.setup(); from tests.races import main; main()"
THREADS, FACTS = 8, 6


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("races")
    with fresh_database(folder) as url:
        env = environment(folder, DATABASE_URL=url, DJANGO_SETTINGS_MODULE="tests.settings")
        done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("what", "should"),
    [
        ("pages", {"own": 120}),
        ("different facts", {"kept": [7] * FACTS, "version": FACTS, "generation": FACTS + 1}),
        ("same fact", {"saved": 1, "conflict": THREADS - 1}),
        ("job", {"jobs": 1, "asked": 1, "claims": 1}),
        ("scores", {"due": False, "behind": 0}),
        ("storm", {"same": True, "due": False, "rung": 64}),
        (
            "deliveries",
            {"states": [["app", "sent", 40], ["mail", "sent", 40]], "mailed": [40, 40], "done": ["delivered", "edited", "planned"]},
        ),
        ("companies", THREADS),
        ("broken in north", []),
        ("broken in south", []),
    ],
)
def test_race(came: dict[str, Any], what: str, should: object) -> None:
    assert came[what] == should
