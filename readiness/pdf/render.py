"""Lays out a page of HTML and writes it as PDF/UA-1: the same HTML gives the same bytes."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from .static_files import StaticFiles
from .tagging import finish_tags

PDF_VARIANT = "pdf/ua-1"
SARA_AM = re.compile("([\u0e31\u0e34-\u0e37\u0e47-\u0e4e]*)\u0e33")


def html_to_pdf(html: str) -> bytes:
    """`html` is a whole page with a title, a language and links of the form `static:/css/print….css`."""
    document = HTML(string=_spelled_out(html), base_url="static:/", url_fetcher=StaticFiles())
    with _no_collector():
        return document.write_pdf(pdf_variant=PDF_VARIANT, font_config=FontConfiguration(), finisher=finish_tags)


def _spelled_out(html: str) -> str:
    """Thai SARA AM as the two signs it is drawn with: WeasyPrint gives one of them no text to copy, read out or search."""
    head, mark, body = html.partition("<body")
    return head + mark + SARA_AM.sub("\u0e4d\\1\u0e32", body)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Pages are built of many thousand boxes that live to the end: looking for garbage among them is a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
