"""UTILITY with promotion in it, or with nothing that names a transaction, is approved as MARKETING (M-CATEGORY, since 2025-04-09)."""

from __future__ import annotations

from templates_mgr.lint.finding import Finding, Severity, Verdict
from templates_mgr.lint.promotion import Signal, is_promotional, signals_of
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "promotion-in-utility", 700, "template"
SOURCE = ("M-CATEGORY",)


def check(part: Template, subject: Subject) -> Finding | None:
    if part.category != "UTILITY" or part.library:
        return None
    signals = signals_of(subject)
    if not signals or not is_promotional(subject, signals):
        return None
    first = signals[0]
    return Finding(
        NAME,
        Severity.WARNING,
        first.place,
        SOURCE,
        effect=Verdict.RECATEGORISE,
        variant=first.kind,
        seen={"words": first.shown, "signals": len(signals)},
        suggestion=_suggested(subject, first),
        category="MARKETING",
    )


def _suggested(subject: Subject, first: Signal) -> str | None:
    return subject.reading.without_sentence(first.hit) if first.kind == "offer" and first.hit else None
