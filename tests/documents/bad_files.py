"""Everything else that is refused: other types, wrong names, two types in one, images and office files that are traps."""

from __future__ import annotations

import io
import zipfile
import zlib
from functools import partial

from documents.media import CSV, DOCX, MAX_SIZE_BYTES, SCANS
from documents.readings import RefusalCode as Code
from tests.documents.case import Maker, Shelf
from tests.documents.drawing import chunk, deflated_zeros, jpeg, packed, png, repacked, text_pdf
from tests.documents.good_files import orders_csv, policy, wide_claim

CASES = Shelf()
OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SMALL_JPEG, SMALL_PNG = jpeg(400, 300), png(400, 300)

OTHER_TYPES = {
    "scan.tiff": ("image/tiff", b"II*\0\x08\0\0\0" + bytes(64)),
    "scan-motorola.tif": ("image/tiff", b"MM\0*\0\0\0\x08" + bytes(64)),
    "photo.heic": ("image/heic", b"\0\0\0\x18ftypheic" + bytes(64)),
    "photo.avif": ("image/avif", b"\0\0\0\x18ftypavif" + bytes(64)),
    "film.mp4": ("video/mp4", b"\0\0\0\x18ftypisom" + bytes(64)),
    "photo.webp": ("image/webp", b"RIFF\x24\0\0\0WEBPVP8 " + bytes(32)),
    "photo.gif": ("image/gif", b"GIF89a\x01\0\x01\0" + bytes(16)),
    "gifar.gif": ("image/gif", b"GIF89a\x01\0\x01\0" + bytes(16) + packed({"META-INF/MANIFEST.MF": "a"})),
    "photo.bmp": ("image/bmp", b"BM" + bytes(64)),
    "drawing.svg": ("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    "drawing-declared.svg": ("image/svg+xml", b"<?xml version='1.0'?>\n<!-- a -->\n<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "page.html": ("text/html", b"\n <!DOCTYPE html><title>a</title>"),
    "page-called.csv": ("text/html", b"\xef\xbb\xbf<HTML><body>a,b</body>"),
    "data.xml": ("application/xml", b"<?xml version='1.0'?><a/>"),
    "setup.exe": ("application/vnd.microsoft.portable-executable", b"MZ\x90\0" + bytes(64)),
    "program-called.pdf": ("application/vnd.microsoft.portable-executable", b"MZ\x90\0" + text_pdf("a")),
    "program": ("application/x-executable", b"\x7fELF\x02\x01\x01" + bytes(64)),
    "script.csv": ("text/x-shellscript", b"#!/bin/sh\necho a,b\n"),
    "papers.zip": ("application/zip", packed({"scan.pdf": "a"})),
    "letter.odt": ("application/zip", packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})),
    "slides.pptx": ("application/zip", packed({"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"})),
    "papers.rar": ("application/vnd.rar", b"Rar!\x1a\x07\x01\0" + bytes(32)),
    "papers.7z": ("application/x-7z-compressed", b"7z\xbc\xaf\x27\x1c" + bytes(32)),
    "papers.gz": ("application/gzip", b"\x1f\x8b\x08" + bytes(32)),
    "letter.rtf": ("application/rtf", b"{\\rtf1 a}"),
    "letter.doc": ("application/x-ole-storage", OLE_HEAD + "WordDocument".encode("utf-16-le") + bytes(64)),
    "zeros.csv": ("application/octet-stream", b"a,b\n1,\x002\n" + bytes(64)),
    "noise.pdf": ("application/octet-stream", bytes((number * 167 + 13) % 256 for number in range(4_000))),
}
for _name, (_type, _content) in OTHER_TYPES.items():
    CASES.bad(_name, Code.WRONG_TYPE, media_type=_type, expected="pdf, jpg, png", allowed=SCANS)(partial(bytes, _content))

CASES.bad("empty.pdf", Code.EMPTY, size_bytes=0)(lambda: b"")
CASES.bad("large.pdf", Code.TOO_LARGE, size_bytes=MAX_SIZE_BYTES + 1)(lambda: b"%PDF-1.7\n".ljust(MAX_SIZE_BYTES + 1, b"\0"))
CASES.bad("photo-called.pdf", Code.NAME_DISAGREES, media_type="image/jpeg", ending="pdf")(lambda: SMALL_JPEG)
CASES.bad("letter-called.xlsx", Code.NAME_DISAGREES, media_type=DOCX)(policy)
CASES.bad("table-called.xlsx", Code.NAME_DISAGREES, media_type=CSV)(orders_csv)
CASES.bad("table-for-scan.csv", Code.NOT_FOR_KIND, allowed=SCANS, media_type=CSV, expected="pdf, jpg, png")(orders_csv)
CASES.bad("letter-for-scan.docx", Code.NOT_FOR_KIND, allowed=SCANS, media_type=DOCX)(policy)
CASES.bad("protected.docx", Code.PASSWORD)(lambda: OLE_HEAD + "EncryptedPackage".encode("utf-16-le") + bytes(64))

