"""A new master key for uploaded files: every file's key is wrapped again, no file is touched."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from documents.actions.upkeep import files_under_old_keys, rewrap_all
from documents.keyring import keep_only_first, new_line, put_first
from documents.vault import keyring
from readiness.management.refusal import RefusingCommand


class Command(RefusingCommand):
    help = "Wrap the keys of all uploaded files by a new master key; run again after a stop, it goes on where it was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--new-line", action="store_true", help="only print a new key, to stand first in PAPERS_KEYRING")
        parser.add_argument("--retire", action="store_true", help="then take the old keys off the ring under var/")

    def handle(self, *args: Any, **options: Any) -> None:
        keyring()  # says what is wrong with the ring before anything is made
        if options["new_line"]:
            self.stdout.write(new_line())
            return
        is_ours = not settings.PAPERS_KEYRING
        if options["retire"] and not is_ours:
            self.unusable("--retire: the ring stands in PAPERS_KEYRING; take the old keys off there once no file is left under them")
        # A run that was stopped half-way goes on with its key instead of making another.
        if is_ours and not files_under_old_keys():
            put_first(new_line())
        done, left = rewrap_all(), files_under_old_keys()
        if options["retire"] and not left:
            keep_only_first()
        self.stdout.write(json.dumps({"rewrapped": done, "under_old_keys": left, "keys": len(keyring().keys)}))
