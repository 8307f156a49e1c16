"""Prizes that nobody asked for, money without work and recruiting are refused as scam (M-POL; rejection reasons SCAM, ABUSIVE_CONTENT)."""

from __future__ import annotations

from templates_mgr.lint.finding import Finding, Severity, Verdict
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "scam", 640, "template"
SOURCE = ("M-POL",)


def check(part: Template, subject: Subject) -> Finding | None:
    if part.category == "AUTHENTICATION" or part.library:
        return None
    reading = subject.reading
    prize, fee = reading.first("prize"), reading.first("fee")
    hits = (prize, fee) if prize and fee else reading.all("scam")
    if not hits:
        return None
    asks = reading.first("prize_link") or any(one.url for one in subject.buttons)
    seen = {"words": hits[0].shown}
    if len(hits) == 1 and not asks:
        return Finding(NAME, Severity.WARNING, hits[0].place, SOURCE, variant="alone", seen=seen)
    return Finding(NAME, Severity.ERROR, hits[0].place, SOURCE, effect=Verdict.REJECT, seen=seen)
