"""The message templates of a company: the shelf, and taking one away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from readiness.access import open_company, role_of
from readiness.enums import Permission
from templates_mgr.access import open_template
from templates_mgr.actions.texts import remove_template
from templates_mgr.shelf import progress_of, rotations, template_row, templates_of


@require_safe
def template_list(request: HttpRequest, workspace: str, company: str) -> HttpResponse:
    dossier = open_company(request, company, Permission.READ, "meta_connection")
    templates, today = templates_of(dossier), timezone.localdate()
    context = {
        "company": dossier,
        "rows": [template_row(one, today) for one in templates],
        "progress": progress_of(templates),
        "rotations": rotations(templates),
        "connection": getattr(dossier, "meta_connection", None),
        "can_answer": Permission.ANSWER in role_of(request).permissions,
    }
    return render(request, "templates_mgr/list.html", context)


@require_POST
def template_remove(request: HttpRequest, workspace: str, company: str, template: int) -> HttpResponse:
    dossier = open_company(request, company, Permission.ANSWER)
    found = open_template(dossier, template)
    remove_template(by=request.user, template=found)  # type: ignore[arg-type]
    messages.success(request, _("Removed: %(name)s.") % {"name": found.name})
    return redirect("templates_mgr:list", workspace=workspace, company=company)
