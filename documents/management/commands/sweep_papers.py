"""Files without a row are removed, rows without a file are named."""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import Any

from django.core.management.base import CommandParser

from documents.actions.upkeep import missing, orphans, remove_orphans
from readiness.management.refusal import RefusingCommand


class Command(RefusingCommand):
    help = "Remove stored files that no row speaks of (uploads cut off), and name files whose bytes are gone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--older-than", type=float, default=24, metavar="HOURS", help="younger ones may be under way; default: 24")
        parser.add_argument("--dry-run", action="store_true", help="remove nothing")
        parser.add_argument("--check", action="store_true", help="exit 1 where bytes are gone")

    def handle(self, *args: Any, **options: Any) -> None:
        hours = options["older_than"]
        if not 0 <= hours <= 10_000:
            self.unusable(f"--older-than: expected hours from 0 to 10000, not {hours:g}")
        age = dt.timedelta(hours=hours)
        found = len(orphans(older_than=age)) if options["dry_run"] else remove_orphans(older_than=age)
        gone = missing()
        self.stdout.write(json.dumps({"orphans": found, "removed": not options["dry_run"], "missing": gone}))
        if options["check"] and gone:
            sys.exit(1)
