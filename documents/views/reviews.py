"""The consultant's queue: what waits for a decision, and the decision itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.access import open_document, open_version
from documents.actions.papers import StaleDocument
from documents.actions.reviews import review
from documents.actions.waivers import waive, want_again
from documents.enums import Decision
from documents.forms import ReviewForm, WaiverForm
from documents.queries import waiting_reviews
from documents.requirements import need_of
from documents.words import check_words
from readiness.access import open_companies, open_company
from readiness.display import text
from readiness.enums import Permission
from readiness.rulebook import current_rulebook

from .papers import checks_page, next_review

MAX_ROWS = 200


@require_safe
def queue(request: HttpRequest, workspace: str) -> HttpResponse:
    waiting = waiting_reviews(open_companies(request, Permission.REVIEW))
    rows = [
        {
            "version": one,
            "company": one.document.company,
            "title": text(f"document_kinds.{one.document.kind}.title"),
            "checks": check_words(one),
        }
        for one in waiting[:MAX_ROWS]
    ]
    return render(request, "documents/queue.html", {"rows": rows, "total": waiting.count()})


@require_POST
def decide(request: HttpRequest, workspace: str, company: str, document: int, number: int) -> HttpResponse:
    """Keeps the decision and opens the next paper that waits."""
    dossier = open_company(request, company, Permission.REVIEW, "companyprofile", "phonenumber", "accounthealth")
    paper = open_document(dossier, document)
    version = open_version(paper, number)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return checks_page(request, dossier, paper, form=form, status=422)
    said, pages = form.cleaned_data, len((version.file.reading or {}).get("pages", ()))
    if said["page"] and pages and said["page"] > pages:
        form.add_error("page", ngettext("The file has %(count)d page.", "The file has %(count)d pages.", pages) % {"count": pages})
        return checks_page(request, dossier, paper, form=form, status=422)
    try:
        review(
            by=request.user,  # type: ignore[arg-type]
            version=version,
            decision=Decision(said["decision"]),
            comment=said["comment"].strip(),
            page=said["page"],
            base_version=said["version"],
        )
    except StaleDocument as stale:
        messages.error(request, _("This document changed while you were here. Look again, then decide."))
        stale.current.company = dossier
        form.data = request.POST.dict() | {"version": stale.current.version}
        return checks_page(request, dossier, stale.current, form=form, status=409)
    messages.success(request, _("Saved: %(paper)s.") % {"paper": text(f"document_kinds.{paper.kind}.title")})
    following = next_review(request, version)
    if following is None:
        return redirect("paper-reviews:queue", workspace=workspace)
    return redirect("documents:checks", workspace=workspace, company=following.document.company.slug, document=following.document_id)


@require_http_methods(["GET", "HEAD", "POST"])
def waive_paper(request: HttpRequest, workspace: str, company: str, kind: str) -> HttpResponse:
    """A kind of paper is not relevant for this company: the reason is asked and kept."""
    dossier = open_company(request, company, Permission.REVIEW)
    if need_of(current_rulebook(), kind) is None:
        raise Http404
    form = WaiverForm(request.POST or None)
    title = text(f"document_kinds.{kind}.title")
    if request.method == "POST" and form.is_valid():
        waive(by=request.user, company=dossier, kind=kind, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        messages.success(request, _("Not asked for any more: %(paper)s.") % {"paper": title})
        return redirect("documents:list", workspace=workspace, company=company)
    return render(request, "documents/waive.html", {"company": dossier, "title": title, "form": form}, status=422 if form.is_bound else 200)


@require_POST
def want_paper(request: HttpRequest, workspace: str, company: str, kind: str) -> HttpResponse:
    dossier = open_company(request, company, Permission.REVIEW)
    if want_again(by=request.user, company=dossier, kind=kind):  # type: ignore[arg-type]
        messages.success(request, _("Asked for again: %(paper)s.") % {"paper": text(f"document_kinds.{kind}.title")})
    return redirect("documents:list", workspace=workspace, company=company)
