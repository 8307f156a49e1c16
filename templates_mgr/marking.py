"""A text cut at the edges of its findings, so that each piece can be marked with the findings that speak of it. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .lint import Finding, Severity, Template, TextPart
from .lint.subject import Subject
from .lint.words import WordLists

MAX_MARKED_CHARS = 4_096
HEAVIEST = tuple(Severity)
# Characters (Meta: templates/components and the pages of carousels and limited-time offers).
MOST = {"HEADER": 60, "BODY": 1_024, "FOOTER": 60, "BUTTONS": 25}
MOST_IN_A_CARD = {"BODY": 160}
MOST_WITH_AN_OFFER = {"BODY": 600}


@dataclass(frozen=True, slots=True)
class Piece:
    """`numbers`: of the findings that speak of it, from 1; `severity`: the heaviest of them, empty where there is none."""

    text: str
    numbers: tuple[int, ...] = ()
    severity: str = ""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """`length` and `most` in characters; `is_cut`: only the beginning is shown."""

    component: str
    card: int | None
    button: int | None
    pieces: tuple[Piece, ...]
    length: int
    most: int | None
    is_cut: bool = False

    @property
    def is_over(self) -> bool:
        return self.most is not None and self.length > self.most


def marked_texts(template: Template, findings: Sequence[Finding]) -> list[MarkedText]:
    """Each text that a customer reads, in order; findings are numbered as they come."""
    has_offer = template.first("LIMITED_TIME_OFFER") is not None
    parts = Subject(template, (), WordLists(())).texts
    return [marked_text(one, findings, most_of(one, has_offer=has_offer)) for one in parts]


def marked_text(part: TextPart, findings: Sequence[Finding], most: int | None) -> MarkedText:
    here = (part.component, part.card, part.button)
    spans = [
        (max(0, place.start), min(place.end, len(part.text)), number, finding.severity)
        for number, finding in enumerate(findings, start=1)
        if (place := finding.place).start is not None and place.end is not None and (place.component, place.card, place.button) == here
    ]
    shown = part.text[:MAX_MARKED_CHARS]
    return MarkedText(*here, tuple(cut(shown, spans)), len(part.text), most, len(part.text) > MAX_MARKED_CHARS)


def cut(text: str, spans: Iterable[tuple[int, int, int, Severity]]) -> Iterator[Piece]:
    """At every edge of a span (start, end, number, severity); spans may overlap."""
    kept = [one for one in spans if one[0] < one[1]]
    edges = sorted({0, len(text), *(edge for start, end, _number, _severity in kept for edge in (start, end) if edge < len(text))})
    for start, end in itertools.pairwise(edges):
        over = [one for one in kept if one[0] <= start < one[1]]
        heaviest = min((one[3] for one in over), key=HEAVIEST.index, default="")
        yield Piece(text[start:end], tuple(one[2] for one in over), heaviest)


def most_of(part: TextPart, *, has_offer: bool) -> int | None:
    if part.card is not None and part.component in MOST_IN_A_CARD:
        return MOST_IN_A_CARD[part.component]
    if has_offer and part.component in MOST_WITH_AN_OFFER:
        return MOST_WITH_AN_OFFER[part.component]
    return MOST.get(part.component)
