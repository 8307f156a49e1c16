"""Too many variables for the length are refused (M-REVIEW; 2388293); the threshold is not published.

One public project found words ≥ 2 × variables + 1 accepted and less refused: below that a warning. With no more words than variables
hardly a text is left, which is what Meta describes: an error. Words are counted by script; where no spaces part them (Thai, Chinese,
Japanese) letters are counted and it is only ever a warning.
"""

from __future__ import annotations

import re
from typing import Any

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import refused, warned, whole
from templates_mgr.lint.parts import TextPart
from templates_mgr.lint.subject import Subject
from templates_mgr.lint.variables import VARIABLE

NAME, ORDER, LOOKS_AT = "variable-density", 340, "text"
SOURCE = ("2388293", "M-REVIEW")
WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+")
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
LETTERS_A_WORD = 2


def check(part: TextPart, subject: Subject) -> Finding | None:
    if part.component != "BODY" or not part.variables:
        return None
    rest = VARIABLE.sub(" ", part.text)
    variables, letters = len(part.variables), len(UNSPACED.findall(rest))
    words = len(WORD.findall(UNSPACED.sub(" ", rest))) + letters // LETTERS_A_WORD
    wanted = 2 * variables + 1
    if words >= wanted:
        return None
    seen: dict[str, Any] = {"words": words, "variables": variables, "wanted": wanted}
    if words <= variables and not letters:
        return refused(NAME, whole(part), SOURCE, "bare", **seen)
    return warned(NAME, whole(part), SOURCE, **seen)
