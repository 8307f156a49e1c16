"""Between the braces stands a number, or lowercase letters and underscores (M-TEMPLATES); never #, $ or % (M-REVIEW).

Digits in a name are taken by some clients and are not in Meta's pages: a warning.
"""

from __future__ import annotations

import re

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import refused, warned, whole
from templates_mgr.lint.parts import TextPart
from templates_mgr.lint.subject import Subject
from templates_mgr.lint.variables import Variable

NAME, ORDER, LOOKS_AT = "variable-name", 305, "text"
SOURCE = ("M-TEMPLATES", "M-REVIEW")
PLAIN, WITH_DIGITS = re.compile(r"[a-z_]+"), re.compile(r"[a-z_][a-z0-9_]*")
UNLAWFUL = re.compile(r"[^a-z0-9_]+")
SPECIAL = frozenset("#$%")


def check(part: TextPart, subject: Subject) -> Finding | None:
    for variable in part.variables:
        finding = _judged(part, variable)
        if finding is not None:
            return finding
    return None


def _judged(part: TextPart, variable: Variable) -> Finding | None:
    name, place = variable.name, whole(part, variable.start, variable.end)
    if variable.is_positional or PLAIN.fullmatch(name):
        return None
    if not name:
        return refused(NAME, place, SOURCE, "empty")
    if SPECIAL & set(name):
        return refused(NAME, place, SOURCE, "special", variable=name)
    mended = UNLAWFUL.sub("_", name.lower()).strip("_")
    if WITH_DIGITS.fullmatch(name):
        return warned(NAME, place, ("M-TEMPLATES",), "digits", variable=name)
    text = f"{part.text[: variable.start]}{{{{{mended}}}}}{part.text[variable.end :]}" if mended and part.text == part.judged else None
    return refused(NAME, place, SOURCE, suggestion=text, variable=name)
