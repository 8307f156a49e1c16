"""What if: facts changed for a moment and judged beside the real ones; nothing is saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from readiness.rulebook import Facts

from .dossier import Dossier
from .explain import Explanation


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same company as it is and as it might be."""

    now: Dossier
    then: Dossier
    changed: tuple[tuple[Explanation, Explanation], ...]

    @property
    def score_change(self) -> int:
        return self.then.judgement.score - self.now.judgement.score

    @property
    def approval_change(self) -> float:
        return self.then.judgement.estimate.approval[1] - self.now.judgement.estimate.approval[1]

    @property
    def days_change(self) -> float:
        return self.then.judgement.estimate.days[1] - self.now.judgement.estimate.days[1]


def compare(dossier: Dossier, changes: dict[str, Any]) -> Comparison:
    """`changes` maps fact names to other values; None asks what it would be not to know."""
    facts: Facts = replace(dossier.facts, **changes)
    then = Dossier(dossier.company, facts, dossier.today, dossier.language)
    moved = tuple(
        (before, after) for before, after in zip(dossier.explanations, then.explanations, strict=True) if before.status != after.status
    )
    return Comparison(dossier, then, moved)
