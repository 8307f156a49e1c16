"""The answer of `manage.py assess`, key by key as the contract has it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from readiness.rulebook import Facts, Rulebook

from .engine import Judgement, engine_of
from .estimate import Estimator, Range
from .explain import Explanation, explain, next_steps, plain


def answer(facts: Facts, rulebook: Rulebook, today: dt.date, language: str) -> dict[str, Any]:
    engine = engine_of(rulebook)
    judgement = engine.judge(facts, today)
    explanations = explain(rulebook, judgement, language)
    return {
        "rulebook": {"id": rulebook.id, "version": rulebook.version},
        "score": judgement.score,
        "coverage": round(judgement.coverage, 4),
        "verdict": judgement.verdict,
        "blockers": list(judgement.blockers),
        "criteria": [_criterion(one) for one in explanations],
        "next_steps": [{"criterion": one.criterion.id, "gain": plain_gain(one.gain), "fix": one.fix} for one in next_steps(explanations)],
        "estimate": _estimate(engine.estimator, judgement),
    }


def plain_gain(gain: float) -> float | int:
    return int(gain) if gain == int(gain) else gain


def _criterion(one: Explanation) -> dict[str, Any]:
    criterion = one.criterion
    return {
        "id": criterion.id,
        "stage": criterion.stage,
        "status": one.status,
        "weight": criterion.weight,
        "points": one.points,
        "gate": criterion.gate,
        "basis": criterion.basis,
        "source": list(criterion.source),
        "title": one.title,
        "why": one.why,
        "fix": one.fix,
        "seen": {name: plain(value) for name, value in one.seen.items()},
    }


def _estimate(estimator: Estimator, judgement: Judgement) -> dict[str, Any]:
    estimate = judgement.estimate
    return {
        "approval": _range(estimate.approval, 2),
        "days": _range(estimate.days, 1),
        "stages": [{"id": stage.id, "days": _range(days, 1)} for stage, days in zip(estimator.stages, estimate.stages, strict=True)],
        "factors": [
            {
                "id": one.factor.id,
                "effect": one.effect,
                "shift": round(one.shift, 3 if one.effect == "approval" else 1),
                "source": list(one.factor.source),
            }
            for one in estimator.effects(estimate, bool(judgement.blockers))
        ],
    }


def _range(values: Range, digits: int) -> dict[str, float]:
    return {name: round(value, digits) for name, value in zip(("low", "mid", "high"), values, strict=True)}
