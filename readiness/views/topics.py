"""One topic a page, saved on Continue. Rooms above use `topic_page` with their own sheets."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from readiness.access import open_company, role_of
from readiness.actions.answers import EditConflict, Theirs, save_answers
from readiness.checklist import next_page, sheet_row, standing_questions
from readiness.display import fact_label, fact_text, text
from readiness.enums import Permission
from readiness.forms.topic import TopicForm
from readiness.models import AnswerSheet, Company, CompanyProfile
from readiness.rulebook import current_rulebook
from readiness.rulebook.model import Topic

from .provider_tiers import tiers

Sheets = Mapping[str, type[AnswerSheet]]


@require_http_methods(["GET", "HEAD", "POST"])
def topic(request: HttpRequest, workspace: str, company: str, topic: str) -> HttpResponse:
    return topic_page(request, company, topic, {"profile": CompanyProfile})


def topic_page(request: HttpRequest, slug: str, topic_id: str, sheets: Sheets, form_class: type[TopicForm] = TopicForm) -> HttpResponse:
    company = open_company(request, slug, Permission.ANSWER if request.method == "POST" else Permission.READ)
    topic = current_rulebook().topic(topic_id)
    if topic is None or topic.sheet not in sheets:
        raise Http404
    sheet = _sheet(company, sheets[topic.sheet])
    form = _form(request, topic, sheet, form_class)
    if Permission.ANSWER not in role_of(request).permissions:
        for field in form.fields.values():
            field.disabled = True
    theirs: list[Theirs] = []
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, company, topic, form)
        except EditConflict as conflict:
            # Pressing Continue again is then a choice made with open eyes.
            theirs, form.data = conflict.theirs, {**form.data, "base_version": conflict.version}
    status = 409 if theirs else 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "readiness/topic.html", _context(request, company, topic, form, theirs), status=status)


def _sheet(company: Company, model: type[AnswerSheet]) -> AnswerSheet:
    return model.objects.filter(company=company).first() or model(company=company)


def _form(request: HttpRequest, topic: Topic, sheet: AnswerSheet, form_class: type[TopicForm]) -> TopicForm:
    book = current_rulebook()
    questions = standing_questions(topic, sheet_row(sheet, book, timezone.localdate()))
    data = request.POST.dict() if request.method == "POST" else None
    return form_class(data, book=book, questions=questions, sheet=sheet)


def _saved(request: HttpRequest, company: Company, topic: Topic, form: TopicForm) -> HttpResponse:
    model = type(form.sheet)
    save_answers(
        by=request.user,  # type: ignore[arg-type]
        company=company,
        sheet_model=model,
        answers=form.answers,
        unknown=form.unknown,
        base_version=form.cleaned_data["base_version"],
    )
    book, sheet = current_rulebook(), model.objects.get(company=company)
    row = sheet_row(sheet, book, timezone.localdate())
    asked = {fact.name for fact in form.facts}
    if any(question.fact not in asked and not sheet.is_answered(question.fact) for question in standing_questions(topic, row)):
        messages.info(request, _("Your answer opened one more question on this page."))
        return redirect(request.get_full_path())
    if request.POST.get("go") == "list":
        return redirect("scoring:tasks", workspace=company.workspace.slug, company=company.slug)
    if request.GET.get("from") == "check":
        place = {"workspace": company.workspace.slug, "company": company.slug, "stage": topic.stage}
        return redirect(reverse("scoring:answers", kwargs=place))
    return redirect(next_page(book, company, topic, row))


def _context(request: HttpRequest, company: Company, topic: Topic, form: TopicForm, theirs: list[Theirs]) -> dict[str, object]:
    return (tiers() if topic.id == "provider" else {}) | {
        "company": company,
        "topic": topic,
        "title": text(f"topics.{topic.id}.title"),
        "intro": text(f"topics.{topic.id}.intro"),
        "at_hand": text(f"topics.{topic.id}.at_hand"),
        "stage_title": text(f"stages.{topic.stage}.title"),
        "form": form,
        "can_answer": Permission.ANSWER in role_of(request).permissions,
        "theirs": [
            {
                "label": fact_label(one.fact),
                "value": _("I don’t know yet") if one.is_unknown else fact_text(one.fact, form.sheet.answer(one.fact)),
                "by": one.by,
                "at": one.at,
            }
            for one in theirs
        ],
        "tasks_url": reverse("scoring:tasks", kwargs={"workspace": company.workspace.slug, "company": company.slug}),
    }
