"""What the pages show of papers, as rows for the templates."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from readiness.display import fact_label, fact_text, meta_notes, sources, text
from readiness.rulebook import current_rulebook
from readiness.rulebook.model import DocumentNeed

from .enums import FileState
from .models import Document
from .queries import Shelf
from .renewals import Due, RenewalState, paper_due
from .words import check_words, file_endings, refusal_words

DUE_WORDS = {
    RenewalState.FINE: gettext_lazy("In time"),
    RenewalState.SOON: gettext_lazy("Due soon"),
    RenewalState.OVERDUE: gettext_lazy("Overdue"),
}
DUE_TONES = {RenewalState.FINE: "ok", RenewalState.SOON: "warn", RenewalState.OVERDUE: "bad"}
# The kinds that documents.drafts can write; importing it would load WeasyPrint with every page.
DRAFTED = frozenset({
    "authorisation_letter", "number_explanation", "international_authorisation_letter",
    "use_case_description", "privacy_policy", "server_specification",
})  # fmt: skip
STATUS_TONES = {"uploaded": "unknown", "in_review": "warn", "approved": "ok", "rejected": "bad", "expired": "bad"}


def paper_row(need: DocumentNeed, shelf: Shelf) -> dict[str, Any]:
    """A needed paper with all that the list shows of it."""
    papers, files = shelf.papers.get(need.kind, []), shelf.files.get(need.kind, [])
    return {
        "need": need,
        "title": text(f"document_kinds.{need.kind}.title"),
        "what": text(f"document_kinds.{need.kind}.what"),
        "stage": text(f"stages.{need.stage}.title"),
        "sources": sources(need.source),
        "meta_notes": meta_notes(current_rulebook(), need.source),
        "papers": [
            {
                "document": paper,
                "facts": fact_rows(paper),
                "tone": STATUS_TONES[paper.status],
                "version": shelf.versions.get(paper.pk),
                "checks": check_words(shelf.versions.get(paper.pk)),
                "note": shelf.notes.get(paper.pk),
                "due": _due(paper, shelf),
            }
            for paper in papers
        ],
        "files": [{"file": file, "refusal": refusal_words(file) if file.refusal else None} for file in files],
        "is_reading": any(file.state == FileState.WAITING for file in files),
        "accept": file_endings(need),
        "waiver": shelf.waivers.get(need.kind),
        "can_draft": need.kind in DRAFTED,
    }


def _due(paper: Document, shelf: Shelf) -> dict[str, Any] | None:
    version, today = shelf.versions.get(paper.pk), timezone.localdate()
    due = paper_due(
        current_rulebook(),
        kind=paper.kind,
        sent_on=timezone.localdate(version.created_at if version else paper.created_at),
        expires_on=paper.expires_on,
        activated_on=shelf.activated_on,
        today=today,
    )
    return due_words(due)


def due_words(due: Due | None) -> dict[str, Any] | None:
    return {"on": due.on, "tone": DUE_TONES[due.state], "state": DUE_WORDS[due.state]} if due else None


def correction_rows(paper: Document) -> list[dict[str, Any]]:
    """What a person typed over the machine, and who."""
    return [
        {
            "label": fact_label(f"{paper.kind}.{name}").partition(": ")[2],
            "who": one["by"],
            "day": dt.date.fromisoformat(one["on"]),
            "read": fact_text(f"{paper.kind}.{name}", one["read"]) if one["read"] is not None else "",
        }
        for name, one in paper.corrected.items()
    ]


def fact_rows(paper: Document) -> list[tuple[str, str]]:
    fields = {name: getattr(paper, name) for name in ("issued_on", "expires_on", "months_covered", "dpi")}
    known = {f"{paper.kind}.{name}": value for name, value in (fields | paper.figures).items() if value is not None}
    return [(fact_label(name).partition(": ")[2], fact_text(name, value)) for name, value in known.items()]
