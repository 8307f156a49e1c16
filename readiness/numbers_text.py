"""Reads a number as people type it: 1,000,000 · 1.000.000 · 1 000 000 · 12,5 · 12.5 · 30 %."""

from __future__ import annotations

import re
from decimal import Decimal

GROUPED = re.compile(r"\d{1,3}([.,'’])\d{3}(?:\1\d{3})*")
PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
MIXED = re.compile(r"\d{1,3}([.,'’])\d{3}(?:\1\d{3})*([.,])\d+")


def read_number(typed: str, decimal_mark: str = ".") -> Decimal | None:
    """The number, or None when it is none. `decimal_mark` settles the one unclear form, a single mark before three digits."""
    text = re.sub(r"[\s\u00a0\u202f]", "", typed).removesuffix("%")
    if (found := MIXED.fullmatch(text)) and found[1] != found[2]:
        return Decimal(text.replace(found[1], "").replace(found[2], "."))
    grouped = GROUPED.fullmatch(text)
    if grouped and (text.count(grouped[1]) > 1 or grouped[1] != decimal_mark):
        return Decimal(text.replace(grouped[1], ""))
    return Decimal(text.replace(",", ".")) if PLAIN.fullmatch(text) else None
