"""The word lists of the rulebook as one pattern a list and language, compiled when first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from readiness.rulebook.model import LintWords

ANY = "any"
# Written without spaces between words: a word may stand within a run of letters.
UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})


class WordLists:
    """`find("urgency", "pt", text)` gives the words of that list in that language, and those of `any`, in order of place."""

    def __init__(self, lists: Iterable[LintWords]) -> None:
        self._lists: Mapping[str, LintWords] = {one.id: one for one in lists}
        self._pattern = cache(self._compile)

    def source(self, name: str) -> tuple[str, ...]:
        return self._lists[name].source

    def languages(self, name: str) -> frozenset[str]:
        return frozenset(self._lists[name].words) - {ANY}

    def find(self, name: str, language: str, text: str) -> list[re.Match[str]]:
        pattern = self._pattern(name, language)
        return list(pattern.finditer(text)) if pattern else []

    def first(self, name: str, language: str, text: str) -> re.Match[str] | None:
        pattern = self._pattern(name, language)
        return pattern.search(text) if pattern else None

    def _compile(self, name: str, language: str) -> re.Pattern[str] | None:
        words = self._lists[name].words
        wanted = {*words.get(language, ()), *words.get(ANY, ())}
        if not wanted:
            return None
        # The longest first, so that a phrase wins over its first word; a space matches any white space.
        spelled = (r"\s+".join(map(re.escape, one.split())) for one in sorted(wanted, key=lambda one: (-len(one), one)))
        edge = "" if language in UNSPACED else r"\w"
        return re.compile(_bounded("|".join(spelled), edge), re.IGNORECASE)


def _bounded(alternatives: str, edge: str) -> str:
    return f"(?<!{edge})(?:{alternatives})(?!{edge})" if edge else f"(?:{alternatives})"
