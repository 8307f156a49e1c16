"""`manage.py up`: looks whether everything is there, prepares the database, then runs the site, the worker and the clock."""

import fcntl
import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from readiness import startup
from readiness.supervision import Program, Supervisor, end_with_make, say

# More than two workers on one small machine only share the same cores.
PROCESSES = min(2, os.cpu_count() or 1)

# Warnings about what is meant to be so here: root in a container, and static files served from the source tree.
AS_INTENDED = ("You're running the worker with superuser privileges", "No directory at")


def programs(address: str, port: int, var: Path) -> list[Program]:
    python = (sys.executable, *(f"-Wignore:{warning}" for warning in AS_INTENDED), "-m")
    celery = (*python, "celery", "-q", "-A", "readiness")
    web = f"granian --interface wsgi --host {address} --port {port} --workers {PROCESSES} --blocking-threads 2 --no-ws"
    web += " --workers-kill-timeout 3 --log-level warning readiness.wsgi:application"
    worker = f"worker --pool prefork --concurrency {PROCESSES} -Q interactive,bulk,mail --hostname readiness-{port}@%h"
    worker += " --without-gossip --without-mingle --loglevel warning"
    schedule = str(var / f"beat-{port}")
    return [
        Program("web", (*python, *web.split())),
        Program("worker", (*celery, *worker.split()), starts_later=True),
        Program("beat", (*celery, "beat", "--schedule", schedule, "--pidfile=", "--loglevel", "warning"), starts_later=True),
    ]


class Command(BaseCommand):
    help = "Prepare everything and run the site with its worker and its clock until Ctrl-C."
    # `make check` and the tests run them; here they would cost a start-up half a second.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", default=os.environ.get("PORT", "8000"))
        parser.add_argument("--no-demo", action="store_true", help="start with an empty product")

    def handle(self, *, host: str, port: str, no_demo: bool, **options: Any) -> None:
        end_with_make()
        var = Path(settings.VAR_DIR)
        try:
            number = startup.port_number(port)
            address = startup.check_address(host, number)
            startup.check_folder(var)
            startup.check_database()
            startup.check_broker(current_app.conf.broker_url or "")
            busy = "The demo is being made again at this moment. Start once it is done."
            with startup.locked(var / "serving.lock", fcntl.LOCK_SH, busy):
                self.prepare(var, with_demo=not no_demo)
                code = self.serve(address, number, var)
        except startup.NotReady as problem:
            say_problem(problem)
            code = 2
        except KeyboardInterrupt:  # while the database is prepared; later the supervisor has the signals
            code = 130
        sys.exit(code)

    def prepare(self, var: Path, with_demo: bool) -> None:
        # Two starts at once (two ports) must not seed twice.
        with startup.locked(var / "preparing.lock", fcntl.LOCK_EX):
            startup.compile_catalogs(settings.LOCALE_PATHS)
            if startup.has_open_migrations():
                say("Preparing the database …")
                startup.migrate()
            if with_demo and not startup.has_workspace():
                say("Making the demo companies …")
                startup.seed_demo()

    def serve(self, address: str, port: int, var: Path) -> int:
        accounts = startup.demo_accounts()
        if accounts:
            os.environ.setdefault("DEMO", "true")  # the sign-in page offers them
        self.leave_database()
        # The programs look for packages, and for a relative VAR_DIR, where they stand.
        os.environ["VAR_DIR"] = str(var.resolve())
        os.chdir(settings.BASE_DIR)
        shown = startup.reachable(address)
        shown = f"[{shown}]:{port}" if ":" in shown else f"{shown}:{port}"
        os.environ.setdefault("SITE_URL", f"http://{shown}")  # where the links of mails lead
        named = next((name for name in settings.ALLOWED_HOSTS if not name.startswith((".", "*"))), shown)
        return Supervisor(
            programs(address, port, var.resolve()),
            probe=lambda: startup.health_status(address, port, named),
            announce=lambda: say(banner(shown, accounts)),
        ).run()

    def leave_database(self) -> None:
        """The programs open their own; a pool's threads must not be there at a fork."""
        for connection in connections.all(initialized_only=True):
            connection.close()
            if hasattr(connection, "close_pool"):
                connection.close_pool()


def banner(place: str, accounts: list[tuple[str, str, str]]) -> str:
    lines = ["", f"  Readiness is at http://{place}/", ""]
    lines += [f"  {role:<12} {email:<28} {password}" for role, email, password in accounts]
    return "\n".join([*lines, "", "  Ctrl-C ends it.", ""])


def say_problem(problem: Exception) -> None:
    print(problem, file=sys.stderr, flush=True)
