"""Approval and days as ranges: from the field data of the guide, moved by every factor that is known to hold.

An estimate, not a promise, and not Meta's: the interface says so wherever it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, inf, sqrt

from readiness.rulebook import Rulebook
from readiness.rulebook.judge import Code, Row
from readiness.rulebook.load_estimate import log_odds
from readiness.rulebook.model import BlockedFactor, Factor

Range = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Estimate:
    """Ranges are (low, mid, high): approval from 0 to 1, days in calendar days; `factors` are those that hold."""

    approval: Range
    days: Range
    stages: tuple[Range, ...]
    factors: tuple[Factor, ...]


@dataclass(frozen=True, slots=True)
class FactorEffect:
    """What one factor moves: `shift` in points of probability (approval) or in days."""

    factor: Factor | BlockedFactor
    effect: str
    shift: float


class Estimator:
    def __init__(self, rulebook: Rulebook) -> None:
        self.config = rulebook.estimation
        self.stages = tuple(stage for stage in rulebook.stages if stage.days)
        self.stage_position = {stage.id: position for position, stage in enumerate(self.stages)}
        self.stage_days: tuple[Range, ...] = tuple(
            (float(stage.days.low), float(stage.days.mid), float(stage.days.high)) for stage in self.stages if stage.days
        )
        self.waiting_mid = self.config.base_days - sum(mid for _, mid, _ in self.stage_days)
        self.base = log_odds(self.config.base_rate)
        self.blocked_centre = log_odds(self.config.blocked_approval_max)
        self.holding = _holding_of(self.config.groups)

    def estimate(self, row: Row, is_blocked: bool) -> Estimate:
        factors, downside = self.holding(row)
        stages, days = self.days(factors)
        return Estimate(self.approval(factors, downside, is_blocked), days, stages, factors)

    def approval(self, factors: tuple[Factor, ...], downside: float, is_blocked: bool) -> Range:
        shift, spread = sum([factor.log_odds for factor in factors]), self.config.spread_log_odds
        # Bounds come last, so that what is unknown can never weigh more than what is known to be bad.
        ceiling = self.blocked_centre if is_blocked else inf
        worst, likely = min(self.base + self.bounded(shift - downside), ceiling), min(self.base + self.bounded(shift), ceiling)
        return _rate(worst - spread), _rate(likely), _rate(likely + spread)

    def bounded(self, shift: float) -> float:
        limit = self.config.max_shift_log_odds
        return max(-limit, min(limit, shift))

    def days(self, factors: tuple[Factor, ...]) -> tuple[tuple[Range, ...], Range]:
        """Days of each stage and of the whole; a factor moves its stage, or all stages in proportion."""
        stages = list(self.stage_days)
        overall = 0.0
        for factor in factors:
            if factor.days_stage:
                position = self.stage_position[factor.days_stage]
                low, mid, high = stages[position]
                times, add = factor.days_times, factor.days_add
                stages[position] = (low * times + add, mid * times + add, high * times + add)
            else:
                overall += factor.days_add
        config, (lows, mids, highs) = self.config, zip(*stages, strict=True)
        total = sum(mids) + self.waiting_mid
        scale = max(config.days_min, min(config.days_max, total + overall)) / total
        whole = (
            (sum(lows) + config.waiting_low) * scale,
            total * scale,
            (sum(highs) + config.waiting_high) * scale,
        )
        return tuple([(low * scale, mid * scale, high * scale) for low, mid, high in stages]), whole

    def effects(self, estimate: Estimate, is_blocked: bool) -> tuple[FactorEffect, ...]:
        """What each holding factor moves: the estimate with it against the estimate without it, before any cap by a gate."""
        free, found = self.approval(estimate.factors, 0.0, False)[1], []
        for factor in estimate.factors:
            others = tuple(one for one in estimate.factors if one is not factor)
            if factor.log_odds:
                found.append(FactorEffect(factor, "approval", free - self.approval(others, 0.0, False)[1]))
            if factor.days_add or factor.days_times != 1:
                found.append(FactorEffect(factor, "days", estimate.days[1] - self.days(others)[1][1]))
        if is_blocked and estimate.approval[1] < free:
            found.append(FactorEffect(self.config.blocked, "approval", estimate.approval[1] - free))
        return tuple(found)


def _holding_of(groups: tuple[tuple[Factor, ...], ...]) -> Callable[[Row], tuple[tuple[Factor, ...], float]]:
    """A function that finds the first factor of each group that holds, and how far the approval could still fall (log-odds).

    It could fall by the worst factor that is not known in each group where none holds.
    """
    code, lines = Code(), ["factors, squares = [], 0.0"]
    root = code.bind(sqrt)
    for group in groups:
        lines += ["worst = 0.0", "while True:"]
        for factor in group:
            holds = code.new_name()
            lines.append(f"    if ({holds} := {code.expression(factor.when)}) is True: factors.append({code.bind(factor)}); break")
            if factor.log_odds < 0:
                lines.append(f"    if {holds} is None and worst > {factor.log_odds!r}: worst = {factor.log_odds!r}")
        lines.append("    squares += worst * worst; break")
    return code.function("holding", [*lines, f"return tuple(factors), {root}(squares)"])


def _rate(odds: float) -> float:
    return 1 / (1 + exp(-odds))
