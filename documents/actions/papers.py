"""Papers recorded, changed and taken away; each raises the generation of the company's score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from documents.enums import DocumentStatus
from documents.judging import flat, told_of
from documents.models import Document, PaperFile
from readiness.actions.companies import mark_dirty
from readiness.actions.planning import replan
from readiness.audit import record
from readiness.enums import EventKind
from readiness.models import Company, User

from .files import remove_files
from .plain import plain
from .rejudging import judge_kind_again

DECIDED = frozenset({DocumentStatus.APPROVED, DocumentStatus.REJECTED})


class StaleDocument(Exception):
    """Somebody changed the paper after the editor opened it; `current` is what stands now."""

    def __init__(self, current: Document) -> None:
        super().__init__("document changed meanwhile")
        self.current = current


@transaction.atomic
def record_document(*, by: User, company: Company, kind: str, values: Mapping[str, Any]) -> Document:
    document = Document.objects.create(company=company, kind=kind, **values)
    judge_kind_again(company, kind)
    _note(by, document, EventKind.DOCUMENT_RECORDED)
    return document


@transaction.atomic
def change_document(*, by: User, document: Document, values: Mapping[str, Any], base_version: int, may_review: bool = True) -> Document:
    """StaleDocument when it changed since `base_version`. A decided paper with a file waits again when others than reviewers change it."""
    current = Document.objects.select_for_update(of=("self",)).select_related("company").get(pk=document.pk)
    if current.version != base_version:
        raise StaleDocument(current)
    is_corrected = _mark_corrections(by, current, values)
    if is_corrected and not may_review and current.status in DECIDED:
        current.status = DocumentStatus.UPLOADED  # what was decided on said something else
    for name, value in values.items():
        setattr(current, name, value)
    current.version += 1
    current.save()
    judge_kind_again(current.company, current.kind)
    _note(by, current, EventKind.DOCUMENT_CHANGED)
    return current


def _mark_corrections(by: User, document: Document, values: Mapping[str, Any]) -> bool:
    """Of a paper with a file: who typed what over the machine, and what the machine had read. Whether anything differs."""
    if not document.versions.exists():
        return False
    differs = False
    before, after = told_of(document), flat(values)
    for name in before.keys() | after.keys():
        if before.get(name) == after.get(name) or name == "status":
            continue
        read = document.corrected.get(name, {}).get("read", plain(before).get(name))
        differs = True
        document.corrected[name] = {"by": by.name or by.email, "by_id": by.pk, "on": timezone.localdate().isoformat(), "read": read}
    return differs


@transaction.atomic
def remove_document(*, by: User, document: Document) -> None:
    _note(by, document, EventKind.DOCUMENT_REMOVED)
    files = list(PaperFile.objects.filter(versions__document=document).values_list("pk", flat=True).distinct())
    # A newer version that is still being checked goes along: it would come back as a paper of its own.
    files += PaperFile.objects.filter(replaces=document, versions__isnull=True).values_list("pk", flat=True)
    document.delete()
    remove_files(by=by, company=document.company, ids=files)
    judge_kind_again(document.company, document.kind)
    replan([document.company_id])


def _note(by: User, document: Document, kind: EventKind) -> None:
    company = document.company
    fields = plain({name: getattr(document, name) for name in ("status", "dpi", "issued_on", "expires_on", "months_covered", "figures")})
    record(by=by, kind=kind, workspace_id=company.workspace_id, company=company, document=document.pk, paper=document.kind, **fields)
    mark_dirty(company)
