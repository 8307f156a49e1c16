"""The program of the reader process: one request, one file on standard input, one answer on standard output.

It never learns the name or the place of the file. Parsers are imported when a type needs them: their import is most of the start.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from dataclasses import dataclass
from typing import Any, Final

from documents.media import CSV, DOCX, JPEG, MAX_SIZE_BYTES, PDF, PNG, TABLES, XLSX
from documents.readings import Page, Reading, Refusal, RefusalCode, Table, TextBasis

from .answer import to_plain
from .wording import Words

HEAD_ROWS: Final = 20  # rows of a report that may name the company


@dataclass(frozen=True, slots=True)
class Request:
    """`mode`: read, pictures, words. `pages` from 1, `dpi` and `most_across` (pixels) are for pictures."""

    mode: str
    media_type: str
    today: dt.date
    languages: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    dpi: int = 0
    most_across: int = 0
    grey: bool = False


def main(written: str) -> None:
    """Exit code 0 with an answer, also when that is a refusal."""
    from .limits import READING, confine  # noqa: PLC0415 - tests run this module in their own process

    confine(READING)
    asked = json.loads(written)
    request = Request(
        **asked | {"today": dt.date.fromisoformat(asked["today"])} | {name: tuple(asked.get(name, ())) for name in ("languages", "pages")}
    )
    data = sys.stdin.buffer.read(MAX_SIZE_BYTES + 1)
    if request.mode == "pictures":
        answer = b"".join(len(one).to_bytes(4, "big") + one for one in draw(data, request))
    elif request.mode == "words":
        answer = _line({"words": to_plain(_words([(page, text) for page, text in json.loads(data)], request))})
    else:
        answer = _line(_told(judge(data, request)))
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    os._exit(0)  # parsers that a hostile file has confused need no farewell


def judge(data: bytes, request: Request) -> Reading | Refusal:
    """Never raises for what is in the file; sha256 is left to the parent, who has read it himself."""
    try:
        return _read(data, request)
    except (MemoryError, RecursionError):
        return Refusal(RefusalCode.TOO_COMPLEX, {})
    except Exception as error:  # noqa: BLE001 - whatever a parser trips over, the file is what is wrong
        print(f"{type(error).__name__} in {request.media_type}", file=sys.stderr)
        return Refusal(RefusalCode.DAMAGED, {})


def draw(data: bytes, request: Request) -> list[bytes]:
    """PNG of each page asked for; of an image there is one."""
    if request.media_type == PDF:
        from .pdfium import picture_pages  # noqa: PLC0415 - imported for the type that needs it

        return picture_pages(data, pages=list(request.pages), dpi=request.dpi, most_across=request.most_across, grey=request.grey)
    from .photo import picture  # noqa: PLC0415 - imported for the type that needs it

    return [picture(data, request.media_type, most_across=request.most_across, grey=request.grey)]


def _read(data: bytes, request: Request) -> Reading | Refusal:
    match request.media_type:
        case m if m == PDF:
            return _read_pdf(data, request)
        case m if m in (JPEG, PNG):
            return _read_image(data, request)
        case m if m in (DOCX, XLSX):
            return _read_office(data, request)
        case m if m == CSV:
            return _read_csv(data, request)
    return Refusal(RefusalCode.WRONG_TYPE, {"media_type": request.media_type})


def _read_pdf(data: bytes, request: Request) -> Reading | Refusal:
    from .pdf import read_pdf  # noqa: PLC0415 - imported for the type that needs it

    found = read_pdf(data)
    if isinstance(found, Refusal):
        return found
    pages, signatures = found
    return _reading(data, request, pages, signatures=signatures)


def _read_image(data: bytes, request: Request) -> Reading | Refusal:
    from .photo import read_image  # noqa: PLC0415 - imported for the type that needs it

    page = read_image(data, request.media_type)
    return page if isinstance(page, Refusal) else _reading(data, request, (page,))


def _read_office(data: bytes, request: Request) -> Reading | Refusal:
    from . import archive, office  # noqa: PLC0415 - imported for the type that needs it

    opened = archive.open_archive(data)
    if isinstance(opened, Refusal):
        return opened
    if request.media_type == XLSX:
        return _read_rows(data, request, office.read_sheet(data))
    try:
        text, across, along = office.read_document(opened)
    except office.RunsFields:
        return Refusal(RefusalCode.ACTIVE_CONTENT, {"found": "dde_field"})
    parts = [text[at : at + office.MAX_PAGE_TEXT] for at in range(0, len(text), office.MAX_PAGE_TEXT)] or [""]
    basis = TextBasis.EMBEDDED if text.strip() else TextBasis.NONE
    return _reading(data, request, tuple(Page(at, across, along, None, None, None, part, basis) for at, part in enumerate(parts, 1)))


def _read_csv(data: bytes, request: Request) -> Reading | Refusal:
    from . import delimited  # noqa: PLC0415 - imported for the type that needs it

    return _read_rows(data, request, delimited.read_rows(data, request.languages))


def _read_rows(data: bytes, request: Request, rows: Any) -> Reading:
    from .table import read_table  # noqa: PLC0415 - imported for the type that needs it

    table = read_table(rows, languages=request.languages, today=request.today)
    head = "\n".join(" ".join(str(cell) for cell in row if cell is not None) for row in rows[:HEAD_ROWS])
    return _reading(data, request, (), table=table, words=_words([(1, head[:20_000])], request))


def _reading(
    data: bytes, request: Request, pages: tuple[Page, ...], *, table: Table | None = None, words: Words | None = None, signatures: int = 0
) -> Reading:
    words = words or _words([(page.number, page.text) for page in pages], request)
    dates = () if request.media_type in TABLES else words.dates
    size = len(data)
    return Reading(
        request.media_type, size, "", pages, words.language, dates, words.texts, words.mrz, table, signatures, ocr_available=False
    )


def _words(texts: list[tuple[int, str]], request: Request) -> Words:
    if not any(text.strip() for _, text in texts):
        return Words()
    from .words import read_words  # noqa: PLC0415 - its patterns take a while to compile, and a scan has no words

    return read_words(texts, languages=request.languages, today=request.today)


def _told(found: Reading | Refusal) -> dict[str, Any]:
    return {"reading" if isinstance(found, Reading) else "refusal": to_plain(found)}


def _line(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, ensure_ascii=False, allow_nan=False).encode() + b"\n"
