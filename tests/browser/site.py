"""The real site for the browser: web server, Celery worker and beat as `make run` starts them, with the demo and data of its own."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from redis import Redis

from readiness.demo import ACCOUNTS, PASSWORD
from tests.databases import environment, fresh_database
from tests.services import free_port

START_SECONDS, STOP_SECONDS = 120, 20
APPLICANT, CONSULTANT, MANAGER = (email for _title, email, _password in ACCOUNTS)
# Which companies of the demo the pages are shown for: the applicant's own, and the one with most in it.
LOOK = """
import json
from django.db.models import Count
from django_scopes import scopes_disabled
from readiness.models import Company
with scopes_disabled():
    own = Company.objects.filter(grants__isnull=False).get()
    counted = Company.objects.annotate(papers=Count("documents", distinct=True), texts=Count("message_templates", distinct=True))
    rich = counted.filter(papers__gt=0).order_by("-texts", "pk").first()
    print(json.dumps({
        "own": own.slug, "own_name": own.name, "rich": rich.slug, "rich_name": rich.name,
        "document": rich.documents.order_by("pk").first().pk, "template": rich.message_templates.order_by("pk").first().pk,
    }))
"""


@dataclass(frozen=True)
class Site:
    """`own` and `rich` are slugs of the demo's workspace; `document` and `template` belong to the rich company."""

    url: str
    own: str
    own_name: str
    rich: str
    rich_name: str
    document: int
    template: int

    def company(self, slug: str, path: str = "") -> str:
        return f"{self.url}/w/demo/{slug}/{path}"


@contextmanager
def running_site(folder: Path) -> Iterator[Site]:
    port = free_port()
    with fresh_database(folder) as database, own_redis() as redis:
        env = environment(folder, DATABASE_URL=database, REDIS_URL=redis, LOG_LEVEL="WARNING")
        command = [sys.executable, "manage.py", "up", "--host", "127.0.0.1", "--port", str(port)]
        with (folder / "site.log").open("w") as log:
            process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=env, stdout=log, stderr=log, start_new_session=True)
            try:
                wait_until_served(process, port, folder / "site.log")
                yield Site(f"http://127.0.0.1:{port}", **look(env))
            finally:
                stop(process)


@contextmanager
def own_redis() -> Iterator[str]:
    """A database number beside those of the test processes; nothing on the embedded default."""
    given = os.environ.get("REDIS_URL", "")
    if not given:
        yield ""
        return
    base, _, number = given.rpartition("/")
    url = f"{base}/{int(number) + 4}"
    with Redis.from_url(url) as redis:
        try:
            yield url
        finally:
            redis.flushdb()


def wait_until_served(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        # Closed on the way out of an error too: a socket left open is an error of whichever test runs next.
        with suppress(OSError, http.client.HTTPException), closing(http.client.HTTPConnection("127.0.0.1", port, timeout=2)) as connection:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"the site does not start:\n{log.read_text()}")


def look(env: dict[str, str]) -> dict[str, Any]:
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-v0", "-c", LOOK]
    found = subprocess.run(command, cwd=settings.BASE_DIR, env=env, check=True, capture_output=True, text=True).stdout
    return dict(json.loads(found))


def stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # its own session: the id is that of the group
        process.wait()


__all__ = ["APPLICANT", "CONSULTANT", "MANAGER", "PASSWORD", "Site", "running_site"]
