"""Threats and public shaming are refused (M-REVIEW, M-POL); a plain notice that something is overdue is not."""

from __future__ import annotations

from templates_mgr.lint.finding import Finding, Severity, Verdict
from templates_mgr.lint.reading import Hit, Reading
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "threat", 620, "template"
SOURCE = ("M-REVIEW", "M-POL")


def check(part: Template, subject: Subject) -> Finding | None:
    if part.category == "AUTHENTICATION" or part.library:
        return None
    reading = subject.reading
    is_owed = bool(reading.all("debt"))
    hit = _pressure(reading) or reading.first("threat") or (reading.first("legal_threat") if is_owed else None)
    if hit is None:
        return None
    seen = {"words": hit.shown}
    if hit.list == "threat" and not is_owed:
        # It may be the report of a crime, or a notice to the victim of one.
        return Finding(NAME, Severity.WARNING, hit.place, SOURCE, variant="unclear", seen=seen)
    return Finding(NAME, Severity.ERROR, hit.place, SOURCE, effect=Verdict.REJECT, seen=seen, suggestion=reading.without_sentence(hit))


def _pressure(reading: Reading) -> Hit | None:
    """Pay, or else: others will be told, or somebody comes to the door."""
    if not reading.all("ultimatum") or not reading.all("debt"):
        return None
    told = (one for one in reading.all("third_party") if reading.beside(one, ("reveal",)))
    return next(told, None) or reading.first("home_visit")
