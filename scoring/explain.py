"""Judgements put into words and plain data, made when they are shown: nothing here is stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from readiness.rulebook.conditions import (
    Compare,
    DocumentCompare,
    EveryDocument,
    HasDocument,
    Known,
    Leaf,
    SameAs,
    ValidBeyond,
    leaves,
)
from readiness.rulebook.derived import INPUTS
from readiness.rulebook.judge import BY_KIND, SLOTS, USABLE, WAIVED, WAIVED_KINDS, Row
from readiness.rulebook.model import Criterion, Rulebook

from .engine import MET, NOT_APPLICABLE, STATUS_NAMES, UNKNOWN, UNMET, Judgement

Pairs = Callable[[Row], dict[str, Any]]
OPEN = frozenset({UNMET, UNKNOWN})
CURRENCY = "annual_revenue_currency"


class Explanation(NamedTuple):
    """One criterion explained: `seen` by fact name, `missing` the facts still to find out, `gain` in points of score."""

    criterion: Criterion
    status: str
    points: int
    gain: float
    seen: dict[str, Any]
    missing: tuple[str, ...]
    title: str
    why: str
    fix: str

    @property
    def is_open(self) -> bool:
        return self.status in ("unmet", "unknown")


class Explainer:
    """What each criterion reads, found once, so that explaining costs little more than judging."""

    def __init__(self, rulebook: Rulebook, language: str) -> None:
        text = rulebook.texts.get
        self.parts = tuple(
            (
                criterion,
                _seen_reader(criterion),
                _facts_wanted(criterion),
                tuple(text(language, f"criteria.{criterion.id}.{part}") for part in ("title", "why", "fix")),
            )
            for criterion in rulebook.criteria
        )

    def explain(self, judgement: Judgement) -> list[Explanation]:
        """Every criterion in rulebook order."""
        row, points_of_score = judgement.row, 100 / (judgement.applicable_weight or 1)
        found = []
        for mark, (criterion, read_seen, wanted, words) in zip(judgement.verdicts, self.parts, strict=True):
            is_open = mark in OPEN
            found.append(
                Explanation(
                    criterion,
                    STATUS_NAMES[mark],
                    criterion.weight if mark == MET else 0,
                    round(criterion.weight * points_of_score, 1) if is_open else 0.0,
                    _waived(criterion, row) if mark == NOT_APPLICABLE else read_seen(row),
                    _missing(criterion, wanted, row) if mark == UNKNOWN else (),
                    *words,
                )
            )
        return found


@cache
def explainer_of(rulebook: Rulebook, language: str) -> Explainer:
    return Explainer(rulebook, language)


def explain(rulebook: Rulebook, judgement: Judgement, language: str) -> list[Explanation]:
    return explainer_of(rulebook, language.partition("-")[0]).explain(judgement)


def next_steps(explanations: Iterable[Explanation]) -> list[Explanation]:
    """What to do next: most gain first, rulebook order among equals."""
    steps = [one for one in explanations if one.is_open and one.gain > 0]
    return sorted(steps, key=lambda one: (-one.gain, one.criterion.position))


def _waived(criterion: Criterion, row: Row) -> dict[str, Any]:
    """The papers that a consultant found not relevant, where the criterion asks for them: why it does not apply."""
    if not row[WAIVED_KINDS]:
        return {}
    return {leaf.kind: WAIVED for leaf in leaves(criterion.met) if isinstance(leaf, HasDocument) and leaf.kind in row[WAIVED_KINDS]}


def _seen_reader(criterion: Criterion) -> Pairs:
    """Reads the known facts named by `show`, else those of the `met` condition."""
    parts = tuple(leaves(criterion.met))
    if criterion.show or all(isinstance(leaf, Compare | Known | SameAs) for leaf in parts):
        names = criterion.show or tuple(dict.fromkeys(name for leaf in parts for name in _fact_names(leaf)))
        slots = tuple((name, SLOTS[name]) for name in names)
        return lambda row: {name: value for name, slot in slots if (value := row[slot]) is not None}
    return lambda row: {name: value for leaf in parts for name, value in _seen(leaf, row) if value is not None}


def _fact_names(leaf: Leaf) -> tuple[str, ...]:
    match leaf:
        case Compare(fact, _, _) | Known(fact):
            return (fact,)
        case SameAs(fact, other):
            return (fact, other)
    return ()


def _seen(leaf: Leaf, row: Row) -> Iterator[tuple[str, Any]]:
    papers_by_kind = row[BY_KIND] or {}
    match leaf:
        case HasDocument(kind):
            papers = papers_by_kind.get(kind)
            known = next((paper.status for paper in papers or () if paper.status), None)
            yield kind, known if papers else None if row[BY_KIND] is None else "missing"
        case DocumentCompare(kind, name, is_figure, _, _):
            papers = papers_by_kind.get(kind)
            values = (paper.figures.get(name) if is_figure else getattr(paper, name) for paper in papers or ())
            if papers:
                known = [one for one in values if one is not None]
                yield f"{kind}.{name}", (sum(known) if name == "months_covered" else max(known)) if known else None
            elif row[BY_KIND] is not None:
                yield kind, "missing"
        case ValidBeyond(kind, _):
            days = [paper.expires_on for paper in papers_by_kind.get(kind, ()) if paper.expires_on]
            yield f"{kind}.expires_on", max(days, default=None)
        case EveryDocument(name, _, _):
            yield f"lowest_{name}", min((v for paper in row[USABLE] or () if (v := getattr(paper, name)) is not None), default=None)
        case _:
            for name in _fact_names(leaf):
                yield name, row[SLOTS[name]]


def _facts_wanted(criterion: Criterion) -> tuple[tuple[int, tuple[tuple[str, int], ...]], ...]:
    """For each fact of the conditions its slot, and what it is made of with their slots."""
    conditions = [one for one in (criterion.applies, criterion.met) if one is not None]
    names = dict.fromkeys(name for one in conditions for leaf in leaves(one) for name in _fact_names(leaf))
    return tuple((SLOTS[name], tuple((part, SLOTS[part]) for part in INPUTS.get(name, (name,)))) for name in names)


def _missing(criterion: Criterion, wanted: Iterable[tuple[int, tuple[tuple[str, int], ...]]], row: Row) -> tuple[str, ...]:
    """Facts that are asked for and not known; derived ones by what they are made of."""
    names = {name: None for slot, parts in wanted if row[slot] is None for name, part in parts if row[part] is None}
    if not names:  # money in a currency without a reference rate: every part is known, and the whole is not
        names = {name: None for slot, parts in wanted if row[slot] is None for name, _ in parts if name == CURRENCY}
    if not names:
        names = dict.fromkeys(_missing_from_papers(criterion, row))
    return tuple(names)


def _missing_from_papers(criterion: Criterion, row: Row) -> Iterator[str]:
    if row[BY_KIND] is None:
        yield "documents"
        return
    for leaf in leaves(criterion.met):
        match leaf:
            case DocumentCompare(kind, name, _, _, _):
                yield f"{kind}.{name}"
            case ValidBeyond(kind, _):
                yield f"{kind}.expires_on"
            case HasDocument(kind):
                yield f"{kind}.status"
            case EveryDocument(name, _, _):
                yield f"documents.{name}"


def plain(value: Any) -> Any:
    """A value as JSON has it: decimals as numbers (whole ones without a point), dates as ISO text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, dt.date) else value
