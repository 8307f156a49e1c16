"""Conditions compiled once to closures over a row of values: True, False, or None while unknown (Kleene's logic).

A row is the facts in the order of FACT_NAMES, the derived facts in the order of DERIVED_ORDER, then the usable
documents by kind (None while nothing is known of them), the usable documents as one tuple, today, and whether the papers are complete.
"""

from __future__ import annotations

import datetime as dt
import operator
from calendar import monthrange
from collections.abc import Callable
from decimal import Decimal
from operator import attrgetter
from typing import Any

from . import conditions as c
from .derived import DERIVED_ORDER, Reference, derive
from .facts import FACT_NAMES, Document, Facts

Row = list[Any]
Judge = Callable[[Row], bool | None]

SLOTS = {name: position for position, name in enumerate((*FACT_NAMES, *DERIVED_ORDER))}
BY_KIND, USABLE, TODAY, PAPERS = range(len(SLOTS), len(SLOTS) + 4)
UNUSABLE_STATUSES = frozenset({"rejected", "expired"})

_all_facts = attrgetter(*FACT_NAMES)
_operators: dict[str, Callable[[Any, Any], bool]] = {
    "is": operator.eq,
    "is_not": operator.ne,
    "at_least": operator.ge,
    "at_most": operator.le,
    "more_than": operator.gt,
    "less_than": operator.lt,
    "in": lambda value, options: value in options,
}


def row_of(facts: Facts, reference: Reference, today: dt.date) -> Row:
    by_kind, usable = usable_documents(facts.documents, today)
    return [*_all_facts(facts), *derive(facts, reference, today), by_kind, usable, today, None]


def usable_documents(
    documents: tuple[Document, ...] | None, today: dt.date
) -> tuple[dict[str, list[Document]] | None, tuple[Document, ...] | None]:
    """Papers that count today: not rejected, not expired by status or by date."""
    if documents is None:
        return None, None
    by_kind: dict[str, list[Document]] = {}
    usable = []
    for document in documents:
        if document.status in UNUSABLE_STATUSES or (document.expires_on is not None and document.expires_on < today):
            continue
        usable.append(document)
        by_kind.setdefault(document.kind, []).append(document)
    return by_kind, tuple(usable)


def compile_condition(condition: c.Condition) -> Judge:
    """The closure of one condition; also the one place where the meaning of each kind stands."""
    match condition:
        case c.Compare(fact, op, value):
            return _compare(SLOTS[fact], op, value, fact == "tls_version")
        case c.Known(fact):
            return _known(SLOTS[fact])
        case c.SameAs(fact, other):
            return _same_as(SLOTS[fact], SLOTS[other])
        case c.HasDocument(kind):
            return _has_document(kind)
        case c.DocumentCompare(kind, name, is_figure, op, value):
            return _document_compare(kind, name, is_figure, op, value)
        case c.ValidBeyond(kind, months):
            return _valid_beyond(kind, months)
        case c.EveryDocument(field, op, value):
            return _every_document(field, op, value)
        case c.PapersComplete():
            return lambda row: row[PAPERS]
        case c.All(parts):
            return all_of(tuple(map(compile_condition, parts)))
        case c.Any_(parts):
            return any_of(tuple(map(compile_condition, parts)))
        case c.Not(part):
            return _not(compile_condition(part))
        case c.Some(count, parts):
            return _some(count, tuple(map(compile_condition, parts)))


def _compare(slot: int, op: str, value: Any, is_version: bool) -> Judge:
    if is_version:
        return _version(slot, _operators[op], Decimal(value))
    if isinstance(value, bool) and op == "is":
        # `is` on booleans: a plain identity test, the most frequent leaf.
        return lambda row: None if (seen := row[slot]) is None else seen is value
    compare = _operators[op]
    return lambda row: None if (seen := row[slot]) is None else compare(seen, value)


def _version(slot: int, compare: Callable[[Any, Any], bool], value: Decimal) -> Judge:
    return lambda row: None if (seen := row[slot]) is None else compare(Decimal(seen), value)


def _known(slot: int) -> Judge:
    return lambda row: None if row[slot] is None else True


def _same_as(slot: int, other: int) -> Judge:
    return lambda row: None if row[slot] is None or row[other] is None else row[slot] == row[other]


def all_of(parts: tuple[Judge, ...]) -> Judge:
    def judge(row: Row) -> bool | None:
        result: bool | None = True
        for part in parts:
            verdict = part(row)
            if verdict is False:
                return False
            if verdict is None:
                result = None
        return result

    return judge


def any_of(parts: tuple[Judge, ...]) -> Judge:
    def judge(row: Row) -> bool | None:
        result: bool | None = False
        for part in parts:
            verdict = part(row)
            if verdict is True:
                return True
            if verdict is None:
                result = None
        return result

    return judge


def _not(part: Judge) -> Judge:
    return lambda row: None if (verdict := part(row)) is None else not verdict


def _some(count: int, parts: tuple[Judge, ...]) -> Judge:
    def judge(row: Row) -> bool | None:
        verdicts = [part(row) for part in parts]
        if verdicts.count(True) >= count:
            return True
        return False if verdicts.count(True) + verdicts.count(None) < count else None

    return judge


def _has_document(kind: str) -> Judge:
    def judge(row: Row) -> bool | None:
        if row[BY_KIND] is None:
            return None
        result: bool | None = False
        for paper in row[BY_KIND].get(kind, ()):
            if paper.status is not None:
                return True
            result = None
        return result

    return judge


def _document_compare(kind: str, name: str, is_figure: bool, op: str, value: Any) -> Judge:
    if name == "months_covered":
        return _months_covered(kind, _operators[op], value)
    compare = _operators[op]
    read: Callable[[Document], Any] = (lambda paper: paper.figures.get(name)) if is_figure else attrgetter(name)

    def judge(row: Row) -> bool | None:
        if row[BY_KIND] is None:
            return None
        result: bool | None = False
        for paper in row[BY_KIND].get(kind, ()):
            seen = read(paper)
            if seen is None:
                result = None
            elif compare(seen, value):
                return True
        return result

    return judge


def _months_covered(kind: str, compare: Callable[[Any, Any], bool], value: Any) -> Judge:
    """Papers of one kind add up: three statements of a month each cover three months."""

    def judge(row: Row) -> bool | None:
        if row[BY_KIND] is None:
            return None
        months = 0
        result: bool | None = False
        for paper in row[BY_KIND].get(kind, ()):
            if paper.months_covered is None:
                result = None
            else:
                months += paper.months_covered
        return True if compare(months, value) else result

    return judge


def _valid_beyond(kind: str, months: int) -> Judge:
    def judge(row: Row) -> bool | None:
        if row[BY_KIND] is None:
            return None
        result: bool | None = False
        for paper in row[BY_KIND].get(kind, ()):
            if paper.expires_on is None:
                result = None
            elif paper.expires_on > months_later(row[TODAY], months):
                return True
        return result

    return judge


def _every_document(field: str, op: str, value: Any) -> Judge:
    compare, read = _operators[op], attrgetter(field)

    def judge(row: Row) -> bool | None:
        if not row[USABLE]:
            return None
        result: bool | None = None
        for paper in row[USABLE]:
            seen = read(paper)
            if seen is not None:
                if not compare(seen, value):
                    return False
                result = True
        return result

    return judge


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day `months` on, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
