"""What the text of a file says, whether it was embedded or recognised: language, dates, names and numbers, machine-readable zone."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from itertools import chain
from typing import Final

from documents.readings import FoundText

from .dates import find_dates, settle_order
from .language import guess_language
from .mentions import find_mentions
from .mrz import find_mrz
from .wording import Words

MAX_DATES: Final = 500
MAX_MENTIONS: Final = 200
SPACES: Final = re.compile(r"[^\S\n]+")
BLANK_LINES: Final = re.compile(r"\s*\n\s*")


def read_words(texts: list[tuple[int, str]], *, languages: tuple[str, ...], today: dt.date) -> Words:
    """Of (page number, text). The language that the text is written in counts beside those that were told."""
    plain = [(page, _plain(text)) for page, text in texts]
    language = guess_language("\n".join(text for _, text in plain))
    known = tuple(dict.fromkeys([*languages, *([language] if language else [])]))
    order = settle_order([text for _, text in plain], known)
    dates = chain.from_iterable(find_dates(text, page=page, languages=known, today=today, order=order) for page, text in plain)
    mentions: dict[tuple[str, str], FoundText] = {}
    for page, text in plain:
        for one in find_mentions(text, page=page):
            mentions.setdefault((one.kind, one.text), one)
    zones = (find_mrz(text, today=today) for _, text in plain)
    return Words(language, tuple(dates)[:MAX_DATES], tuple(mentions.values())[:MAX_MENTIONS], next((zone for zone in zones if zone), None))


def _plain(text: str) -> str:
    """Full-width letters as usual ones, runs of spaces as one, no empty lines: also what keeps the patterns quick."""
    return BLANK_LINES.sub("\n", SPACES.sub(" ", unicodedata.normalize("NFKC", text)))
