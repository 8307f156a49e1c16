"""The document list of the report: every paper asked of this company, and where it stands."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext

from documents.requirements import required
from readiness.display import sources, text
from readiness.rulebook import Document
from readiness.rulebook.judge import BY_KIND, UNUSABLE_STATUSES
from readiness.rulebook.model import DocumentNeed
from scoring.dossier import Dossier

TONES = {"approved": "ok", "in_review": "waiting", "uploaded": "waiting", "rejected": "bad", "expired": "bad", "waived": "quiet"}


def papers_view(dossier: Dossier) -> list[dict[str, Any]]:
    recorded = dossier.facts.documents
    is_known = dossier.judgement.row[BY_KIND] is not None
    nothing = (text("statuses.unknown"), "unknown") if not is_known else (gettext("Missing"), "quiet")
    found = []
    for one in required(dossier.book, dossier.judgement.row):
        paper = _standing([paper for paper in recorded or () if paper.kind == one.kind], dossier.today)
        found.append(_row(one.need, paper, dossier.today, nothing))
    return found


def _row(need: DocumentNeed, paper: Document | None, today: dt.date, nothing: tuple[str, str]) -> dict[str, Any]:
    status = _status(paper, today) if paper else ""
    words, tone = (text(f"document_statuses.{status}"), TONES[status]) if status else nothing
    return {
        "title": text(f"document_kinds.{need.kind}.title"),
        "stage": text(f"stages.{need.stage}.title"),
        "status": status,
        "status_text": words,
        "tone": tone,
        "expires_on": paper.expires_on if paper else None,
        "sources": sources(need.source),
    }


def _standing(papers: list[Document], today: dt.date) -> Document | None:
    """Of several papers of a kind the newest that counts, else the newest."""
    usable = [paper for paper in papers if _status(paper, today) not in UNUSABLE_STATUSES]
    return next(reversed(usable or papers), None)


def _status(paper: Document, today: dt.date) -> str:
    """As the score takes it: past its day a paper is expired, whatever was typed."""
    is_past = paper.expires_on is not None and paper.expires_on < today
    return "expired" if is_past else paper.status or "uploaded"
