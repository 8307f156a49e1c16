"""estimate.yaml: where the estimate starts and what moves it."""

from __future__ import annotations

from decimal import Decimal
from math import log

from .errors import nearest
from .load_context import Context
from .model import BlockedFactor, Estimation, Factor, Stage
from .source import Entry


def log_odds(rate: float) -> float:
    return log(rate / (1 - rate))


def read_estimation(context: Context, stages: tuple[Stage, ...]) -> Estimation:
    file = context.entry("estimate.yaml")
    base, waiting, blocked = file.entry("base"), file.entry("waiting_days"), file.entry("blocked")
    rate, damping = float(context.number(base, "approval")), float(context.number(file, "damping"))
    review = tuple(stage.id for stage in stages if stage.review)
    seen: set[str] = set()
    groups = []
    for group in file.rows("groups").entries():
        name = group.text("id")
        groups.append(tuple(_factor(context, row, name, (rate, damping), review, seen) for row in group.rows("factors").entries()))
        group.close()
    estimation = Estimation(
        base_rate=rate,
        base_days=float(context.number(base, "days")),
        base_source=context.source(base),
        spread_log_odds=float(context.number(file, "spread_log_odds")),
        max_shift_log_odds=float(context.number(file, "max_shift_log_odds")),
        blocked=_blocked(context, blocked),
        blocked_approval_max=float(context.number(blocked, "approval_max")),
        waiting_low=float(context.number(waiting, "low")),
        waiting_high=float(context.number(waiting, "high")),
        days_min=float(context.number(file, "days_min")),
        days_max=float(context.number(file, "days_max")),
        groups=tuple(groups),
    )
    for entry in (base, waiting, blocked, file):
        entry.close()
    return estimation


def _blocked(context: Context, row: Entry) -> BlockedFactor:
    factor = BlockedFactor(row.text("id"), context.source(row))
    context.need_text(f"factors.{factor.id}", row)
    return factor


def _factor(context: Context, row: Entry, group: str, base: tuple[float, float], stages: tuple[str, ...], seen: set[str]) -> Factor:
    days = row.take("days", Entry, None)
    stage = days.text("stage", "") if days else ""
    if stage and stage not in stages:
        days.fail(f"unknown stage '{stage}'{nearest(stage, stages)}", "stage")
    factor = Factor(
        id=context.unique(row, seen),
        group=group,
        source=context.source(row),
        when=context.conditions.read(row, "when"),
        log_odds=_log_odds(context, row.take("approval", Entry, None), *base),
        days_stage=stage,
        days_add=float(context.number(days, "add", Decimal(0))) if days else 0.0,
        days_times=float(context.number(days, "times", Decimal(1))) if days else 1.0,
    )
    if days:
        days.close()
    context.need_text(f"factors.{factor.id}", row)
    row.close()
    return factor


def _log_odds(context: Context, approval: Entry | None, base_rate: float, damping: float) -> float:
    if approval is None:
        return 0.0
    if approval.has("nudge"):
        shift = float(context.number(approval, "nudge"))
    else:
        relative = approval.has("relative")
        rate = float(context.number(approval, "relative" if relative else "rate"))
        rate = base_rate * rate if relative else rate
        if not 0 < rate < 1:
            approval.fail(f"an approval rate lies between 0 and 1, not {rate}")
        shift = damping * (log_odds(rate) - log_odds(base_rate))
    approval.close()
    return shift
