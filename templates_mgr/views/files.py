"""Templates in and out as a JSON file, in the shape of Meta's create call."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from readiness.access import open_company
from readiness.enums import Permission
from templates_mgr.actions.intake import Intake, Taken, import_templates
from templates_mgr.files import write_templates
from templates_mgr.forms.files import ImportForm
from templates_mgr.models import MessageTemplate

MAX_REFUSED_SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
def template_import(request: HttpRequest, workspace: str, company: str) -> HttpResponse:
    dossier = open_company(request, company, Permission.ANSWER)
    form = ImportForm(request.POST or None, request.FILES or None)
    context = {"company": dossier, "form": form, "refused": [], "said": []}
    if request.method != "POST":
        return render(request, "templates_mgr/import.html", context)
    if not form.is_valid():
        return render(request, "templates_mgr/import.html", context, status=422)
    done = import_templates(by=request.user, company=dossier, rows=form.rows, replace=form.cleaned_data["replace"])  # type: ignore[arg-type]
    if done.refused:
        said = {"said": sentences(done), "refused": done.refused[:MAX_REFUSED_SHOWN], "refused_count": len(done.refused)}
        return render(request, "templates_mgr/import.html", context | said, status=422)
    for sentence in sentences(done):
        messages.success(request, sentence)
    return redirect("templates_mgr:list", workspace=workspace, company=company)


def sentences(done: Intake) -> list[str]:
    counts = done.counts
    words = {
        Taken.ADDED: ngettext("%d template added.", "%d templates added.", counts[Taken.ADDED]),
        Taken.CHANGED: ngettext("%d template changed.", "%d templates changed.", counts[Taken.CHANGED]),
        Taken.DIFFERENT: ngettext(
            "%d template says something else in the file; open it to see the difference.",
            "%d templates say something else in the file; open them to see the differences.",
            counts[Taken.DIFFERENT],
        ),
        Taken.SAME: ngettext("%d template was the same.", "%d templates were the same.", counts[Taken.SAME]),
    }
    return [sentence % counts[taken] for taken, sentence in words.items() if counts[taken]] or [_("Nothing was taken in.")]


@require_safe
def template_export(request: HttpRequest, workspace: str, company: str) -> HttpResponse:
    """Every template as Meta's create call takes it."""
    dossier = open_company(request, company, Permission.READ)
    calls = [one.create_call for one in MessageTemplate.objects.filter(company=dossier).order_by("name", "language")]
    response = HttpResponse(write_templates(calls), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{dossier.slug}-templates.json"'
    return response
