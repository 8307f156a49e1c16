"""Wording that asks people to pass a message on raises refusals, says the guide (G-ST-23)."""

from __future__ import annotations

from templates_mgr.lint.finding import Basis, Finding, Severity
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "inducing-to-share", 820, "template"
SOURCE = ("G-ST-23",)


def check(part: Template, subject: Subject) -> Finding | None:
    hit = None if part.library or part.category == "AUTHENTICATION" else subject.reading.first("sharing")
    if hit is None:
        return None
    left = subject.reading.without_sentence(hit)
    return Finding(NAME, Severity.WARNING, hit.place, SOURCE, Basis.GUIDE, seen={"words": hit.shown}, suggestion=left)
