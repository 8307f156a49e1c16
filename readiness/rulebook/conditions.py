"""The language of conditions: what stands in the YAML, read and checked against the vocabulary.

    {fact: monthly_messages, more_than: 1000}       is · is_not · in · at_least · at_most · more_than · less_than
    {fact: privacy_policy_url, known: true}         true once the fact is known; never false
    {fact: number_country, same_as: country}
    {document: bank_statements}                     a usable paper of the kind is there
    {document: order_report, figure: transactions, more_than: 5000}      `figure` or `field`, then a comparison
    {document: business_licence, valid_beyond_months: 3}
    {every_document: dpi, at_least: 300}
    {all: […]}   {any: […]}   {not: …}   {some: 2, of: […]}
    {papers: complete}                              estimate only: every paper that applies is there

Each is true, false or unknown (judge.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .errors import nearest
from .figures import Figures, number, resolve
from .source import Entry, Rows
from .vocabulary import DERIVED_FACTS, NUMERIC_TYPES, ORDERED_TYPES, FactType, Vocabulary

ORDERINGS = ("at_least", "at_most", "more_than", "less_than")
COMPARISONS = ("is", "is_not", "in", *ORDERINGS)
DOCUMENT_FIELDS = {"dpi": "int", "issued_on": "date", "expires_on": "date", "months_covered": "int"}


@dataclass(frozen=True, slots=True)
class Compare:
    fact: str
    op: str
    value: Any


@dataclass(frozen=True, slots=True)
class Known:
    fact: str


@dataclass(frozen=True, slots=True)
class SameAs:
    fact: str
    other: str


@dataclass(frozen=True, slots=True)
class HasDocument:
    kind: str


@dataclass(frozen=True, slots=True)
class DocumentCompare:
    kind: str
    name: str
    is_figure: bool
    op: str
    value: Any


@dataclass(frozen=True, slots=True)
class ValidBeyond:
    kind: str
    months: int


@dataclass(frozen=True, slots=True)
class EveryDocument:
    field: str
    op: str
    value: Any


@dataclass(frozen=True, slots=True)
class PapersComplete:
    pass


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any_:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


@dataclass(frozen=True, slots=True)
class Some:
    count: int
    parts: tuple[Condition, ...]


Leaf = Compare | Known | SameAs | HasDocument | DocumentCompare | ValidBeyond | EveryDocument | PapersComplete
Condition = Leaf | All | Any_ | Not | Some


def leaves(condition: Condition) -> Iterator[Leaf]:
    match condition:
        case All(parts) | Any_(parts) | Some(_, parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield condition


class ConditionReader:
    """Reads one condition; every name in it is checked against the vocabulary, every figure resolved."""

    def __init__(self, vocabulary: Vocabulary, figures: Figures) -> None:
        self.vocabulary, self.figures = vocabulary, figures
        self.facts = vocabulary.facts | DERIVED_FACTS

    def read(self, entry: Entry, key: str) -> Condition:
        return self._condition(entry.entry(key))

    def read_optional(self, entry: Entry, key: str) -> Condition | None:
        return self.read(entry, key) if entry.has(key) else None

    def _condition(self, entry: Entry) -> Condition:
        readers = {
            "fact": self._fact,
            "document": self._document,
            "every_document": self._every_document,
            "papers": self._papers,
            "all": lambda e: All(self._parts(e, "all")),
            "any": lambda e: Any_(self._parts(e, "any")),
            "not": lambda e: Not(self._condition(e.entry("not"))),
            "some": self._some,
        }
        key = next((key for key in readers if entry.has(key)), None)
        if key is None:
            entry.fail(f"a condition starts with one of {', '.join(readers)}")
        condition = readers[key](entry)
        entry.close()
        return condition

    def _parts(self, entry: Entry, key: str) -> tuple[Condition, ...]:
        parts = tuple(self._condition(one) for one in entry.rows(key).entries())
        if not parts:
            entry.fail(f"'{key}' needs at least one condition", key)
        return parts

    def _some(self, entry: Entry) -> Some:
        count, parts = resolve(entry, "some", self.figures), self._parts(entry, "of")
        if not isinstance(count, int) or not 0 < count <= len(parts):
            entry.fail(f"'some' should be a whole number from 1 to {len(parts)}", "some")
        return Some(count, parts)

    def _papers(self, entry: Entry) -> PapersComplete:
        if entry.text("papers") != "complete":
            entry.fail("'papers' can only be 'complete'", "papers")
        return PapersComplete()

    def _named(self, entry: Entry, key: str) -> FactType:
        name = entry.text(key)
        if name not in self.facts:
            entry.fail(f"unknown fact '{name}'{nearest(name, self.facts)}", key)
        return self.facts[name]

    def _fact(self, entry: Entry) -> Condition:
        fact = self._named(entry, "fact")
        if entry.has("known"):
            if entry.take("known", bool) is not True:
                entry.fail("'known' can only be true: what is not known is unknown, never false", "known")
            return Known(fact.name)
        if entry.has("same_as"):
            return SameAs(fact.name, self._named(entry, "same_as").name)
        return Compare(fact.name, *self._comparison(entry, fact))

    def _comparison(self, entry: Entry, fact: FactType) -> tuple[str, Any]:
        found = [op for op in COMPARISONS if entry.has(op)]
        if len(found) != 1:
            entry.fail(f"expected one comparison of {', '.join(COMPARISONS)}")
        op = found[0]
        if op in ORDERINGS and fact.type not in ORDERED_TYPES:
            entry.fail(f"'{fact.name}' is {fact.type}: it cannot be ordered with {op}", op)
        if op == "in":
            return op, tuple(self._value(entry, op, fact, one) for one in entry.rows(op))
        return op, self._value(entry, op, fact, resolve(entry, op, self.figures))

    def _value(self, entry: Entry, op: str, fact: FactType, value: Any) -> Any:
        if isinstance(value, Entry | Rows) or value is None:
            entry.fail(f"'{op}' should be one value", op)
        if fact.type in NUMERIC_TYPES and (isinstance(value, bool) or not hasattr(value, "__float__")):
            entry.fail(f"'{fact.name}' is a number; {value!r} is not", op)
        if fact.type == "bool" and not isinstance(value, bool):
            entry.fail(f"'{fact.name}' is true or false; {value!r} is neither", op)
        if fact.type == "enum" and fact.values and value not in fact.values:
            entry.fail(f"'{value}' is no value of {fact.name}{nearest(str(value), fact.values)}", op)
        return str(value) if fact.type == "version" else value

    def _kind(self, entry: Entry) -> str:
        kind = entry.text("document")
        if kind not in self.vocabulary.document_kinds:
            entry.fail(f"unknown document kind '{kind}'{nearest(kind, self.vocabulary.document_kinds)}", "document")
        return kind

    def _document(self, entry: Entry) -> Condition:
        kind = self._kind(entry)
        if entry.has("valid_beyond_months"):
            return ValidBeyond(kind, int(number(entry, "valid_beyond_months", self.figures)))
        if entry.has("figure"):
            name = entry.text("figure")
            figures = self.vocabulary.document_figures
            if name not in figures:
                entry.fail(f"unknown document figure '{name}'{nearest(name, figures)}", "figure")
            return DocumentCompare(kind, name, True, *self._comparison(entry, figures[name]))
        if entry.has("field"):
            name = entry.text("field")
            return DocumentCompare(kind, name, False, *self._comparison(entry, self._field(entry, "field", name)))
        return HasDocument(kind)

    def _every_document(self, entry: Entry) -> EveryDocument:
        name = entry.text("every_document")
        return EveryDocument(name, *self._comparison(entry, self._field(entry, "every_document", name)))

    def _field(self, entry: Entry, key: str, name: str) -> FactType:
        if name not in DOCUMENT_FIELDS:
            entry.fail(f"unknown document field '{name}'{nearest(name, DOCUMENT_FIELDS)}", key)
        return FactType(name, "document", DOCUMENT_FIELDS[name])
