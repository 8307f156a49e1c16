"""Topics as tasks: which questions stand for this company, what is answered, and the state of each task in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .models import AnswerSheet, Company
from .rulebook import Facts, Rulebook
from .rulebook.conditions import Condition
from .rulebook.judge import Judge, Row, compile_condition, row_of
from .rulebook.model import Question, Topic

# Where the page of a topic is: by its sheet, or by its room.
TOPIC_URLS = {"profile": "readiness:topic"} | dict.fromkeys(("number", "technical", "health"), "phone_numbers:topic")
ROOM_URLS = {"documents": "documents:list", "templates": "templates_mgr:list"}


class TaskState(TextChoices):
    NOT_STARTED = "not-started", _("Not started")
    IN_PROGRESS = "in-progress", _("In progress")
    TO_FIND_OUT = "to-find-out", _("Something to find out")
    BLOCKING = "blocking", _("Blocks the application")
    COMPLETED = "completed", _("Completed")


@dataclass(frozen=True, slots=True)
class Task:
    """One row of the task list."""

    topic: Topic
    state: TaskState
    url: str

    @property
    def is_done(self) -> bool:
        return self.state in (TaskState.COMPLETED, TaskState.TO_FIND_OUT)


def facts_of(sheets: Iterable[AnswerSheet], book: Rulebook) -> dict[str, Any]:
    """Fact name to value over the sheets; a sheet keeps the facts that are its columns."""
    return {name: sheet.answer(name) for sheet in sheets for name in book.vocabulary.facts if hasattr(type(sheet), name)}


def sheet_row(sheet: AnswerSheet, book: Rulebook, today: dt.date) -> Row:
    return row_of(Facts(**facts_of([sheet], book)), book.reference, today)


@cache
def _compiled(condition: Condition) -> Judge:
    return compile_condition(condition)


def holds(condition: Condition | None, row: Row) -> bool:
    """Only what is known to concern this company is asked."""
    return condition is None or _compiled(condition)(row) is True


def standing_questions(topic: Topic, row: Row) -> list[Question]:
    return [question for question in topic.questions if holds(question.when, row)]


def standing_topics(book: Rulebook, row: Row) -> list[Topic]:
    return [topic for topic in book.topics if holds(topic.when, row)]


def topic_url(company: Company, topic: Topic) -> str:
    place = {"workspace": company.workspace.slug, "company": company.slug}
    if topic.room:
        return reverse(ROOM_URLS[topic.room], kwargs=place)
    return reverse(TOPIC_URLS[topic.sheet], kwargs=place | {"topic": topic.id})


def topic_state(topic: Topic, row: Row, sheet: AnswerSheet | None) -> TaskState:
    """How far the questions of a topic are answered."""
    questions = standing_questions(topic, row)
    if sheet is None:
        return TaskState.NOT_STARTED
    answered = [question for question in questions if sheet.is_answered(question.fact)]
    if len(answered) < len(questions):
        return TaskState.IN_PROGRESS if answered else TaskState.NOT_STARTED
    return TaskState.TO_FIND_OUT if any(one.fact in sheet.unknown for one in questions) else TaskState.COMPLETED


def next_page(book: Rulebook, company: Company, topic: Topic, row: Row) -> str:
    """After a topic comes the next one of its stage, then the answers of the stage to check."""
    topics = [one for one in standing_topics(book, row) if one.stage == topic.stage]
    later = topics[topics.index(topic) + 1 :] if topic in topics else []
    if later:
        return topic_url(company, later[0])
    place: Mapping[str, str] = {"workspace": company.workspace.slug, "company": company.slug, "stage": topic.stage}
    return reverse("scoring:answers", kwargs=dict(place))
