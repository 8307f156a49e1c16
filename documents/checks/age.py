"""A paper issued longer ago than the period of renewal has to be sent anew soon (G-AF-26): a person looks."""

from __future__ import annotations

from documents.findings import Finding, FindingStatus

from .subject import Subject

ID, ORDER = "age", 150
RENEWAL = "document-renewal"
# Issued once for the company's lifetime: their date is that of the registration.
ISSUED_ONCE = frozenset({"registration_certificate", "cr_certificate", "bank_account_permit"})


def check(subject: Subject) -> Finding | None:
    issued_on, renewal = subject.issued_on, subject.book.renewals[RENEWAL]
    if not subject.asks("issued_on") or subject.kind in ISSUED_ONCE or issued_on is None or renewal.days is None:
        return None
    days = (subject.today - issued_on).days
    seen = {"issued_on": issued_on.isoformat(), "days": days, "days_most": renewal.days}
    return Finding(ID, FindingStatus.LOOK if days > renewal.days else FindingStatus.PASSED, seen, renewal.source)
