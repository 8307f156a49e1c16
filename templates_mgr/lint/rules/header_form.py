"""A text header has no formatting, no line break and no emoji (M-COMPONENTS; 2388047)."""

from __future__ import annotations

import re

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import refused, whole
from templates_mgr.lint.parts import TextPart
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "header-form", 365, "text"
SOURCE = ("2388047", "M-COMPONENTS")
MARKED = re.compile(r"(?<!\w)([*_~])(?=\S)[^*_~\n{}]+(?<=\S)\1(?!\w)|```")
EMOJI = re.compile(r"[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
FORMS = (("line", re.compile(r"[\r\n]")), ("marked", MARKED), ("emoji", EMOJI))


def check(part: TextPart, subject: Subject) -> Finding | None:
    if part.component != "HEADER":
        return None
    for variant, pattern in FORMS:
        found = pattern.search(part.judged)
        if found:
            return refused(NAME, whole(part, found.start(), found.end()), SOURCE, variant)
    return None
