"""The scan of a business licence carries the official company stamp (G-DO-6). Only a person can tell."""

from __future__ import annotations

from documents.findings import Finding

from .shown import all_shown
from .subject import Subject

ID, ORDER = "stamp", 100


def check(subject: Subject) -> Finding | None:
    return all_shown(ID, subject, {"has_stamp": subject.flag("has_stamp")}) if subject.asks("has_stamp") else None
