"""Reads an uploaded file in a process of its own: cheap looks first, then a child that may do nothing but read.

    Unreadable          raised by the pictures only; `refusal` says why
    read_file()         Reading, or the Refusal that stands for the whole file
    render_page(s)()    PNG for preview

What the child says is believed only in the shape of documents.readings; type, size and sha256 are seen here.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path
from typing import Any, Final

from documents.media import ENDINGS, MAX_PAGES, MAX_SIZE_BYTES, SCANS
from documents.readings import Reading, Refusal, RefusalCode

from .answer import UnknownShape, build, parse
from .ocr import find_engine, recognise
from .pictures import Unreadable, split
from .process import ask_child
from .sniff import HEAD_BYTES, OLE, TAIL_BYTES, is_password_office, is_polyglot, media_type

__all__ = ["Unreadable", "read_file", "render_page", "render_pages"]

PREVIEW_DPI: Final = 110
PREVIEW_ACROSS: Final = 1_600
THUMBNAIL_ACROSS: Final = 240
MAX_PICTURES_BYTES: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Look:
    media_type: str
    size_bytes: int
    sha256: str


def read_file(
    path: Path, *, file_name: str, allowed: frozenset[str], languages: tuple[str, ...] = ("en",), today: dt.date, ocr: bool = True
) -> Reading | Refusal:
    """`languages`: of the paper's country first, as en-US, it, zh-TW: they settle the order of day and month and Taiwan's years.

    `file_name` is only compared with the content; it goes no further. OSError when the path cannot be read.
    """
    with path.open("rb") as file:
        look = _first_look(file, file_name, allowed)
        if isinstance(look, Refusal):
            return look
        request = {"mode": "read", "media_type": look.media_type, "languages": list(languages), "today": today.isoformat()}
        found = _ask(request, file.fileno())
        if isinstance(found, Refusal):
            return found
        engine = find_engine() if look.media_type in SCANS else None
        found = replace(found, media_type=look.media_type, size_bytes=look.size_bytes, sha256=look.sha256, ocr_available=engine is not None)
        return recognise(found, engine, file.fileno(), languages=languages, today=today) if engine and ocr else found


def render_page(path: Path, page: int, dpi: int = PREVIEW_DPI) -> bytes:
    """PNG of a page of a PDF or of the image, upright, without tags, at most 1,600 pixels across. Unreadable."""
    return render_pages(path, [page], dpi=dpi, most_across=PREVIEW_ACROSS)[0]


def render_pages(path: Path, pages: Iterable[int], *, dpi: int = PREVIEW_DPI, most_across: int = THUMBNAIL_ACROSS) -> list[bytes]:
    """PNG of each page, from one child. Unreadable when one is missing."""
    wanted = list(pages)
    with path.open("rb") as file:
        look = _first_look(file, "", SCANS)
        if isinstance(look, Refusal):
            raise Unreadable(look)
        request = {"mode": "pictures", "media_type": look.media_type, "today": "2000-01-01", "pages": wanted, "dpi": dpi}
        ended = ask_child(request | {"most_across": most_across}, stdin=file.fileno(), most_bytes=MAX_PICTURES_BYTES)
    if ended.failure:
        raise Unreadable(Refusal(ended.failure, {}))
    return split(ended.output, count=len(wanted), most_across=most_across)


def _first_look(file: BufferedReader, file_name: str, allowed: frozenset[str]) -> _Look | Refusal:
    """Everything that can be said from size, head, tail and name."""
    size = os.fstat(file.fileno()).st_size
    if size == 0:
        return Refusal(RefusalCode.EMPTY, {"size_bytes": 0})
    if size > MAX_SIZE_BYTES:
        return Refusal(RefusalCode.TOO_LARGE, {"size_bytes": size, "max_bytes": MAX_SIZE_BYTES})
    head = file.read(HEAD_BYTES)
    file.seek(max(0, size - TAIL_BYTES))
    tail = file.read(TAIL_BYTES)
    found = media_type(head, tail)
    seen: dict[str, str | int] = {"media_type": found, "expected": _expected(allowed)}
    if found == OLE and is_password_office(head, tail):
        return Refusal(RefusalCode.PASSWORD, {})
    if found not in ENDINGS:
        return Refusal(RefusalCode.WRONG_TYPE, seen)
    if is_polyglot(found, head, tail, size):
        return Refusal(RefusalCode.POLYGLOT, {"media_type": found})
    ending = _ending(file_name)
    if ending and ending not in ENDINGS[found]:
        return Refusal(RefusalCode.NAME_DISAGREES, {"media_type": found, "ending": ending, "expected": ", ".join(ENDINGS[found])})
    if found not in allowed:
        return Refusal(RefusalCode.NOT_FOR_KIND, seen)
    file.seek(0)
    return _Look(found, size, hashlib.file_digest(file, "sha256").hexdigest())


def _expected(allowed: frozenset[str]) -> str:
    """What is taken, as endings of names: pdf, jpg, png."""
    return ", ".join(endings[0] for media, endings in ENDINGS.items() if media in allowed)


def _ending(file_name: str) -> str:
    """Lower case, without the dot; empty for a name that has none, which disagrees with nothing."""
    stem, dot, ending = file_name.rstrip(". ").rpartition(".")
    return ending.lower()[:20] if dot and stem else ""


def _ask(request: dict[str, Any], stdin: int) -> Reading | Refusal:
    ended = ask_child(request, stdin=stdin)
    if ended.failure:
        return Refusal(ended.failure, {})
    try:
        told = parse(ended.output)
        if told.keys() == {"refusal"}:
            return build(Refusal, told["refusal"])
        found = build(Reading, told.get("reading"))
        if [page.number for page in found.pages] != list(range(1, len(found.pages) + 1)) or len(found.pages) > MAX_PAGES:
            raise UnknownShape("pages")
    except UnknownShape:
        return Refusal(RefusalCode.DAMAGED, {})
    return found
