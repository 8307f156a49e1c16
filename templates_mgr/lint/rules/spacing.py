"""Tabs, more than four spaces or more than two line breaks in a row: Meta refuses them in values that are sent, and they look odd."""

from __future__ import annotations

import re

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import noted, whole
from templates_mgr.lint.parts import TextPart
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "spacing", 490, "text"
SOURCE = ("M-COMPONENTS",)
ODD = re.compile(r"\t| {5,}|(?:\r?\n){3,}")


def check(part: TextPart, subject: Subject) -> Finding | None:
    found = ODD.search(part.judged)
    return noted(NAME, whole(part, found.start(), found.end()), SOURCE) if found else None
