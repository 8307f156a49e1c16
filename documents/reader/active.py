"""What a PDF carries that would run or reach outside, and its fields for signatures. Every object is looked at, used or not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pikepdf

MAX_OBJECTS: Final = 120_000
MAX_DEPTH: Final = 12
ACTIONS: Final = {
    "/JavaScript": "javascript",
    "/Launch": "launch",
    "/SubmitForm": "submit_form",
    "/ImportData": "import_data",
    "/GoToE": "embedded_file",
    "/Rendition": "media",
    "/Movie": "media",
    "/Sound": "media",
    "/RichMediaExecute": "rich_media",
}
ANNOTATIONS: Final = {
    "/RichMedia": "rich_media",
    "/FileAttachment": "embedded_file",
    "/Movie": "media",
    "/Sound": "media",
    "/Screen": "media",
    "/3D": "rich_media",
}
KEYS: Final = {
    "/JS": "javascript",
    "/XFA": "xfa",
    "/EmbeddedFiles": "embedded_file",
    "/RichMediaContent": "rich_media",
    "/Collection": "embedded_file",
}


class TooManyObjects(MemoryError):
    """More objects than a paper has."""


def survey(pdf: pikepdf.Pdf) -> tuple[list[str], int]:
    """(what runs: embedded_file javascript launch media rich_media xfa…, number of signature fields); a jump within the file is neither."""
    active: set[str] = set()
    signatures = 0
    for found in _dictionaries(pdf):
        active.update(_judge(found))
        signatures += found.get("/FT") == "/Sig"
    return sorted(active), signatures


def _judge(found: Any) -> Iterator[str]:
    keys = found.keys()
    yield from (what for key, what in KEYS.items() if key in keys)
    if "/S" in keys and (what := ACTIONS.get(_name(found["/S"]))):
        yield what
    if "/Subtype" in keys and (what := ANNOTATIONS.get(_name(found["/Subtype"]))):
        yield what
    if "/Type" in keys and _name(found["/Type"]) == "/EmbeddedFile":
        yield "embedded_file"


def _name(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Dictionaries of all objects, with what is written inside them; references are met as objects of their own."""
    seen = 0
    for whole in pdf.objects:
        pending: list[tuple[Any, int]] = [(whole, 0)]
        while pending:
            value, depth = pending.pop()
            seen += 1
            if seen > MAX_OBJECTS:
                raise TooManyObjects
            if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
                yield value
                inner = [value.get(key) for key in value.keys()]  # noqa: SIM118 - a stream is not iterable
            elif isinstance(value, pikepdf.Array):
                inner = list(value)
            else:
                continue
            if depth < MAX_DEPTH:
                pending += [(one, depth + 1) for one in inner if _holds_more(one)]


def _holds_more(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect
