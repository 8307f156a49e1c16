"""The sentence that tells people what differs and what to do, from the texts of the rulebook (section name_differences)."""

from __future__ import annotations

import unicodedata

from readiness.rulebook.texts import Texts

from .comparison import NameComparison
from .folding import Sort, sort_of

SECTION = "name_differences"
# Every text of the section; a reason of a comparison is one of them, `further` follows where more pieces differ.
REASONS = (
    *("identical", "case", "spacing", "punctuation", "punctuation-missing", "invisible", "diacritics"),
    *("legal-form", "legal-form-other", "legal-form-missing", "legal-form-moved", "extra-word"),
    *("transliteration", "transliteration-script", "different", "different-words", "different-order"),
)
FURTHER = "further"
MAX_SHOWN_CHARS = 80


def message(found: NameComparison, texts: Texts, language: str) -> str:
    """One or two sentences, and how many other pieces differ. KeyError where `texts` lack the section."""
    a, b = _shown(found.telling.a), _shown(found.telling.b)
    values = {"a": a, "b": b, "one": a or b, "characters": ", ".join(invisible(found.telling.a + found.telling.b))}
    sentence = texts.get(language, f"{SECTION}.{found.reason}") % values
    others = len(found.differences) - _told(found)
    return f"{sentence} {texts.get(language, f'{SECTION}.{FURTHER}') % {'count': others}}" if others > 0 else sentence


def invisible(text: str) -> list[str]:
    """The invisible characters by number and Unicode name, each once: U+200B ZERO WIDTH SPACE."""
    found = dict.fromkeys(char for char in text if sort_of(char) is Sort.INVISIBLE)
    return [f"U+{ord(char):04X} {unicodedata.name(char, 'CONTROL CHARACTER')}" for char in found]


def _told(found: NameComparison) -> int:
    """How many of the differences the sentence names: all where it names the whole names."""
    if found.reason in {"legal-form-moved", "different-words"}:
        return 2
    return 1 if found.telling in found.differences else len(found.differences)


def _shown(text: str) -> str:
    return text if len(text) <= MAX_SHOWN_CHARS else f"{text[: MAX_SHOWN_CHARS - 1]}…"
