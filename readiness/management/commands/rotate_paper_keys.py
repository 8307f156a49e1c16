"""A new master key: every file's key is wrapped again and every token sealed again; no file is touched."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from readiness.keyring import keep_only_first, new_line, put_first, read_keyring
from readiness.management.refusal import RefusingCommand
from readiness.signals import old_keys_counted, rewrap_asked


class Command(RefusingCommand):
    help = "Wrap the keys of all uploaded files, and tokens, by a new master key; run again after a stop, it goes on where it was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--new-line", action="store_true", help="only print a new key, to stand first in PAPERS_KEYRING")
        parser.add_argument("--retire", action="store_true", help="then take the old keys off the ring under var/")

    def handle(self, *args: Any, **options: Any) -> None:
        read_keyring()  # says what is wrong with the ring before anything is made
        if options["new_line"]:
            self.stdout.write(new_line())
            return
        is_ours = not settings.PAPERS_KEYRING
        if options["retire"] and not is_ours:
            self.unusable("--retire: the ring stands in PAPERS_KEYRING; take the old keys off there once no file is left under them")
        # A run that was stopped half-way goes on with its key instead of making another.
        if is_ours and not under_old_keys():
            put_first(new_line())
        done, left = sum(int(count or 0) for _receiver, count in rewrap_asked.send(Command)), under_old_keys()
        if options["retire"] and not left:
            keep_only_first()
        self.stdout.write(json.dumps({"rewrapped": done, "under_old_keys": left, "keys": len(read_keyring().keys)}))


def under_old_keys() -> int:
    return sum(int(count or 0) for _receiver, count in old_keys_counted.send(Command))
