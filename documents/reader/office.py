"""Text of Word documents and rows of Excel sheets, once the container has been found sound."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Final

from .archive import parse_part
from .table import MAX_COLUMNS, Cell, Row, gather

MAX_TEXT: Final = 200_000
MAX_PAGE_TEXT: Final = 20_000  # a document has no pages before it is printed: its text comes in pieces of this length
A4_TWIPS: Final = (11_906, 16_838)
MM_PER_TWIP: Final = 25.4 / 1440
BREAKS: Final = {"p": "\n", "br": "\n", "cr": "\n", "tr": "\n", "tab": "\t", "tc": "\t"}
# A field that starts a program of another machine.
DDE: Final = re.compile(r"\bDDE(?:AUTO)?\b")
TEXT_PARTS: Final = re.compile(r"^word/(?:header\d*|document|footnotes|footer\d*)\.xml$")


class RunsFields(ValueError):
    """A field of the document would start something."""


class _Enough(Exception):
    pass


class DocumentText:
    """Handlers that gather the text and the size of the first section, in twentieths of a point."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.size = A4_TWIPS
        self.instructions: list[str] = []
        self._inside = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._inside = tag if tag in ("t", "instrText") else ""
        if tag == "fldSimple":
            self.instructions.append(attributes.get("w:instr", ""))
        if tag == "pgSz":
            self.size = (_twips(attributes.get("w:w"), self.size[0]), _twips(attributes.get("w:h"), self.size[1]))
        if tag in ("br", "cr", "tab"):
            self._add(BREAKS[tag])

    def end(self, tag: str) -> None:
        self._inside = ""
        if tag in ("p", "tr", "tc"):
            self._add(BREAKS[tag])

    def text(self, text: str) -> None:
        if self._inside == "t":
            self._add(text)
        elif self._inside == "instrText":
            self.instructions.append(text)

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
        if self.length > MAX_TEXT:
            raise _Enough


def read_document(archive: zipfile.ZipFile) -> tuple[str, float, float]:
    """(text, width in mm, height in mm); RunsFields for a field that starts a program."""
    found = DocumentText()
    names = [name for name in archive.namelist() if TEXT_PARTS.match(name)]
    for name in sorted(names, key=lambda name: ("header" not in name, "document" not in name, name)):
        try:
            parse_part(archive, name, start=found.start, end=found.end, text=found.text)
        except _Enough:
            break
    if DDE.search("".join(found.instructions)):
        raise RunsFields
    return "".join(found.parts)[:MAX_TEXT], round(found.size[0] * MM_PER_TWIP, 1), round(found.size[1] * MM_PER_TWIP, 1)


def _twips(written: str | None, otherwise: int) -> int:
    return int(written) if written and written.isdigit() and 0 < int(written[:6]) < 100_000 else otherwise


def read_sheet(data: bytes) -> list[Row]:
    """Rows of the sheet that has most of them; what formulas last showed, never formulas."""
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to import; only workbooks need it

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    best: list[Row] = []
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # a sheet may claim a million columns
        rows = gather(_cells(row) for row in sheet.iter_rows(values_only=True))
        while rows and not any(cell is not None for cell in rows[-1]):
            rows.pop()
        best = rows if len(rows) > len(best) else best
    return best


def _cells(row: tuple[object, ...]) -> Row:
    return [_cell(value) for value in row[:MAX_COLUMNS]]


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return value.strip()[:32_767] or None
    if isinstance(value, dt.date | int | float) or value is None:
        return value
    return str(value)
