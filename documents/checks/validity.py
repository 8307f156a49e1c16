"""A paper whose validity the rulebook asks for has more months left than that: an identity document (G-DO-8), a licence (G-AF-27)."""

from __future__ import annotations

import datetime as dt
import re

from documents.findings import Finding, FindingStatus
from readiness.rulebook.judge import months_later

from .bounds import Bound, validity_bound
from .subject import Subject

ID, ORDER = "validity", 30
# Chinese licences without an end say so where the end would stand.
NO_END = re.compile(r"(?:期限|有效期)[^\n]{0,40}(?:长期|長期|永久)")


def check(subject: Subject) -> Finding | None:
    wanted = validity_bound(subject.book, subject.kind)
    if wanted is None:
        return None
    expires_on = subject.expires_on
    seen = {"months_wanted": int(wanted.wanted)}
    if expires_on is not None:
        return _judged(expires_on, subject.today, wanted)
    if any(NO_END.search(page.text) for page in subject.reading.pages):
        return Finding(ID, FindingStatus.PASSED, seen, wanted.source, "no_end")
    return Finding(ID, FindingStatus.LOOK, seen, wanted.source)


def _judged(expires_on: dt.date, today: dt.date, wanted: Bound) -> Finding:
    needed_beyond = months_later(today, int(wanted.wanted))
    seen = {"expires_on": expires_on.isoformat(), "needed_beyond_on": needed_beyond.isoformat(), "months_wanted": int(wanted.wanted)}
    if expires_on > needed_beyond:
        return Finding(ID, FindingStatus.PASSED, seen, wanted.source)
    return Finding(ID, FindingStatus.TO_FIX, seen, wanted.source, "expired" if expires_on < today else "")
