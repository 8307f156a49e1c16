"""What if: facts changed for a moment, judged beside the real ones."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from readiness.models import Company
from readiness.rulebook import Facts
from scoring.dossier import Dossier
from scoring.whatif import Comparison, compare

TODAY = dt.date(2026, 11, 23)


def compared(changes: dict[str, Any], **known: Any) -> Comparison:
    return compare(Dossier(Company(name="Rossi"), Facts(**known), TODAY, "en"), changes)


def changed(comparison: Comparison) -> list[tuple[str, str, str]]:
    return [(before.criterion.id, before.status, after.status) for before, after in comparison.changed]


def test_changing_nothing_moves_nothing() -> None:
    comparison = compared({}, support_team=3)
    assert changed(comparison) == []
    assert (comparison.score_change, comparison.approval_change, comparison.days_change) == (0, 0, 0)


def test_changed_fact_moves_its_criteria() -> None:
    comparison = compared({"support_team": 3}, support_team=1)
    assert changed(comparison) == [("support-team", "unmet", "met")]
    assert comparison.score_change == 1
    assert comparison.approval_change == pytest.approx(0.1561, abs=0.0001)
    assert comparison.days_change == 0


def test_fact_that_is_not_known_after_all() -> None:
    comparison = compared({"opt_in_collected": None}, opt_in_collected=False)
    assert changed(comparison) == [("opt-in", "unmet", "unknown")]
    assert (comparison.now.judgement.verdict, comparison.then.judgement.verdict) == ("blocked", "not_ready")


def test_days_move_with_the_provider() -> None:
    comparison = compared({"provider_tier": "elite"}, provider_tier="regional")
    assert changed(comparison) == []
    assert comparison.days_change == pytest.approx(3.2 - 11.5)


def test_what_stands_is_left_alone() -> None:
    comparison = compared({"support_team": 3}, support_team=1)
    assert (comparison.now.facts.support_team, comparison.then.facts.support_team) == (1, 3)


def test_fact_that_does_not_exist_is_refused() -> None:
    with pytest.raises(TypeError):
        compared({"suport_team": 3})
