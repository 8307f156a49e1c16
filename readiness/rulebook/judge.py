"""Conditions compiled once to functions of a row of values: True, False, or None while unknown (Kleene's logic).

A row is the facts in the order of FACT_NAMES, the derived facts in the order of DERIVED_ORDER, then the usable
documents by kind (None while nothing is known of them), the usable documents as one tuple, today, whether the papers are complete, and
the kinds of paper that a consultant found not relevant for this company.
"""

from __future__ import annotations

import datetime as dt
import operator
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from operator import attrgetter, itemgetter
from typing import Any

from . import conditions as c
from .derived import DERIVED_ORDER, Given, Reference, derive
from .facts import FACT_NAMES, Document, Facts

Row = list[Any]
Judge = Callable[[Row], bool | None]

SLOTS = {name: position for position, name in enumerate((*FACT_NAMES, *DERIVED_ORDER))}
BY_KIND, USABLE, TODAY, PAPERS, WAIVED_KINDS = range(len(SLOTS), len(SLOTS) + 5)
# Not a paper but its absence: this kind is not asked of this company (readiness/rulebook/waivers.py).
WAIVED = "waived"
UNUSABLE_STATUSES = frozenset({"rejected", "expired", WAIVED})
NONE_WAIVED: frozenset[str] = frozenset()

_DOCUMENTS = SLOTS["documents"]
_all_facts = attrgetter(*FACT_NAMES)
_given = itemgetter(*(SLOTS[name] for name in Given._fields))
SIGNS = {"is": "==", "is_not": "!=", "at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<", "in": "in"}
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
    return row_from(_all_facts(facts), reference, today)


def row_from(values: Sequence[Any], reference: Reference, today: dt.date) -> Row:
    """The row of facts that come as values in the order of FACT_NAMES."""
    documents = values[_DOCUMENTS]
    by_kind, usable, waived = None, None, NONE_WAIVED
    if documents is not None:
        by_kind, usable, waived = usable_documents(documents, today)
        if waived and len(waived) == len(documents):  # that papers are not asked for says nothing of those that are
            by_kind = usable = None
    return [*values, *derive(Given._make(_given(values)), reference, today), by_kind, usable, today, None, waived]


def usable_documents(
    documents: tuple[Document, ...], today: dt.date
) -> tuple[dict[str, list[Document]] | None, tuple[Document, ...] | None, frozenset[str]]:
    """Papers that count today: not rejected, not expired by status or by date; by kind, as one tuple, and the kinds not asked for."""
    by_kind: dict[str, list[Document]] = {}
    usable, waived = [], []
    for document in documents:
        if document.status in UNUSABLE_STATUSES or (document.expires_on is not None and document.expires_on < today):
            if document.status == WAIVED:
                waived.append(document.kind)
            continue
        usable.append(document)
        by_kind.setdefault(document.kind, []).append(document)
    return by_kind, tuple(usable), frozenset(waived) if waived else NONE_WAIVED


def compile_condition(condition: c.Condition) -> Judge:
    code = Code()
    return code.function("judge", [f"return {code.expression(condition)}"])


class Code:
    """Conditions written out as Python: a call for each part of each condition took most of the time of a judgement.

    Only names that are made here and places in the row become text; every value of the rulebook is bound to a name.
    """

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"some": _some}

    def expression(self, condition: c.Condition) -> str:
        """True, False or None as a Python expression over `row`; the one place where the meaning of each kind stands."""
        match condition:
            case c.Compare("tls_version" as fact, op, value):
                return f"{self.bind(_version(SLOTS[fact], _operators[op], Decimal(value)))}(row)"
            case c.Compare(fact, op, value):
                return self._compare(f"row[{SLOTS[fact]}]", op, value)
            case c.Known(fact):
                return f"(None if row[{SLOTS[fact]}] is None else True)"
            case c.SameAs(fact, other):
                mine, theirs = f"row[{SLOTS[fact]}]", f"row[{SLOTS[other]}]"
                return f"(None if {mine} is None or {theirs} is None else {mine} == {theirs})"
            case c.PapersComplete():
                return f"row[{PAPERS}]"
            case c.All(parts):
                return self._until(False, parts)
            case c.Any_(parts):
                return self._until(True, parts)
            case c.Not(part):
                seen = self.new_name()
                return f"(None if ({seen} := {self.expression(part)}) is None else not {seen})"
            case c.Some(count, parts):
                return f"some({count}, [{', '.join(map(self.expression, parts))}])"
        return f"{self.bind(_document_judge(condition))}(row)"

    def _compare(self, place: str, op: str, value: Any) -> str:
        if value is True and op == "is":
            return place  # a fact that is true, false or None is its own verdict
        seen = self.new_name()
        return f"(None if ({seen} := {place}) is None else {seen} {SIGNS[op]} {self.bind(value)})"

    def _until(self, end: bool, parts: tuple[c.Condition, ...]) -> str:
        """Left to right until one part settles it; what is not known counts only when none did."""
        seen = [self.new_name() for _ in parts]
        settled = " or ".join(f"({name} := {self.expression(part)}) is {end}" for name, part in zip(seen, parts, strict=True))
        return f"({end} if {settled} else None if {' or '.join(f'{name} is None' for name in seen)} else {not end})"

    def new_name(self) -> str:
        name = f"v{len(self.names)}"
        self.names[name] = None
        return name

    def bind(self, value: Any) -> str:
        name = self.new_name()
        self.names[name] = value
        return name

    def function(self, name: str, lines: Iterable[str]) -> Callable[[Row], Any]:
        """A function of a row whose body is these lines."""
        body = "\n    ".join(lines)
        exec(compile(f"def {name}(row):\n    {body}", f"<rulebook: {name}>", "exec"), self.names)  # noqa: S102 — text of our own, see above
        return self.names[name]


def _some(count: int, verdicts: list[bool | None]) -> bool | None:
    if verdicts.count(True) >= count:
        return True
    return False if verdicts.count(True) + verdicts.count(None) < count else None


def _version(slot: int, compare: Callable[[Any, Any], bool], value: Decimal) -> Judge:
    return lambda row: None if (seen := row[slot]) is None else compare(Decimal(seen), value)


def _document_judge(condition: c.Condition) -> Judge:
    match condition:
        case c.HasDocument(kind):
            return _has_document(kind)
        case c.DocumentCompare(kind, name, is_figure, op, value):
            return _document_compare(kind, name, is_figure, op, value)
        case c.ValidBeyond(kind, months):
            return _valid_beyond(kind, months)
        case c.EveryDocument(field, op, value):
            return _every_document(field, op, value)
    raise TypeError(f"no condition: {condition!r}")


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
