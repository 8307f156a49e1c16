"""What commands say to input that they cannot use."""

from __future__ import annotations

import datetime as dt
import json
import sys
from decimal import Context
from pathlib import Path
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.core.validators import validate_email

MAX_BYTES = 50 * 1024 * 1024
STDIN = "standard input"
number = Context(prec=60, traps=[]).create_decimal  # NaN and what is too large are refused where they stand


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

    def load_json(self, name: str, expected: str, *, exact: bool = True) -> Any:
        """What the file holds (`-` is standard input); numbers are Decimal where `exact`. `expected` says what it should be."""
        label = self.label(name)
        try:
            raw = sys.stdin.buffer.read(MAX_BYTES + 1) if name == "-" else Path(name).read_bytes()
            if len(raw) > MAX_BYTES:
                self.unusable(f"{label}: larger than {MAX_BYTES} bytes")
            text = raw.decode("utf-8-sig")
            kinds: dict[str, Any] = {"parse_float": number, "parse_int": number, "parse_constant": number} if exact else {}
            return json.loads(text, object_pairs_hook=_unique_keys, **kinds)
        except OSError as error:
            self.unusable(f"{label}: cannot be read: {error.strerror}")
        except UnicodeDecodeError as error:
            self.unusable(f"{label}: byte {error.start}: expected UTF-8 text")
        except json.JSONDecodeError as error:
            self.unusable(f"{label}:{error.lineno}:{error.colno}: expected JSON: {error.msg}")
        except RecursionError:
            self.unusable(f"{label}: expected {expected}, not values nested hundreds deep")
        except ValueError as error:
            self.unusable(f"{label}: {error}")

    @staticmethod
    def label(name: str) -> str:
        return STDIN if name == "-" else name


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key '{key}' stands twice in one object")
        found[key] = value
    return found
