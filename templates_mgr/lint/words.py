"""The word lists of the rulebook as one pattern a list and language, compiled when first asked for.

A phrase is looked for in folded text (`folding.py`) and may hold marks: `<n>` a number or a variable, with its currency; `…` up to
forty characters of the same sentence; `*` the rest of a word, or its beginning; `~` any word; `^` what no article stands before;
`(a|b)`, `(a )?` and `(a )*` as in a pattern. All else means itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from readiness.rulebook.model import LintWords

from .folding import VARIABLE, fold_word

ANY = "any"
# Written without spaces between words, or with endings that hang on the word: a word may stand within a run of letters.
UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my", "ko"})
SAME_WORDS = {"ms": "id", "nb": "no", "prs": "fa"}
LETTER = r"[\w\u0900-\u0963]"
NUMBER = rf"(?:{VARIABLE}|\d+(?:[.,]\d+)*)"
PRICED = rf"(?:(?:[a-z]{{0,2}}[$€£¥₹]|rp\.?|rs\.?)\s?)?{NUMBER}(?:\s?[$€£¥₹])?"
GAP = r"[^.!?;。!?！？।\n]{0,40}?"
# What Arabic writes together with the word: and, the, with, to; your, our, its.
ARABIC_BEFORE, ARABIC_AFTER = "(?:[وف]?(?:[بكل]?ال|لل|[بكلس])?)?", "(?:[كه]|كم|نا|ها|هم|ات|ين|ي|تك|تكم|ا)?"
MARKS = re.compile(r"<n>|\s\)\*|\^|~|…|\*|\s\?|[()|?]|\s+")
# What makes a noun of the word after it: your order today, tu compra hoy.
DETERMINERS = ("your", "the", "an", "a", "this", "our", "new", "any", "of", "my", "tu", "la", "su", "una", "de", "esta", "nueva", VARIABLE)
NO_NOUN = "".join(f"(?<!{one} )" for one in DETERMINERS)
ARABIC_WORD = re.compile(r"[\u0620-\u064a]{3,}")


class WordLists:
    """`find("urgency", "pt", text)` gives the words of that list in that language, and those of `any`, in order of place.

    `figures`: those of the guide's facts, as `figures["G-AF-14"]["same_type_max"]`.
    """

    def __init__(self, lists: Iterable[LintWords], figures: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self._lists: Mapping[str, LintWords] = {one.id: one for one in lists}
        self.figures: Mapping[str, Mapping[str, Any]] = figures or {}
        self._pattern = cache(self._compile)
        self._whole_words = cache(self._sets)

    def source(self, name: str) -> tuple[str, ...]:
        return self._lists[name].source

    def languages(self, name: str) -> frozenset[str]:
        return frozenset(self._lists[name].words) - {ANY}

    def find(self, name: str, language: str, text: str) -> list[re.Match[str]]:
        """`text` is folded."""
        pattern = self._pattern(name, language)
        return list(pattern.finditer(text)) if pattern else []

    def first(self, name: str, language: str, text: str) -> re.Match[str] | None:
        pattern = self._pattern(name, language)
        return pattern.search(text) if pattern else None

    def listed(self, name: str, language: str) -> tuple[str, ...]:
        """As they stand in the rulebook."""
        return self._lists[name].words.get(SAME_WORDS.get(language, language), ())

    def by_language(self, name: str) -> Mapping[str, frozenset[str]]:
        """The single words of a list, folded, for counting."""
        return self._whole_words(name)

    def _sets(self, name: str) -> Mapping[str, frozenset[str]]:
        return {language: frozenset(map(fold_word, words)) for language, words in self._lists[name].words.items()}

    def _compile(self, name: str, language: str) -> re.Pattern[str] | None:
        words = self._lists[name].words
        language = SAME_WORDS.get(language, language)
        wanted = {*words.get(language, ()), *words.get(ANY, ())}
        if not wanted:
            return None
        # The longest first, so that a phrase wins over its first word.
        ordered = sorted({one.lower() for one in wanted}, key=lambda one: (-len(one), one))
        free = [_spelled(one, language) for one in ordered if _is_free(one, language)]
        bound = [_spelled(one, language) for one in ordered if not _is_free(one, language)]
        parts = [f"(?:{'|'.join(free)})"] if free else []
        if bound:
            edge = r"[a-z0-9]" if language in UNSPACED else LETTER
            parts.append(f"(?<!{edge})(?:{'|'.join(bound)})(?!{edge})")
        return re.compile("|".join(parts))


def _is_free(word: str, language: str) -> bool:
    """Whether it may stand within a run of letters."""
    return language in UNSPACED and not word.isascii()


def _spelled(word: str, language: str) -> str:
    done, pieces = 0, list[str]()
    space = r"\s*" if language in UNSPACED else r"\s+"
    for mark in MARKS.finditer(word):
        pieces += _plain(word[done : mark.start()], language), _meant(mark[0], space, language)
        done = mark.end()
    return "".join((*pieces, _plain(word[done:], language))).replace(f"{space}{GAP}{space}", _gap(language))


def _meant(mark: str, space: str, language: str) -> str:
    if mark.isspace():
        return space
    if mark.endswith(")*"):
        return f"{space})*"
    if mark.endswith("?") and len(mark) > 1:
        return r"\s*"
    return {"<n>": PRICED, "…": GAP, "*": f"{LETTER}*", "~": f"{LETTER}+", "^": NO_NOUN, "(": "(?:"}.get(mark, mark)


def _gap(language: str) -> str:
    return GAP if language in UNSPACED else rf"(?!{LETTER}){GAP}(?<!{LETTER})"


def _plain(text: str, language: str) -> str:
    escaped = re.escape(fold_word(text))
    return ARABIC_WORD.sub(rf"{ARABIC_BEFORE}\g<0>{ARABIC_AFTER}", escaped) if language == "ar" else escaped
