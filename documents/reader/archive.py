"""The container of Word and Excel files: bounded before anything is unpacked, and free of what runs or reaches outside.

Limits on unpacking: at most 2,000 parts, none over another, 50 to 1 beyond 64 MiB (source: reliability F1, hostile ZIPs).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final
from xml.parsers import expat

from documents.readings import Refusal, RefusalCode

MAX_PARTS: Final = 2_000
FREE_BYTES: Final = 64 * 1024 * 1024
MAX_RATIO: Final = 50
MAX_UNPACKED: Final = 512 * 1024 * 1024
BLOCK: Final = 64 * 1024
ENCRYPTED: Final = 0x1
ACTIVE_PARTS: Final = (
    (re.compile(r"(^|/)vbaproject\.bin$|(^|/)vbadata\.xml$|(^|/)macrosheets/"), "macro"),
    (re.compile(r"(^|/)embeddings/"), "embedded_file"),
    (re.compile(r"(^|/)activex/|(^|/)ctrlprops/"), "activex"),
    (re.compile(r"(^|/)externallinks/"), "external_link"),
)
HARMLESS_LINK: Final = "/hyperlink"


class Declares(ValueError):
    """A part has a document type, which these formats never have: it is where entities are declared."""


def open_archive(data: bytes) -> zipfile.ZipFile | Refusal:
    """Refusal when it is cut off, protected, a bomb, or carries what runs."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        whole = b"PK\x05\x06" in data[-66 * 1024 :]
        return Refusal(RefusalCode.DAMAGED if whole else RefusalCode.TRUNCATED, {})
    parts = archive.infolist()
    if any(part.flag_bits & ENCRYPTED for part in parts):
        return Refusal(RefusalCode.PASSWORD, {})
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if unpacked > MAX_UNPACKED or len(parts) > MAX_PARTS or (unpacked > FREE_BYTES and unpacked / packed > MAX_RATIO) or _overlap(parts):
        return Refusal(RefusalCode.TOO_COMPLEX, {"unpacked_bytes": unpacked, "parts": len(parts)})
    found = _active(archive)
    return Refusal(RefusalCode.ACTIVE_CONTENT, {"found": ", ".join(found)}) if found else archive


def _overlap(parts: list[zipfile.ZipInfo]) -> bool:
    """Parts that share their bytes are how a small archive unpacks to much."""
    ordered = sorted(parts, key=lambda part: part.header_offset)
    return any(one.header_offset + 30 + one.compress_size > two.header_offset for one, two in pairwise(ordered))


def _active(archive: zipfile.ZipFile) -> list[str]:
    found: dict[str, None] = {}
    for part in archive.infolist():
        name = part.filename.lower().replace("\\", "/")
        found.update({what: None for pattern, what in ACTIVE_PARTS if pattern.search(name)})
        if name == "[content_types].xml" and b"macroenabled" in archive.read(part).lower():
            found["macro"] = None
        if name.endswith((".xml", ".rels")):
            found.update({what: None for what in _scan(archive, part)})
    return sorted(found)


def _scan(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[str]:
    """Entity declarations in any part; links to the outside in the relationships."""
    links: list[str] = []

    def element(name: str, attributes: dict[str, str]) -> None:
        if not part.filename.lower().endswith(".rels"):
            raise StopIteration
        if attributes.get("TargetMode", "").lower() == "external" and not attributes.get("Type", "").lower().endswith(HARMLESS_LINK):
            links.append("external_link")

    try:
        parse_part(archive, part.filename, start=element)
    except StopIteration:
        pass
    except Declares:
        yield "entities"
    yield from links


def parse_part(
    archive: zipfile.ZipFile,
    name: str,
    *,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """One part through a streaming parser that refuses document types; names come without their namespace prefix.

    Declares for a document type, expat.ExpatError for broken XML; whatever a handler raises ends the parse.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = lambda tag, attributes: start(tag.rpartition(":")[2], attributes)
    if end is not None:
        parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    with archive.open(name) as stream:
        while block := stream.read(BLOCK):
            parser.Parse(block, False)
        parser.Parse(b"", True)


def _refuse(*_: object) -> None:
    raise Declares
