"""Prices and discounts raise refusals, says the guide (G-ST-21). An amount or a discount in a notice of an order is ordinary."""

from __future__ import annotations

from templates_mgr.lint.amounts import AMOUNT, PERCENT
from templates_mgr.lint.finding import Basis, Finding, Severity
from templates_mgr.lint.reading import Hit
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "discount", 800, "template"
SOURCE = ("G-ST-21",)
TRADITIONAL = frozenset({"zh_TW", "zh_HK"})  # written with the second term of the list


def check(part: Template, subject: Subject) -> Finding | None:
    if part.category == "AUTHENTICATION" or part.library:
        return None
    reading = subject.reading
    settled = part.category == "UTILITY" and bool(reading.all("reference"))
    vague = reading.all("vague")
    words = [one for one in reading.all("price") if not any(_is_within(one, term) for term in vague)]
    hit = next((one for one in words if not (settled and reading.beside(one, ("settled",)))), None)
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


def _is_within(hit: Hit, term: Hit) -> bool:
    """The term that the guide itself advises holds a word for an offer in many languages."""
    (start, end), (first, last) = ((one.place.start or 0, one.place.end or 0) for one in (hit, term))
    return hit.part is term.part and start < last and first < end


def _vague(subject: Subject) -> str:
    terms = subject.words.listed("vague", subject.language) or ("special offer",)
    return terms[1] if subject.template.language in TRADITIONAL else terms[0]


def _suggested(hit: Hit, variant: str, subject: Subject) -> str | None:
    if variant != "word" or "{{" in hit.shown:
        return None
    return f"{hit.part.text[: hit.place.start]}{_vague(subject)}{hit.part.text[hit.place.end :]}"
