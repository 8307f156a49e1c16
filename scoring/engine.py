"""The rulebook compiled once, and the judgement of one company: pure, the same input gives the same answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from readiness.rulebook import Facts, Rulebook
from readiness.rulebook.conditions import DocumentCompare, HasDocument, ValidBeyond, leaves
from readiness.rulebook.judge import PAPERS, Judge, Row, compile_condition, row_of

from .estimate import Estimate, Estimator

AFTER_ACTIVATION = "after-activation"
MET, UNMET, UNKNOWN, NOT_APPLICABLE = "m", "u", "?", "-"
STATUS_NAMES = {MET: "met", UNMET: "unmet", UNKNOWN: "unknown", NOT_APPLICABLE: "not_applicable"}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One company judged on one day. `verdicts` has a character a criterion, in rulebook order.

    Weights are points of the rulebook; `score` is whole, 0 to 100, rounded down; `coverage` is 0 to 1.
    """

    verdicts: str
    met_weight: int
    known_weight: int
    applicable_weight: int
    score: int
    coverage: float
    verdict: str
    blockers: tuple[str, ...]
    estimate: Estimate
    row: Row

    @property
    def counts(self) -> dict[str, int]:
        return {name: self.verdicts.count(mark) for mark, name in STATUS_NAMES.items()}


class Engine:
    """One edition of the rulebook, ready to judge."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.criteria = rulebook.criteria
        self.compiled: tuple[tuple[Judge | None, Judge, int], ...] = tuple(
            (compile_condition(one.applies) if one.applies else None, compile_condition(one.met), one.weight) for one in rulebook.criteria
        )
        self.gates = tuple((one.position, one.id) for one in rulebook.criteria if one.gate)
        # After activation nothing earns points; those criteria stand last.
        self.upkeep_from = min((one.position for one in rulebook.criteria if one.stage == AFTER_ACTIVATION), default=len(self.criteria))
        self.papers = tuple(one.position for one in rulebook.criteria if one.weight and _rests_on_papers(one.met))
        self.estimator = Estimator(rulebook)

    def judge(self, facts: Facts, today: dt.date) -> Judgement:
        row = row_of(facts, self.rulebook.reference, today)
        verdicts, met, known, applicable = self.verdicts(row)
        row[PAPERS] = papers_complete([verdicts[position] for position in self.papers])
        blockers = tuple(name for position, name in self.gates if verdicts[position] == UNMET)
        score = 100 * met // applicable if applicable else 0
        return Judgement(
            verdicts=verdicts,
            met_weight=met,
            known_weight=known,
            applicable_weight=applicable,
            score=score,
            coverage=known / applicable if applicable else 1.0,
            verdict=self.verdict(score, verdicts, bool(blockers)),
            blockers=blockers,
            estimate=self.estimator.estimate(row, bool(blockers)),
            row=row,
        )

    def verdicts(self, row: Row) -> tuple[str, int, int, int]:
        """The verdict string, and the weight that is met, known and applicable."""
        marks = []
        met_weight = unmet_weight = unknown_weight = 0
        for applies, met, weight in self.compiled:
            if applies is not None:
                concerns = applies(row)
                if concerns is not True:
                    if concerns is None:
                        unknown_weight += weight
                    marks.append(NOT_APPLICABLE if concerns is False else UNKNOWN)
                    continue
            fulfilled = met(row)
            if fulfilled is True:
                met_weight += weight
                marks.append(MET)
            elif fulfilled is False:
                unmet_weight += weight
                marks.append(UNMET)
            else:
                unknown_weight += weight
                marks.append(UNKNOWN)
        known = met_weight + unmet_weight
        return "".join(marks), met_weight, known, known + unknown_weight

    def verdict(self, score: int, verdicts: str, is_blocked: bool) -> str:
        if is_blocked:
            return "blocked"
        gates_known = all(verdicts[position] != UNKNOWN for position, _ in self.gates)
        upkeep_met = UNMET not in verdicts[self.upkeep_from :]
        return next(
            rule.id
            for rule in self.rulebook.verdicts
            if score >= rule.min_score and gates_known >= rule.gates_known and upkeep_met >= rule.upkeep_met
        )


def papers_complete(marks: list[str]) -> bool | None:
    """True when every paper that applies is there, False when one is missing, None while one is not known."""
    if UNMET in marks:
        return False
    return None if UNKNOWN in marks else True


def _rests_on_papers(condition: object) -> bool:
    return all(isinstance(leaf, HasDocument | DocumentCompare | ValidBeyond) for leaf in leaves(condition))  # type: ignore[arg-type]


@cache
def engine_of(rulebook: Rulebook) -> Engine:
    return Engine(rulebook)


def assess(facts: Facts, rulebook: Rulebook, today: dt.date) -> Judgement:
    """The judgement of these facts by this rulebook on this day."""
    return engine_of(rulebook).judge(facts, today)
