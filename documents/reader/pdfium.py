"""Text and pictures of a PDF, by PDFium; a module of its own, for a PDF that is refused needs none of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]

from documents.readings import Page

from .photo import SHARP_ACROSS, clean_png, sharpness

MAX_ALONG: Final = 4_000
MAX_SIDE_POINTS: Final = 20_000
POINTS_PER_INCH: Final = 72


def page_text(page: Any, most: int) -> str:
    words = page.get_textpage()
    try:
        count = min(most, words.count_chars())
        return words.get_text_range(0, count).replace("\r\n", "\n").replace("\r", "\n")[:most] if count > 0 else ""
    finally:
        words.close()


def with_sharpness(found: Page, drawn: Any) -> Page:
    picture = _draw(drawn, across=SHARP_ACROSS, along=MAX_ALONG, grey=True)
    measured = sharpness(picture) if picture is not None and picture.width >= SHARP_ACROSS - 1 else None
    return replace(found, sharpness=measured)


def _draw(page: Any, *, across: int, along: int, grey: bool, dpi: float | None = None) -> Any:
    """A picture of the page within these pixels; None for a page that has no size, or one beyond reason."""
    wide, high = page.get_size()
    if not (1 <= wide <= MAX_SIDE_POINTS and 1 <= high <= MAX_SIDE_POINTS):
        return None
    scale = min(across / wide, along / high, dpi / POINTS_PER_INCH if dpi else across / wide)
    bitmap = page.render(scale=scale, grayscale=grey, may_draw_forms=False)
    try:
        return bitmap.to_pil().copy()
    finally:
        bitmap.close()


def open_drawing(data: bytes) -> Any:
    """PDFium's document, to be used in a `with`; page n is `[n - 1]`."""
    return pypdfium2.PdfDocument(data)


def picture_pages(data: bytes, *, pages: list[int], dpi: int, most_across: int, grey: bool) -> list[bytes]:
    """PNG of each page that there is."""
    with open_drawing(data) as drawing:
        drawn = (
            _draw(drawing[number - 1], across=most_across, along=2 * most_across, grey=grey, dpi=dpi)
            for number in pages
            if 1 <= number <= len(drawing)
        )
        return [clean_png(one, most_across=most_across, most_along=2 * most_across) for one in drawn if one is not None]
