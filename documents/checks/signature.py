"""A letter is signed (G-DO-9, G-DO-12): a person says by whom, or the PDF carries a signature field.

A name printed below the line is no signature: a person looks.
"""

from __future__ import annotations

from documents.findings import Finding, FindingStatus

from .subject import Subject

ID, ORDER = "signature", 110


def check(subject: Subject) -> Finding | None:
    if not subject.asks("signed_by"):
        return None
    if signed_by := subject.text("signed_by"):
        return subject.finding(ID, FindingStatus.PASSED, {"signed_by": signed_by})
    if subject.reading.signature_fields:
        return subject.finding(ID, FindingStatus.PASSED, {"signature_fields": subject.reading.signature_fields}, variant="field")
    printed = next((one for one in subject.reading.texts if one.kind == "signatory"), None)
    if printed:
        return subject.finding(ID, FindingStatus.LOOK, {"signatory": printed.text}, variant="printed", page=printed.page)
    return subject.finding(ID, FindingStatus.LOOK, {})
