"""Judges one uploaded paper. Pure: no ORM, no request, no clock. One check a file; each answers a Finding, or None where it does not
concern the kind of paper.

    Subject                 the paper with all that is known of it
    check_paper()           every check, in the order in which people care
    measured()              fields and figures that a file comes to by itself
    refused()               the one finding of a file that cannot be used
    verdict_of()            accept, fix or refuse
    explain_finding()       a finding in words
    explain_refusal()       a refusal in words
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module

from documents.findings import Finding, FindingStatus, PaperVerdict
from documents.readings import Refusal

from .explaining import READABLE, explain_finding, explain_refusal
from .subject import Subject, measured

Check = Callable[[Subject], Finding | None]

__all__ = ["Subject", "check_paper", "explain_finding", "explain_refusal", "list_checks", "measured", "refused", "verdict_of"]


@cache
def list_checks() -> dict[str, Check]:
    """By id, in their order: every module of this package that has an ORDER."""
    modules = [import_module(f"{__name__}.{one.name}") for one in pkgutil.iter_modules(__path__)]
    ordered = sorted((one for one in modules if hasattr(one, "ORDER")), key=lambda one: one.ORDER)
    return {one.ID: one.check for one in ordered}


def check_paper(subject: Subject) -> tuple[Finding, ...]:
    found = (check(subject) for check in list_checks().values())
    return tuple(one for one in found if one is not None)


def refused(refusal: Refusal) -> tuple[Finding, ...]:
    return (Finding(READABLE, FindingStatus.TO_FIX, {"code": refusal.code.value, **refusal.seen}, (), refusal.code.value),)


def verdict_of(findings: Iterable[Finding]) -> PaperVerdict:
    """What a person must look at stays accepted: a machine that cannot tell has found no fault, and the page lists it."""
    faults = {one.id for one in findings if one.status is FindingStatus.TO_FIX}
    if READABLE in faults:
        return PaperVerdict.REFUSE
    return PaperVerdict.FIX if faults else PaperVerdict.ACCEPT
