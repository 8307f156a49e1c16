"""Exactly one body; at most one header, footer and set of buttons (M-COMPONENTS). A create call of Meta's library brings its own."""

from __future__ import annotations

from collections import Counter

from templates_mgr.lint.finding import Finding, Place
from templates_mgr.lint.grading import refused
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "component-count", 150, "template"
SOURCE = ("M-COMPONENTS",)
ONCE = ("HEADER", "BODY", "FOOTER", "BUTTONS", "CAROUSEL", "LIMITED_TIME_OFFER")


def check(part: Template, subject: Subject) -> Finding | None:
    counts = Counter(one.kind for one in part.components)
    twice = next((kind for kind in ONCE if counts[kind] > 1), None)
    if twice:
        return refused(NAME, Place(twice), SOURCE, "twice", component=twice, count=counts[twice])
    if not counts["BODY"] and "library_template_name" not in part.raw:
        return refused(NAME, Place("BODY"), ("2388072", *SOURCE), "no_body")
    return None
