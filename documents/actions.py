"""Papers recorded, changed and taken away; each raises the generation of the company's score."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from readiness.actions.companies import mark_dirty
from readiness.audit import record
from readiness.enums import EventKind
from readiness.models import Company, User

from .models import Document


class StaleDocument(Exception):
    """Somebody changed the paper after the editor opened it; `current` is what stands now."""

    def __init__(self, current: Document) -> None:
        super().__init__("document changed meanwhile")
        self.current = current


@transaction.atomic
def record_document(*, by: User, company: Company, kind: str, values: Mapping[str, Any]) -> Document:
    document = Document.objects.create(company=company, kind=kind, **values)
    _note(by, document, EventKind.DOCUMENT_RECORDED)
    return document


@transaction.atomic
def change_document(*, by: User, document: Document, values: Mapping[str, Any], base_version: int) -> Document:
    """StaleDocument when it changed since `base_version`."""
    current = Document.objects.select_for_update(of=("self",)).select_related("company").get(pk=document.pk)
    if current.version != base_version:
        raise StaleDocument(current)
    for name, value in values.items():
        setattr(current, name, value)
    current.version += 1
    current.save()
    _note(by, current, EventKind.DOCUMENT_CHANGED)
    return current


@transaction.atomic
def remove_document(*, by: User, document: Document) -> None:
    _note(by, document, EventKind.DOCUMENT_REMOVED)
    document.delete()


def _note(by: User, document: Document, kind: EventKind) -> None:
    company = document.company
    fields = {name: _plain(getattr(document, name)) for name in ("status", "dpi", "issued_on", "expires_on", "months_covered", "figures")}
    record(by=by, kind=kind, workspace_id=company.workspace_id, company=company, document=document.pk, paper=document.kind, **fields)
    mark_dirty(company)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
