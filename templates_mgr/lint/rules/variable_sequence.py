"""Numbers of a text begin at 1 and follow each other without a gap, in the order in which they stand (M-TEMPLATES, M-REVIEW)."""

from __future__ import annotations

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import refused, whole
from templates_mgr.lint.parts import TextPart
from templates_mgr.lint.subject import Subject
from templates_mgr.lint.variables import VARIABLE

NAME, ORDER, LOOKS_AT = "variable-sequence", 320, "text"
SOURCE = ("M-TEMPLATES", "M-REVIEW")
MAX_DIGITS = 6  # a longer number is out of order in any case


def check(part: TextPart, subject: Subject) -> Finding | None:
    expected, seen = 1, set()
    for variable in part.variables:
        if not variable.is_positional or variable.name in seen:
            continue
        number = int(variable.name) if len(variable.name) <= MAX_DIGITS else 0
        if number != expected or variable.name != str(number):
            place = whole(part, variable.start, variable.end)
            return refused(NAME, place, SOURCE, suggestion=_renumbered(part), variable=variable.name, expected=expected)
        seen.add(variable.name)
        expected += 1
    return None


def _renumbered(part: TextPart) -> str | None:
    """The text with its numbers in the order in which they stand; samples keep their places."""
    if part.text != part.judged or not all(one.is_positional for one in part.variables):
        return None
    numbers: dict[str, int] = {}
    return VARIABLE.sub(lambda found: f"{{{{{numbers.setdefault(found[1].strip(), len(numbers) + 1)}}}}}", part.text)
