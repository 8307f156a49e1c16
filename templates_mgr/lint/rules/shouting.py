"""Capitals throughout and rows of marks read as shouting; a hint, for reviewers look at quality (M-REVIEW)."""

from __future__ import annotations

import re

from templates_mgr.lint.finding import Finding, Place, Severity
from templates_mgr.lint.parts import TextPart
from templates_mgr.lint.subject import Subject
from templates_mgr.lint.variables import VARIABLE

NAME, ORDER, LOOKS_AT = "shouting", 890, "text"
SOURCE = ("M-REVIEW",)
MARKS = re.compile(r"[!?！？]{3,}|(?:[!！][\s!！]*){4,}")
EMOJI = re.compile(r"[\U0001f300-\U0001faff\u2600-\u27bf]")
MIN_LETTERS, MAX_CAPITALS, MAX_EMOJI = 20, 0.7, 10


def check(part: TextPart, subject: Subject) -> Finding | None:
    if part.component != "BODY" or subject.template.library:
        return None
    text = VARIABLE.sub("", part.judged)
    cased = [one for one in text if one.lower() != one.upper()]
    marks = MARKS.search(part.judged)
    if len(cased) >= MIN_LETTERS and sum(map(str.isupper, cased)) > MAX_CAPITALS * len(cased):
        return Finding(NAME, Severity.INFO, Place("BODY", part.card), SOURCE, variant="capitals")
    if marks:
        return Finding(NAME, Severity.INFO, Place("BODY", part.card, None, marks.start(), marks.end()), SOURCE, variant="marks")
    emoji = len(EMOJI.findall(text))
    return (
        Finding(NAME, Severity.INFO, Place("BODY", part.card), SOURCE, variant="emoji", seen={"emoji": emoji})
        if emoji > MAX_EMOJI
        else None
    )
