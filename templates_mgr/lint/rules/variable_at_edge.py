"""A text neither begins nor ends with a variable (M-REVIEW; the API answers 2388299). One mark of punctuation is text enough."""

from __future__ import annotations

from templates_mgr.lint.finding import Finding, Place, Severity, Verdict
from templates_mgr.lint.parts import TextPart
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "variable-at-edge", 330, "text"
SOURCE = ("2388299", "M-REVIEW")


def check(part: TextPart, subject: Subject) -> Finding | None:
    if part.component != "BODY" or not part.variables:
        return None
    first, last = part.variables[0], part.variables[-1]
    if not part.text[: first.start].strip():
        variant, at_edge = "start", first
    elif not part.text[last.end :].strip():
        variant, at_edge = "end", last
    else:
        return None
    place = Place("BODY", card=part.card, start=at_edge.start, end=at_edge.end)
    return Finding(NAME, Severity.ERROR, place, SOURCE, effect=Verdict.REFUSE, variant=variant, seen={"variable": at_edge.name})
