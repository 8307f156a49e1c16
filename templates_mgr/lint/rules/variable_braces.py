"""Braces of a variable match (M-REVIEW): two open it, two close it, and no brace stands alone."""

from __future__ import annotations

import re

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import refused, whole
from templates_mgr.lint.parts import TextPart
from templates_mgr.lint.subject import Subject
from templates_mgr.lint.variables import VARIABLE

NAME, ORDER, LOOKS_AT = "variable-braces", 300, "text"
SOURCE = ("M-REVIEW",)
BRACES = re.compile(r"[{}]+")


def check(part: TextPart, subject: Subject) -> Finding | None:
    if "{" not in part.text and "}" not in part.text:
        return None
    # Spaces in place of variables, so that places stay what they are.
    rest = VARIABLE.sub(lambda found: " " * len(found[0]), part.text)
    odd = BRACES.search(rest)
    if odd is None:
        return None
    return refused(NAME, whole(part, odd.start(), odd.end()), SOURCE, braces=odd[0])
