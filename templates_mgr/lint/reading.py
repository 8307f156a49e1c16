"""A template as a reviewer reads it: its texts in one piece, folded, with its sentences and the words of the lists that it holds."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from .finding import Place
from .folding import Folded, fold
from .parts import TextPart
from .tongues import evident_language
from .words import WordLists

MAX_READ_CHARS = 12_000
BETWEEN = "\n\n"
SENTENCE_END = re.compile(r"[!?;。।؟۔\n]+|\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Hit:
    """`start` and `end` in the folded text of the reading; `shown`: the words as they were typed, and where."""

    list: str
    start: int
    end: int
    part: TextPart
    shown: str
    place: Place


class Reading:
    def __init__(self, parts: Sequence[TextPart], language: str, words: WordLists) -> None:
        self.language, self.words = language, words
        self._parts: list[tuple[TextPart, Folded]] = []
        self._starts: list[int] = []
        self._found: dict[str, tuple[Hit, ...]] = {}
        at = 0
        for part in parts:
            if at > MAX_READ_CHARS:
                break
            folded = fold(part.judged)
            self._starts.append(at)
            self._parts.append((part, folded))
            at += len(folded.text) + len(BETWEEN)
        self.text = BETWEEN.join(folded.text for _, folded in self._parts)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The declared one, and the one that it is evidently written in where that is another."""
        evident = evident_language(self.text, self.language, self.words)
        return (self.language, evident) if evident else (self.language,)

    @cached_property
    def _sentences(self) -> list[int]:
        return [0, *(found.end() for found in SENTENCE_END.finditer(self.text))]

    def all(self, name: str) -> tuple[Hit, ...]:
        """In order of place, those of the declared language first."""
        if name not in self._found:
            self._found[name] = tuple(
                self._hit(name, found.start(), found.end())
                for language in self.languages
                for found in self.words.find(name, language, self.text)
            )
        return self._found[name]

    def first(self, name: str) -> Hit | None:
        return next(iter(self.all(name)), None)

    def sentence(self, hit: Hit) -> tuple[int, int]:
        """Where the sentence of a hit starts and ends, from its first character on."""
        place = bisect_right(self._sentences, hit.start) - 1
        after = next((one for one in self._sentences[place + 1 :] if one >= hit.end), len(self.text))
        return self._sentences[place], after

    def beside(self, hit: Hit, names: Iterable[str]) -> Hit | None:
        """The first word of these lists in the same sentence."""
        start, end = self.sentence(hit)
        return next((one for name in names for one in self.all(name) if start <= one.start < end and one != hit), None)

    def search(self, pattern: re.Pattern[str], name: str) -> Hit | None:
        found = pattern.search(self.text)
        return self._hit(name, found.start(), found.end()) if found else None

    def _hit(self, name: str, start: int, end: int) -> Hit:
        place = bisect_right(self._starts, start) - 1
        part, folded = self._parts[place]
        before = self._starts[place]
        first, last = folded.span(start - before, min(end - before, len(folded.text)))
        return Hit(name, start, end, part, part.text[first:last], Place(part.component, part.card, part.button, first, last))

    def without_sentence(self, hit: Hit) -> str | None:
        """The text of its part without the sentence of a hit; None where nothing would be left, or a variable would be lost."""
        start, end = self.sentence(hit)
        place = bisect_right(self._starts, hit.start) - 1
        part, folded = self._parts[place]
        before = self._starts[place]
        first, last = folded.span(max(0, start - before), min(end - before, len(folded.text)))
        if any(first <= one.start < last for one in part.variables):
            return None
        left = f"{part.text[:first].rstrip(' ')} {part.text[last:].lstrip(' ')}".strip()
        return left if sum(map(str.isalpha, left)) >= 10 else None
