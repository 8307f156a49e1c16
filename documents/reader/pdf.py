"""PDFs: structure and active content by pikepdf, text and pictures by PDFium.

A file that pikepdf had to repair is taken only when whole pages come out of it: as many as it says it has, each with its content and
images, no stream cut short. Otherwise it was cut off (no end mark) or is damaged.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from documents.media import MAX_PAGES, MAX_PIXELS
from documents.readings import DpiBasis, Page, Refusal, RefusalCode, TextBasis

from .active import survey
from .placed import POINTS_PER_INCH, Placed, page_dpi, pixel_size, placed_images
from .unpacking import check_streams

END_MARK: Final = b"%%EOF"
END_WITHIN: Final = 2048
MAX_PAGE_TEXT: Final = 20_000
MAX_TEXT: Final = 200_000
SHARP_PIXELS: Final = 200_000_000  # decoding them all takes about two seconds; pages after that are not measured
MM_PER_INCH: Final = 25.4
REPAIRED: Final = ("reconstruct", "recover", "damaged", "endstream")


def read_pdf(data: bytes) -> tuple[tuple[Page, ...], int] | Refusal:
    """(pages, signature fields)."""
    broken = Refusal(RefusalCode.DAMAGED if END_MARK in data[-END_WITHIN:] else RefusalCode.TRUNCATED, {})
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            refused, signatures = _look(pdf, broken)
            return refused or (_pages(pdf, data), signatures)
    except pikepdf.PasswordError:
        return Refusal(RefusalCode.PASSWORD, {})
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError, ArithmeticError, IndexError):
        return broken


def _look(pdf: pikepdf.Pdf, broken: Refusal) -> tuple[Refusal | None, int]:
    """(why it is not taken, number of signature fields), the cheap looks first."""
    if refused := _count_refusal(pdf, broken):
        return refused, 0
    check_streams(pdf)
    active, signatures = survey(pdf)
    if active:
        return Refusal(RefusalCode.ACTIVE_CONTENT, {"found": ", ".join(active)}), 0
    return _repair_refusal(pdf, broken) or _pixel_refusal(pdf), signatures


def _count_refusal(pdf: pikepdf.Pdf, broken: Refusal) -> Refusal | None:
    count = len(pdf.pages)
    if count == 0:
        return Refusal(RefusalCode.NO_PAGES, {"pages": 0}) if _said_count(pdf) == 0 else broken
    if count > MAX_PAGES:
        return Refusal(RefusalCode.TOO_MANY_PAGES, {"pages": count})
    return None


def _repair_refusal(pdf: pikepdf.Pdf, broken: Refusal) -> Refusal | None:
    repaired = any(word in str(warning) for warning in pdf.get_warnings() for word in REPAIRED)
    return broken if (repaired or broken.code is RefusalCode.TRUNCATED) and not _is_complete(pdf) else None


def _pixel_refusal(pdf: pikepdf.Pdf) -> Refusal | None:
    pixels = max((across * down for page in pdf.pages for across, down in _image_sizes(page)), default=0)
    return Refusal(RefusalCode.TOO_MANY_PIXELS, {"pixels": pixels}) if pixels > MAX_PIXELS else None


def _said_count(pdf: pikepdf.Pdf) -> int:
    said = pdf.Root.Pages.get("/Count", -1)
    return said if isinstance(said, int) else -1


def _is_complete(pdf: pikepdf.Pdf) -> bool:
    cut = any("endstream" in str(warning) or "stream length" in str(warning) for warning in pdf.get_warnings())
    return not cut and _said_count(pdf) == len(pdf.pages) and all(_is_whole(page) for page in pdf.pages)


def _is_whole(page: Any) -> bool:
    """It has content, and all that the content draws: what was lost reads as if it had never been named."""
    content = page.obj.get("/Contents")
    parts = list(content) if isinstance(content, pikepdf.Array) else [content]
    objects = _objects(page)
    drawn = [step.operands[0] for step in pikepdf.parse_content_stream(page, "Do") if len(step.operands)]
    return all(isinstance(part, pikepdf.Stream) for part in [*parts, *(objects.get(str(name)) for name in drawn)])


def _objects(page: Any) -> Any:
    resources = page.obj.get("/Resources")
    found = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    return found if isinstance(found, pikepdf.Dictionary) else pikepdf.Dictionary()


def _image_sizes(page: Any) -> Iterator[tuple[int, int]]:
    """Of the images of a page and of its forms, one level deep; deeper ones are bounded by the memory that a reader may have."""
    pending = [_objects(page)]
    for depth in range(2):
        inner = []
        for objects in pending:
            for key in objects.keys():  # noqa: SIM118
                drawn = objects.get(key)
                if not isinstance(drawn, pikepdf.Stream):
                    continue
                if drawn.get("/Subtype") == "/Image":
                    yield pixel_size(drawn)
                own = drawn.get("/Resources")
                if depth == 0 and isinstance(own, pikepdf.Dictionary) and isinstance(own.get("/XObject"), pikepdf.Dictionary):
                    inner.append(own.get("/XObject"))
        pending = inner


def _pages(pdf: pikepdf.Pdf, data: bytes) -> tuple[Page, ...]:
    from . import pdfium  # noqa: PLC0415 - only a PDF that is not refused needs it

    pages, text_left, pixels_left = [], MAX_TEXT, SHARP_PIXELS
    with pdfium.open_drawing(data) as drawing:
        for number, page in enumerate(pdf.pages, 1):
            images = placed_images(page)
            drawn = drawing[number - 1]
            text = pdfium.page_text(drawn, min(text_left, MAX_PAGE_TEXT))
            pixels_left -= sum(image.pixels for image in images)
            found = _page(number, page, images, text)
            if found.dpi is not None and pixels_left >= 0:
                found = pdfium.with_sharpness(found, drawn)
            pages.append(found)
            text_left -= len(text)
            drawn.close()
    return tuple(pages)


def _page(number: int, page: Any, images: list[Placed], text: str) -> Page:
    left, bottom, right, top = (float(one) for one in page.cropbox)
    box = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    unit = float(page.obj.get("/UserUnit", 1)) or 1.0
    across, along = ((one * unit / POINTS_PER_INCH * MM_PER_INCH) for one in (box[2] - box[0], box[3] - box[1]))
    if int(page.obj.get("/Rotate", 0)) % 180:
        across, along = along, across
    dpi = page_dpi(images, box)
    dpi = max(1, round(dpi / unit)) if dpi is not None else None
    basis = DpiBasis.PLACED if dpi is not None else None
    return Page(number, round(across, 1), round(along, 1), dpi, basis, None, text, TextBasis.EMBEDDED if text.strip() else TextBasis.NONE)
