"""Text of scans by another program, if there is one: rapidocr when it is installed, else tesseract, else none.

Each page is drawn by a reader process and recognised in a second one with limits of its own; the words found are read by a third.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib.util
import json
import logging
import os
import shutil
import sys
import time
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final, Protocol

from documents.readings import Page, Reading, TextBasis

from .answer import MAX_TEXT, UnknownShape, build, parse, storable
from .limits import RECOGNISING
from .pictures import Unreadable, split
from .process import BARE, Ended, ask_child, places, run
from .wording import Words

log = logging.getLogger(__name__)

MAX_PAGES: Final = 10  # the first; about three seconds each
DPI: Final = 300
MOST_ACROSS: Final = 3_600
PICTURE_BYTES: Final = 64 * 1024 * 1024
CONFINED: Final = BARE + "from documents.reader.limits import RECOGNISING, confine; confine(RECOGNISING); "
EXECUTE: Final = CONFINED + "import json, os; command = json.loads(sys.argv[1]); os.execv(command[0], command)"
RAPID: Final = CONFINED + "from documents.reader.rapid import main; main()"
# Two spinning threads a core make tesseract eight times slower (source: performance reference, section 6).
ENVIRONMENT: Final = {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
TESSERACT_LANGUAGES: Final = {
    "en": "eng",
    "it": "ita",
    "de": "deu",
    "fr": "fra",
    "es": "spa",
    "pt": "por",
    "nl": "nld",
    "id": "ind",
    "ms": "msa",
    "vi": "vie",
    "zh-tw": "chi_tra",
    "zh-hk": "chi_tra",
    "zh-cn": "chi_sim",
    "ja": "jpn",
    "ko": "kor",
    "th": "tha",
}


class Engine(Protocol):
    def read(self, picture: int, languages: tuple[str, ...]) -> str:
        """The text of a PNG, given as an open descriptor; empty when nothing was recognised."""
        ...


@dataclass(frozen=True, slots=True)
class Tesseract:
    program: str

    def read(self, picture: int, languages: tuple[str, ...]) -> str:
        command = [self.program, "stdin", "stdout", "-l", "+".join(self._packs(languages)), "--psm", "3"]
        return _text(_confined(EXECUTE, picture, json.dumps(command)))

    def _packs(self, languages: tuple[str, ...]) -> list[str]:
        have = installed_packs(self.program)
        wanted = [
            pack
            for one in languages
            if (pack := TESSERACT_LANGUAGES.get(one.lower()) or TESSERACT_LANGUAGES.get(one.lower().split("-")[0]))
        ]
        return [pack for pack in dict.fromkeys([*wanted, "eng"]) if pack in have] or ["eng"]


class Rapid:
    def read(self, picture: int, languages: tuple[str, ...]) -> str:
        """Its models know Latin and Chinese at once."""
        return _text(_confined(RAPID, picture, "-"))


def find_engine() -> Engine | None:
    if importlib.util.find_spec("rapidocr") is not None:
        return Rapid()
    program = shutil.which("tesseract")
    return Tesseract(os.path.abspath(program)) if program else None


@cache
def installed_packs(program: str) -> frozenset[str]:
    with open(os.devnull, "rb") as nothing, contextlib.suppress(OSError):
        ended = run([program, "--list-langs"], stdin=nothing.fileno(), wall_seconds=10, environment=_environment())
        return frozenset(ended.output.decode("utf-8", "replace").split())
    return frozenset()


def recognise(found: Reading, engine: Engine, stdin: int, *, languages: tuple[str, ...], today: dt.date) -> Reading:
    """The reading with the text of pages that are pictures; as it was where nothing could be recognised."""
    deadline = time.monotonic() + RECOGNISING.wall_seconds
    texts: dict[int, str] = {}
    for page in [page for page in found.pages if is_picture(page)][:MAX_PAGES]:
        if time.monotonic() < deadline and (text := _recognised(found, page, engine, stdin, languages)):
            texts[page.number] = text
    if not texts:
        return found
    pages = tuple(
        replace(page, text=texts[page.number], text_basis=TextBasis.OCR) if page.number in texts else page for page in found.pages
    )
    words = _words(pages, languages, today)
    if words is None:
        return found
    return replace(found, pages=pages, language=words.language, dates=words.dates, texts=words.texts, mrz=words.mrz)


def is_picture(page: Page) -> bool:
    return page.dpi is not None and not page.text.strip()


def _recognised(found: Reading, page: Page, engine: Engine, stdin: int, languages: tuple[str, ...]) -> str:
    request = {"mode": "pictures", "media_type": found.media_type, "today": "2000-01-01", "pages": [page.number]}
    ended = ask_child(request | {"dpi": DPI, "most_across": MOST_ACROSS, "grey": True}, stdin=stdin, most_bytes=PICTURE_BYTES)
    if ended.failure:
        return ""
    try:
        (picture,) = split(ended.output, count=1, most_across=MOST_ACROSS)
    except Unreadable:
        return ""
    held = _hold(picture)
    try:
        return engine.read(held, languages)
    finally:
        os.close(held)


def _words(pages: tuple[Page, ...], languages: tuple[str, ...], today: dt.date) -> Words | None:
    held = _hold(json.dumps([[page.number, page.text] for page in pages]).encode())
    try:
        request = {"mode": "words", "media_type": "", "languages": list(languages), "today": today.isoformat()}
        ended = ask_child(request, stdin=held)
        return None if ended.failure else build(Words, parse(ended.output).get("words"))
    except UnknownShape:
        return None
    finally:
        os.close(held)


def _hold(content: bytes) -> int:
    """In memory, under no name."""
    held = os.memfd_create("page")
    with os.fdopen(os.dup(held), "wb") as file:
        file.write(content)
    return held


def _confined(program: str, picture: int, argument: str) -> Ended:
    command = [sys.executable, "-I", "-S", "-B", "-c", program, argument, *places()]
    return run(command, stdin=picture, wall_seconds=RECOGNISING.wall_seconds, environment=_environment())


def _environment() -> dict[str, str]:
    told: dict[str, Any] = {name: os.environ[name] for name in ("TESSDATA_PREFIX",) if name in os.environ}
    return ENVIRONMENT | told


def _text(ended: Ended) -> str:
    if ended.failure:
        log.warning("text recognition: %s", ended.failure.value)
        return ""
    return storable(ended.output.decode("utf-8", "replace"))[:MAX_TEXT].strip()
