"""Verifies the audit trail."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django_scopes import scope

from readiness.audit import broken_links
from readiness.models import AuditEvent, Workspace


class Command(BaseCommand):
    help = "`audit verify` checks the hash chain of every workspace; exit 1 where an event was changed or is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["verify"])

    def handle(self, *args: Any, **options: Any) -> None:
        broken = 0
        for workspace in Workspace.objects.order_by("slug"):
            with scope(workspace=workspace.pk):
                for event_id, what in broken_links(workspace.pk):
                    broken += 1
                    self.stderr.write(f"{workspace.slug}: event {event_id} {what}")
                count = AuditEvent.objects.filter(workspace_id=workspace.pk).count()
            self.stdout.write(f"{workspace.slug}: {count} events")
        sys.exit(1 if broken else 0)
