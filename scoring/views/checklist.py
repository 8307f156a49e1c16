"""The task list, and the answers of a stage to check."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from readiness.access import role_of
from readiness.checklist import Task, TaskState, standing_questions
from readiness.display import fact_text, language, minutes, text
from readiness.enums import Permission
from readiness.way import open_requests
from scoring.access import open_dossier
from scoring.dossier import Dossier, read_dossier
from scoring.facts import sheets_of
from scoring.presenting import best_step_view, verdict_view

# Completed is plain text; what needs a person stands out.
STATE_TONES = {
    TaskState.NOT_STARTED: "quiet",
    TaskState.IN_PROGRESS: "warn",
    TaskState.TO_FIND_OUT: "unknown",
    TaskState.BLOCKING: "bad",
}


@require_safe
def tasks(request: HttpRequest, workspace: str, company: str) -> HttpResponse:
    dossier = read_dossier(open_dossier(request, company), timezone.localdate(), language())
    done = sum(task.is_done for task in dossier.tasks)
    context = _shared(request, dossier) | {
        "sections": _sections(dossier),
        "done": done,
        "total": len(dossier.tasks),
        "minutes_left": sum(task.topic.minutes for task in dossier.tasks if not task.is_done),
        "best": best_step_view(dossier),
        "requests": open_requests(dossier.company),
    }
    return render(request, "scoring/tasks.html", context)


def _shared(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    may = role_of(request).permissions
    return verdict_view(dossier) | {
        "company": dossier.company,
        "can_answer": Permission.ANSWER in may,
        "can_report": Permission.REPORT in may,
    }


def _sections(dossier: Dossier) -> list[dict[str, Any]]:
    sections = []
    for stage in dossier.book.stages:
        tasks = [task for task in dossier.tasks if task.topic.stage == stage.id]
        if tasks:
            words = {part: text(f"stages.{stage.id}.{part}") for part in ("title", "intro")}
            sections.append(words | {"stage": stage, "tasks": [_task(task) for task in tasks]})
    return sections


def _task(task: Task) -> dict[str, Any]:
    words = {part: text(f"topics.{task.topic.id}.{part}") for part in ("title", "at_hand")}
    return words | {"task": task, "minutes": minutes(task.topic.minutes), "tone": STATE_TONES.get(task.state, "")}


@require_safe
def answers(request: HttpRequest, workspace: str, company: str, stage: str) -> HttpResponse:
    """Check your answers: every answer of a stage with its Change link."""
    dossier = read_dossier(open_dossier(request, company), timezone.localdate(), language())
    order = [one.id for one in dossier.book.stages]
    topics = [task for task in dossier.tasks if task.topic.stage == stage]
    if stage not in order or not topics:
        raise Http404
    later = next((one for one in order[order.index(stage) + 1 :] if any(task.topic.stage == one for task in dossier.tasks)), None)
    context = _shared(request, dossier) | {
        "stage": stage,
        "stage_title": text(f"stages.{stage}.title"),
        "topics": [_answers(dossier, task) for task in topics],
        "next_task": next((task for task in dossier.tasks if task.topic.stage == later), None),
        "next_title": text(f"stages.{later}.title") if later else "",
    }
    return render(request, "scoring/answers.html", context)


def _answers(dossier: Dossier, task: Task) -> dict[str, Any]:
    sheet = sheets_of(dossier.company).get(task.topic.sheet)
    rows = []
    for question in standing_questions(task.topic, dossier.judgement.row):
        value = getattr(dossier.facts, question.fact)
        is_unknown = sheet is not None and question.fact in sheet.unknown
        shown = fact_text(question.fact, value) if value is not None else _("I don’t know yet") if is_unknown else ""
        rows.append({"fact": question.fact, "label": text(f"facts.{question.fact}.label"), "value": shown})
    return {"task": task, "title": text(f"topics.{task.topic.id}.title"), "rows": rows}