CASES.bad("and-zip.jpg", Code.POLYGLOT)(lambda: SMALL_JPEG + packed({"a.txt": "a"}))
CASES.bad("and-zip.png", Code.POLYGLOT)(lambda: SMALL_PNG + packed({"a.txt": "a"}))
CASES.bad("remark-is-page.jpg", Code.POLYGLOT)(lambda: SMALL_JPEG[:2] + b"\xff\xfe\0\x22<html><script>alert(1)</script>" + SMALL_JPEG[2:])
CASES.bad("page-behind.jpg", Code.POLYGLOT)(lambda: SMALL_JPEG + b"<script src=//sentinel.example></script>")
CASES.bad("paper-behind.jpg", Code.POLYGLOT)(lambda: SMALL_JPEG + text_pdf("a"))
CASES.bad("paper-inside.png", Code.POLYGLOT)(lambda: SMALL_PNG[:33] + chunk(b"tEXt", b"a\0%PDF-1.7\n") + SMALL_PNG[33:])
CASES.bad("paper-inside.docx", Code.POLYGLOT)(lambda: _stored_first({"a": b"%PDF-1.7\n"}, policy()))
CASES.bad("gap.docx", Code.POLYGLOT)(lambda: _with_gap(policy()))
CASES.bad("tail.docx", Code.POLYGLOT)(lambda: policy() + b"<script>alert(1)</script>")


