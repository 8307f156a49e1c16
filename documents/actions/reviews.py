"""What a consultant decides on a paper."""

from __future__ import annotations

from django.db import transaction

from documents.enums import Decision, DocumentStatus
from documents.models import Document, DocumentVersion, ReviewNote
from readiness.actions.companies import mark_dirty
from readiness.audit import record
from readiness.enums import EventKind
from readiness.models import User

from .papers import StaleDocument

BECOMES = {Decision.APPROVED: DocumentStatus.APPROVED, Decision.CHANGES: DocumentStatus.REJECTED}


@transaction.atomic
def review(*, by: User, version: DocumentVersion, decision: Decision, comment: str, page: int | None, base_version: int) -> ReviewNote:
    """Approves the paper, or sends it back with a comment. StaleDocument when it changed since it was shown."""
    paper = Document.objects.select_for_update(of=("self",)).select_related("company").get(pk=version.document_id)
    newest = DocumentVersion.objects.filter(document=paper).first()
    if paper.version != base_version or newest != version:
        raise StaleDocument(paper)
    note = ReviewNote.objects.create(version=version, decision=decision, comment=comment, page=page, by=by)
    paper.status, paper.version = BECOMES[decision], paper.version + 1
    paper.save()
    company, told = paper.company, {"document": paper.pk, "paper": paper.kind, "decision": decision.value, "comment": comment, "page": page}
    record(by=by, kind=EventKind.DOCUMENT_REVIEWED, workspace_id=company.workspace_id, company=company, number=version.number, **told)
    mark_dirty(company)
    return note
