"""The life of one template: where it stands, its next step, its versions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from readiness.access import open_company, role_of
from readiness.display import sources
from readiness.enums import Permission
from readiness.models import Company
from readiness.rulebook import current_rulebook
from templates_mgr.access import open_template
from templates_mgr.actions.steps import UnlawfulStep, record_step
from templates_mgr.actions.texts import StaleTemplate, change_template
from templates_mgr.diffing import differences
from templates_mgr.enums import Status
from templates_mgr.forms.step import StepForm
from templates_mgr.life import EDITABLE, RENEWAL
from templates_mgr.models import MessageTemplate, TemplateEvent, TemplateVersion
from templates_mgr.queries import edits_of
from templates_mgr.shelf import template_row
from templates_mgr.views.panel import seen_of
from templates_mgr.words import REASONS, difference_rows, status_words


@require_safe
def template_life(request: HttpRequest, workspace: str, company: str, template: int) -> HttpResponse:
    dossier = open_company(request, company, Permission.READ, "meta_connection")
    found = open_template(dossier, template)
    return life_page(request, dossier, found, StepForm(template=found))


def life_page(request: HttpRequest, company: Company, template: MessageTemplate, form: StepForm, status: int = 200) -> HttpResponse:
    versions = list(TemplateVersion.objects.filter(template=template).select_related("by"))
    siblings = MessageTemplate.objects.filter(company=company, name=template.name).exclude(pk=template.pk).only("language")
    context = {
        "company": company,
        "template": template,
        "seen": seen_of(template.create_call),
        "row": template_row(template, timezone.localdate()),
        "reason": REASONS.get(template.reason, "") if template.status in (Status.REJECTED, Status.DISABLED) else "",
        "versions": version_rows(versions),
        "events": event_rows(template),
        "siblings": siblings,
        "drift": difference_rows(differences(template.meta_said, template.create_call)) if template.meta_said else [],
        "edits": edits_of(template, timezone.now()),
        "can_edit": template.status in EDITABLE,
        "renewal_sources": sources(current_rulebook().renewals[RENEWAL].source),
        "can_answer": Permission.ANSWER in role_of(request).permissions,
        "connection": getattr(company, "meta_connection", None),
        "form": form,
    }
    return render(request, "templates_mgr/life.html", context, status=status)


def version_rows(versions: list[TemplateVersion]) -> list[dict[str, Any]]:
    """Each version, the newest first, with what it changed of the one before."""
    older = [*versions[1:], None]
    return [
        {"version": one, "changes": difference_rows(differences(before.call, one.call)) if before else []}
        for one, before in zip(versions, older, strict=True)
    ]


def event_rows(template: MessageTemplate) -> list[dict[str, Any]]:
    events = TemplateEvent.objects.filter(template=template).select_related("by")
    return [{"event": one, "after": status_words(one.after), "reason": REASONS.get(one.reason, one.reason)} for one in events]


@require_POST
def template_step(request: HttpRequest, workspace: str, company: str, template: int) -> HttpResponse:
    """What Meta or the provider answered, recorded by a person."""
    dossier = open_company(request, company, Permission.ANSWER, "meta_connection")
    found = open_template(dossier, template)
    form = StepForm(request.POST, template=found)
    if not form.is_valid():
        return life_page(request, dossier, found, form, 422)
    said = form.cleaned_data
    try:
        record_step(
            by=request.user,  # type: ignore[arg-type]
            template=found,
            to=Status(said["to"]),
            base_version=said["seen_version"],
            on=said["on"],
            reason=said["reason"],
            note=said["note"].strip(),
        )
    except (StaleTemplate, UnlawfulStep):
        found.refresh_from_db()
        messages.error(request, _("This template moved on while you were here. Look again, then record the step."))
        return life_page(request, dossier, found, StepForm(template=found), 409)
    messages.success(request, _("Saved: %(name)s.") % {"name": found.name})
    return redirect("templates_mgr:life", workspace=workspace, company=company, template=template)


@require_POST
def version_restore(request: HttpRequest, workspace: str, company: str, template: int, number: int) -> HttpResponse:
    """An older text becomes the newest version; nothing is lost."""
    dossier = open_company(request, company, Permission.ANSWER)
    found = open_template(dossier, template)
    version = TemplateVersion.objects.filter(template=found, number=number).first()
    if version is None:
        raise Http404
    if found.status not in EDITABLE:
        messages.error(request, _("This template cannot be changed now."))
        return redirect("templates_mgr:life", workspace=workspace, company=company, template=template)
    values = {"components": version.call.get("components", []), "parameter_format": version.call.get("parameter_format", "")}
    change_template(by=request.user, template=found, values=values, base_version=found.version)  # type: ignore[arg-type]
    messages.success(request, _("Version %(number)d stands again, as the newest.") % {"number": number})
    return redirect("templates_mgr:life", workspace=workspace, company=company, template=template)


@require_POST
def meta_take(request: HttpRequest, workspace: str, company: str, template: int) -> HttpResponse:
    """Meta's text becomes our newest version; ours stays as the one before."""
    dossier = open_company(request, company, Permission.ANSWER)
    found = open_template(dossier, template)
    if not found.meta_said:
        raise Http404
    values = {"components": found.meta_said.get("components", []), "parameter_format": found.meta_said.get("parameter_format", "")}
    category = {"category": found.meta_said["category"]} if found.meta_said.get("category") else {}
    change_template(by=request.user, template=found, values=values | category, base_version=found.version)  # type: ignore[arg-type]
    messages.success(request, _("Meta’s text stands here now; yours is kept as the version before."))
    return redirect("templates_mgr:life", workspace=workspace, company=company, template=template)
