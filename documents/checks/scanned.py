"""Which papers arrive as scans or photos, so that resolution and sharpness matter."""

from __future__ import annotations

from documents.media import SCANS

from .subject import Subject


def is_scanned(subject: Subject) -> bool:
    """Reports and pages of a website are not: a screenshot has the resolution of its screen."""
    return subject.reading.media_type in SCANS and subject.asks("dpi")
