"""A consultant says that a kind of paper is not relevant for a company, or asks for it again."""

from __future__ import annotations

from django.db import transaction

from documents.models import Waiver
from readiness.actions.companies import mark_dirty
from readiness.audit import record
from readiness.enums import EventKind
from readiness.models import Company, User


@transaction.atomic
def waive(*, by: User, company: Company, kind: str, reason: str) -> Waiver:
    """The first reason stands: who waives a second time is shown it."""
    waiver, is_new = Waiver.objects.get_or_create(company=company, kind=kind, defaults={"reason": reason, "by": by})
    if is_new:
        _note(by, company, EventKind.DOCUMENT_WAIVED, kind, reason)
    return waiver


@transaction.atomic
def want_again(*, by: User, company: Company, kind: str) -> bool:
    """Whether it had been waived."""
    count, _rows = Waiver.objects.filter(company=company, kind=kind).delete()
    if count:
        _note(by, company, EventKind.DOCUMENT_WANTED, kind, "")
    return bool(count)


def _note(by: User, company: Company, event: EventKind, kind: str, reason: str) -> None:
    record(by=by, kind=event, workspace_id=company.workspace_id, company=company, paper=kind, reason=reason)
    mark_dirty(company)
