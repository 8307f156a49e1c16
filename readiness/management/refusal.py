"""What commands say to input that they cannot use."""

from __future__ import annotations

import datetime as dt
import sys
from typing import NoReturn

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.core.validators import validate_email


class RefusingCommand(BaseCommand):
    def unusable(self, message: str) -> NoReturn:
        """One line that names what was wrong and what was expected; exit code 2."""
        self.stderr.write(" ".join(message.splitlines()))
        sys.exit(2)

    def day(self, option: str, typed: str | None) -> dt.date | None:
        try:
            return dt.date.fromisoformat(typed) if typed else None
        except ValueError:
            self.unusable(f"{option}: expected a date such as 2026-01-31, not '{typed}'")

    def email(self, option: str, typed: str) -> str:
        """An address in the form in which accounts keep it."""
        address = typed.strip().lower()
        try:
            validate_email(address)
        except ValidationError:
            self.unusable(f"{option}: expected an e-mail address, not '{typed}'")
        return address
