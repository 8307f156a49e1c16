"""The type of a file by its own bytes, and files that are two types at once. Looks at the head and the tail only; parses nothing.

A PDF starts with its header at byte 0: readers that look for it further in are what makes polyglots possible (source: reliability F1).
"""

from __future__ import annotations

import re
from typing import Final

from documents.media import CSV, DOCX, JPEG, PDF, PNG, XLSX

HEAD_BYTES: Final = 64 * 1024
TAIL_BYTES: Final = 66 * 1024  # a ZIP ends within 64 KiB and 22 bytes
ZIP: Final = "application/zip"
OLE: Final = "application/x-ole-storage"
UNKNOWN: Final = "application/octet-stream"

SIGNATURES: Final = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"II+\0", "image/tiff"),
    (b"MM\0+", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-executable"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\0", "application/x-xz"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"8BPS", "image/vnd.adobe.photoshop"),
    (b"{\\rtf", "application/rtf"),
    (b"%!PS", "application/postscript"),
    (b"BM", "image/bmp"),
    (b"\0\0\x01\0", "image/vnd.microsoft.icon"),
    (b"\x00\x00\x00\x0cjP  ", "image/jp2"),
    (b"\xff\x0a", "image/jxl"),
    (b"#!", "text/x-shellscript"),
)
WORDS_TOO: Final = (b"MZ", b"BM", b"BZ")  # a table may begin with them as well
BRANDS: Final = {b"heic": "image/heic", b"heix": "image/heic", b"hevc": "image/heic", b"mif1": "image/heif", b"msf1": "image/heif"} | {
    b"avif": "image/avif",
    b"avis": "image/avif",
}
MARKUP: Final = (("svg", "image/svg+xml"), ("!doctype svg", "image/svg+xml"), ("html", "text/html"), ("!doctype html", "text/html"))
WEB_PAGE: Final = re.compile(rb"<(?:html|script|svg|iframe|!doctype html|\?php)[\s>]", re.IGNORECASE)
UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
TEXT_BOM: Final = b"\xef\xbb\xbf"
CONTROLS: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
END_OF_ZIP: Final = b"PK\x05\x06"


def media_type(head: bytes, tail: bytes) -> str:
    """One of ours, or the name of what it is; UNKNOWN when no signature fits and it is not text."""
    found = next((name for mark, name in SIGNATURES if head.startswith(mark)), None)
    if found and head[:2] in WORDS_TOO and not CONTROLS.search(head):
        found = None
    if found == ZIP:
        return _office(head, tail)
    if found is None and head[4:8] == b"ftyp":
        found = BRANDS.get(head[8:12], "video/mp4")
    if found is None and head[:4] == b"RIFF":
        found = "image/webp" if head[8:12] == b"WEBP" else "application/x-riff"
    return found or _text(head)


def _office(head: bytes, tail: bytes) -> str:
    """The directory of a ZIP stands at its end and names the parts."""
    if b"word/document.xml" in tail or b"word/document.xml" in head:
        return DOCX
    return XLSX if b"xl/workbook.xml" in tail or b"xl/workbook.xml" in head else ZIP


def _text(head: bytes) -> str:
    wide = head.startswith(UTF16_MARKS)
    plain = head.decode("utf-16", "ignore").encode("utf-8", "ignore") if wide else head.removeprefix(TEXT_BOM)
    start = plain[:1024].lstrip().lower()
    for word, name in MARKUP:
        if start.startswith(b"<" + word.encode()):
            return name
    if start.startswith((b"<?xml", b"<!--")):
        return next((name for word, name in MARKUP if b"<" + word.encode() in plain[:4096].lower()), "application/xml")
    if b"%PDF-" in plain[:1024]:
        return PDF  # not at byte 0: is_polyglot says so
    return CSV if plain.strip() and not CONTROLS.search(plain) else UNKNOWN


def is_password_office(head: bytes, tail: bytes) -> bool:
    """Word and Excel wrap a protected document in an old container with a stream of this name."""
    name = "EncryptedPackage".encode("utf-16-le")
    return name in head or name in tail


def is_polyglot(found: str, head: bytes, tail: bytes, size: int) -> bool:
    """Two types in one file: a second header where other programs look for it, or a ZIP at the end."""
    if found == PDF:
        return not head.startswith(b"%PDF-") or bool(WEB_PAGE.search(head[:1024])) or _ends_in_zip(tail, size)
    if b"%PDF-" in head[:1024]:
        return True
    if found in (DOCX, XLSX):
        return not _is_whole_zip(tail, size)
    if found in (JPEG, PNG):
        return (
            bool(WEB_PAGE.search(head) or WEB_PAGE.search(tail)) or b"%PDF-" in tail or b"%%EOF" in tail[-1024:] or _ends_in_zip(tail, size)
        )
    return _ends_in_zip(tail, size)


def _ends_in_zip(tail: bytes, size: int) -> bool:
    return _zip_directory(tail, size) is not None


def _is_whole_zip(tail: bytes, size: int) -> bool:
    """The ZIP begins at byte 0: nothing stands before it that its directory does not know. A cut-off one is not judged here."""
    found = _zip_directory(tail, size)
    if found is None:
        return True
    offset, length, place, comment = found
    return offset + length == place and place + 22 + comment == size


def _zip_directory(tail: bytes, size: int) -> tuple[int, int, int, int] | None:
    """(offset and length of the directory, place of the end record, length of its comment) of a believable end of a ZIP."""
    at = tail.rfind(END_OF_ZIP)
    record = tail[at : at + 22]
    if at < 0 or len(record) < 22 or record[4:8] != b"\0\0\0\0":
        return None
    length, offset = int.from_bytes(record[12:16], "little"), int.from_bytes(record[16:20], "little")
    place = size - len(tail) + at
    comment = int.from_bytes(record[20:22], "little")
    return (offset, length, place, comment) if length + offset <= place else None
