"""Everything a page or report shows of one company, read once: facts, judgement, explanations, tasks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from readiness.checklist import Task, TaskState, standing_topics, topic_state, topic_url
from readiness.models import AnswerSheet, Company
from readiness.rulebook import Facts, Rulebook, current_rulebook
from readiness.rulebook.model import Topic

from .engine import Judgement, engine_of
from .estimate import FactorEffect
from .explain import Explanation, explain, next_steps
from .facts import company_facts, sheets_of
from .topics import topic_of


@dataclass
class Dossier:
    """One company on one day, in one language; what is asked for is made once."""

    company: Company
    facts: Facts
    today: dt.date
    language: str

    @property
    def book(self) -> Rulebook:
        return current_rulebook()

    @cached_property
    def judgement(self) -> Judgement:
        return engine_of(self.book).judge(self.facts, self.today)

    @cached_property
    def explanations(self) -> list[Explanation]:
        return explain(self.book, self.judgement, self.language)

    @cached_property
    def explanations_by_topic(self) -> dict[str, list[Explanation]]:
        found: dict[str, list[Explanation]] = {}
        for one in self.explanations:
            if topic := topic_of(self.book, one.criterion):
                found.setdefault(topic.id, []).append(one)
        return found

    @cached_property
    def steps(self) -> list[Explanation]:
        return next_steps(self.explanations)

    @property
    def blockers(self) -> list[Explanation]:
        return [one for one in self.explanations if one.criterion.gate and one.status == "unmet"]

    @cached_property
    def effects(self) -> tuple[FactorEffect, ...]:
        return engine_of(self.book).estimator.effects(self.judgement.estimate, bool(self.blockers))

    @cached_property
    def tasks(self) -> list[Task]:
        sheets = sheets_of(self.company)
        return [
            Task(topic, self._state(topic, sheets), topic_url(self.company, topic))
            for topic in standing_topics(self.book, self.judgement.row)
        ]

    def _state(self, topic: Topic, sheets: dict[str, AnswerSheet]) -> TaskState:
        related = self.explanations_by_topic.get(topic.id, [])
        if any(one.criterion.gate and one.status == "unmet" for one in related):
            return TaskState.BLOCKING
        if not topic.room:
            return topic_state(topic, self.judgement.row, sheets.get(topic.sheet))
        known = self.facts.documents if topic.room == "documents" else self.facts.templates_prepared
        if known is None:
            return TaskState.NOT_STARTED
        return TaskState.COMPLETED if not any(one.is_open for one in related) else TaskState.IN_PROGRESS

    @property
    def best_step(self) -> tuple[Explanation, Task] | None:
        """What to do first: a blocker, else the step that gains most; with the task where it is done."""
        by_topic = {task.topic.id: task for task in self.tasks}
        for step in [*self.blockers, *self.steps]:
            topic = topic_of(self.book, step.criterion)
            if topic and topic.id in by_topic:
                return step, by_topic[topic.id]
        return None


def read_dossier(company: Company, today: dt.date, language: str) -> Dossier:
    """The dossier of a company whose sheets are loaded beside it (facts.with_sheets)."""
    return Dossier(company, company_facts(company), today, language)
