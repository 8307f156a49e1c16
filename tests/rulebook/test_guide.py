"""All 145 facts of the guide stand in the rulebook with their figures, and each is met somewhere by a user."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from readiness.rulebook import Rulebook
from readiness.rulebook.load import FOLDER
from readiness.rulebook.texts import LANGUAGES
from templates_mgr.lint import list_rules

GUIDE: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(Path(__file__).with_name("guide_figures.yaml").read_text(encoding="utf-8"))
COUNTS = {"overview": 7, "eligibility": 16, "documents": 23, "size": 22, "providers": 17, "stages": 25, "after_activation": 35}
FACTS = [(fact_id, fact) for group in GUIDE.values() for fact_id, fact in group.items()]


def as_decimals(figures: Any) -> Any:
    """YAML's floats as the rulebook reads them."""
    if isinstance(figures, dict):
        return {name: as_decimals(value) for name, value in figures.items()}
    if isinstance(figures, list):
        return [as_decimals(value) for value in figures]
    return Decimal(str(figures)) if isinstance(figures, float) else figures


def uses(book: Rulebook) -> Iterator[tuple[tuple[str, ...], str]]:
    """Sources and the place of the product that cites them."""
    for criterion in book.criteria:
        yield criterion.source, f"criterion {criterion.id}"
    for need in book.documents:
        yield need.source, f"document {need.kind}"
    for fact in book.vocabulary.facts.values():
        yield fact.source, f"question {fact.name}"
    estimation = book.estimation
    yield estimation.base_source, "base of the estimate"
    yield estimation.blocked.source, f"factor {estimation.blocked.id}"
    for factor in (one for group in estimation.groups for one in group):
        yield factor.source, f"factor {factor.id}"
    for note in book.meta_notes:
        yield note.about, f"meta note {note.id}"
    for region in book.reference.regions:
        yield region.source, f"region {region.id}"
    for kind, entries in plain_entries(book).items():
        for entry in entries:
            yield entry.source, f"{kind} {entry.id}"


def plain_entries(book: Rulebook) -> dict[str, tuple[Any, ...]]:
    return {
        "stage": book.stages,
        "sector": tuple(book.sectors.values()),
        "provider": book.providers,
        "cost": book.costs,
        "metric": book.metrics,
        "renewal": tuple(book.renewals.values()),
        "lint words": book.lint_words,
        "case": book.cases,
    }


@pytest.fixture
def table(book: Rulebook) -> dict[str, list[str]]:
    """Guide fact to the places where it is met."""
    found: dict[str, list[str]] = {fact_id: [] for fact_id in book.guide}
    for sources, place in uses(book):
        for source in sources:
            if source in found:
                found[source].append(place)
    return found


def test_guide_has_its_groups() -> None:
    assert {group: len(facts) for group, facts in GUIDE.items()} == COUNTS
    assert sum(COUNTS.values()) == 145


def test_guide_groups_stand_in_the_rulebook() -> None:
    groups = yaml.safe_load((FOLDER / "guide.yaml").read_text(encoding="utf-8"))
    assert {group: [row["id"] for row in rows] for group, rows in groups.items()} == {group: list(facts) for group, facts in GUIDE.items()}


@pytest.mark.parametrize(("fact_id", "fact"), FACTS)
def test_guide_fact_has_its_kind_and_figures(book: Rulebook, fact_id: str, fact: dict[str, Any]) -> None:
    ours = book.guide[fact_id]
    assert (ours.kind, ours.figures, ours.since) == (fact["kind"], as_decimals(fact.get("figures", {})), fact.get("since"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_guide_fact_has_its_sentence(book: Rulebook, language: str) -> None:
    sentences = book.texts.by_language[language]
    assert [fact_id for fact_id in book.guide if not sentences.get(f"guide.{fact_id}")] == []


def test_guide_fact_is_used_where_a_user_meets_it(table: dict[str, list[str]]) -> None:
    for fact_id, places in table.items():  # shown by pytest -rP
        print(f"{fact_id:8} {'; '.join(places)}")
    assert [fact_id for fact_id, places in table.items() if not places] == []


def test_meta_source_is_used(book: Rulebook) -> None:
    cited = {source for sources, _ in uses(book) for source in sources} | {one for note in book.meta_notes for one in note.source}
    cited |= {source for rule in list_rules().values() for source in re.findall(r"M-[A-Z]+", Path(str(rule.__file__)).read_text())}
    assert sorted(set(book.meta_sources) - cited) == []
