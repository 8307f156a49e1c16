"""Two variables touch. Meta quotes it as a reason of rejection (M-REVIEW); the API takes it, so it is a risk and no refusal."""

from __future__ import annotations

from itertools import pairwise

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import warned, whole
from templates_mgr.lint.parts import TextPart
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "variable-adjacent", 335, "text"
SOURCE = ("M-REVIEW",)


def check(part: TextPart, subject: Subject) -> Finding | None:
    for first, second in pairwise(part.variables):
        if not part.text[first.end : second.start].strip():
            return warned(NAME, whole(part, first.start, second.end), SOURCE, first=first.name, second=second.name)
    return None
