"""Prizes that nobody asked for, money without work and recruiting are refused as scam (M-POL; rejection reasons SCAM, ABUSIVE_CONTENT)."""

from __future__ import annotations

import re

from templates_mgr.lint.finding import Finding, Severity, Verdict
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject
from templates_mgr.lint.words import NUMBER

NAME, ORDER, LOOKS_AT = "scam", 640, "template"
SOURCE = ("M-POL",)
# Earnings in figures need no link to be a lure.
HAS_FIGURE = re.compile(NUMBER)


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
    if len(hits) == 1 and not asks and not HAS_FIGURE.search(reading.text, hits[0].start, hits[0].end):
        return Finding(NAME, Severity.WARNING, hits[0].place, SOURCE, variant="alone", seen=seen)
    return Finding(NAME, Severity.ERROR, hits[0].place, SOURCE, effect=Verdict.REJECT, seen=seen)
