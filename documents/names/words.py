"""A name cut into words, with its legal forms found; a word is a slice of the name, with the punctuation that touches it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .folding import AND_WORDS, LONG_VOWEL, SIGNS, Sort, sort_of, sound
from .legal_forms import LegalForm, Place, Table, form_key

MAX_RUN = 24  # words in one spelling of a legal form: Thai has a word for each letter
FIRST, LAST = "\0before", "\0after"  # what stands for a legal form when words are paired
NO_WORD = {Sort.SPACE}
ENDED_BY = {  # what a word ends with so far, by the character that then starts another
    Sort.SPACE: set(Sort) - NO_WORD,
    Sort.SIGN: set(Sort) - NO_WORD,
    Sort.OPENING: {Sort.LETTER, Sort.SOLID, Sort.POINT, Sort.SIGN},
    Sort.SOLID: {Sort.LETTER, Sort.SOLID, Sort.POINT, Sort.SIGN},
    Sort.LETTER: {Sort.SOLID, Sort.POINT, Sort.SIGN},
    Sort.POINT: {Sort.SIGN},
}
POINTS, AND = "\0points", "\0and"


@dataclass(frozen=True, slots=True)
class Word:
    """`written` is `text[start:end]`; `key` pairs it with words of another name, `solid` says that it needs no space around it."""

    written: str
    start: int
    end: int
    key: str
    sound: str
    spaced: bool  # white space before it
    solid: bool
    forms: tuple[LegalForm, ...] = ()


def words_of(text: str, table: Table, country: str | None) -> tuple[Word, ...]:
    """`text` in its compared form (`same_name_form`), in order; every character but the spaces is in exactly one word."""
    found = [_word(text, start, end) for start, end in _bounds(text)]
    for place in range(1, len(found) - 1):
        if found[place].written in SIGNS or found[place].written.casefold() in AND_WORDS:
            found[place] = replace(found[place], key=AND)
    return tuple(_with_forms(text, found, table, country))


def _word(text: str, start: int, end: int) -> Word:
    written = text[start:end]
    key = sound(written)
    solid = any(sort_of(char) is Sort.SOLID for char in written)
    return Word(written, start, end, key or POINTS, key, start > 0 and text[start - 1] == " ", solid)


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    """A word ends before a space or an opening bracket, between punctuation and a letter, around & and around solid letters."""
    start, state = 0, Sort.SPACE
    for place, char in enumerate(text):
        sort = sort_of(char)
        if state is Sort.SOLID and _joins(char):
            continue
        if state in ENDED_BY.get(sort, ()):
            yield start, place
            start, state = place, Sort.SPACE
        if sort is Sort.SPACE:
            start = place + 1
        elif sort is Sort.POINT:  # behind letters it closes the word, else it opens one
            state = Sort.POINT if state in {Sort.LETTER, Sort.SOLID, Sort.POINT} else Sort.OPENING
        elif sort is not Sort.INVISIBLE:
            state = sort
        elif state is Sort.SPACE:
            state = Sort.OPENING
    if start < len(text):
        yield start, len(text)


def _joins(char: str) -> bool:
    """A mark or a long vowel belongs to the solid letter before it."""
    return char == LONG_VOWEL or (sort_of(char) is Sort.LETTER and not char.isalpha() and not char.isnumeric())


def _with_forms(text: str, words: list[Word], table: Table, country: str | None) -> Iterator[Word]:
    """The words, with each run that spells a legal form as one word: before the name, after it, and (if 3 letters or longer) within.

    Something else must be left, or the whole name must be one spelling: Limited Company.
    """
    runs = Runs(text, tuple(words), table, country)
    if forms := runs.forms(0, len(words), Place.AFTER) or runs.forms(0, len(words), Place.BEFORE):
        yield runs.merged(0, len(words), LAST, forms)
        return
    first, before = runs.longest_from(0, len(words) - 1, Place.BEFORE)
    if before:
        yield runs.merged(0, first, FIRST, before)
    tail, after = runs.tail(max(first, 1))
    place = first
    while place < tail:
        end, forms = runs.longest_from(place, tail, Place.WITHIN) if place else (place, ())
        yield runs.merged(place, end, LAST, forms) if forms else words[place]
        place = max(end, place + 1)
    if after:
        yield runs.merged(tail, len(words), LAST, after)


class Runs:
    """Runs of neighbouring words, and the legal forms that they spell."""

    def __init__(self, text: str, words: tuple[Word, ...], table: Table, country: str | None) -> None:
        self.text, self.words, self.table, self.country = text, words, table, country
        self.keys = [form_key(word.written).strip("()") for word in words]

    def forms(self, start: int, end: int, place: Place) -> tuple[LegalForm, ...]:
        if start >= end or not self.keys[start] or not self.keys[end - 1] or end - start > MAX_RUN:
            return ()
        written = self.text[self.words[start].start : self.words[end - 1].end]
        key = form_key(written) if end - start == 1 else "".join(self.keys[start:end])
        return self.table.find(key, written, place, self.country) if self.table.knows(key) else ()

    def longest_from(self, start: int, limit: int, place: Place) -> tuple[int, tuple[LegalForm, ...]]:
        """Where the longest spelling that starts here ends, and its forms; `start` and nothing where none does."""
        for end in range(min(limit, start + MAX_RUN), start, -1):
            if forms := self.forms(start, end, place):
                return end, forms
        return start, ()

    def tail(self, least: int) -> tuple[int, tuple[LegalForm, ...]]:
        """Where the legal forms at the end begin: the longest first, then what stands before it (Ltda. ME)."""
        end = len(self.words)
        found: tuple[LegalForm, ...] = ()
        while True:
            for start in range(max(least, end - MAX_RUN), end):
                if forms := self.forms(start, end, Place.AFTER):
                    end, found = start, found + forms
                    break
            else:
                return end, found

    def merged(self, start: int, end: int, key: str, forms: tuple[LegalForm, ...]) -> Word:
        first, last = self.words[start], self.words[end - 1]
        solid = first.solid or last.solid
        written = self.text[first.start : last.end]
        return Word(written, first.start, last.end, key, sound(written), first.spaced, solid, forms)
