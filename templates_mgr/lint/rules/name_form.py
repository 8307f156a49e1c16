"""A name has lowercase letters, digits and underscores, 1 to 512 of them (M-TEMPLATES)."""

from __future__ import annotations

import re

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import NOWHERE, refused
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "name-form", 100, "template"
SOURCE = ("M-TEMPLATES",)
LAWFUL, MAX_CHARS = re.compile(r"[a-z0-9_]+"), 512
UNLAWFUL = re.compile(r"[^a-z0-9_]+")


def check(part: Template, subject: Subject) -> Finding | None:
    if not part.name:
        return refused(NAME, NOWHERE, SOURCE, "missing")
    if len(part.name) > MAX_CHARS:
        return refused(NAME, NOWHERE, ("2388040", *SOURCE), "long", chars=len(part.name), most=MAX_CHARS)
    if not LAWFUL.fullmatch(part.name):
        mended = UNLAWFUL.sub("_", part.name.lower()).strip("_") or None
        return refused(NAME, NOWHERE, SOURCE, suggestion=mended, name=part.name)
    return None
