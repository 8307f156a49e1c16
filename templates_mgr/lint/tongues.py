"""Which language a text is evidently written in: by its script, and where that is Latin by its commonest words."""

from __future__ import annotations

import re
from collections import Counter

from .words import SAME_WORDS, WordLists

SCRIPT = re.compile(
    r"(?P<Latin>[a-z\u00df-\u024f]+)|(?P<Cyrillic>[\u0400-\u052f]+)|(?P<Arabic>[\u0620-\u06ff]+)|(?P<Devanagari>[\u0900-\u097f]+)"
    r"|(?P<Kana>[\u3041-\u30ff]+)|(?P<Han>[\u4e00-\u9fff]+)|(?P<Hangul>[\uac00-\ud7af]+)|(?P<Thai>[\u0e01-\u0e5b]+)"
    r"|(?P<Hebrew>[\u05d0-\u05ea]+)|(?P<Greek>[\u0370-\u03ff]+)|(?P<Other>[^\W\d_]+)"
)
WRITTEN_IN = {
    "Arabic": "ar fa ur ps prs",
    "Cyrillic": "ru uk bg be mk sr kk ky mn uz az",
    "Devanagari": "hi mr ne",
    "Han": "zh ja ko",
    "Kana": "ja",
    "Hangul": "ko",
    "Thai": "th",
    "Hebrew": "he",
    "Greek": "el",
    "Other": "bn gu kn ml pa ta te si ka lo am my km",
}
ALSO_LATIN = frozenset({"hi", "ur", "sr", "uz", "az", "bn", "mr", "ta", "te", "gu", "pa", "kk"})
UNKNOWN = "?"
# A sign of Chinese says as much as several letters.
WEIGHT = {"Han": 3, "Kana": 2, "Hangul": 2}
MIN_LETTERS, MIN_SHARE = 24, 0.75
MIN_COMMON, LEAD = 4, 3
WORD = re.compile(r"[^\W\d_]+")


def scripts_of(text: str) -> Counter[str]:
    """Letters by script, in folded text."""
    if text.isascii():
        return Counter(Latin=sum(map(len, WORD.findall(text))))
    found: Counter[str] = Counter()
    for run in SCRIPT.finditer(text):
        kind = run.lastgroup or "Other"
        found[kind] += len(run[0]) * WEIGHT.get(kind, 1)
    return found


def evident_language(text: str, declared: str, words: WordLists) -> str | None:
    """Another language than the declared one that the text is clearly written in; None where there is no doubt or too little text."""
    scripts = scripts_of(text)
    letters = scripts.total()
    if letters < MIN_LETTERS:
        return None
    if scripts["Kana"]:
        # Japanese is written in both.
        scripts["Kana"] += scripts.pop("Han", 0)
    script, count = scripts.most_common(1)[0]
    if script != "Latin":
        return _by_script(script, declared) if count / letters >= MIN_SHARE else None
    if count / letters < MIN_SHARE:
        return None
    return _by_common_words(text, declared, words)


def _by_script(script: str, declared: str) -> str | None:
    if declared in WRITTEN_IN[script].split():
        return None
    return WRITTEN_IN[script].split()[0] if script != "Other" else UNKNOWN


def _by_common_words(text: str, declared: str, words: WordLists) -> str | None:
    lists = words.by_language("stopwords")
    tokens = WORD.findall(text)
    common = Counter({language: sum(token in known for token in tokens) for language, known in lists.items()})
    language, count = common.most_common(1)[0]
    own = common[SAME_WORDS.get(declared, declared)]
    if language == declared or count < MIN_COMMON or count < own * 2 + LEAD - 1:
        return None
    knows_own = SAME_WORDS.get(declared, declared) in lists or not _is_latin(declared)
    return language if knows_own else None


def _is_latin(language: str) -> bool:
    return language in ALSO_LATIN or not any(language in one.split() for one in WRITTEN_IN.values())
