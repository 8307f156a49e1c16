"""Reads of the papers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, QuerySet

from readiness.checklist import facts_of
from readiness.models import AnswerSheet, Company
from readiness.rulebook import Facts, Rulebook
from readiness.rulebook.judge import Row, row_of

from .enums import Decision, DocumentStatus, FileState
from .models import Document, DocumentVersion, PaperFile, ReviewNote, Waiver


def latest_by_kind(company: Company) -> dict[str, list[Document]]:
    """Papers by kind, the newest first."""
    papers: dict[str, list[Document]] = {}
    for document in Document.objects.filter(company=company).order_by("-id"):
        papers.setdefault(document.kind, []).append(document)
    return papers


def latest_versions(company: Company) -> dict[int, DocumentVersion]:
    """The newest version of each paper that has a file, by paper; without what was read in it."""
    versions = DocumentVersion.objects.filter(document__company=company).select_related("file").defer("file__reading")
    return {version.document_id: version for version in versions.order_by("document", "number")}


@dataclass(frozen=True, slots=True)
class Shelf:
    """All papers of a company: by kind, with newest version and open request by paper; files that are no papers (yet); waivers."""

    papers: dict[str, list[Document]]
    versions: dict[int, DocumentVersion]
    notes: dict[int, ReviewNote]
    files: dict[str, list[PaperFile]]
    waivers: dict[str, Waiver]
    activated_on: dt.date | None


def shelf_of(company: Company, book: Rulebook) -> Shelf:
    versions = latest_versions(company)
    activated_on = sheet_facts(company, book).activated_on
    return Shelf(latest_by_kind(company), versions, open_requests(versions), files_in_hand(company), waivers_of(company), activated_on)


def waivers_of(company: Company) -> dict[str, Waiver]:
    """What a consultant found not relevant, by kind of paper."""
    return {waiver.kind: waiver for waiver in Waiver.objects.filter(company=company).select_related("by")}


def open_requests(versions: dict[int, DocumentVersion]) -> dict[int, ReviewNote]:
    """What the consultant asks to change on the newest version of a paper, by paper."""
    notes = ReviewNote.objects.filter(version__in=list(versions.values()), decision=Decision.CHANGES)
    return {note.version.document_id: note for note in notes.select_related("version", "by").order_by("at")}


def files_in_hand(company: Company) -> dict[str, list[PaperFile]]:
    """Files that are being checked or cannot be used, by the kind of paper they were sent as."""
    found: dict[str, list[PaperFile]] = {}
    for file in PaperFile.objects.filter(company=company).exclude(state=FileState.READ).defer("reading"):
        found.setdefault(file.kind, []).append(file)
    return found


NAME_FACTS = ("legal_name", "name_on_licence", "name_on_bank_statement", "name_in_website_footer")
SHEETS = ("companyprofile", "phonenumber", "technicalsetup", "accounthealth")


def sheet_facts(company: Company, book: Rulebook) -> Facts:
    """What people have answered, of every sheet that is loaded beside the company."""
    sheets = [getattr(company, name) for name in SHEETS if hasattr(company, name)]
    return Facts(**facts_of((one for one in sheets if isinstance(one, AnswerSheet)), book))


def company_row(company: Company, book: Rulebook, today: dt.date) -> Row:
    """What the requirements look at."""
    return row_of(sheet_facts(company, book), book.reference, today)


def waiting_reviews(companies: QuerySet[Company]) -> QuerySet[DocumentVersion]:
    """The newest versions of papers that nobody has decided on, the longest waiting first."""
    open_states = [DocumentStatus.UPLOADED, DocumentStatus.IN_REVIEW]
    versions = DocumentVersion.objects.filter(document__company__in=companies, document__status__in=open_states)
    newest = versions.exclude(document__versions__number__gt=F("number"))
    return newest.select_related("document__company", "file").defer("file__reading").order_by("created_at", "pk")


def names_seen(company: Company) -> list[tuple[str, str]]:
    """Every place where the company's name is known, with the name as written there: the fact, or the kind of paper."""
    profile = getattr(company, "companyprofile", None)
    typed = [(fact, getattr(profile, fact)) for fact in NAME_FACTS if profile and getattr(profile, fact)]
    versions = DocumentVersion.objects.filter(document__company=company).exclude(document__versions__number__gt=F("number"))
    rows = versions.values_list("document__kind", "file__reading__texts").order_by("document")
    read = [(kind, one["text"]) for kind, texts in rows for one in texts or () if one["kind"] == "company"]
    return [*typed, *dict.fromkeys(read)]
