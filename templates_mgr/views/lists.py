"""The message templates of a company."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from readiness.access import open_company, role_of
from readiness.display import language
from readiness.enums import Permission
from templates_mgr.access import open_template
from templates_mgr.actions.texts import remove_template
from templates_mgr.languages import language_name
from templates_mgr.models import MessageTemplate
from templates_mgr.queries import count_templates


@require_safe
def template_list(request: HttpRequest, workspace: str, company: str) -> HttpResponse:
    dossier = open_company(request, company, Permission.READ)
    templates = list(MessageTemplate.objects.filter(company=dossier))
    rows = [(one.name, one.language, one.purpose, one.variant, one.lint_errors) for one in templates]
    context = {
        "company": dossier,
        "rows": [{"template": one, "language": language_name(one.language, language())} for one in templates],
        "counts": count_templates(rows),
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
