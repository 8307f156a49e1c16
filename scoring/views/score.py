"""The score page: every point explained; the estimate with its factors; what if."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_htmx.http import retarget

from readiness.access import role_of
from readiness.display import language
from readiness.enums import Permission
from readiness.rulebook import current_rulebook
from scoring.access import open_dossier
from scoring.dossier import read_dossier
from scoring.forms import WhatIfForm
from scoring.models import ScorePoint
from scoring.presenting import criterion_view, estimate_view, history_view, sections_view, verdict_view
from scoring.whatif import compare

HTMX_STOP_POLLING = 286


@require_safe
def score(request: HttpRequest, workspace: str, company: str) -> HttpResponse:
    dossier = read_dossier(open_dossier(request, company), timezone.localdate(), language())
    points = list(ScorePoint.objects.filter(company=dossier.company).order_by("-at", "-pk")[:60])
    context: dict[str, Any] = verdict_view(dossier) | {
        "company": dossier.company,
        "blockers": [criterion_view(dossier, one) for one in dossier.blockers],
        "steps": [criterion_view(dossier, one) for one in dossier.steps[:5]],
        "sections": sections_view(dossier),
        "estimate": estimate_view(dossier),
        "history": history_view(points[::-1]),
        "book": dossier.book,
        "can_report": Permission.REPORT in role_of(request).permissions,
    }
    return render(request, "scoring/score.html", context)


@require_safe
def card(request: HttpRequest, workspace: str, company: str) -> HttpResponse:
    """The score in short, asked for by htmx until the worker has scored the last change."""
    dossier = read_dossier(open_dossier(request, company), timezone.localdate(), language())
    status = 200 if dossier.company.is_score_due else HTMX_STOP_POLLING
    context = verdict_view(dossier) | {"company": dossier.company, "can_report": Permission.REPORT in role_of(request).permissions}
    return render(request, "scoring/card.html", context, status=status)


@require_safe
def what_if(request: HttpRequest, workspace: str, company: str) -> HttpResponse:
    dossier = read_dossier(open_dossier(request, company), timezone.localdate(), language())
    form = WhatIfForm(request.GET, book=current_rulebook(), facts=dossier.facts)
    comparison = compare(dossier, form.changes)
    context = {
        "company": dossier.company,
        "form": form,
        "options": form.options(current_rulebook()),
        "comparison": comparison,
        "now": verdict_view(dossier),
        "then": verdict_view(comparison.then),
        "then_blockers": [criterion_view(comparison.then, one) for one in comparison.then.blockers],
        "moved": [(criterion_view(dossier, before), criterion_view(comparison.then, after)) for before, after in comparison.changed],
    }
    is_wrong = form.is_bound and not form.is_valid()
    is_fragment = bool(request.htmx) and request.htmx.target == "result"  # type: ignore[attr-defined]
    template = "scoring/what_if.html#result" if is_fragment and not is_wrong else "scoring/what_if.html"
    response = render(request, template, context, status=422 if is_wrong else 200)
    return retarget(response, "body") if is_fragment and is_wrong else response
