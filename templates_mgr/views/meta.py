"""Exchange with Meta: connect, compare all templates, send or delete one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from readiness.access import open_company
from readiness.actions.jobs import ask_for_job
from readiness.display import moment
from readiness.enums import JobKind, Permission
from readiness.models import Company, Job
from templates_mgr.access import open_template
from templates_mgr.actions.exchange import connect, disconnect
from templates_mgr.exchanging import KINDS, check_account
from templates_mgr.forms.connect import ConnectForm
from templates_mgr.graph import GraphError
from templates_mgr.life import EDITABLE
from templates_mgr.models import MessageTemplate
from templates_mgr.queries import edits_of
from templates_mgr.words import job_words, problem_words

HTMX_STOP_POLLING = 286


@require_http_methods(["GET", "HEAD", "POST"])
def meta(request: HttpRequest, workspace: str, company: str) -> HttpResponse:
    """The connection: asked of Meta before it is kept."""
    dossier = open_company(request, company, Permission.ANSWER, "meta_connection")
    form = ConnectForm(request.POST or None)
    if request.method != "POST":
        return _page(request, dossier, form)
    if not form.is_valid():
        return _page(request, dossier, form, status=422)
    said = form.cleaned_data
    try:
        account = check_account(said["token"], said["waba_id"])
    except GraphError as error:
        form.add_error(None, problem_words(type(error).__name__, error.words))
        return _page(request, dossier, form, status=422)
    connect(by=request.user, company=dossier, waba_id=said["waba_id"], token=said["token"], **account)  # type: ignore[arg-type]
    ask_for_job(by=request.user, company=dossier, kind=JobKind.TEMPLATE_SYNC, params={})  # type: ignore[arg-type]
    messages.success(request, _("Connected with Meta. Your templates are being compared now."))
    return redirect("templates_mgr:meta", workspace=workspace, company=company)


def _page(request: HttpRequest, company: Company, form: ConnectForm, status: int = 200) -> HttpResponse:
    connection = getattr(company, "meta_connection", None)
    job = Job.objects.filter(company=company, kind__in=KINDS).first()
    is_fragment = request.htmx and request.method == "GET"  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "company": company,
        "form": form,
        "connection": connection,
        "problem": problem_words(connection.problem, connection.problem_text) if connection and connection.problem else "",
        "job": job,
        "job_words": job_words(job) if job else None,
        "counts": _counts(company) if connection else None,
    }
    if is_fragment:
        status = 200 if job and job.is_open else HTMX_STOP_POLLING
    return render(request, "templates_mgr/meta.html#exchange" if is_fragment else "templates_mgr/meta.html", context, status=status)


def _counts(company: Company) -> dict[str, int]:
    rows = MessageTemplate.objects.filter(company=company)
    return {"here": rows.count(), "at_meta": rows.exclude(meta_id="").count()}


@require_POST
def meta_disconnect(request: HttpRequest, workspace: str, company: str) -> HttpResponse:
    dossier = open_company(request, company, Permission.ANSWER)
    if disconnect(by=request.user, company=dossier):  # type: ignore[arg-type]
        messages.success(request, _("Disconnected. The token is gone; your templates stay."))
    return redirect("templates_mgr:meta", workspace=workspace, company=company)


@require_POST
def meta_sync(request: HttpRequest, workspace: str, company: str) -> HttpResponse:
    dossier = open_company(request, company, Permission.ANSWER, "meta_connection")
    if not hasattr(dossier, "meta_connection"):
        raise Http404
    ask_for_job(by=request.user, company=dossier, kind=JobKind.TEMPLATE_SYNC, params={})  # type: ignore[arg-type]
    return redirect("templates_mgr:meta", workspace=workspace, company=company)


@require_POST
def template_send(request: HttpRequest, workspace: str, company: str, template: int) -> HttpResponse:
    found = open_template(open_company(request, company, Permission.ANSWER), template)
    allowance = edits_of(found, timezone.now())
    if allowance is not None and not allowance.left:
        at = moment(allowance.again_at) if allowance.again_at else ""
        messages.error(request, _("Meta takes no further change of this template before %(at)s.") % {"at": at})
        return redirect("templates_mgr:life", workspace=workspace, company=company, template=template)
    if found.status not in EDITABLE:
        messages.error(request, _("This template cannot be changed now."))
        return redirect("templates_mgr:life", workspace=workspace, company=company, template=template)
    return _ask(request, company, template, JobKind.TEMPLATE_SEND)


@require_POST
def template_delete(request: HttpRequest, workspace: str, company: str, template: int) -> HttpResponse:
    return _ask(request, company, template, JobKind.TEMPLATE_DELETE)


def _ask(request: HttpRequest, company: str, template: int, kind: JobKind) -> HttpResponse:
    dossier = open_company(request, company, Permission.ANSWER, "meta_connection")
    found = open_template(dossier, template)
    if not hasattr(dossier, "meta_connection"):
        raise Http404
    ask_for_job(by=request.user, company=dossier, kind=kind, params={"template": found.pk})  # type: ignore[arg-type]
    return redirect("templates_mgr:meta", workspace=dossier.workspace.slug, company=dossier.slug)
