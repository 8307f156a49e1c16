"""The photo of the shop shows a readable sign and the operating address (G-DO-16). Only a person can tell."""

from __future__ import annotations

from documents.findings import Finding

from .shown import all_shown
from .subject import Subject

ID, ORDER = "shop-photo", 120
FIGURES = ("shows_sign", "shows_address")


def check(subject: Subject) -> Finding | None:
    flags = {name: subject.flag(name) for name in FIGURES if subject.asks(name)}
    return all_shown(ID, subject, flags) if flags else None