def _stored_first(first: dict[str, bytes], data: bytes) -> bytes:
    """These parts unpacked at the very beginning."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive, zipfile.ZipFile(io.BytesIO(data)) as old:
        for name, content in first.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content)
        for name in old.namelist():
            archive.writestr(old.getinfo(name), old.read(name))
    return target.getvalue()


def _with_gap(data: bytes) -> bytes:
    """Something before the directory that it does not know of."""
    at = data.rindex(b"PK\x05\x06")
    start = int.from_bytes(data[at + 16 : at + 20], "little")
    return data[:start] + b"#!/bin/sh\n" + data[start:]


# Images -----------------------------------------------------------------------------------------------------------------------------

PNG_START = b"\x89PNG\r\n\x1a\n"


def tiny_png(across: int, along: int, *chunks: bytes, pixels: bytes | None = None) -> bytes:
    header = chunk(b"IHDR", across.to_bytes(4, "big") + along.to_bytes(4, "big") + b"\x08\0\0\0\0")
    rows = zlib.compress(bytes((across + 1) * along)) if pixels is None else pixels
    return PNG_START + header + b"".join(chunks) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def claims(data: bytes, across: int, along: int) -> bytes:
    """A JPEG whose frame header says another size."""
    at = data.index(b"\xff\xc0")
    return data[: at + 5] + along.to_bytes(2, "big") + across.to_bytes(2, "big") + data[at + 9 :]


CASES.bad("forty-megapixels.png", Code.TOO_MANY_PIXELS, pixels=100_000_000)(lambda: tiny_png(10_000, 10_000, pixels=zlib.compress(b"\0")))
CASES.bad("four-gigapixels.jpg", Code.TOO_MANY_PIXELS, pixels=65_500 * 65_500)(lambda: claims(SMALL_JPEG, 65_500, 65_500))
CASES.bad("text-bomb.png", Code.TOO_COMPLEX)(lambda: tiny_png(9, 9, chunk(b"zTXt", b"a\0\0" + deflated_zeros(200))))
CASES.bad("profile-bomb.png", Code.TOO_COMPLEX)(lambda: tiny_png(9, 9, chunk(b"iCCP", b"a\0\0" + deflated_zeros(200))))
CASES.bad("cut.jpg", Code.TRUNCATED)(lambda: jpeg(1240, 1754)[:-30_000])
CASES.bad("start-only.jpg", Code.TRUNCATED)(lambda: SMALL_JPEG[:20])
CASES.bad("cut.png", Code.TRUNCATED)(lambda: png(1240, 1754)[:-3_000])
CASES.bad("wrong-sum.png", Code.DAMAGED)(lambda: SMALL_PNG[:29] + b"\0\0\0\0" + SMALL_PNG[33:])
CASES.bad("noise-inside.png", Code.DAMAGED)(lambda: tiny_png(900, 900, pixels=b"\x78\x9c" + b"\xff" * 500))

# Office files -----------------------------------------------------------------------------------------------------------------------

RELATIONS = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{}</Relationships>"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OUTSIDE = f"<Relationship Id='r1' Type='{OFFICE}/{{}}' Target='http://sentinel.example/a' TargetMode='External'/>"
LAUGHS = (
    "<!DOCTYPE a [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1 or str()};' * 10}'>" for n in range(1, 10))
    + "]><w:document>&a9;</w:document>"
)
DDE = '<w:document xmlns:w="w"><w:p><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"</w:instrText></w:r></w:p></w:document>'
RUNS: dict[str, tuple[str, Maker, dict[str, bytes | str]]] = {
    "macro.docx": ("macro", policy, {"word/vbaProject.bin": b"\xd0\xcf"}),
    "macro.xlsx": ("macro", wide_claim, {"xl/vbaProject.bin": b"\xd0\xcf"}),
    "old-macro.xlsx": ("macro", wide_claim, {"xl/macrosheets/sheet1.xml": "<a/>"}),
    "macro-by-type.docx": (
        "macro",
        policy,
        {"[Content_Types].xml": "<Types><Default ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/></Types>"},
    ),
    "embedded.docx": ("embedded_file", policy, {"word/embeddings/oleObject1.bin": b"\xd0\xcf"}),
    "activex.docx": ("activex", policy, {"word/activeX/activeX1.xml": "<a/>"}),
    "outside-template.docx": (
        "external_link",
        policy,
        {"word/_rels/settings.xml.rels": RELATIONS.format(OUTSIDE.format("attachedTemplate"))},
    ),
    "outside-image.docx": ("external_link", policy, {"word/_rels/footer9.xml.rels": RELATIONS.format(OUTSIDE.format("image"))}),
    "outside-book.xlsx": ("external_link", wide_claim, {"xl/externalLinks/externalLink1.xml": "<a/>"}),
    "laughs.docx": ("entities", policy, {"word/document.xml": LAUGHS}),
    "outside-entity.xlsx": ("entities", wide_claim, {"xl/sharedStrings.xml": "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"}),
    "starts-program.docx": ("dde_field", policy, {"word/document.xml": DDE}),
}


def with_parts(base: Maker, parts: dict[str, bytes | str]) -> bytes:
    return repacked(base(), parts)


for _name, (_found, _base, _parts) in RUNS.items():
    CASES.bad(_name, Code.ACTIVE_CONTENT, found=_found)(partial(with_parts, _base, _parts))

CASES.bad("cut.docx", Code.TRUNCATED)(lambda: policy()[:-2_000])
CASES.bad("cut.xlsx", Code.TRUNCATED)(lambda: wide_claim()[:-500])
CASES.bad("not-xml.docx", Code.DAMAGED)(lambda: repacked(policy(), {"word/document.xml": "<w:document><w:p>"}))
CASES.bad("no-sheet.xlsx", Code.DAMAGED)(lambda: repacked(wide_claim(), {"xl/workbook.xml": "<workbook/>x"}))
CASES.bad("bomb.xlsx", Code.TOO_COMPLEX)(lambda: repacked(wide_claim(), {"xl/worksheets/sheet2.xml": bytes(90 * 1024 * 1024)}))
CASES.bad("many-parts.docx", Code.TOO_COMPLEX)(lambda: repacked(policy(), {f"word/{number}": "" for number in range(2_500)}))
CASES.bad("locked-part.docx", Code.PASSWORD)(lambda: _locked(policy()))
CASES.bad("overlap.docx", Code.TOO_COMPLEX)(lambda: _overlapping(policy()))


def _locked(data: bytes) -> bytes:
    """The first part says it is encrypted, in both places."""
    at = data.rindex(b"PK\x05\x06")
    start = int.from_bytes(data[at + 16 : at + 20], "little")
    return data[:6] + b"\x01" + data[7 : start + 8] + b"\x01" + data[start + 9 :]


def _overlapping(data: bytes) -> bytes:
    """The directory's second entry points at the first part."""
    at = data.rindex(b"PK\x05\x06")
    first = int.from_bytes(data[at + 16 : at + 20], "little")
    second = data.index(b"PK\x01\x02", first + 4)
    return data[: second + 42] + data[first + 42 : first + 46] + data[second + 46 :]
