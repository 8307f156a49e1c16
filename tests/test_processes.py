"""The processes of the Procfile, as an installation runs them: two web servers, two workers, a clock, on the services of this run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.browser.site import own_redis
from tests.databases import environment, fresh_database
from tests.services import free_port

pytestmark = pytest.mark.services

PATIENCE_SECONDS = 60
PREPARE = """
from django.utils import timezone
from django_scopes import scope
import datetime as dt
from readiness.actions.companies import add_company, create_workspace
from readiness.actions.planning import replan
from readiness.models import Company, Reminder, User
from templates_mgr.models import MessageTemplate
owner = User.objects.create_user("owner@people.example", "x", name="Olga")
house = create_workspace(by=owner, name="House", slug="house")
with scope(workspace=house.pk):
    company = add_company(by=owner, workspace=house, name="First")
"""
DUE = """
from django.utils import timezone
from django_scopes import scope
import datetime as dt
from readiness.actions.planning import replan
from readiness.models import Company, Reminder
from readiness.tasks import deliver_reminders
from templates_mgr.models import MessageTemplate
company = Company._base_manager.get()
with scope(workspace=company.workspace_id):
    told = {"language": "en", "category": "UTILITY", "purpose": "shipping", "status": "APPROVED"}
    MessageTemplate.objects.create(company=company, name="NAME", approved_on=timezone.localdate() - dt.timedelta(days=70), **told)
    replan([company.pk])
    Reminder.objects.filter(facts__template="NAME").update(due_at=timezone.now())
deliver_reminders.delay()
"""
LOOK = """
import json
from django_scopes import scopes_disabled
from readiness.models import Heartbeat, OutgoingMail, Reminder
from scoring.models import Assessment
with scopes_disabled():
    print(json.dumps({
        "sent": sorted(Reminder.objects.filter(kind="template-renewal", state="sent").values_list("facts__template", "channel")),
        "mails": sorted(OutgoingMail.objects.values_list("state", flat=True)),
        "scores": Assessment.objects.count(),
        "planned_tonight": Heartbeat.objects.filter(name="nightly-plan", detail__done=True).count(),
    }))
"""


def lines() -> dict[str, str]:
    """The Procfile: name to command."""
    found = (line.partition(": ") for line in (Path(settings.BASE_DIR) / "Procfile").read_text().splitlines() if line)
    return {name: command.replace("python ", f"{sys.executable} ", 1) for name, _, command in found}


@contextmanager
def processes(env: dict[str, str], folder: Path) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    commands, started = lines(), {}
    subprocess.run(commands["release"], shell=True, cwd=settings.BASE_DIR, env=env, check=True, capture_output=True)
    try:
        for name in ("web 1", "web 2", "worker 1", "worker 2", "beat"):
            own = env | {"PORT": str(free_port()), "WORKER": name.replace(" ", ""), "HOST": "127.0.0.1"}
            command = f"exec {commands[name.partition(' ')[0]]}"
            with (folder / f"{name}.log").open("wb") as log:
                started[name] = subprocess.Popen(
                    command, shell=True, cwd=settings.BASE_DIR, env=own, stdout=log, stderr=log, start_new_session=True
                )
            started[name].port = int(own["PORT"])  # type: ignore[attr-defined]
        yield started
    finally:
        for one in started.values():
            with suppress(ProcessLookupError):
                os.killpg(one.pid, signal.SIGKILL)  # its own session: the id is that of the group
            one.wait()


def shell(env: dict[str, str], script: str) -> str:
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-v0", "-c", script]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def status(port: int) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=3) as answer:
            return int(answer.status)
    except OSError:
        return 0


def wait_for(what: Callable[[], Any], expected: Any, folder: Path) -> None:
    deadline, seen = time.monotonic() + PATIENCE_SECONDS, None
    while time.monotonic() < deadline:
        if (seen := what()) == expected:
            return
        time.sleep(0.5)
    logs = "\n".join(f"{path.name}: {path.read_text()[-2000:]}" for path in folder.glob("*.log"))
    raise AssertionError(f"{seen} instead of {expected}\n{logs}")


def test_the_processes_of_an_installation_deliver_and_go_on_without_one_of_them(tmp_path: Path) -> None:
    var = tmp_path / "var"
    var.mkdir()
    with fresh_database(tmp_path) as database, own_redis() as redis:
        env = environment(var, DATABASE_URL=database, REDIS_URL=redis, LOG_LEVEL="WARNING")
        with processes(env, tmp_path) as running:
            shell(env, PREPARE)
            for name in ("web 1", "web 2"):
                wait_for(lambda name=name: status(running[name].port), 200, tmp_path)  # type: ignore[misc, attr-defined]
            shell(env, DUE.replace("NAME", "first"))
            both = [["first", "app"], ["first", "mail"]]
            wait_for(lambda: json.loads(shell(env, LOOK)), looked(both, 1), tmp_path)
            os.killpg(running["worker 1"].pid, signal.SIGKILL)
            shell(env, DUE.replace("NAME", "second"))
            wait_for(lambda: json.loads(shell(env, LOOK)), looked([*both, ["second", "app"], ["second", "mail"]], 2), tmp_path)
            assert len(list((var / "mail").iterdir())) >= 1


def looked(sent: list[list[str]], mails: int) -> dict[str, Any]:
    return {"sent": sent, "mails": ["sent"] * mails, "scores": 1, "planned_tonight": 1}
