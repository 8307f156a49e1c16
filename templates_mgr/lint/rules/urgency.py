"""Urgency words trigger a violation notice within minutes, says the guide (G-AF-10)."""

from __future__ import annotations

from templates_mgr.lint.finding import Basis, Finding, Severity
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "urgency", 810, "template"
SOURCE = ("G-AF-10",)


def check(part: Template, subject: Subject) -> Finding | None:
    hit = None if part.library or part.category == "AUTHENTICATION" else subject.reading.first("urgency")
    if hit is None:
        return None
    left = subject.reading.without_sentence(hit)
    return Finding(NAME, Severity.WARNING, hit.place, SOURCE, Basis.GUIDE, seen={"words": hit.shown}, suggestion=left)
