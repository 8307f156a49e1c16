"""Pictures, PDFs and containers that the corpus is made of; deterministic."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
import zlib
from functools import cache
from typing import Any

import pikepdf
from PIL import Image, ImageDraw

A4_POINTS = (595, 842)
MOMENT = (2026, 1, 1, 0, 0, 0)


@cache
def scan(across: int, along: int, seed: int = 1) -> Image.Image:
    """A sheet in grey with lines of dark strokes, as letters are."""
    image = Image.new("L", (across, along), 245)
    pen = ImageDraw.Draw(image)
    step = max(8, across // 60)
    for row in range(step * 3, along - step * 3, step * 2):
        for column in range(step * 3, across - step * 3, step):
            seed = (seed * 1103515245 + 12345) % 2**31
            pen.line((column, row + seed % step, column + step - 3, row + seed // 7 % step), fill=20, width=max(2, step // 8))
    return image


@cache
def jpeg(across: int, along: int, seed: int = 1, *, dpi: int = 0, turned: int = 0) -> bytes:
    exif = Image.Exif()
    if dpi:
        exif[0x011A], exif[0x011B], exif[0x0128] = float(dpi), float(dpi), 2
    if turned:
        exif[0x0112] = turned
    target = io.BytesIO()
    scan(across, along, seed).save(target, "JPEG", quality=70, exif=exif, dpi=(dpi or 72, dpi or 72))
    return target.getvalue()


@cache
def png(across: int, along: int, *, dpi: int = 0) -> bytes:
    target = io.BytesIO()
    scan(across, along).save(target, "PNG", **({"dpi": (dpi, dpi)} if dpi else {}))
    return target.getvalue()


def image_of(pdf: pikepdf.Pdf, data: bytes, across: int, along: int) -> pikepdf.Object:
    return pdf.make_stream(
        data,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=across,
        Height=along,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )


def page_of(pdf: pikepdf.Pdf, content: bytes, **objects: pikepdf.Object) -> pikepdf.Page:
    """An A4 page that may draw /F1 text and the objects by their names."""
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(F1=font), XObject=pikepdf.Dictionary({f"/{name}": one for name, one in objects.items()})
    )
    page = pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=[0, 0, *A4_POINTS], Resources=resources, Contents=pdf.make_stream(content))
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf.pages[-1]


def text_content(*lines: str) -> bytes:
    shown = (line.encode("latin-1").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") for line in lines)
    return b"BT /F1 11 Tf 15 TL 50 780 Td " + b" ".join(b"(" + line + b") Tj T*" for line in shown) + b" ET"


def saved(pdf: pikepdf.Pdf, **how: Any) -> bytes:
    target = io.BytesIO()
    pdf.save(target, static_id=True, **how)
    return target.getvalue()


def scan_pdf(pages: int, dpi: int) -> bytes:
    across, along = round(A4_POINTS[0] / 72 * dpi), round(A4_POINTS[1] / 72 * dpi)
    pdf = pikepdf.new()
    for number in range(pages):
        page_of(pdf, b"q 595 0 0 842 0 0 cm /Im Do Q", Im=image_of(pdf, jpeg(across, along, number % 2 + 1), across, along))
    return saved(pdf)


def text_pdf(*lines: str) -> bytes:
    pdf = pikepdf.new()
    page_of(pdf, text_content(*lines))
    return saved(pdf)


def packed(parts: dict[str, bytes | str]) -> bytes:
    """A ZIP of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def repacked(data: bytes, more: dict[str, bytes | str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return packed({**{name: archive.read(name) for name in archive.namelist()}, **more})


def chunk(kind: bytes, body: bytes) -> bytes:
    """Of a PNG."""
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def deflated_zeros(blocks: int) -> bytes:
    """zlib stream of that many MiB of zeros, made from one piece repeated: a gigabyte takes no time."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packer.compress(bytes(1024 * 1024))
    packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(bytes(1024 * 1024)) + packer.flush(zlib.Z_FULL_FLUSH)
    last = packer.flush()
    total = blocks * 1024 * 1024 % 65521
    return b"\x78\xda" + piece * blocks + last + (total << 16 | 1).to_bytes(4, "big")


def today() -> dt.date:
    """The day on which the corpus is read."""
    return dt.date(2026, 11, 22)
