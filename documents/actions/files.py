"""Uploaded files kept, read, and made into versions of papers. The row says what is to be done; the worker is only rung."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django_scopes import scopes_disabled

from documents.enums import DocumentStatus, FileState
from documents.judging import Judged
from documents.models import Document, DocumentVersion, PaperFile
from documents.readings import Reading, Refusal
from documents.signals import paper_waits
from documents.vault import Sealed, storage
from readiness.actions.companies import mark_dirty
from readiness.audit import record
from readiness.enums import EventKind
from readiness.models import Company, User

from .plain import plain
from .rejudging import judge_kind_again

LEASE = dt.timedelta(minutes=3)  # above all the time that a reader and its OCR may take
MAX_ATTEMPTS = 4


class SameFile(Exception):
    """These very bytes are here already, as the same kind of paper."""


@transaction.atomic
def keep_file(
    *, by: User, company: Company, kind: str, name: str, file_id: uuid.UUID, sealed: Sealed, replaces: Document | None = None
) -> PaperFile:
    """Keeps the row of a file that lies in the vault, and rings for it to be read. SameFile."""
    Company.objects.select_for_update(of=("self",)).get(pk=company.pk)
    same = PaperFile.objects.filter(company=company, kind=kind, sha256=sealed.sha256, size_bytes=sealed.size_bytes)
    if same.exclude(state=FileState.REFUSED).exists():
        raise SameFile
    file = PaperFile.objects.create(
        pk=file_id,
        company=company,
        kind=kind,
        replaces=replaces,
        name=name,
        size_bytes=sealed.size_bytes,
        sha256=sealed.sha256,
        storage_name=sealed.name,
        key_id=sealed.key_id,
        wrapped_key=sealed.wrapped_key,
        uploaded_by=by,
    )
    record(
        by=by,
        kind=EventKind.FILE_UPLOADED,
        workspace_id=company.workspace_id,
        company=company,
        file=str(file.pk),
        paper=kind,
        name=name,
        sha256=file.sha256,
    )
    transaction.on_commit(lambda: paper_waits.send(PaperFile, file_id=str(file.pk)))
    return file


@transaction.atomic
def claim_file(*, file_id: str) -> PaperFile | None:
    """The file with a fresh token and lease; None when it is read already, or another worker holds it."""
    with scopes_disabled():  # a worker knows the id alone; the file then names its workspace
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=timezone.now())
        waiting = PaperFile.objects.select_for_update(of=("self",)).filter(free, pk=file_id, state=FileState.WAITING)
        file = waiting.select_related("company", "uploaded_by", "replaces").first()
        if file is None:
            return None
        file.token, file.lease_until, file.attempts = uuid.uuid4(), timezone.now() + LEASE, file.attempts + 1
        file.save(update_fields=["token", "lease_until", "attempts"])
        return file


def waiting_files() -> list[str]:
    """Files that nobody reads: their ring was lost, or their worker died."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=timezone.now())
    with scopes_disabled():  # by ids alone, over all workspaces
        files = PaperFile.objects.filter(free, state=FileState.WAITING).order_by("uploaded_at")
        return [str(pk) for pk in files.values_list("pk", flat=True)[:100]]


@transaction.atomic
def refuse_file(*, file: PaperFile, refusal: Refusal) -> None:
    """Says why the file cannot be used, and lets go of its bytes."""
    if _held(file) is None:
        return
    file.state, file.refusal, file.seen = FileState.REFUSED, refusal.code.value, refusal.seen
    file.token = file.lease_until = None
    file.save()
    record(
        by=file.uploaded_by,
        kind=EventKind.FILE_REFUSED,
        workspace_id=file.company.workspace_id,
        company=file.company,
        file=str(file.pk),
        refusal=file.refusal,
    )
    transaction.on_commit(lambda: storage().delete(file.storage_name))


@transaction.atomic
def keep_reading(*, file: PaperFile, reading: Reading, told: dict[str, object], judged: Judged) -> Document | None:
    """Makes the file a version of a paper. A figure that a person has corrected stays as that person typed it."""
    if _held(file) is None:
        return None
    file.state, file.media_type, file.reading = FileState.READ, reading.media_type, told
    file.token = file.lease_until = None
    file.save()
    paper = _paper_of(file, judged)
    last = DocumentVersion.objects.filter(document=paper).aggregate(last=Max("number"))["last"] or 0
    DocumentVersion.objects.create(
        document=paper, file=file, number=last + 1, findings=judged.findings, verdict=judged.verdict, checked_on=judged.on
    )
    record(
        by=file.uploaded_by,
        kind=EventKind.FILE_READ,
        workspace_id=file.company.workspace_id,
        company=file.company,
        file=str(file.pk),
        document=paper.pk,
        **plain(judged.values),
    )
    judge_kind_again(file.company, paper.kind)
    mark_dirty(file.company)
    return paper


@transaction.atomic
def use_also(*, by: User, company: Company, file: PaperFile, kind: str, judged: Judged) -> Document:
    """Lets a file that was read serve as another kind of paper too; a second time it answers the first."""
    Company.objects.select_for_update(of=("self",)).get(pk=company.pk)
    there = Document.objects.filter(company=company, kind=kind, versions__file=file).first()
    if there:
        return there
    paper = Document.objects.create(company=company, kind=kind, **judged.values)
    DocumentVersion.objects.create(
        document=paper, file=file, number=1, findings=judged.findings, verdict=judged.verdict, checked_on=judged.on
    )
    told = {"file": str(file.pk), "document": paper.pk, "paper": kind}
    record(by=by, kind=EventKind.FILE_READ, workspace_id=company.workspace_id, company=company, **told)
    judge_kind_again(company, kind)
    mark_dirty(company)
    return paper


def _paper_of(file: PaperFile, judged: Judged) -> Document:
    if file.replaces is None:
        return Document.objects.create(company=file.company, kind=file.kind, **judged.values)
    paper = Document.objects.select_for_update(of=("self",)).filter(pk=file.replaces.pk).first()
    if paper is None:  # it was taken away while its newer version was being read
        return Document.objects.create(company=file.company, kind=file.kind, **judged.values)
    for name, value in judged.values.items():
        setattr(paper, name, value)
    paper.status, paper.corrected, paper.version = DocumentStatus.UPLOADED, {}, paper.version + 1
    paper.save()
    return paper


def _held(file: PaperFile) -> PaperFile | None:
    return PaperFile.objects.select_for_update(of=("self",)).filter(pk=file.pk, token=file.token, state=FileState.WAITING).first()


@transaction.atomic
def remove_files(*, by: User, company: Company, ids: Sequence[uuid.UUID]) -> None:
    """Takes away files that no paper rests on any more, bytes and rows."""
    for file in PaperFile.objects.select_for_update(of=("self",)).filter(company=company, pk__in=ids, versions__isnull=True):
        record(by=by, kind=EventKind.FILE_REMOVED, workspace_id=company.workspace_id, company=company, file=str(file.pk))
        name = file.storage_name
        file.delete()
        transaction.on_commit(lambda name=name: storage().delete(name))  # type: ignore[misc]


@transaction.atomic
def note_download(*, by: User, company: Company, file: PaperFile) -> None:
    record(by=by, kind=EventKind.FILE_OPENED, workspace_id=company.workspace_id, company=company, file=str(file.pk), name=file.name)
