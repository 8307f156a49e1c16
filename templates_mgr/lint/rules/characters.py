"""Halves of a character and control characters are no text: JSON of Meta's API cannot hold them (M-COMPONENTS)."""

from __future__ import annotations

import re

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import refused, whole
from templates_mgr.lint.parts import TextPart
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "characters", 480, "text"
SOURCE = ("M-COMPONENTS",)
UNLAWFUL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def check(part: TextPart, subject: Subject) -> Finding | None:
    found = UNLAWFUL.search(part.text)
    return refused(NAME, whole(part, found.start(), found.end()), SOURCE, code=f"U+{ord(found[0]):04X}") if found else None
