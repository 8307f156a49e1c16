"""Something that was to be filled in, or a test text: nobody can see what the template is for (M-REVIEW)."""

from __future__ import annotations

import re

from templates_mgr.lint.finding import Finding, Place, Severity
from templates_mgr.lint.parts import TextPart
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject
from templates_mgr.lint.variables import VARIABLE

NAME, ORDER, LOOKS_AT = "unresolved-placeholder", 880, "template"
SOURCE = ("M-REVIEW",)
BRACKETS = re.compile(
    r"\[[^\W\d_][\w .'-]{1,30}\](?!\()|<<?[^\W\d_][\w .'-]{1,30}>>?|(?<![\w$])\$\{?[a-z_]{3,30}\}?|%[a-z_]{3,30}%|_{4,}", re.IGNORECASE
)


def check(part: Template, subject: Subject) -> Finding | None:
    if part.category == "AUTHENTICATION" or part.library:
        return None
    found = next((one for one in map(_bracket, subject.texts) if one), None)
    hit = subject.reading.first("placeholder")
    if found is None and hit is None:
        return None
    place, shown = found or (hit.place, hit.shown) if hit else found or (Place(), "")
    return Finding(NAME, Severity.WARNING, place, SOURCE, seen={"words": shown})


def _bracket(part: TextPart) -> tuple[Place, str] | None:
    text = VARIABLE.sub(lambda one: " " * len(one[0]), part.judged)
    found = BRACKETS.search(text)
    return (Place(part.component, part.card, part.button, found.start(), found.end()), found[0]) if found else None
