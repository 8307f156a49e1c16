"""Papers put through their checks again: a value was corrected, papers of the kind came or went, or another day has come."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from documents.judging import judge, told_of
from documents.models import Document, DocumentVersion
from documents.reader.answer import build
from documents.readings import Reading
from readiness.models import Company


def judge_kind_again(company: Company, kind: str) -> None:
    """Every paper of a kind: their months add up, so one changes what is said of the others."""
    for paper in Document.objects.filter(company=company, kind=kind, versions__isnull=False).distinct():
        paper.company = company
        judge_again(paper, timezone.localdate())


def judge_again(document: Document, today: dt.date) -> None:
    """Its newest version; a paper without a file has none."""
    version = DocumentVersion.objects.select_related("file").filter(document=document).first()
    if version is None:
        return
    reading = build(Reading, version.file.reading)
    judged = judge(reading, kind=document.kind, company=document.company, today=today, confirmed=told_of(document), paper=document.pk)
    version.findings, version.verdict, version.checked_on = judged.findings, judged.verdict, judged.on
    version.save(update_fields=["findings", "verdict", "checked_on"])
