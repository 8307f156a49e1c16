"""A text in another language than the template's, or in two: partners report refusals, Meta's present pages do not say so (M-REVIEW)."""

from __future__ import annotations

from templates_mgr.lint.finding import Finding, Place, Severity
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject
from templates_mgr.lint.tongues import evident_language

NAME, ORDER, LOOKS_AT = "language-mismatch", 840, "template"
SOURCE = ("M-REVIEW",)
MIN_LINE_CHARS = 24


def check(part: Template, subject: Subject) -> Finding | None:
    if part.category == "AUTHENTICATION" or part.library or not subject.language or subject.body is None:
        return None
    evident = subject.reading.languages[-1]
    place, seen = Place("BODY"), {"language": part.language}
    if evident != subject.language:
        return Finding(NAME, Severity.WARNING, place, SOURCE, variant="other", seen=seen | {"evident": evident})
    mixed = _foreign_line(subject)
    return Finding(NAME, Severity.WARNING, place, SOURCE, variant="mixed", seen=seen | {"evident": mixed}) if mixed else None


def _foreign_line(subject: Subject) -> str | None:
    """The language of a line that is evidently in another one."""
    lines = subject.reading.text.split("\n")
    found = (evident_language(one, subject.language, subject.words) for one in lines if len(one) >= MIN_LINE_CHARS)
    return next((one for one in found if one), None)
