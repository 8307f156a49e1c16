"""The rulebook compiled once, and the judgement of one company: pure, the same input gives the same answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from readiness.rulebook import Facts, Rulebook
from readiness.rulebook.conditions import Condition, DocumentCompare, HasDocument, ValidBeyond, leaves
from readiness.rulebook.judge import PAPERS, WAIVED_KINDS, Code, Judge, Row, compile_condition, row_of
from readiness.rulebook.model import Criterion
from readiness.rulebook.waivers import names_paper, without

from .estimate import Estimate, Estimator

AFTER_ACTIVATION = "after-activation"
MET, UNMET, UNKNOWN, NOT_APPLICABLE = "m", "u", "?", "-"
MARKS = {True: MET, False: UNMET, None: UNKNOWN}
KNOWN = frozenset({MET, UNMET})
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
        self.verdicts = _verdicts_of(rulebook.criteria)
        self.gates = tuple((one.position, one.id) for one in rulebook.criteria if one.gate)
        # After activation nothing earns points; those criteria stand last.
        self.upkeep_from = min((one.position for one in rulebook.criteria if one.stage == AFTER_ACTIVATION), default=len(self.criteria))
        self.papers = tuple(one.position for one in rulebook.criteria if one.weight and _rests_on_papers(one.met))
        self.estimator = Estimator(rulebook)

    def judge(self, facts: Facts, today: dt.date) -> Judgement:
        return self.judge_row(row_of(facts, self.rulebook.reference, today))

    def judge_row(self, row: Row) -> Judgement:
        verdicts, met, known, applicable = self.verdicts(row)
        if row[WAIVED_KINDS]:
            verdicts, met, known, applicable = self.judge_without_waived(row, verdicts, met, known, applicable)
        row[PAPERS] = papers_complete([verdicts[position] for position in self.papers])
        gates = [verdicts[position] for position, _ in self.gates]
        blockers = tuple(name for (_, name), mark in zip(self.gates, gates, strict=True) if mark == UNMET) if UNMET in gates else ()
        score = 100 * met // applicable if applicable else 0
        return Judgement(
            verdicts=verdicts,
            met_weight=met,
            known_weight=known,
            applicable_weight=applicable,
            score=score,
            coverage=known / applicable if applicable else 1.0,
            verdict=self.verdict(score, gates, upkeep_met=UNMET not in verdicts[self.upkeep_from :]),
            blockers=blockers,
            estimate=self.estimator.estimate(row, bool(blockers)),
            row=row,
        )

    def judge_without_waived(self, row: Row, verdicts: str, met: int, known: int, applicable: int) -> tuple[str, int, int, int]:
        """Criteria that ask for a paper of a waived kind, judged by what is left of them; those of which nothing is left apply no more."""
        marks = list(verdicts)
        for criterion, applies, judge in _criteria_left(self, row[WAIVED_KINDS]):
            before, weight = marks[criterion.position], criterion.weight
            if before == NOT_APPLICABLE or (before == UNKNOWN and applies is not None and not applies(row)):
                continue
            after = NOT_APPLICABLE if judge is None else MARKS[judge(row)]
            marks[criterion.position] = after
            met += weight * ((after == MET) - (before == MET))
            known += weight * ((after in KNOWN) - (before in KNOWN))
            applicable -= weight * (after == NOT_APPLICABLE)
        return "".join(marks), met, known, applicable

    def verdict(self, score: int, gates: list[str], *, upkeep_met: bool) -> str:
        if UNMET in gates:
            return "blocked"
        gates_known = UNKNOWN not in gates
        for rule in self.rulebook.verdicts:
            if score >= rule.min_score and gates_known >= rule.gates_known and upkeep_met >= rule.upkeep_met:
                return rule.id
        raise LookupError(f"no verdict for a score of {score}")


def _verdicts_of(criteria: Sequence[Criterion]) -> Callable[[Row], tuple[str, int, int, int]]:
    """A function that judges every criterion of a row: the verdict string, and the weight that is met, known and applicable."""
    code, said, lines = Code(), dict[Condition, str](), ["met = unmet = unknown = 0"]
    for one in criteria:
        if one.applies is None:
            lines += _marking(code, one)
            continue
        if one.applies not in said:  # many criteria apply under one condition: it is judged once
            said[one.applies] = code.new_name()
            lines.append(f"{said[one.applies]} = {code.expression(one.applies)}")
        mark, applies = f"m{one.position}", said[one.applies]
        lines.append(f"if {applies} is False: {mark} = '{NOT_APPLICABLE}'")
        lines.append(f"elif {applies} is None: {mark} = '{UNKNOWN}'; unknown += {one.weight}")
        lines += ["else:", *(f"    {line}" for line in _marking(code, one))]
    marks = "".join(f"m{one.position}, " for one in criteria)
    return code.function("verdicts", [*lines, f"return ''.join(({marks})), met, met + unmet, met + unmet + unknown"])


def _marking(code: Code, one: Criterion) -> list[str]:
    fulfilled, mark = code.new_name(), f"m{one.position}"
    return [
        f"{fulfilled} = {code.expression(one.met)}",
        f"if {fulfilled} is True: {mark} = '{MET}'; met += {one.weight}",
        f"elif {fulfilled} is False: {mark} = '{UNMET}'; unmet += {one.weight}",
        f"else: {mark} = '{UNKNOWN}'; unknown += {one.weight}",
    ]


def papers_complete(marks: list[str]) -> bool | None:
    """True when every paper that applies is there, False when one is missing, None while one is not known."""
    if UNMET in marks:
        return False
    return None if UNKNOWN in marks else True


def _rests_on_papers(condition: object) -> bool:
    return all(isinstance(leaf, HasDocument | DocumentCompare | ValidBeyond) for leaf in leaves(condition))  # type: ignore[arg-type]


@lru_cache(maxsize=512)
def _criteria_left(engine: Engine, kinds: frozenset[str]) -> tuple[tuple[Criterion, Judge | None, Judge | None], ...]:
    """Criteria that ask for a paper of these kinds: when each applies (None: always), and what is left to judge (None: nothing)."""
    touched = [one for one in engine.criteria if names_paper(one.met, kinds)]
    return tuple((one, _compiled(one.applies), _compiled(without(one.met, kinds))) for one in touched)


def _compiled(condition: Condition | None) -> Judge | None:
    return compile_condition(condition) if condition is not None else None


@cache
def engine_of(rulebook: Rulebook) -> Engine:
    return Engine(rulebook)


def assess(facts: Facts, rulebook: Rulebook, today: dt.date) -> Judgement:
    """The judgement of these facts by this rulebook on this day."""
    return engine_of(rulebook).judge(facts, today)
