"""The form of one topic: its questions as the rulebook asks them, each with "I don't know yet"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from babel.numbers import get_currency_name
from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from readiness.display import cases, language, meta_notes, sources, text, unit_text
from readiness.models import AnswerSheet
from readiness.rulebook import Rulebook, current_rulebook
from readiness.rulebook.model import Question
from readiness.rulebook.vocabulary import FactType

from .answers import UNKNOWN, DateField, NameField, NumberField, PercentField, TlsVersionField, WebAddressField

RADIOS_AT_MOST = 6
DONT_KNOW = _("I don’t know yet")
CHOICE_TYPES = frozenset({"bool", "enum", "country", "currency"})


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question on the page: its field, the tick boxes beside it, why it is asked and on whose word."""

    fact: str
    field: forms.BoundField
    unknown: forms.BoundField | None
    none: forms.BoundField | None
    why: str
    sources: list[Any]
    meta_notes: list[str]
    cases: list[dict[str, str]]
    unit: str


class TopicForm(forms.Form):
    """`answers` and `unknown` of the cleaned form are what the action saves."""

    hide_optional = True  # every question may stay open

    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, data: Any, *, book: Rulebook, questions: Iterable[Question], sheet: AnswerSheet) -> None:
        self.book, self.sheet = book, sheet
        self.facts = [book.vocabulary.facts[question.fact] for question in questions]
        super().__init__(data, initial=self.first_values())
        for fact in self.facts:
            self.add_question(fact)

    def first_values(self) -> dict[str, Any]:
        values: dict[str, Any] = {"base_version": self.sheet.version}
        for fact in self.facts:
            value = self.sheet.answer(fact.name)
            is_unknown = fact.name in self.sheet.unknown
            if fact.type in CHOICE_TYPES:
                values[fact.name] = UNKNOWN if is_unknown else str(value).lower() if fact.type == "bool" and value is not None else value
            else:
                values[fact.name] = None if fact.none_allowed and value == "none" else value
                values[f"{fact.name}__unknown"] = is_unknown
                values[f"{fact.name}__none"] = fact.none_allowed and value == "none"
        return values

    def add_question(self, fact: FactType) -> None:
        words = {"label": text(f"facts.{fact.name}.question"), "help_text": text(f"facts.{fact.name}.hint"), "required": False}
        self.fields[fact.name] = answer_field(fact, words)
        if fact.type not in CHOICE_TYPES:
            self.fields[f"{fact.name}__unknown"] = forms.BooleanField(label=DONT_KNOW, required=False)
            if fact.none_allowed:
                self.fields[f"{fact.name}__none"] = forms.BooleanField(label=_("We have none"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for fact in self.facts:
            ticked = [name for name in (f"{fact.name}__unknown", f"{fact.name}__none") if cleaned.get(name)]
            if ticked and cleaned.get(fact.name) not in (None, ""):
                self.add_error(fact.name, _("Give an answer or tick a box, not both."))
            elif len(ticked) > 1:
                self.add_error(fact.name, _("Tick one box only."))
        return cleaned

    @property
    def unknown(self) -> set[str]:
        return {
            fact.name
            for fact in self.facts
            if self.cleaned_data.get(fact.name) == UNKNOWN or self.cleaned_data.get(f"{fact.name}__unknown")
        }

    @property
    def answers(self) -> dict[str, Any]:
        """Column name to value as the model keeps it; empty where not known."""
        return {fact.name: self.kept(fact) for fact in self.facts}

    def kept(self, fact: FactType) -> Any:
        value = self.cleaned_data.get(fact.name)
        if self.cleaned_data.get(f"{fact.name}__none"):
            return "none"
        if value in (UNKNOWN, None, ""):
            return "" if fact.type in TEXT_TYPES else None
        return value == "true" if fact.type == "bool" else value

    @property
    def questions(self) -> list[AskedQuestion]:
        return [self.asked(fact) for fact in self.facts]

    def asked(self, fact: FactType) -> AskedQuestion:
        return AskedQuestion(
            fact=fact.name,
            field=self[fact.name],
            unknown=self[f"{fact.name}__unknown"] if f"{fact.name}__unknown" in self.fields else None,
            none=self[f"{fact.name}__none"] if f"{fact.name}__none" in self.fields else None,
            why=text(f"facts.{fact.name}.why"),
            sources=sources(fact.source),
            meta_notes=meta_notes(self.book, fact.source),
            cases=cases(self.book, fact.source),
            unit="%" if fact.type == "ratio" else unit_text(fact.unit),
        )


TEXT_TYPES = frozenset({"text", "url", "version", "currency", "country", "enum"})


def answer_field(fact: FactType, words: dict[str, Any]) -> forms.Field:
    """The field for one fact; empty is allowed everywhere, the question then stays open."""
    match fact.type:
        case "bool":
            return _radios([("true", _("Yes")), ("false", _("No")), (UNKNOWN, DONT_KNOW)], words)
        case "enum":
            options = [(value, text(f"choices.{fact.name}.{value}")) for value in fact.values] + [(UNKNOWN, DONT_KNOW)]
            return _radios(options, words) if len(options) <= RADIOS_AT_MOST else _select(options, words)
        case "country":
            return _select([*countries, (UNKNOWN, DONT_KNOW)], words)
        case "currency":
            return _select([*_currencies(), (UNKNOWN, DONT_KNOW)], words)
        case "int":
            return NumberField(whole=True, **words)
        case "decimal":
            return NumberField(**words)
        case "ratio":
            return PercentField(**words)
        case "date":
            return DateField(**words)
        case "version":
            return TlsVersionField(max_length=8, **words)
        case "url":
            return WebAddressField(max_length=500, **words)
    return NameField(max_length=120 if fact.none_allowed else 200, **words)


def _radios(options: list[tuple[str, Any]], words: dict[str, Any]) -> forms.ChoiceField:
    return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **words)


def _select(options: list[tuple[str, Any]], words: dict[str, Any]) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[("", _("Choose…")), *options], **words)


def _currencies() -> list[tuple[str, str]]:
    rates = current_rulebook().reference.per_usd
    return [(code, f"{code} – {get_currency_name(code, locale=language())}") for code in sorted(rates)]
