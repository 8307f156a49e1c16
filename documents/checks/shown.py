"""Things that a paper has to show, each of which a person may have confirmed: all there, one missing, or not known yet."""

from __future__ import annotations

from collections.abc import Mapping

from documents.findings import Finding, FindingStatus

from .subject import Subject


def all_shown(check_id: str, subject: Subject, flags: Mapping[str, bool | None]) -> Finding:
    """`variant` names what is missing (or not known), `both` where two are. Seen are the flags that are known."""
    seen = {name: flag for name, flag in flags.items() if flag is not None}
    missing = [name for name, flag in flags.items() if flag is False]
    unknown = [name for name, flag in flags.items() if flag is None]
    status = FindingStatus.TO_FIX if missing else FindingStatus.LOOK if unknown else FindingStatus.PASSED
    named = missing or unknown or list(flags)
    return subject.finding(check_id, status, seen, variant=named[0] if len(named) == 1 else "both")
