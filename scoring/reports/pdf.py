"""The readiness report as PDF/UA-1: same dossier, date, language and rulebook version give the same bytes."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from readiness.models import Company
from scoring.dossier import Dossier, read_dossier

from .contents import report_context
from .tagging import finish_tags

PDF_VARIANT = "pdf/ua-1"
CONTENT_TYPES = {"css/print.css": "text/css", "vendor/noto-sans": "font/ttf"}


def report_pdf(company: Company, on: dt.date, language: str) -> bytes:
    """The report of a company whose sheets are loaded beside it."""
    return html_to_pdf(report_html(company, on, language))


def report_html(company: Company, on: dt.date, language: str) -> str:
    return dossier_html(read_dossier(company, on, language))


def dossier_html(dossier: Dossier) -> str:
    with translation.override(dossier.language):
        return render_to_string("scoring/report_pdf.html", report_context(dossier))


def html_to_pdf(html: str) -> bytes:
    document = HTML(string=html, base_url="static:/", url_fetcher=StaticFiles())
    with _no_collector():
        return document.write_pdf(pdf_variant=PDF_VARIANT, font_config=FontConfiguration(), finisher=finish_tags)


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


class StaticFiles(URLFetcher):
    """Our stylesheet and our fonts; anything else, or one of them missing, stops the report."""

    def __init__(self) -> None:
        super().__init__(fail_on_errors=True)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        parts = urlsplit(url)
        name = parts.path.lstrip("/")
        kind = next((kind for start, kind in CONTENT_TYPES.items() if name.startswith(start)), None)
        if parts.scheme != "static" or kind is None:
            raise ValueError(f"a report loads its stylesheet and fonts only, not {url[:80]}")
        return URLFetcherResponse(url, _static_path(name).read_bytes(), {"Content-Type": kind})


@cache
def _static_path(name: str) -> Path:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(f"static file {name} is missing")
    return Path(found)
