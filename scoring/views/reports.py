"""The PDF report: asked for with one press, made by a worker, downloaded through a door."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from readiness.access import open_company, open_job
from readiness.actions.jobs import ask_for_job
from readiness.display import language
from readiness.enums import JobKind, JobState, Permission

HTMX_STOP_POLLING = 286


@require_POST
def report_ask(request: HttpRequest, workspace: str, company: str) -> HttpResponse:
    dossier = open_company(request, company, Permission.REPORT)
    params = {"language": language(), "on": timezone.localdate().isoformat()}
    job = ask_for_job(by=request.user, company=dossier, kind=JobKind.REPORT, params=params)  # type: ignore[arg-type]
    return redirect("scoring:report", workspace=workspace, company=company, job=job.pk)


@require_safe
def report(request: HttpRequest, workspace: str, company: str, job: str) -> HttpResponse:
    """How far the report is; htmx asks again until it is there."""
    dossier = open_company(request, company, Permission.REPORT)
    found = open_job(request, dossier, job)
    is_fragment = bool(request.htmx)  # type: ignore[attr-defined]
    template = "scoring/report.html#progress" if is_fragment else "scoring/report.html"
    status = HTMX_STOP_POLLING if is_fragment and not found.is_open else 200
    return render(request, template, {"company": dossier, "job": found}, status=status)


@require_safe
def report_file(request: HttpRequest, workspace: str, company: str, job: str) -> HttpResponse | FileResponse:
    dossier = open_company(request, company, Permission.REPORT)
    found = open_job(request, dossier, job)
    if found.state != JobState.DONE or not found.result:
        raise Http404
    name = f"readiness-{dossier.slug}-{found.params['on']}-{found.params['language']}.pdf"
    response = FileResponse(found.result.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")
    response["X-Content-Type-Options"] = "nosniff"
    return response
