"""Re-scores every dossier that is due, in chunks."""

from __future__ import annotations

import json
import resource
import time
from contextlib import AbstractContextManager
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from readiness.management.refusal import RefusingCommand
from readiness.models import Company, Workspace
from scoring.actions import CHUNK, rescore_due
from scoring.reading import due

BAR_WIDTH = 30
PROCESSES = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


class Command(RefusingCommand):
    help = "Re-score every dossier that is due; the last line of the output is JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--workspace", metavar="SLUG")
        parser.add_argument("--chunk", type=int, default=CHUNK, metavar="N", help=f"dossiers a transaction (default {CHUNK})")
        parser.add_argument("--dry-run", action="store_true", help="count what is due, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["chunk"] < 1:
            self.unusable(f"--chunk: expected a whole number of 1 or more, not {options['chunk']}")
        started = time.perf_counter()
        with self.scope(options["workspace"]):
            dossiers, changed = self.count() if options["dry_run"] else self.run(options["chunk"])
        seconds = time.perf_counter() - started
        summary = {
            "dossiers": dossiers,
            "changed": changed,
            "seconds": round(seconds, 3),
            "per_second": round(dossiers / seconds, 1) if seconds else 0,
            "peak_mb": round(max(resource.getrusage(who).ru_maxrss for who in PROCESSES) / 1024, 1),
        }
        self.stdout.write(json.dumps(summary))

    def scope(self, slug: str | None) -> AbstractContextManager[None]:
        if slug is None:
            return scopes_disabled()  # the command serves every workspace
        workspace = Workspace.objects.filter(slug=slug).first()
        if workspace is None:
            self.unusable(f"--workspace: no workspace '{slug}'")
        return scope(workspace=workspace.pk)

    def count(self) -> tuple[int, int]:
        return due(Company.objects.all(), timezone.localdate()).count(), 0

    def run(self, size: int) -> tuple[int, int]:
        total = self.count()[0]
        dossiers = changed = 0
        for result in rescore_due(size=size):
            dossiers, changed = dossiers + result.dossiers, changed + result.changed
            self.progress(dossiers, total)
        return dossiers, changed

    def progress(self, done: int, total: int) -> None:
        if self.stderr.isatty():
            filled = BAR_WIDTH * min(done, total) // total if total else BAR_WIDTH
            end = "\n" if done >= total else ""
            self.stderr.write(f"\r[{'█' * filled}{' ' * (BAR_WIDTH - filled)}] {done}/{total}", ending=end)
