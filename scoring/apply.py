"""Ready to apply? What stands in the way, what fails at the first stage by the guide, and on which day to submit."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.stages.submission import Day, best_day, submission_days

from .dossier import Dossier
from .explain import Explanation

FIRST_STAGE, META = "basic-information", "meta"


@dataclass(frozen=True, slots=True)
class Application:
    """`blockers` are gates that are not met, `unknown_gates` those that nobody knows; `first_stage` what is open of stage 1.

    `must_wait`: Meta's own rules stand against it, so that no reason of ours lets it pass.
    """

    blockers: tuple[Explanation, ...]
    unknown_gates: tuple[Explanation, ...]
    first_stage: tuple[Explanation, ...]
    days: tuple[Day, ...]
    best: Day

    @property
    def is_ready(self) -> bool:
        return not (self.blockers or self.unknown_gates or self.first_stage)

    @property
    def must_wait(self) -> bool:
        return any(one.criterion.basis == META for one in self.blockers)


def application_of(dossier: Dossier) -> Application:
    gates = [one for one in dossier.explanations if one.criterion.gate]
    named = {one.criterion.id for one in gates}
    first = [one for one in dossier.explanations if one.criterion.stage == FIRST_STAGE and one.is_open and one.criterion.id not in named]
    days = submission_days(dossier.book, today=dossier.today, country=dossier.facts.country)
    return Application(
        blockers=tuple(one for one in gates if one.status == "unmet"),
        unknown_gates=tuple(one for one in gates if one.status == "unknown"),
        first_stage=tuple(first),
        days=tuple(days),
        best=best_day(days),
    )
