"""The papers of a company: what is needed, what is there, what the checks say, and each paper typed by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.access import open_document
from documents.actions.files import use_also
from documents.actions.papers import StaleDocument, change_document, record_document, remove_document
from documents.forms import DocumentForm, ReviewForm
from documents.judging import judge
from documents.media import SCANS
from documents.models import Document, DocumentVersion, PaperFile
from documents.queries import company_row, shelf_of, waiting_reviews
from documents.reader.answer import build
from documents.readings import Reading
from documents.renewals import audit_due
from documents.requirements import allowed_types, need_of, progress, required
from documents.rows import STATUS_TONES, correction_rows, due_words, fact_rows, paper_row
from documents.words import check_words, file_endings, finding_rows, name_rows
from readiness.access import open_company, role_of, visible_companies
from readiness.display import sources, text
from readiness.enums import Permission
from readiness.models import Company
from readiness.rulebook import current_rulebook
from readiness.rulebook.model import DocumentNeed

MAX_PREVIEWS = 20


@require_safe
def document_list(request: HttpRequest, workspace: str, company: str) -> HttpResponse:
    dossier = open_company(request, company, Permission.READ, "companyprofile", "phonenumber", "accounthealth")
    book = current_rulebook()
    shelf = shelf_of(dossier, book)
    needs = [requirement.need for requirement in required(book, company_row(dossier, book, timezone.localdate()))]
    done, total = progress(book, [need for need in needs if need.kind not in shelf.waivers], shelf.papers)
    asked = {need.kind for need in needs}
    extra = [need for need in book.documents if need.kind in shelf.papers.keys() | shelf.files.keys() and need.kind not in asked]
    rows = [paper_row(need, shelf) for need in [*needs, *extra]]
    if request.htmx:  # type: ignore[attr-defined]
        # A paper that is being checked asks for its own section until it is done.
        rows = [row for row in rows if row["need"].kind == request.GET.get("kind")]
    context = {
        "company": dossier,
        "rows": rows,
        "done": done,
        "total": total,
        "missing": _("Missing"),
        "not_relevant": _("Not relevant"),
        "audit_sentence": text("renewals.audit.sentence"),
        "audit": due_words(audit_due(book, activated_on=shelf.activated_on, today=timezone.localdate())),
        "can_answer": Permission.ANSWER in role_of(request).permissions,
        "can_review": Permission.REVIEW in role_of(request).permissions,
    }
    return render(request, "documents/list.html#papers" if request.htmx else "documents/list.html", context)  # type: ignore[attr-defined]


@require_safe
def document_checks(request: HttpRequest, workspace: str, company: str, document: int) -> HttpResponse:
    """One paper with its file: every check in words, its pages, what was read, its versions, what was decided."""
    dossier = open_company(request, company, Permission.READ, "companyprofile", "phonenumber", "accounthealth")
    paper = open_document(dossier, document)
    return checks_page(request, dossier, paper, form=ReviewForm(initial={"version": paper.version}))


def checks_page(request: HttpRequest, company: Company, paper: Document, *, form: ReviewForm, status: int = 200) -> HttpResponse:
    need = need_of(current_rulebook(), paper.kind)
    versions = list(
        DocumentVersion.objects.filter(document=paper).select_related("file", "file__uploaded_by").prefetch_related("notes__by")
    )
    if need is None or not versions:
        raise Http404
    latest, rights = versions[0], role_of(request).permissions
    pages = len((latest.file.reading or {}).get("pages", ())) if latest.file.media_type in SCANS else 0
    context = {
        "company": company,
        "document": paper,
        "title": text(f"document_kinds.{paper.kind}.title"),
        "tone": STATUS_TONES[paper.status],
        "versions": versions,
        "latest": latest,
        "findings": finding_rows(latest),
        "checks": check_words(latest),
        "facts": fact_rows(paper),
        "corrections": correction_rows(paper),
        "names": name_rows(company),
        "other_kinds": _other_kinds(company, latest.file),
        "pages": range(1, min(pages, MAX_PREVIEWS) + 1),
        "page_count": pages,
        "accept": file_endings(need),
        "can_answer": Permission.ANSWER in rights,
        "can_review": Permission.REVIEW in rights,
        "next": next_review(request, latest) if Permission.REVIEW in rights else None,
        "form": form,
    }
    return render(request, "documents/checks.html", context, status=status)


def next_review(request: HttpRequest, current: DocumentVersion) -> DocumentVersion | None:
    """The paper that waits longest, after this one if it waits too."""
    waiting = waiting_reviews(visible_companies(request)).exclude(pk=current.pk)
    return waiting.filter(created_at__gte=current.created_at).first() or waiting.first()


@require_POST
def document_also(request: HttpRequest, workspace: str, company: str, document: int) -> HttpResponse:
    """The file of this paper serves as another kind of paper too."""
    dossier = open_company(request, company, Permission.ANSWER, "companyprofile", "phonenumber", "accounthealth")
    paper = open_document(dossier, document)
    version, kind = DocumentVersion.objects.select_related("file").filter(document=paper).first(), request.POST.get("kind", "")
    if version is None or kind not in [one for one, _title in _other_kinds(dossier, version.file)]:
        messages.error(request, _("Choose what else the file is for."))
        return redirect("documents:checks", workspace=workspace, company=company, document=document)
    judged = judge(build(Reading, version.file.reading), kind=kind, company=dossier, today=timezone.localdate())
    other = use_also(by=request.user, company=dossier, file=version.file, kind=kind, judged=judged)  # type: ignore[arg-type]
    messages.success(request, _("Saved: %(paper)s.") % {"paper": text(f"document_kinds.{kind}.title")})
    return redirect("documents:checks", workspace=workspace, company=company, document=other.pk)


def _other_kinds(company: Company, file: PaperFile) -> list[tuple[str, str]]:
    """The kinds of paper that this company needs, that take this type of file, and that it does not serve yet."""
    book = current_rulebook()
    serves = set(Document.objects.filter(versions__file=file).values_list("kind", flat=True))
    kinds = [requirement.kind for requirement in required(book, company_row(company, book, timezone.localdate()))]
    return [
        (kind, text(f"document_kinds.{kind}.title"))
        for kind in kinds
        if kind not in serves and file.media_type in allowed_types(book, kind)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def document_add(request: HttpRequest, workspace: str, company: str, kind: str) -> HttpResponse:
    dossier = open_company(request, company, Permission.ANSWER)
    need = need_of(current_rulebook(), kind)
    if need is None:
        raise Http404
    form = DocumentForm(request.POST or None, book=current_rulebook(), need=need, document=Document(company=dossier, kind=kind))
    if request.method == "POST" and form.is_valid():
        record_document(by=request.user, company=dossier, kind=kind, values=form.record)  # type: ignore[arg-type]
        messages.success(request, _("Saved: %(paper)s.") % {"paper": text(f"document_kinds.{kind}.title")})
        return redirect("documents:list", workspace=workspace, company=company)
    return _page(request, dossier, need, form, 422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def document_edit(request: HttpRequest, workspace: str, company: str, document: int) -> HttpResponse:
    dossier = open_company(request, company, Permission.ANSWER)
    paper = open_document(dossier, document)
    need = need_of(current_rulebook(), paper.kind)
    if need is None:
        raise Http404
    form = DocumentForm(request.POST or None, book=current_rulebook(), need=need, document=paper, has_file=paper.versions.exists())
    if request.method == "POST" and form.is_valid():
        try:
            change_document(
                by=request.user,  # type: ignore[arg-type]
                document=paper,
                values=form.record,
                base_version=form.cleaned_data["version"],
                may_review=Permission.REVIEW in role_of(request).permissions,
            )
        except StaleDocument as stale:
            form.data = request.POST.dict() | {"version": stale.current.version}
            return _page(request, dossier, need, form, 409, paper=paper, theirs=fact_rows(stale.current))
        messages.success(request, _("Saved: %(paper)s.") % {"paper": text(f"document_kinds.{paper.kind}.title")})
        return redirect("documents:list", workspace=workspace, company=company)
    return _page(request, dossier, need, form, 422 if form.is_bound else 200, paper=paper)


def _page(request: HttpRequest, company: Company, need: DocumentNeed, form: DocumentForm, status: int, **more: Any) -> HttpResponse:
    context = {
        "company": company,
        "form": form,
        "title": text(f"document_kinds.{need.kind}.title"),
        "what": text(f"document_kinds.{need.kind}.what"),
        "sources": sources(need.source),
        "theirs": None,
        **more,
    }
    return render(request, "documents/edit.html", context, status=status)


@require_POST
def document_remove(request: HttpRequest, workspace: str, company: str, document: int) -> HttpResponse:
    dossier = open_company(request, company, Permission.ANSWER)
    paper = open_document(dossier, document)
    remove_document(by=request.user, document=paper)  # type: ignore[arg-type]
    messages.success(request, _("Removed: %(paper)s.") % {"paper": text(f"document_kinds.{paper.kind}.title")})
    return redirect("documents:list", workspace=workspace, company=company)
