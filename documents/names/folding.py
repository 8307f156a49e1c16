"""How two pieces of a name are held side by side: letter by letter, from the strictest reading to the loosest."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import cache, lru_cache

from anyascii import anyascii


class NameDifference(StrEnum):
    """From least to most serious: of several differences the last one here names the pair."""

    IDENTICAL = "identical"
    CASE = "case"
    SPACING = "spacing"
    PUNCTUATION = "punctuation"
    DIACRITICS = "diacritics"
    LEGAL_FORM = "legal-form"
    EXTRA_WORD = "extra-word"
    TRANSLITERATION = "transliteration"
    DIFFERENT = "different"


SERIOUSNESS = {kind: place for place, kind in enumerate(NameDifference)}


class Sort(StrEnum):
    """What a character is within a name."""

    LETTER = "letter"
    SOLID = "solid"  # a letter of a script that puts no space between words: each stands for itself
    SIGN = "sign"  # & or +, read as "and"
    OPENING = "opening"
    POINT = "point"  # all other punctuation and symbols
    SPACE = "space"
    INVISIBLE = "invisible"


SIGNS = "&+"
AND_WORDS = frozenset("and und e ed et y i en og och и و".split())
OPENING_CATEGORIES = frozenset({"Ps", "Pi"})
SOLID_SCRIPTS = frozenset("CJK HIRAGANA KATAKANA HANGUL THAI LAO KHMER MYANMAR BOPOMOFO IDEOGRAPHIC".split())
LONG_VOWEL = "ー"  # belongs to the kana before it
# Letters and marks that Unicode asks programs not to show (Default_Ignorable_Code_Point, besides category Cf).
UNSEEN = frozenset(
    {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
)

STROKES = str.maketrans("øłđħŧıØŁĐĦŦ", "oldhtiOLDHT")  # diacritics that Unicode does not take apart
NORTHERN = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe"}
NORTHERN_LETTERS = str.maketrans(NORTHERN)
TWO_FOR_ONE = ("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a")
DOTLESS = str.maketrans("İı", "ii")


@cache
def script(char: str) -> str:
    """The first word of the character's Unicode name: LATIN, CYRILLIC, CJK …"""
    return unicodedata.name(char, "").partition(" ")[0].partition("-")[0]


@lru_cache(maxsize=4096)
def sort_of(char: str) -> Sort:
    category = unicodedata.category(char)
    if char.isspace():
        return Sort.SPACE
    if category in {"Cf", "Cc"} or ord(char) in UNSEEN:
        return Sort.INVISIBLE
    if char in SIGNS:
        return Sort.SIGN
    if category[0] in "LMN":
        return Sort.SOLID if category[0] == "L" and char != LONG_VOWEL and script(char) in SOLID_SCRIPTS else Sort.LETTER
    return Sort.OPENING if category in OPENING_CATEGORIES else Sort.POINT


def seen(text: str) -> str:
    return "".join(char for char in text if sort_of(char) is not Sort.INVISIBLE)


def letters(text: str) -> str:
    """Letters, digits and their marks as written."""
    return "".join(char for char in text if sort_of(char) in {Sort.LETTER, Sort.SOLID})


def without_marks(text: str) -> str:
    """Accents, and the vowel points of Arabic and Hebrew, taken off; marks that make another letter (か, が) stay."""
    apart = unicodedata.normalize("NFD", text.translate(STROKES))
    return unicodedata.normalize("NFC", "".join(char for char in apart if not _is_accent(char)))


@lru_cache(maxsize=4096)
def _is_accent(char: str) -> bool:
    place = unicodedata.combining(char)
    return place == 1 or 10 <= place <= 35 or place >= 200


def folded(text: str) -> str:
    """Case folding that leaves ß alone: Weiß and Weiss are two spellings, not two cases."""
    return "ß".join(part.casefold() for part in text.lower().split("ß"))


def plain(text: str) -> str:
    """Letters without accents and case."""
    return folded(letters(without_marks(text)))


def in_latin(text: str) -> str:
    return "".join(char for char in anyascii(text).lower() if char.isalnum())


def sound(text: str) -> str:
    """One key for all ways of writing a word in Latin letters: Müller, Mueller and Muller share it. Boer and Bor do too."""
    key = in_latin(plain(text))
    for two, one in TWO_FOR_ONE:
        key = key.replace(two, one)
    return key or plain(text)


def romanised(text: str) -> frozenset[str]:
    """Both ways to write it in plain Latin letters: ü as u, and ü as ue."""
    return frozenset({in_latin(plain(text)), in_latin(letters(text).lower().translate(NORTHERN_LETTERS))})


def ladder(a: str, b: str) -> NameDifference | None:
    """The least serious kind of difference that explains all that differs between two pieces; None when none does."""
    if a == b:
        return NameDifference.IDENTICAL
    if _same_but_case(a, b):
        return NameDifference.CASE
    if _same_but_case(a.replace(" ", ""), b.replace(" ", "")):
        return NameDifference.SPACING
    if _same_but_points(a, b):
        return NameDifference.PUNCTUATION
    if plain(a) == plain(b):
        return NameDifference.DIACRITICS
    return NameDifference.TRANSLITERATION if (romanised(a) & romanised(b)) - {""} else None


def _same_but_case(a: str, b: str) -> bool:
    if folded(a) == folded(b):
        return True
    # In capitals ß is SS, and Turkish keeps its own two letters i apart.
    return (a.isupper() or b.isupper()) and a.translate(DOTLESS).casefold() == b.translate(DOTLESS).casefold()


def _same_but_points(a: str, b: str) -> bool:
    if _same_but_case(letters(a), letters(b)):
        return True
    return any(sign in a + b for sign in SIGNS) and _same_but_case(_without_and(a), _without_and(b))


def _without_and(text: str) -> str:
    return "".join(letters(word) for word in text.split(" ") if word.casefold() not in AND_WORDS)
