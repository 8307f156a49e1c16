"""Ready to apply? And the submission itself, with its reason where something is still open."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from readiness.access import role_of
from readiness.actions.applications import NotNow, StaleApplication, UnlawfulMove, WrongDay, ban_until, submit
from readiness.display import day, language, percent, sources
from readiness.enums import ApplicationStatus, Permission
from readiness.forms.applications import SubmitForm
from readiness.models import Application as ApplicationRow
from readiness.models import Company
from readiness.stages.submission import SOURCE
from scoring.access import open_dossier
from scoring.apply import FIRST_STAGE, Application, application_of
from scoring.dossier import Dossier, read_dossier
from scoring.presenting import criterion_view, verdict_view

SENDABLE = (ApplicationStatus.PREPARING, ApplicationStatus.REFUSED)


@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, workspace: str, company: str) -> HttpResponse:
    opened = open_dossier(request, company, Permission.ANSWER if request.method == "POST" else Permission.READ)
    dossier = read_dossier(opened, timezone.localdate(), language())
    found = application_of(dossier)
    row = ApplicationRow.objects.filter(company=dossier.company, status__in=SENDABLE).first()
    form = SubmitForm(request.POST if request.method == "POST" else None, version=row.version if row else 0)
    if request.method == "POST" and row is None:
        messages.error(request, _("There is no application to submit: open one first, or it was submitted a moment ago."))
    if request.method != "POST" or row is None:
        return _page(request, dossier, found, row, form, 409 if request.method == "POST" else 200)
    row.company = dossier.company
    if form.is_valid() and not found.is_ready and not form.cleaned_data["gate_reason"].strip():
        form.add_error("gate_reason", _("Say why it is sent although something is still open; the reason is kept."))
    is_valid = form.is_valid()
    if found.must_wait:
        form.add_error(None, _("Rules of Meta’s own are not met. Mend them first: Meta would refuse it."))
    if not is_valid or found.must_wait:
        return _page(request, dossier, found, row, form, 422)
    return _sent(request, dossier, found, row, form)


def _sent(request: HttpRequest, dossier: Dossier, found: Application, row: ApplicationRow, form: SubmitForm) -> HttpResponse:
    said = form.cleaned_data
    try:
        submit(by=request.user, application=row, on=said["on"], base_version=said["seen_version"], gate_reason=said["gate_reason"].strip())  # type: ignore[arg-type]
    except WrongDay as wrong:
        words = {"earliest": day(wrong.earliest), "latest": day(wrong.latest)}
        form.add_error("on", _("Enter a day from %(earliest)s to %(latest)s.") % words)
        return _page(request, dossier, found, row, form, 422)
    except (StaleApplication, UnlawfulMove):
        messages.error(request, _("Somebody moved this application while you were here. Look again, then send it."))
        return redirect("readiness:applications", workspace=dossier.company.workspace.slug, company=dossier.company.slug)
    except NotNow as refused:
        form.add_error(None, _("A ban runs until %(day)s; nothing can be sent before.") % {"day": day(timezone.localdate(refused.until))})
        return _page(request, dossier, found, row, form, 409)
    messages.success(request, _("Submitted. The first stage is waiting."))
    where = dossier.company
    return redirect("readiness:application", workspace=where.workspace.slug, company=where.slug, number=row.number)


def _active(company: Company) -> ApplicationRow | None:
    """The application that has come to its end, where the newest one has."""
    newest = ApplicationRow.objects.filter(company=company).first()
    return newest if newest and newest.status == ApplicationStatus.ACTIVE else None


def _page(
    request: HttpRequest, dossier: Dossier, found: Application, row: ApplicationRow | None, form: SubmitForm, status: int
) -> HttpResponse:
    stage = next(one for one in dossier.book.stages if one.id == FIRST_STAGE)
    context: dict[str, Any] = verdict_view(dossier) | {
        "company": dossier.company,
        "found": found,
        "blockers": [criterion_view(dossier, one) for one in found.blockers],
        "unknown_gates": [criterion_view(dossier, one) for one in found.unknown_gates],
        "first_stage": [criterion_view(dossier, one) for one in found.first_stage],
        "days": found.days,
        "refused": percent(float(stage.refused or 0)),
        "application": row,
        "active": _active(dossier.company),
        "ban_until": ban_until(dossier.company),
        "day_sources": sources((SOURCE,)),
        "can_answer": Permission.ANSWER in role_of(request).permissions,
        "form": form,
    }
    return render(request, "scoring/apply.html", context, status=status)
