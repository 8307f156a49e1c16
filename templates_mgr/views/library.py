"""The library: texts for each purpose, ready in twelve languages, to start from."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from readiness.access import open_company
from readiness.display import language
from readiness.enums import Permission
from readiness.models import Company
from templates_mgr.actions.texts import add_from_library
from templates_mgr.enums import Purpose, Variant
from templates_mgr.languages import language_name
from templates_mgr.library import LibraryItem, languages, list_items
from templates_mgr.models import MessageTemplate


@require_http_methods(["GET", "HEAD", "POST"])
def library(request: HttpRequest, workspace: str, company: str) -> HttpResponse:
    dossier = open_company(request, company, Permission.ANSWER)
    chosen = _language(request.POST.get("language") or request.GET.get("language", ""))
    if request.method != "POST":
        return _page(request, dossier, chosen)
    wanted = set(request.POST.getlist("item"))
    items = [one for one in list_items(chosen) if one.name in wanted]
    if not items:
        return _page(request, dossier, chosen, problem=_("Choose at least one text."))
    added = add_from_library(by=request.user, company=dossier, items=items)  # type: ignore[arg-type]
    messages.success(request, ngettext("%d template added.", "%d templates added.", added) % added)
    return redirect("templates_mgr:list", workspace=workspace, company=company)


def _page(request: HttpRequest, company: Company, chosen: str, problem: str = "") -> HttpResponse:
    there = set(MessageTemplate.objects.filter(company=company, language=chosen).values_list("name", flat=True))
    named = ((code, language_name(code, language())) for code in languages())
    context = {
        "company": company,
        "chosen": chosen,
        "languages": sorted(named, key=lambda one: one[1].casefold()),
        "purposes": [
            {"title": Purpose(purpose).label, "texts": [text_row(one, there) for one in items]}
            for purpose, items in groupby(list_items(chosen), key=lambda one: one.purpose)
        ],
        "problem": problem,
    }
    return render(request, "templates_mgr/library.html", context, status=422 if problem else 200)


def text_row(item: LibraryItem, there: set[str]) -> dict[str, Any]:
    parts = {str(one["type"]): one for one in item.components}
    return {
        "key": item.name,
        "title": Variant(item.variant).label,
        "header": parts.get("HEADER", {}).get("text", ""),
        "body": parts["BODY"].get("text", ""),
        "footer": parts.get("FOOTER", {}).get("text", ""),
        "buttons": [one["text"] for one in parts.get("BUTTONS", {}).get("buttons", ()) if one.get("text")],
        "is_there": item.name in there,
    }


def _language(typed: str) -> str:
    """What was asked for, else the reader's language, else English."""
    return next((code for code in (typed, language()) if code in languages()), "en")
