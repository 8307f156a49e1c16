"""Drafts of papers that a company signs: what is still blank can be typed here; nothing of it is kept."""

from __future__ import annotations

import typing
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import capfirst, slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from documents.drafts.model import DraftSubject
from documents.media import DOCX, PDF
from documents.queries import SHEETS, sheet_facts
from documents.requirements import need_of
from readiness.access import open_company
from readiness.display import text
from readiness.enums import Permission
from readiness.forms.answers import NameField
from readiness.rulebook import current_rulebook

FORMATS = {"pdf": PDF, "docx": DOCX}
LANGUAGES = [("en", _("English")), ("it", _("Italian"))]


class DraftForm(forms.Form):
    """The language of the letter, and a field for each blank that words can fill."""

    hide_optional = True

    letter_language = forms.ChoiceField(label=_("Language of the letter"), choices=LANGUAGES)

    def __init__(self, data: Any, *, blanks: dict[str, str], language: str) -> None:
        super().__init__(data, initial={"letter_language": language})
        for name, label in blanks.items():
            self.fields[name] = NameField(label=label, max_length=300, required=False)

    @property
    def typed(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if name != "letter_language" and value}


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, workspace: str, company: str, kind: str) -> HttpResponse:
    from documents.drafts import KINDS, draft_for, subject_from, to_docx, to_pdf  # noqa: PLC0415 — WeasyPrint loads for those who ask

    dossier = open_company(request, company, Permission.ANSWER, *SHEETS)
    need = need_of(current_rulebook(), kind)
    if kind not in KINDS or need is None:
        raise Http404
    facts, today = sheet_facts(dossier, current_rulebook()), timezone.localdate()
    language = get_language() or "en"
    blanks = draft_for(kind, subject_from(facts, on=today), language).blanks
    typable = {one.name: capfirst(one.label) for one in blanks if one.name in TEXT_FIELDS}
    form = DraftForm(request.POST or None, blanks=typable, language=language)
    if request.method == "POST" and form.is_valid():
        made = draft_for(kind, subject_from(facts, on=today, **form.typed), form.cleaned_data["letter_language"])
        ending = "docx" if request.POST.get("format") == "docx" else "pdf"
        response = HttpResponse(to_docx(made) if ending == "docx" else to_pdf(made), content_type=FORMATS[ending])
        name = f"{slugify(made.title) or kind}-{slugify(dossier.name)[:60]}.{ending}"
        response["Content-Disposition"] = content_disposition_header(True, name)
        return response
    context = {
        "company": dossier,
        "title": text(f"document_kinds.{kind}.title"),
        "kind": kind,
        "form": form,
        "unknown": [capfirst(one.label) for one in blanks if one.name not in TEXT_FIELDS],
    }
    return render(request, "documents/draft_form.html", context, status=422 if form.is_bound else 200)


TEXT_FIELDS = frozenset(name for name, shape in typing.get_type_hints(DraftSubject).items() if shape == (str | None))
