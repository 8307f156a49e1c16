"""Prices and discounts raise refusals, says the guide (G-ST-21). An amount or a discount in a notice of an order is ordinary."""

from __future__ import annotations

from templates_mgr.lint.amounts import AMOUNT, PERCENT
from templates_mgr.lint.finding import Basis, Finding, Severity
from templates_mgr.lint.reading import Hit
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "discount", 800, "template"
SOURCE = ("G-ST-21",)


def check(part: Template, subject: Subject) -> Finding | None:
    if part.category == "AUTHENTICATION" or part.library:
        return None
    reading = subject.reading
    settled = part.category == "UTILITY" and bool(reading.all("reference"))
    hit = next((one for one in reading.all("price") if not (settled and reading.beside(one, ("settled",)))), None)
    variant = "word"
    if not settled:
        percent, amount = reading.search(PERCENT, "price"), reading.search(AMOUNT, "price")
        hit, variant = (percent, "percent") if percent else (amount, "amount") if amount else (hit, variant)
    if hit is None:
        return None
    seen = {"words": hit.shown, "term": _vague(subject)}
    return Finding(
        NAME, Severity.WARNING, hit.place, SOURCE, Basis.GUIDE, variant=variant, seen=seen, suggestion=_suggested(hit, variant, subject)
    )


def _vague(subject: Subject) -> str:
    return next(iter(subject.words.listed("vague", subject.language)), "special offer")


def _suggested(hit: Hit, variant: str, subject: Subject) -> str | None:
    if variant != "word" or "{{" in hit.shown:
        return None
    return f"{hit.part.text[: hit.place.start]}{_vague(subject)}{hit.part.text[hit.place.end :]}"
