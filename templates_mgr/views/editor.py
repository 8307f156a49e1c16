"""The editor of one message template: look, check, save."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from readiness.access import open_company
from readiness.enums import Permission
from readiness.models import Company
from templates_mgr.access import open_template
from templates_mgr.actions.texts import NameTaken, StaleTemplate, change_template, record_template
from templates_mgr.compose import unshown
from templates_mgr.enums import Status
from templates_mgr.forms.text import MessageTemplateForm
from templates_mgr.life import EDITABLE, GONE
from templates_mgr.lint import ShapeError
from templates_mgr.models import MessageTemplate

from .panel import panel_of, seen_of, shape_words

# What a press of a button other than Save adds: rows of buttons, of cards.
MORE = {"add-button": (1, 0), "add-card": (0, 1)}


@require_http_methods(["GET", "HEAD", "POST"])
def template_add(request: HttpRequest, workspace: str, company: str) -> HttpResponse:
    dossier = open_company(request, company, Permission.ANSWER)
    return _edit(request, dossier, MessageTemplate())


@require_http_methods(["GET", "HEAD", "POST"])
def template_edit(request: HttpRequest, workspace: str, company: str, template: int) -> HttpResponse:
    dossier = open_company(request, company, Permission.ANSWER)
    return _edit(request, dossier, open_template(dossier, template))


@require_POST
def template_check(request: HttpRequest, workspace: str, company: str) -> HttpResponse:
    """The panel beside the form, for what is typed; nothing is saved. `?template=` names the one that is edited."""
    dossier = open_company(request, company, Permission.ANSWER)
    asked = request.GET.get("template", "")
    found = open_template(dossier, int(asked)) if asked.isdecimal() and len(asked) < 19 else MessageTemplate()
    panel = panel_of(MessageTemplateForm(None, company=dossier, instance=found, typed=request.POST.dict()), dossier)
    context = {"company": dossier, "panel": panel, "is_live": True}
    return render(request, "templates_mgr/check.html", context, status=422 if panel["problem"] else 200)


def _edit(request: HttpRequest, company: Company, template: MessageTemplate) -> HttpResponse:
    typed = request.POST.dict() if request.method == "POST" else None
    go = typed.get("go", "save") if typed is not None else ""
    if template.pk and template.status not in EDITABLE:
        form = MessageTemplateForm(None, company=company, instance=template, typed=typed)
        return _page(request, company, form, 409 if typed is not None else 200, why_not=why_not(template.status))
    if go == "save":
        return _save(request, company, MessageTemplateForm(request.POST, company=company, instance=template))
    form = MessageTemplateForm(None, company=company, instance=template, typed=typed, more=MORE.get(go, (0, 0)))
    return _page(request, company, form)


def _save(request: HttpRequest, company: Company, form: MessageTemplateForm) -> HttpResponse:
    theirs: MessageTemplate | None = None
    if form.is_valid():
        try:
            saved = _kept(request, company, form)
        except StaleTemplate as stale:
            theirs = stale.current
            form.data = request.POST.dict() | {"seen_version": theirs.version}
        except NameTaken:
            form.refuse_name()
        except ShapeError as error:
            form.add_error(None, shape_words(error))
        else:
            _say_saved(request, saved)
            return redirect("templates_mgr:list", workspace=company.workspace.slug, company=company.slug)
    return _page(request, company, form, 409 if theirs else 422, theirs=seen_of(theirs.create_call) if theirs else None)


def _kept(request: HttpRequest, company: Company, form: MessageTemplateForm) -> MessageTemplate:
    by, values, instance = request.user, form.values, form.instance
    if not instance.pk:
        return record_template(by=by, company=company, values=values)  # type: ignore[arg-type]
    seen = form.cleaned_data["seen_version"] or 0
    return change_template(by=by, template=instance, values=values, base_version=seen)  # type: ignore[arg-type]


def _say_saved(request: HttpRequest, saved: MessageTemplate) -> None:
    said = _("Saved: %(name)s.") % {"name": saved.name}
    if saved.lint_errors:
        left = ngettext(
            "%(count)d point is to mend before you send it to Meta.",
            "%(count)d points are to mend before you send it to Meta.",
            saved.lint_errors,
        )
        said = f"{said} {left % {'count': saved.lint_errors}}"
    messages.success(request, said)


def _page(request: HttpRequest, company: Company, form: MessageTemplateForm, status: int = 200, **more: Any) -> HttpResponse:
    instance = form.instance
    context = {
        "company": company,
        "form": form,
        "panel": panel_of(form, company),
        "template": instance if instance.pk else None,
        "unshown": [json.dumps(one, ensure_ascii=True, indent=1) for one in unshown(instance.components)],
        "is_approved": instance.status == Status.APPROVED,
        "is_live": False,
        "why_not": "",
        "theirs": None,
    }
    return render(request, "templates_mgr/edit.html", context | more, status=status)


def why_not(status: str) -> str:
    """Why a template cannot be edited now, and what to do."""
    if status in GONE:
        return _("Meta has deleted this template. Copy its text into a new one, under another name.")
    sentences = {
        str(Status.PENDING): _("Meta is reviewing it, which takes up to 24 hours. Wait for the answer, then change it."),
        str(Status.IN_APPEAL): _("An appeal is open. Wait for the answer, then change it."),
        str(Status.DISABLED): _("Meta has disabled it, and takes no change. Appeal, or write a new one under another name."),
        str(Status.ARCHIVED): _("It is archived at Meta. Bring it back in WhatsApp Manager first, then change it."),
        str(Status.LIMIT_EXCEEDED): _(
            "The account has as many templates as Meta allows. Delete some there first, then record that it was sent."
        ),
    }
    return sentences.get(status, _("Meta takes no change of it as it stands. Look at it in WhatsApp Manager."))
