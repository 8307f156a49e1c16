"""A text header has at most one variable (M-COMPONENTS; 2388047)."""

from __future__ import annotations

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import refused, whole
from templates_mgr.lint.parts import TextPart
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "header-variables", 360, "text"
SOURCE = ("2388047", "M-COMPONENTS")


def check(part: TextPart, subject: Subject) -> Finding | None:
    if part.component != "HEADER" or len({one.name for one in part.variables}) < 2:
        return None
    second = part.variables[1]
    return refused(NAME, whole(part, second.start, second.end), SOURCE, count=len(part.variables))
