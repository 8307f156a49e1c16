"""`manage.py demo`: the demo companies again, from nothing."""

import fcntl
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from readiness import startup


class Command(BaseCommand):
    help = "Set the embedded database aside and make the demo companies again."
    requires_system_checks = []

    def handle(self, **options: Any) -> None:
        var = Path(settings.VAR_DIR)
        try:
            startup.check_folder(var)
            with startup.locked(var / "serving.lock", fcntl.LOCK_EX, "The site is running. End it first (Ctrl-C)."):
                self.start_over(var)
        except startup.NotReady as problem:
            self.stderr.write(str(problem))
            sys.exit(2)

    def start_over(self, var: Path) -> None:
        if connection.vendor == "sqlite":
            startup.set_aside(var)
        startup.check_database()
        startup.migrate()
        # Only the embedded default is emptied: a database that somebody gave us may be the real one.
        if startup.has_workspace():
            raise startup.NotReady("The database of DATABASE_URL holds workspaces. Name an empty one for the demo.")
        startup.compile_catalogs(settings.LOCALE_PATHS)
        startup.seed_demo()
        self.stdout.write("The demo companies are made. Start the site: make run")
