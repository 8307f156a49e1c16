"""The language a text is written in, by its script and its smallest words; empty when too little speaks for one."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

MAX_CHARACTERS: Final = 20_000
MIN_WORDS: Final = 3
TRADITIONAL: Final = frozenset("國號證書資統編戶銀稅險報發營業據會經點區縣鄉鎮萬與產權開對應關際電話學醫務員負責")
SIMPLIFIED: Final = frozenset("国号证书资统编户银税险报发营业据会经点区县乡镇万与产权开对应关际电话学医务员负责")
SCRIPTS: Final = (("ja", re.compile("[\u3040-\u30ff]")), ("ko", re.compile("[\uac00-\ud7a3]")), ("th", re.compile("[\u0e00-\u0e7f]")))
HAN: Final = re.compile("[\u4e00-\u9fff]")
VIETNAMESE: Final = re.compile("[ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
LETTERS: Final = re.compile(r"[^\W\d_]+")
SMALL_WORDS: Final = {
    "en": "the of and to in is for by this that with on are be as at from or date",
    "it": "il di e la che del della per con non è una gli nel dal alla sono dei delle data",
    "de": "der die und das den von zu mit des im für ist dem nicht ein eine auf am bis",
    "fr": "le la les et des du en est une un pour que dans par sur au aux qui avec date",
    "es": "el la los de y en que las del por con para una un al se su fecha hasta",
    "pt": "o a os de e do da em que dos das para com uma um não ao na no até",
    "id": "dan yang di dengan untuk dari pada ini adalah tanggal nomor oleh tidak dalam bulan",
    "ms": "dan yang di dengan untuk daripada pada ini ialah tarikh nombor oleh tidak dalam sehingga",
}
_WORDS: Final = {language: frozenset(words.split()) for language, words in SMALL_WORDS.items()}


def guess_language(text: str) -> str:
    """en it de fr es pt id ms vi th ko ja zh-TW zh-CN, or empty."""
    text = text[:MAX_CHARACTERS]
    letters = sum(1 for one in text if one.isalpha())
    for language, script in SCRIPTS:
        if len(script.findall(text)) > max(2, letters * 0.05):
            return language
    if len(HAN.findall(text)) > max(2, letters * 0.1):
        return _chinese(text)
    low = text.lower()
    if len(VIETNAMESE.findall(low)) > max(4, letters * 0.03):
        return "vi"
    words = Counter(LETTERS.findall(low))
    scores = {language: sum(words[one] for one in small) for language, small in _WORDS.items()}
    best, second = sorted(scores, key=lambda language: -scores[language])[:2]
    several = sum(1 for one in _WORDS[best] if words[one]) > 1
    return best if several and scores[best] >= MIN_WORDS and scores[best] > scores[second] else ""


def _chinese(text: str) -> str:
    traditional = sum(text.count(one) for one in TRADITIONAL - SIMPLIFIED)
    simplified = sum(text.count(one) for one in SIMPLIFIED - TRADITIONAL)
    if traditional == simplified:
        return "zh-TW" if traditional else ""
    return "zh-TW" if traditional > simplified else "zh-CN"
