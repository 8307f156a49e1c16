"""HTML → deterministic PDF/UA-1: tagged, our own fonts inside, nothing fetched from outside. What is printed is the caller's."""

from .render import PDF_VARIANT, html_to_pdf
from .static_files import StaticFiles

__all__ = ["PDF_VARIANT", "StaticFiles", "html_to_pdf"]
