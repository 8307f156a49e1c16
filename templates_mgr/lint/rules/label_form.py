"""A label has no variable and no line break (M-COMPONENTS); one Meta page asks for letters and digits only (M-SPECIAL)."""

from __future__ import annotations

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import noted, refused, whole
from templates_mgr.lint.parts import TextPart
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "label-form", 250, "text"
SOURCE = ("M-COMPONENTS",)


def check(part: TextPart, subject: Subject) -> Finding | None:
    if part.component != "BUTTONS":
        return None
    if part.variables:
        first = part.variables[0]
        return refused(NAME, whole(part, first.start, first.end), SOURCE, "variable")
    if "\n" in part.text:
        return refused(NAME, whole(part), SOURCE, "line")
    odd = next((place for place, char in enumerate(part.judged) if _is_symbol(char)), None)
    return noted(NAME, whole(part, odd, odd + 1), ("M-SPECIAL",), "symbol") if odd is not None else None


def _is_symbol(char: str) -> bool:
    return 0x2190 <= ord(char) <= 0x2BFF or ord(char) >= 0x1F000
