"""What files may be: type by content, file name ending, and the limits of one upload (source: design, section 3)."""

from __future__ import annotations

from typing import Final

PDF: Final = "application/pdf"
JPEG: Final = "image/jpeg"
PNG: Final = "image/png"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv"

ENDINGS: Final = {PDF: ("pdf",), JPEG: ("jpg", "jpeg", "jpe", "jfif"), PNG: ("png",), DOCX: ("docx",), XLSX: ("xlsx",), CSV: ("csv", "txt")}
SCANS: Final = frozenset({PDF, JPEG, PNG})
TABLES: Final = frozenset({XLSX, CSV})

MAX_SIZE_BYTES: Final = 25 * 1024 * 1024
MAX_PAGES: Final = 200
MAX_PIXELS: Final = 40_000_000
