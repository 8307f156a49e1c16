"""What the criteria of the rulebook ask of a paper: the checks take their figures from there, so that both say the same."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from readiness.rulebook import Rulebook
from readiness.rulebook.conditions import Compare, DocumentCompare, EveryDocument, Leaf, ValidBeyond, leaves

OPERATORS = {"at_least": operator.ge, "at_most": operator.le, "more_than": operator.gt, "less_than": operator.lt}


@dataclass(frozen=True, slots=True)
class Bound:
    """`source`: of the criterion that asks it."""

    op: str
    wanted: Decimal
    source: tuple[str, ...]

    def is_met(self, value: Decimal) -> bool:
        return bool(OPERATORS[self.op](value, self.wanted))


def figure_bound(book: Rulebook, kind: str, name: str) -> Bound | None:
    """Of a field or figure of this kind of paper, e.g. `order_report`, `transactions`."""
    return next(
        (
            _bound(leaf.op, leaf.value, source)
            for leaf, source in _asked(book)
            if isinstance(leaf, DocumentCompare) and (leaf.kind, leaf.name) == (kind, name) and leaf.op in OPERATORS
        ),
        None,
    )


def fact_bound(book: Rulebook, fact: str) -> Bound | None:
    """Of a fact of the company, where papers show what it says."""
    return next(
        (
            _bound(leaf.op, leaf.value, source)
            for leaf, source in _asked(book)
            if isinstance(leaf, Compare) and leaf.fact == fact and leaf.op in OPERATORS
        ),
        None,
    )


def every_bound(book: Rulebook, field: str) -> Bound | None:
    """What every paper has to reach, e.g. `dpi`."""
    return next(
        (_bound(leaf.op, leaf.value, source) for leaf, source in _asked(book) if isinstance(leaf, EveryDocument) and leaf.field == field),
        None,
    )


def validity_bound(book: Rulebook, kind: str) -> Bound | None:
    """Months of validity that a paper of this kind must have left; more than these."""
    return next(
        (
            Bound("more_than", Decimal(leaf.months), source)
            for leaf, source in _asked(book)
            if isinstance(leaf, ValidBeyond) and leaf.kind == kind
        ),
        None,
    )


def _asked(book: Rulebook) -> Iterator[tuple[Leaf, tuple[str, ...]]]:
    for criterion in book.criteria:
        for leaf in leaves(criterion.met):
            yield leaf, criterion.source


def _bound(op: str, value: Any, source: tuple[str, ...]) -> Bound:
    return Bound(op, Decimal(value), source)
