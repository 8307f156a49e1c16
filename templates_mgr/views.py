"""The message templates of a company, typed by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from readiness.access import open_company, role_of
from readiness.display import language
from readiness.enums import Permission
from readiness.models import Company

from .access import open_template
from .actions.texts import NameTaken, StaleTemplate, change_template, record_template, remove_template
from .forms import MessageTemplateForm
from .languages import language_name
from .models import MessageTemplate
from .queries import count_templates


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


@require_http_methods(["GET", "HEAD", "POST"])
def template_add(request: HttpRequest, workspace: str, company: str) -> HttpResponse:
    dossier = open_company(request, company, Permission.ANSWER)
    form = MessageTemplateForm(request.POST or None, company=dossier, instance=MessageTemplate())
    if request.method == "POST" and form.is_valid():
        try:
            template = record_template(by=request.user, company=dossier, values=form.values)  # type: ignore[arg-type]
        except NameTaken:
            form.refuse_name()
        else:
            messages.success(request, _("Saved: %(name)s.") % {"name": template.name})
            return redirect("templates_mgr:list", workspace=workspace, company=company)
    return _page(request, dossier, form, 422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def template_edit(request: HttpRequest, workspace: str, company: str, template: int) -> HttpResponse:
    dossier = open_company(request, company, Permission.ANSWER)
    found = open_template(dossier, template)
    form = MessageTemplateForm(request.POST or None, company=dossier, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            change_template(by=request.user, template=found, values=form.values, base_version=form.cleaned_data["seen_version"] or 0)  # type: ignore[arg-type]
        except StaleTemplate as stale:
            form.data = request.POST.dict() | {"seen_version": stale.current.version}
            return _page(request, dossier, form, 409, template=found, theirs=stale.current)
        except NameTaken:
            form.refuse_name()
        else:
            messages.success(request, _("Saved: %(name)s.") % {"name": found.name})
            return redirect("templates_mgr:list", workspace=workspace, company=company)
    return _page(request, dossier, form, 422 if form.is_bound else 200, template=found)


def _page(request: HttpRequest, company: Company, form: MessageTemplateForm, status: int, **more: Any) -> HttpResponse:
    return render(request, "templates_mgr/edit.html", {"company": company, "form": form, **more}, status=status)


@require_POST
def template_remove(request: HttpRequest, workspace: str, company: str, template: int) -> HttpResponse:
    dossier = open_company(request, company, Permission.ANSWER)
    found = open_template(dossier, template)
    remove_template(by=request.user, template=found)  # type: ignore[arg-type]
    messages.success(request, _("Removed: %(name)s.") % {"name": found.name})
    return redirect("templates_mgr:list", workspace=workspace, company=company)
