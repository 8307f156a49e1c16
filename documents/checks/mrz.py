"""The check digits of the machine-readable zone fit (ICAO Doc 9303); where they do not, it was misread or altered (G-DO-8)."""

from __future__ import annotations

from documents.findings import Finding, FindingStatus

from .subject import Subject

ID, ORDER = "mrz", 50


def check(subject: Subject) -> Finding | None:
    mrz = subject.reading.mrz
    if subject.kind != "representative_id" or mrz is None:
        return None
    seen = {"format": mrz.format, "country": mrz.country, "names": mrz.names}
    return subject.finding(ID, FindingStatus.PASSED if mrz.valid else FindingStatus.LOOK, seen)
