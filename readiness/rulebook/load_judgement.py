"""rulebook.yaml, stages.yaml and criteria.yaml: the edition, the stages and what is judged."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from .errors import RulebookError, nearest
from .load_context import Context
from .model import Change, Criterion, DayRange, Stage, VerdictRule
from .source import Entry
from .vocabulary import DERIVED_FACTS

BASES = ("guide", "meta")
Edition = tuple[dict[str, Any], dict[str, int], tuple[VerdictRule, ...], tuple[Change, ...]]


def read_edition(context: Context) -> Edition:
    file = context.entry("rulebook.yaml")
    edition = {"id": file.text("id"), "version": file.text("version"), "date": file.take("date", dt.date)}
    weights = dict(file.entry("stage_weights"))
    verdicts = tuple(_verdict(context, row) for row in file.rows("verdicts").entries())
    changelog = tuple(_change(context, row) for row in file.rows("changelog").entries())
    if edition["version"] not in {change.version for change in changelog}:
        file.fail(f"version {edition['version']} is missing in the changelog", "changelog")
    file.close()
    return edition, weights, verdicts, changelog


def _verdict(context: Context, row: Entry) -> VerdictRule:
    rule = VerdictRule(row.text("id"), row.take("min_score", int), row.take("gates_known", bool), row.take("upkeep_met", bool))
    context.need_text(f"verdicts.{rule.id}.title", row)
    row.close()
    return rule


def _change(context: Context, row: Entry) -> Change:
    change = Change(row.text("version"), row.take("date", dt.date), row.texts("changes"))
    for one in change.changes:
        context.need_text(f"rulebook.changes.{one}", row)
    row.close()
    return change


def read_stages(context: Context) -> tuple[Stage, ...]:
    return tuple(_stage(context, row) for row in context.rows("stages.yaml").entries())


def _stage(context: Context, row: Entry) -> Stage:
    review = row.take("review", bool, True)
    stage = Stage(
        id=row.text("id"),
        review=review,
        source=context.source(row),
        days=_days(row) if review else None,
        refused=context.number(row, "refused", None),
        working_days=row.take("working_days", bool, False),
    )
    context.need_text(f"stages.{stage.id}.title", row)
    row.close()
    return stage


def _days(row: Entry) -> DayRange:
    values = row.rows("days")
    if len(values) != 3 or not all(type(one) in (int, Decimal) for one in values) or sorted(values) != list(values):
        row.fail("'days' should be three numbers: low, mid, high", "days")
    low, mid, high = (Decimal(value) for value in values)
    return DayRange(low, mid, high)


def read_criteria(context: Context, stages: tuple[Stage, ...], weights: dict[str, int]) -> tuple[Criterion, ...]:
    criteria: list[Criterion] = []
    seen: set[str] = set()
    file = context.entry("criteria.yaml")
    for stage in stages:
        first = len(criteria)
        for row in file.rows(stage.id).entries():
            criteria.append(_criterion(context, row, stage.id, len(criteria), seen))
        total = sum(criterion.weight for criterion in criteria[first:])
        if total != weights.get(stage.id):
            raise RulebookError(
                file.path,
                file.lines[stage.id],
                f"the weights of {stage.id} add up to {total}; rulebook.yaml says {weights.get(stage.id)}",
            )
    file.close()
    return tuple(criteria)


def _criterion(context: Context, row: Entry, stage: str, position: int, seen: set[str]) -> Criterion:
    criterion = Criterion(
        id=context.unique(row, seen),
        stage=stage,
        position=position,
        weight=row.take("weight", int),
        gate=row.take("gate", bool, False),
        basis=row.text("basis"),
        source=context.source(row),
        applies=context.conditions.read_optional(row, "applies"),
        met=context.conditions.read(row, "met"),
        show=row.texts("show", ()),
    )
    if criterion.basis not in BASES:
        row.fail(f"basis should be one of {', '.join(BASES)}", "basis")
    if criterion.weight < 0:
        row.fail("a weight is 0 or more", "weight")
    known = context.vocabulary.facts.keys() | DERIVED_FACTS.keys()
    for name in criterion.show:
        if name not in known:
            row.fail(f"unknown fact '{name}'{nearest(name, known)}", "show")
    for part in ("title", "why", "fix"):
        context.need_text(f"criteria.{criterion.id}.{part}", row)
    row.close()
    return criterion
