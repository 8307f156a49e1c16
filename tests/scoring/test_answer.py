"""The answer of `manage.py assess`: key by key as the contract has it, the same bytes for the same facts."""

from __future__ import annotations

import datetime as dt
import json
from math import floor
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from readiness.rulebook import Facts, facts_from, load_rulebook
from readiness.rulebook.load import FOLDER
from scoring.answer import answer
from tests.scoring.strategies import BOOK, TODAY, facts

AGAIN = load_rulebook(FOLDER)
LANGUAGES = st.sampled_from(["en", "it"])
RANGE = ["low", "mid", "high"]


def told(company: Facts, language: str = "en") -> dict[str, Any]:
    return answer(company, BOOK, TODAY, language)


def test_keys_are_those_of_the_contract() -> None:
    found = told(facts_from(BOOK.cases[0].facts, BOOK.vocabulary))
    assert list(found) == ["rulebook", "score", "coverage", "verdict", "blockers", "criteria", "next_steps", "estimate"]
    assert list(found["rulebook"]) == ["id", "version"]
    assert {tuple(one) for one in found["next_steps"]} == {("criterion", "gain", "fix")}
    assert list(found["estimate"]) == ["approval", "days", "stages", "factors"]
    assert list(found["estimate"]["approval"]) == list(found["estimate"]["days"]) == RANGE
    assert {(*one, *one["days"]) for one in found["estimate"]["stages"]} == {("id", "days", *RANGE)}
    assert {tuple(one) for one in found["estimate"]["factors"]} == {("id", "effect", "shift", "source")}


def test_criterion_has_the_keys_of_the_contract() -> None:
    keys = ["id", "stage", "status", "weight", "points", "gate", "basis", "source", "title", "why", "fix", "seen"]
    assert {tuple(one) for one in told(Facts())["criteria"]} == {tuple(keys)}


@given(facts(), LANGUAGES)
def test_answer_is_plain_json(company: Facts, language: str) -> None:
    found = told(company, language)
    assert json.loads(json.dumps(found, allow_nan=False)) == found


@given(facts(), LANGUAGES)
def test_same_facts_give_the_same_bytes(company: Facts, language: str) -> None:
    first, second = (json.dumps(answer(company, book, TODAY, language)) for book in (BOOK, AGAIN))
    assert first == second


@given(facts())
def test_points_add_up_to_the_score(company: Facts) -> None:
    found = told(company)
    applicable = [one for one in found["criteria"] if one["status"] != "not_applicable"]
    assert found["score"] == floor(100 * sum(one["points"] for one in applicable) / sum(one["weight"] for one in applicable))


@given(facts())
def test_known_weights_add_up_to_the_coverage(company: Facts) -> None:
    found = told(company)
    weights = {status: sum(one["weight"] for one in found["criteria"] if one["status"] == status) for status in ("met", "unmet", "unknown")}
    assert found["coverage"] == round((weights["met"] + weights["unmet"]) / sum(weights.values()), 4)


@given(facts())
def test_blockers_are_the_unmet_gates(company: Facts) -> None:
    found = told(company)
    assert found["blockers"] == [one["id"] for one in found["criteria"] if one["gate"] and one["status"] == "unmet"]


@given(facts())
def test_next_steps_are_what_is_open(company: Facts) -> None:
    found = told(company)
    open_ids = {one["id"] for one in found["criteria"] if one["status"] in ("unmet", "unknown") and one["weight"]}
    gains = [step["gain"] for step in found["next_steps"]]
    assert {step["criterion"] for step in found["next_steps"]} == open_ids
    assert gains == sorted(gains, reverse=True)
    assert all(gain > 0 for gain in gains)


@given(facts())
def test_ranges_stay_ordered_when_rounded(company: Facts) -> None:
    estimate = told(company)["estimate"]
    ranges = [estimate["approval"], estimate["days"], *(stage["days"] for stage in estimate["stages"])]
    assert all(one["low"] <= one["mid"] <= one["high"] for one in ranges)
    assert [stage["id"] for stage in estimate["stages"]] == [stage.id for stage in BOOK.stages if stage.review]


def test_nothing_known_is_the_base() -> None:
    found = told(Facts())
    assert (found["score"], found["coverage"], found["verdict"], found["blockers"]) == (0, 0.0, "not_ready", [])
    assert (found["estimate"]["approval"]["mid"], found["estimate"]["days"]["mid"]) == (0.41, 18.7)
    assert found["estimate"]["factors"] == []


def test_language_changes_words_alone() -> None:
    english, italian = (told(Facts(provider_tier="elite"), language) for language in ("en", "it"))
    assert wordless(english) == wordless(italian)
    assert english != italian


def wordless(found: dict[str, Any]) -> dict[str, Any]:
    words = ("title", "why", "fix")
    lists = {
        key: [{name: value for name, value in one.items() if name not in words} for one in found[key]] for key in ("criteria", "next_steps")
    }
    return found | lists


def test_day_of_evaluation_counts() -> None:
    company = Facts(activated_on=dt.date(2026, 6, 1))
    found = {on: status_on(company, on) for on in (dt.date(2026, 5, 31), dt.date(2026, 6, 1), dt.date(2026, 11, 1))}
    assert list(found.values()) == ["not_applicable", "met", "unmet"]


def status_on(company: Facts, on: dt.date) -> str:
    return next(one["status"] for one in answer(company, BOOK, on, "en")["criteria"] if one["id"] == "audit-ahead")
