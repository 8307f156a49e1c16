"""Goods and services that may not be promoted on WhatsApp, even with a licence (M-POL): an error where they are offered."""

from __future__ import annotations

from templates_mgr.lint.amounts import AMOUNT
from templates_mgr.lint.finding import Finding, Severity, Verdict
from templates_mgr.lint.reading import Hit, Reading
from templates_mgr.lint.shape import Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "prohibited-goods", 600, "template"
SOURCE = ("M-POL",)
# What names an order or a delivery sells, in MARKETING.
OFFERS = ("offer", "price", "cross_sell", "cart", "urgency", "hint", "reference")


def check(part: Template, subject: Subject) -> Finding | None:
    if part.category == "AUTHENTICATION" or part.library:
        return None
    reading = subject.reading
    hit = _unsafe(reading, "goods_offered")
    if hit is None:
        hit = _unsafe(reading, "goods")
        if hit is None:
            return None
        if not _is_offered(hit, part, subject):
            return Finding(NAME, Severity.WARNING, hit.place, SOURCE, variant="mentioned", seen={"words": hit.shown})
    return Finding(NAME, Severity.ERROR, hit.place, SOURCE, effect=Verdict.REJECT, seen={"words": hit.shown})


def _unsafe(reading: Reading, name: str) -> Hit | None:
    return next((one for one in reading.all(name) if reading.beside(one, ("goods_safe",)) is None), None)


def _is_offered(hit: Hit, part: Template, subject: Subject) -> bool:
    """In MARKETING any sign of a sale, or several such goods, will do; in another category an offer stands in the same sentence."""
    reading = subject.reading
    if part.category != "MARKETING":
        return reading.beside(hit, ("offer", "cross_sell")) is not None
    if any(reading.all(name) for name in OFFERS) or AMOUNT.search(reading.text) or subject.labels.all("shop_label"):
        return True
    return len({one.shown.casefold() for one in reading.all("goods")}) > 1
