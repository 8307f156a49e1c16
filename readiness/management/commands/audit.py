"""Verifies the audit trail."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django_scopes import scope

from readiness.audit import broken_links
from readiness.models import AuditEvent, Workspace


class Command(BaseCommand):
    help = (
        "`audit verify` checks the hash chain of every workspace; exit 1 where an event was changed or is missing. "
        "It prints the last hash of each chain: note it elsewhere, and a later `--noted HASH` tells whether the end was cut off."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["verify"])
        parser.add_argument("--noted", action="append", default=[], metavar="HASH", help="a hash printed earlier; it must still be there")

    def handle(self, *args: Any, **options: Any) -> None:
        found: list[str] = []
        there: set[str] = set()
        for workspace in Workspace.objects.order_by("slug"):
            with scope(workspace=workspace.pk):
                found += (f"{workspace.slug}: event {event_id} {what}" for event_id, what in broken_links(workspace.pk))
                events = AuditEvent.objects.filter(workspace_id=workspace.pk)
                there |= set(events.filter(hash__in=options["noted"]).values_list("hash", flat=True))
                last = events.order_by("-id").values_list("hash", flat=True).first()
                self.stdout.write(f"{workspace.slug}: {events.count()} events, last {last or '-'}")
        found += (f"no chain holds the noted hash {one}: events are missing" for one in options["noted"] if one not in there)
        for one in found:
            self.stderr.write(one)
        sys.exit(1 if found else 0)
