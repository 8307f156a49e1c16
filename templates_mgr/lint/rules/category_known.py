"""A category is MARKETING, UTILITY or AUTHENTICATION (M-CATEGORY)."""

from __future__ import annotations

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import NOWHERE, refused
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "category-known", 120, "template"
SOURCE = ("M-CATEGORY",)
KNOWN = ("MARKETING", "UTILITY", "AUTHENTICATION")


def check(part: Template, subject: Subject) -> Finding | None:
    if part.category in KNOWN:
        return None
    return refused(NAME, NOWHERE, SOURCE, "" if part.category else "missing", category=part.category)
