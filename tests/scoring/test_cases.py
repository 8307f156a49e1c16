"""The guide's 14 worked cases come out as the guide tells them."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import pytest

from readiness.rulebook import current_rulebook, facts_from
from readiness.rulebook.model import Case
from scoring.engine import Judgement, assess
from scoring.explain import explain, plain

BOOK = current_rulebook()
ON = dt.date(2026, 11, 23)

# Score, verdict and unmet gates of each case on that day.
OUTCOMES: dict[str, tuple[int, str, tuple[str, ...]]] = {
    "sms-complaints": (95, "blocked", ("complaint-rate",)),
    "one-support-person": (92, "blocked", ("support-shift",)),
    "wholesale-revenue": (96, "ready", ()),
    "outside-engineers": (94, "ready", ()),
    "mostly-email": (84, "almost", ()),
    "hidden-template-costs": (97, "ready", ()),
    "local-verification": (98, "almost", ()),
    "group-in-the-name": (95, "blocked", ("names-identical",)),
    "slow-callback": (90, "blocked", ("callback-latency", "number-country")),
    "many-templates": (97, "ready", ()),
    "promotion-burst": (98, "almost", ()),
    "night-codes": (99, "almost", ()),
    "old-privacy-policy": (95, "almost", ()),
    "grouped-customers": (6, "not_ready", ()),
}
each_case = pytest.mark.parametrize("case", BOOK.cases, ids=lambda case: case.id)


@cache
def judged(case_id: str) -> Judgement:
    case = next(one for one in BOOK.cases if one.id == case_id)
    return assess(facts_from(case.facts, BOOK.vocabulary), BOOK, ON)


@cache
def explained(case_id: str) -> dict[str, tuple[str, dict[str, Any]]]:
    """Criterion to its status and what was seen, in plain data."""
    found = explain(BOOK, judged(case_id), "en")
    return {one.criterion.id: (one.status, {name: plain(value) for name, value in one.seen.items()}) for one in found}


def test_guide_has_14_cases() -> None:
    assert [case.id for case in BOOK.cases] == list(OUTCOMES)
    assert len(OUTCOMES) == 14


def test_each_case_of_the_guide_is_worked() -> None:
    told = {fact.id for fact in BOOK.guide.values() if fact.kind == "case"}
    assert told == {source for case in BOOK.cases for source in case.source if BOOK.guide[source].kind == "case"}


@each_case
def test_case_has_its_score_verdict_and_blockers(case: Case) -> None:
    judgement = judged(case.id)
    assert (judgement.score, judgement.verdict, judgement.blockers) == OUTCOMES[case.id]


@each_case
def test_case_meets_what_the_guide_says(case: Case) -> None:
    assert [one for one in case.met if explained(case.id)[one][0] != "met"] == []


@each_case
def test_case_fails_where_the_guide_says(case: Case) -> None:
    assert [one for one in case.unmet if explained(case.id)[one][0] != "unmet"] == []


@each_case
def test_case_shows_what_the_guide_says(case: Case) -> None:
    found = {}
    for place in case.seen:
        criterion, _, fact = place.partition(".")
        found[place] = explained(case.id)[criterion][1].get(fact)
    assert found == {place: plain(value) for place, value in case.seen.items()}


@each_case
def test_case_has_its_factors(case: Case) -> None:
    holding = [factor.id for factor in judged(case.id).estimate.factors]
    assert [one for one in case.factors if one not in holding] == []


@each_case
@pytest.mark.parametrize("language", ["en", "it"])
def test_case_is_told(case: Case, language: str) -> None:
    assert all(BOOK.texts.get(language, f"cases.{case.id}.{part}") for part in ("title", "story", "lesson"))
