"""The papers of a company: what is needed, what is there, and each paper typed by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from readiness.access import open_company, role_of
from readiness.display import fact_label, fact_text, meta_notes, sources, text
from readiness.enums import Permission
from readiness.models import Company
from readiness.rulebook import current_rulebook
from readiness.rulebook.model import DocumentNeed

from .access import open_document
from .actions import StaleDocument, change_document, record_document, remove_document
from .forms import DocumentForm
from .models import Document
from .queries import company_row, latest_by_kind
from .requirements import need_of, required

STATUS_TONES = {"uploaded": "unknown", "in_review": "warn", "approved": "ok", "rejected": "bad", "expired": "bad"}


@require_safe
def document_list(request: HttpRequest, workspace: str, company: str) -> HttpResponse:
    dossier = open_company(request, company, Permission.READ, "companyprofile", "phonenumber", "accounthealth")
    book = current_rulebook()
    papers = latest_by_kind(dossier)
    needs = [requirement.need for requirement in required(book, company_row(dossier, book, timezone.localdate()))]
    asked = {need.kind for need in needs}
    extra = [need for need in book.documents if need.kind in papers and need.kind not in asked]
    context = {
        "company": dossier,
        "rows": [_row(need, papers.get(need.kind, [])) for need in [*needs, *extra]],
        "done": sum(need.kind in papers for need in needs),
        "total": len(needs),
        "missing": _("Missing"),
        "can_answer": Permission.ANSWER in role_of(request).permissions,
    }
    return render(request, "documents/list.html", context)


def _row(need: DocumentNeed, papers: list[Document]) -> dict[str, Any]:
    return {
        "need": need,
        "title": text(f"document_kinds.{need.kind}.title"),
        "what": text(f"document_kinds.{need.kind}.what"),
        "stage": text(f"stages.{need.stage}.title"),
        "sources": sources(need.source),
        "meta_notes": meta_notes(current_rulebook(), need.source),
        "papers": [{"document": paper, "facts": _facts(paper), "tone": STATUS_TONES[paper.status]} for paper in papers],
    }


def _facts(paper: Document) -> list[tuple[str, str]]:
    fields = {name: getattr(paper, name) for name in ("issued_on", "expires_on", "months_covered", "dpi")}
    known = {f"{paper.kind}.{name}": value for name, value in (fields | paper.figures).items() if value is not None}
    return [(fact_label(name).partition(": ")[2], fact_text(name, value)) for name, value in known.items()]


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
    form = DocumentForm(request.POST or None, book=current_rulebook(), need=need, document=paper)
    if request.method == "POST" and form.is_valid():
        try:
            change_document(by=request.user, document=paper, values=form.record, base_version=form.cleaned_data["version"])  # type: ignore[arg-type]
        except StaleDocument as stale:
            form.data = request.POST.dict() | {"version": stale.current.version}
            return _page(request, dossier, need, form, 409, paper=paper, theirs=_facts(stale.current))
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
