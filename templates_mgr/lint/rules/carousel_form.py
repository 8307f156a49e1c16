"""A carousel has 2 to 10 cards of the same build: picture or video, a text in all or in none, at most 2 buttons (M-SPECIAL)."""

from __future__ import annotations

from templates_mgr.lint.finding import Finding
from templates_mgr.lint.grading import of_component, refused
from templates_mgr.lint.shape import Card, Template
from templates_mgr.lint.subject import Subject

NAME, ORDER, LOOKS_AT = "carousel-form", 410, "template"
SOURCE = ("M-SPECIAL",)
MIN_CARDS, MAX_CARDS, MAX_BUTTONS = 2, 10, 2
FORMATS = frozenset({"IMAGE", "VIDEO", "PRODUCT"})


def check(part: Template, subject: Subject) -> Finding | None:
    carousel = part.first("CAROUSEL")
    if carousel is None:
        return None
    cards, place = carousel.cards, of_component(carousel)
    if not MIN_CARDS <= len(cards) <= MAX_CARDS:
        return refused(NAME, place, SOURCE, "count", count=len(cards), least=MIN_CARDS, most=MAX_CARDS)
    for number, card in enumerate(cards, start=1):
        header, buttons = card.first("HEADER"), card.first("BUTTONS")
        if header is None or header.format not in FORMATS:
            return refused(NAME, place, SOURCE, "header", card=number)
        if buttons is not None and len(buttons.buttons) > MAX_BUTTONS:
            return refused(NAME, place, SOURCE, "buttons", card=number, most=MAX_BUTTONS)
        if _build(card) != _build(cards[0]):
            return refused(NAME, place, SOURCE, "build", card=number)
    return None


def _build(card: Card) -> tuple[object, ...]:
    """What must be the same on every card."""
    header, buttons = card.first("HEADER"), card.first("BUTTONS")
    kinds = tuple(one.kind for one in buttons.buttons) if buttons else ()
    return header.format if header else None, card.first("BODY") is not None, kinds
