"""The only things that a printed page may load: our print stylesheets and our fonts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from weasyprint.urls import URLFetcher, URLFetcherResponse

CONTENT_TYPES = {"css/print": "text/css", "vendor/noto-sans": "font/ttf", "vendor/vazirmatn": "font/ttf"}


class StaticFiles(URLFetcher):
    """Print stylesheets and fonts by their `static:` address; anything else, or one of them missing, stops the printing."""

    def __init__(self) -> None:
        super().__init__(fail_on_errors=True)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        parts = urlsplit(url)
        name = parts.path.lstrip("/")
        kind = next((kind for start, kind in CONTENT_TYPES.items() if name.startswith(start)), None)
        if parts.scheme != "static" or kind is None:
            raise ValueError(f"a printed page loads its stylesheet and fonts only, not {url[:80]}")
        return URLFetcherResponse(url, _static_path(name).read_bytes(), {"Content-Type": kind})


@cache
def _static_path(name: str) -> Path:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(f"static file {name} is missing")
    return Path(found)
