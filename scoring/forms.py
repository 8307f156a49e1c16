"""The what-if form: one fact to change at a time, the others kept as already changed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from readiness.display import fact_label, fact_text, text
from readiness.forms.answers import UNKNOWN, format_number
from readiness.forms.topic import CHOICE_TYPES, answer_field
from readiness.rulebook import Facts, Rulebook
from readiness.rulebook.vocabulary import NUMERIC_TYPES, FactType

SKIPPED_TYPES = frozenset({"documents", "text", "url"})
NAME_FACTS = frozenset({"legal_name", "name_on_licence", "name_on_bank_statement", "name_in_website_footer"})


def changeable(book: Rulebook) -> list[FactType]:
    """Facts that a what-if can change: every question of the checklist, and the template counts."""
    asked = [question.fact for topic in book.topics for question in topic.questions]
    counted = [fact.name for fact in book.vocabulary.facts.values() if fact.group == "templates"]
    facts = [book.vocabulary.facts[name] for name in [*asked, *counted]]
    return [fact for fact in facts if fact.type not in SKIPPED_TYPES or fact.name in NAME_FACTS]


class WhatIfForm(forms.Form):
    """Reads `change=<fact>` and a field of that name from the query, for as many facts as are being tried."""

    hide_optional = True

    def __init__(self, query: QueryDict, *, book: Rulebook, facts: Facts) -> None:
        known = {fact.name: fact for fact in changeable(book)}
        chosen = [name for name in dict.fromkeys([*query.getlist("change"), query.get("add", "")]) if name in known]
        dropped = query.get("drop", "")
        self.facts = [known[name] for name in chosen if name != dropped]
        # A fact just added starts from what stands now.
        now = {fact.name: _typed(fact, getattr(facts, fact.name)) for fact in self.facts}
        super().__init__({name: query.get(name, value) for name, value in now.items()} if now else None)
        for fact in self.facts:
            shown = fact_text(fact.name, getattr(facts, fact.name))
            hint = _("Now: %(value)s") % {"value": shown}
            self.fields[fact.name] = answer_field(fact, {"label": fact_label(fact.name), "help_text": hint, "required": False})

    @property
    def changes(self) -> dict[str, Any]:
        """Fact name to value; a field left empty changes nothing."""
        if not self.is_bound or not self.is_valid():
            return {}
        found: dict[str, Any] = {}
        for fact in self.facts:
            value = self.cleaned_data.get(fact.name)
            if value in (None, ""):
                continue
            found[fact.name] = None if value == UNKNOWN else value == "true" if fact.type == "bool" else value
        return found

    def options(self, book: Rulebook) -> list[tuple[str, list[tuple[str, str]]]]:
        """What can still be added, by stage of the review."""
        tried = {fact.name for fact in self.facts}
        groups: dict[str, list[tuple[str, str]]] = {}
        stage_of = {question.fact: topic.stage for topic in book.topics for question in topic.questions}
        for fact in changeable(book):
            if fact.name not in tried:
                stage = stage_of.get(fact.name, "template-approval")
                groups.setdefault(stage, []).append((fact.name, fact_label(fact.name)))
        return [(text(f"stages.{stage.id}.title"), groups[stage.id]) for stage in book.stages if stage.id in groups]


def _typed(fact: FactType, value: Any) -> Any:
    """A value as it would be typed into its field."""
    if value is None:
        return UNKNOWN if fact.type in CHOICE_TYPES else ""
    if fact.type == "bool":
        return str(value).lower()
    if fact.type == "date":
        return value.isoformat()
    if fact.type in NUMERIC_TYPES:
        return format_number(value * 100 if fact.type == "ratio" else value)
    return value
