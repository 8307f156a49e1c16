"""The editor of one message template."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from readiness.access import open_company
from readiness.enums import Permission
from readiness.models import Company
from templates_mgr.access import open_template
from templates_mgr.actions.texts import NameTaken, StaleTemplate, change_template, record_template
from templates_mgr.forms.text import MessageTemplateForm
from templates_mgr.models import MessageTemplate


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
