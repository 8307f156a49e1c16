"""Values of facts in the words and number formats of the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django_countries import countries

from .rulebook import Rulebook, current_rulebook
from .rulebook.vocabulary import DERIVED_FACTS, FactType


def language() -> str:
    return (get_language() or "en").partition("-")[0]


def text(path: str) -> str:
    """A text of the rulebook in the reader's language; empty where the rulebook has none."""
    texts = current_rulebook().texts
    return texts.get(language(), path) if texts.has(path) else ""


def fact_type(name: str) -> FactType | None:
    book = current_rulebook()
    return book.vocabulary.facts.get(name) or DERIVED_FACTS.get(name)


def fact_label(name: str) -> str:
    """`monthly_messages` → its label; `order_report.transactions` → paper and figure; `lowest_dpi` → the field."""
    if name.startswith("lowest_"):
        return text(f"document_fields.{name.removeprefix('lowest_')}.label")
    kind, _, figure = name.partition(".")
    if figure:
        inner = text(f"document_figures.{figure}.label") or text(f"document_fields.{figure}.label") or gettext("Status")
        owner = text(f"document_kinds.{kind}.title") or text(f"facts.{kind}.label")
        return f"{owner}: {inner}"
    return text(f"facts.{name}.label") or text(f"document_kinds.{name}.title") or name


def fact_text(name: str, value: Any) -> str:
    """The value as people read it, with its unit."""
    if value is None:
        return text("statuses.unknown")
    fact = _type_of(name)
    if fact is None:
        return text(f"document_statuses.{value}") or (gettext("Missing") if value == "missing" else str(value))
    return _shown(fact, value)


def _type_of(name: str) -> FactType | None:
    if name.startswith("lowest_") or name.endswith((".dpi", ".months_covered")):
        return FactType(name, "document", "int")
    _, _, figure = name.partition(".")
    if figure:
        return current_rulebook().vocabulary.document_figures.get(figure) or FactType(name, "document", "date")
    return fact_type(name)


def _shown(fact: FactType, value: Any) -> str:
    locale = language()
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if fact.type == "ratio":
        return format_percent(value, format="#,##0.##%", locale=locale)
    if fact.name == "submission_weekday":
        return format_date(dt.date(2024, 1, int(value)), format="EEEE", locale=locale)
    if fact.type in ("int", "decimal"):
        return _number(fact, Decimal(value), locale)  # figures of papers are kept as text
    if fact.type == "country":
        return str(countries.name(value)) or str(value)
    if fact.type == "enum":
        return text(f"choices.{fact.name}.{value}") or str(value)
    if isinstance(value, dt.date):
        return day(value)
    if value == "none" and fact.none_allowed:
        return gettext("None")
    return str(value)


def _number(fact: FactType, value: Decimal, locale: str) -> str:
    if fact.unit in ("USD", "INR"):
        return format_currency(value, fact.unit, format="#,##0 ¤¤", locale=locale, currency_digits=False)
    # Decimals of a large number tell nothing.
    pattern = "#,##0" if value >= 100 else "#,##0.###"
    number = format_decimal(value, format=pattern, locale=locale)
    unit = unit_text(fact.unit, value)
    return f"{number} {unit}" if unit else number


def unit_text(unit: str, value: Any = None) -> str:
    """The unit for one, or for many; the rulebook writes both as `day|days`."""
    one, _bar, many = text(f"units.{unit}").partition("|") if unit else ("", "", "")
    return one if value == 1 or not many else many


def money(amount: Decimal, currency: str) -> str:
    return format_currency(amount, currency, format="#,##0.## ¤¤", locale=language(), currency_digits=False)


def percent(ratio: float | Decimal) -> str:
    return format_percent(ratio, format="#,##0%", locale=language())


def days(value: float) -> str:
    return format_decimal(round(value, 1), format="#,##0.#", locale=language())


def minutes(count: int) -> str:
    return ngettext("%(minutes)s minute", "%(minutes)s minutes", count) % {"minutes": count}


def day(value: dt.date) -> str:
    """A date in words: 1 December 2026, 1 dicembre 2026."""
    return format_date(value, format="d MMMM y", locale=language())


def short_day(value: dt.date, *, with_year: bool = False) -> str:
    """A date for a narrow column: 1 Dec, 1 dic. (Django's own names of months begin with a capital in Italian.)"""
    return format_date(value, format="d MMM y" if with_year else "d MMM", locale=language())


def weekday(value: dt.date) -> str:
    """A date with its day of the week: Monday, 1 December 2026; lunedì 1 dicembre 2026."""
    return format_date(value, format="full", locale="en_GB" if language() == "en" else language())


def moment(value: dt.datetime) -> str:
    """A day with its time, in the current time zone: 1 December 2026, 14:05."""
    return f"{day(timezone.localdate(value))}, {timezone.localtime(value):%H:%M}"


def known_share(ratio: float) -> str:
    """A share rounded down, so that "100%" says that all of it is known."""
    return percent(int(ratio * 100) / 100)


def seen_rows(seen: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(fact_label(name), fact_text(name, value)) for name, value in seen.items()]


def labels(names: Iterable[str]) -> list[str]:
    return [fact_label(name) for name in names]


def cases(book: Rulebook, ids: tuple[str, ...]) -> list[dict[str, str]]:
    """Worked cases of the guide among these sources."""
    found = [case for case in book.cases if set(case.source) & set(ids)]
    return [{part: text(f"cases.{case.id}.{part}") for part in ("title", "story", "lesson")} for case in found]


def rate_note(book: Rulebook, currency: str | None) -> str:
    """The reference rate by which a revenue in this currency is held against a threshold; empty where none is needed."""
    rate = book.reference.per_usd.get(currency or "USD")
    if rate is None or currency in (None, "USD"):
        return ""
    values = {"rate": format_decimal(rate, locale=language()), "currency": currency, "on": day(book.reference.rates_as_of)}
    return gettext("Converted at the reference rate of %(on)s: 1 USD = %(rate)s %(currency)s.") % values


class Source:
    """A source as people read it: its id, its sentence, and whether the guide or Meta says it."""

    def __init__(self, source_id: str) -> None:
        self.id = source_id
        self.basis = "meta" if source_id.startswith("M-") else "guide"
        self.text = text(f"{self.basis}.{source_id}")


def sources(ids: Iterable[str]) -> list[Source]:
    return [Source(one) for one in ids]


def meta_notes(book: Rulebook, ids: tuple[str, ...]) -> list[str]:
    """What Meta's own pages say of these guide facts."""
    return [text(f"meta_notes.{note.id}") for note in book.notes_about(ids)]
