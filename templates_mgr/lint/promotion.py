"""What makes a template promotional in Meta's eyes, weighed (M-CATEGORY): mixed and unclear content is MARKETING.

A phrase that can mean nothing else counts two, a lone word one. Two points move a template; so does one where nothing in it names a
transaction or an account of the reader. What was settled already, as a discount that was applied to an order, does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .amounts import PERCENT
from .finding import Place
from .folding import VARIABLE
from .reading import Hit, Reading
from .shape import Button
from .subject import Subject

CLEAR, WORD = 2, 1
ENOUGH = 2
CLEAR_LISTS = ("offer", "cross_sell", "season", "cart", "points")
WORD_LISTS = ("urgency", "gesture", "next_buy", "app", "sharing")
SHOP_BUTTONS = frozenset({"COPY_CODE", "CATALOG", "MPM", "SPM"})
SHOP_COMPONENTS = frozenset({"CAROUSEL", "LIMITED_TIME_OFFER"})
SIGNS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Signal:
    """`kind`: the variant of the finding that it explains best; `hit` is None for a button or for what is missing."""

    kind: str
    weight: int
    place: Place
    shown: str = ""
    hit: Hit | None = None


def signals_of(subject: Subject) -> list[Signal]:
    """The heaviest first."""
    reading = subject.reading
    found = [*_spoken(reading), *_shop_signs(subject)]
    if _is_bare(subject):
        found.append(Signal("bare", CLEAR, Place("BODY")))
    if survey := _loose_survey(subject):
        found.append(survey)
    if not reading.all("reference"):
        found += _unreferenced(reading)
    return sorted(found, key=lambda one: -one.weight)


def is_promotional(subject: Subject, signals: list[Signal]) -> bool:
    weight = sum(one.weight for one in signals)
    return weight >= ENOUGH or (weight > 0 and not subject.reading.all("reference"))


def _spoken(reading: Reading) -> Iterator[Signal]:
    for lists, weight in ((CLEAR_LISTS, CLEAR), (WORD_LISTS, WORD)):
        for name in lists:
            hit = _unsettled(reading, name)
            if hit is not None:
                yield Signal("offer", weight, hit.place, hit.shown, hit)
    aside = next((one for one in reading.all("aside") if not reading.beside(one, ("reference", "settled", "survey"))), None)
    if aside is not None:
        # A turn to something that is no part of the transaction.
        yield Signal("offer", CLEAR, aside.place, aside.shown, aside)
    if hit := _unsettled(reading, "price"):
        yield Signal("offer", CLEAR if _is_bargain(reading) else WORD, hit.place, hit.shown, hit)


def _unsettled(reading: Reading, name: str) -> Hit | None:
    return next((one for one in reading.all(name) if reading.beside(one, ("settled",)) is None), None)


def _is_bargain(reading: Reading) -> bool:
    """A discount in figures, or one in a sentence that speaks of no transaction."""
    for hit in reading.all("price"):
        start, end = reading.sentence(hit)
        if PERCENT.search(reading.text, start, end) and reading.beside(hit, ("settled",)) is None:
            return True
    return any(reading.beside(one, ("settled", "reference")) is None for one in reading.all("bargain"))


def _shop_signs(subject: Subject) -> Iterator[Signal]:
    for button in subject.buttons:
        if button.kind in SHOP_BUTTONS or _is_shop_label(subject, button):
            yield Signal("button", CLEAR, Place("BUTTONS", button.card, button.position), button.text or button.kind)
            break
    for component in subject.template.components:
        if component.kind in SHOP_COMPONENTS:
            yield Signal("component", CLEAR, Place(component.kind), component.kind)


def _is_shop_label(subject: Subject, button: Button) -> bool:
    """The whole label, but for an emoji."""
    for hit in subject.labels.all("shop_label"):
        if (hit.place.card, hit.place.button) == (button.card, button.position):
            rest = (button.text or "").replace(hit.shown, "", 1)
            return not SIGNS.sub("", rest)
    return False


def _unreferenced(reading: Reading) -> Iterator[Signal]:
    for name, kind in (("hint", "offer"), ("congrats", "bare")):
        hit = _unsettled(reading, name)
        if hit is not None:
            yield Signal(kind, WORD, hit.place, hit.shown, hit)


def _loose_survey(subject: Subject) -> Signal | None:
    """A survey that names no order or visit: for everybody, with at most the reader's name in it."""
    reading = subject.reading
    hit = reading.first("survey")
    if hit is None or (reading.all("reference") and _named(reading)):
        return None
    return Signal("survey", CLEAR, hit.place, hit.shown, hit)


def _named(reading: Reading) -> bool:
    """A variable that is not the name after a greeting."""
    greeted = [one.end for one in reading.all("greeting")]
    places = (found.start() for found in re.finditer(VARIABLE, reading.text))
    return any(not any(end <= at and not reading.text[end:at].strip() for end in greeted) for at in places)


def _is_bare(subject: Subject) -> bool:
    """Nothing but variables and a greeting: what it is for cannot be seen."""
    body = subject.body
    if body is None or any(one.component != "BODY" for one in subject.texts if one.component not in {"BUTTONS", "FOOTER"}):
        return False
    reading = Reading([body], subject.language, subject.words)
    left = list(reading.text)
    for hit in reading.all("greeting"):
        left[hit.start : hit.end] = " " * (hit.end - hit.start)
    return not SIGNS.sub("", "".join(left))
