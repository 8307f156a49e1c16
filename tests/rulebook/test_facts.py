"""facts.yaml, the Facts dataclass and the contract say the same."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any, get_type_hints

import pytest
import yaml

from readiness.rulebook import Document, Facts, Rulebook, facts_from
from readiness.rulebook.conditions import DOCUMENT_FIELDS
from readiness.rulebook.derived import DERIVED_ORDER, INPUTS
from readiness.rulebook.facts import FACT_NAMES
from readiness.rulebook.judge import SLOTS
from readiness.rulebook.vocabulary import DERIVED_FACTS, SHEETS

PYTHON_TYPES = {
    "bool": bool,
    "int": int,
    "decimal": Decimal,
    "ratio": Decimal,
    "text": str,
    "url": str,
    "version": str,
    "currency": str,
    "country": str,
    "enum": str,
    "date": dt.date,
    "documents": tuple[Document, ...],
}
CONTRACT: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("contract_facts.yaml").read_text(encoding="utf-8"))
PAPER = CONTRACT.pop("documents")
CONTRACT_FACTS = {name: said for group in CONTRACT.values() for name, said in group.items()}
# What the contract calls text and the rulebook reads more strictly.
STRICTER = {"url": "text", "version": "text", "currency": "text"}
VALUES = {"text": "x", "country": "IT", "bool": False, "int": 0, "decimal": 0.5, "ratio": 1, "date": "2026-11-23"}
SPECIAL = {"privacy_policy_url": "https://x.example", "tls_version": "1.2", "annual_revenue_currency": "EUR"}


def said(type_: str, values: tuple[str, ...]) -> Any:
    """Type of a fact in the words of the contract: the values of an enum, else one word."""
    return list(values) if type_ == "enum" else STRICTER.get(type_, type_)


def test_facts_dataclass_has_the_names_of_facts_yaml(book: Rulebook) -> None:
    assert sorted(FACT_NAMES) == sorted(book.vocabulary.facts)


@pytest.mark.parametrize("name", FACT_NAMES)
def test_facts_dataclass_type(book: Rulebook, name: str) -> None:
    assert get_type_hints(Facts)[name] == PYTHON_TYPES[book.vocabulary.facts[name].type] | None


def test_fact_that_is_not_said_is_unknown() -> None:
    assert {getattr(Facts(), name) for name in FACT_NAMES} == {None}


def test_contract_has_72_facts() -> None:
    assert len(CONTRACT_FACTS) == 72


@pytest.mark.parametrize("name", CONTRACT_FACTS)
def test_contract_fact_stands_with_its_type(book: Rulebook, name: str) -> None:
    fact = book.vocabulary.facts[name]
    assert said(fact.type, fact.values) == CONTRACT_FACTS[name]


@pytest.mark.parametrize("name", CONTRACT_FACTS)
def test_contract_fact_is_taken_in(book: Rulebook, name: str) -> None:
    told = CONTRACT_FACTS[name]
    value = SPECIAL.get(name, told[0] if isinstance(told, list) else VALUES[told])
    assert getattr(facts_from({name: value}, book.vocabulary), name) is not None


def test_contract_document_kinds_and_statuses(book: Rulebook) -> None:
    assert list(book.vocabulary.document_kinds) == PAPER["kind"]
    assert list(book.vocabulary.document_statuses) == PAPER["status"]


def test_contract_document_fields() -> None:
    assert {name: told for name, told in PAPER.items() if isinstance(told, str)} == DOCUMENT_FIELDS


def test_contract_document_figures(book: Rulebook) -> None:
    assert list(book.vocabulary.document_figures) == PAPER["figures"]


def test_document_dataclass_has_the_fields_of_the_contract() -> None:
    assert sorted(get_type_hints(Document)) == sorted(PAPER)


def test_derived_facts_stand_in_one_order() -> None:
    assert list(DERIVED_FACTS) == list(DERIVED_ORDER) == list(INPUTS)


def test_derived_facts_are_made_of_facts() -> None:
    assert {part for parts in INPUTS.values() for part in parts} <= set(FACT_NAMES)


def test_row_has_a_slot_for_each_fact() -> None:
    assert list(SLOTS.values()) == list(range(len(FACT_NAMES) + len(DERIVED_ORDER)))


def test_fact_of_a_sheet_is_asked_once(book: Rulebook) -> None:
    asked = [question.fact for topic in book.topics for question in topic.questions]
    assert sorted(asked) == sorted(fact.name for fact in book.vocabulary.facts.values() if fact.group in SHEETS)
