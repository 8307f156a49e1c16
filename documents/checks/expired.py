"""A paper that has an end is still valid today: one that expired is not counted (readiness/rulebook/judge.py, usable_documents).

Kinds that need months of validity left are judged by `validity` instead.
"""

from __future__ import annotations

from documents.findings import Finding, FindingStatus

from .bounds import validity_bound
from .subject import Subject

ID, ORDER = "expired", 40


def check(subject: Subject) -> Finding | None:
    if not subject.asks("expires_on") or validity_bound(subject.book, subject.kind):
        return None
    expires_on = subject.expires_on
    seen = {"today_on": subject.today.isoformat()}
    if expires_on is None:
        return subject.finding(ID, FindingStatus.LOOK, seen)
    status = FindingStatus.TO_FIX if expires_on < subject.today else FindingStatus.PASSED
    return subject.finding(ID, status, seen | {"expires_on": expires_on.isoformat()})
