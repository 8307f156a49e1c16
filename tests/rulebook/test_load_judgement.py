"""Conditions, weights and figures that cannot be judged are refused when the rulebook is loaded."""

from __future__ import annotations

import pytest

from tests.rulebook.conftest import RulebookCopy

OPT_IN = "{fact: opt_in_collected, is: true}"
COMPARISONS = "is, is_not, in, at_least, at_most, more_than, less_than"
STARTS = "fact, document, every_document, papers, all, any, not, some"

CONDITIONS = [
    ("{fact: opt_in_collected, at_least: true}", "'opt_in_collected' is bool: it cannot be ordered with at_least"),
    ("{fact: sector, more_than: finance}", "'sector' is enum: it cannot be ordered with more_than"),
    ("{fact: legal_name, less_than: x}", "'legal_name' is text: it cannot be ordered with less_than"),
    ("{fact: opt_in_collected, is: 1}", "'opt_in_collected' is true or false; 1 is neither"),
    ("{fact: opt_in_collected, is: 'true'}", "'opt_in_collected' is true or false; 'true' is neither"),
    ("{fact: opt_in_collected, known: false}", "'known' can only be true: what is not known is unknown, never false"),
    ("{fact: opt_in_collected, known: maybe}", "'known' should be true or false, not 'maybe'"),
    ("{fact: opt_in_collected}", f"expected one comparison of {COMPARISONS}"),
    ("{fact: opt_in_collected, is: true, is_not: false}", f"expected one comparison of {COMPARISONS}"),
    ("{fact: opt_in_collected, equals: true}", f"expected one comparison of {COMPARISONS}"),
    ("{fact: opt_in_collected, known: true, is: true}", "unknown key 'is'"),
    ("{fact: engineers, is: null}", "'is' should be one value"),
    ("{fact: engineers, at_least: [1]}", "'at_least' should be one value"),
    ("{fact: engineers, at_least: many}", "'engineers' is a number; 'many' is not"),
    ("{fact: engineers, at_least: true}", "'engineers' is a number; True is not"),
    ("{fact: engineers, in: [1, two]}", "'engineers' is a number; 'two' is not"),
    ("{fact: engineers, in: 1}", "'in' should be a list, not 1"),
    ("{fact: engineers, at_least: {guide: G-DO-22.tls}}", "'engineers' is a number; '1.2' is not"),
    ("{facts: opt_in_collected, is: true}", f"a condition starts with one of {STARTS}"),
    ("{}", f"a condition starts with one of {STARTS}"),
    ("{all: []}", "'all' needs at least one condition"),
    ("{any: []}", "'any' needs at least one condition"),
    ("{all: {fact: engineers, is: 1}}", "'all' should be a list, not a mapping"),
    ("{any: [yes]}", "expected a mapping in this list, not True"),
    (f"{{not: [{OPT_IN}]}}", "'not' should be a mapping, not [a mapping]"),
    (f"{{some: 0, of: [{OPT_IN}]}}", "'some' should be a whole number from 1 to 1"),
    (f"{{some: 3, of: [{OPT_IN}, {OPT_IN}]}}", "'some' should be a whole number from 1 to 2"),
    (f"{{some: 1.5, of: [{OPT_IN}, {OPT_IN}]}}", "'some' should be a whole number from 1 to 2"),
    ("{some: 1}", "'of' is missing"),
    (f"{{all: [{OPT_IN}], any: [{OPT_IN}]}}", "unknown key 'any'"),
    ("{document: phone_bill, figure: shows_name}", f"expected one comparison of {COMPARISONS}"),
    ("{document: phone_bill, figure: shows_name, more_than: 1}", "'shows_name' is bool: it cannot be ordered with more_than"),
    ("{document: phone_bill, field: dpi, at_least: high}", "'dpi' is a number; 'high' is not"),
    ("{document: phone_bill, valid_beyond_months: long}", "'valid_beyond_months' should be a number, not 'long'"),
    ("{document: phone_bill, expires: 3}", "unknown key 'expires'"),
    ("{papers: partly}", "'papers' can only be 'complete'"),
]


@pytest.mark.parametrize(("condition", "message"), CONDITIONS)
def test_condition_that_cannot_be_judged(copy: RulebookCopy, condition: str, message: str) -> None:
    copy.edit("criteria.yaml", f"met: {OPT_IN}", f"met: {condition}")
    assert copy.error() == f"{copy.place('criteria.yaml', condition)}: {message}"


@pytest.mark.parametrize(("file", "old", "where"), [
    ("criteria.yaml", "applies: {fact: business_model, is: b2b}", "applies: {fact: bussiness_model, is: b2b}"),
    ("documents.yaml", "when: {fact: sector, is: finance}", "when: {fact: sektor, is: finance}"),
    ("estimate.yaml", "when: {fact: sector, is: finance}", "when: {fact: sektor, is: finance}"),
    ("topics.yaml", "when: {fact: is_active, is: true}", "when: {fact: is_aktive, is: true}"),
])  # fmt: skip
def test_condition_is_checked_wherever_it_stands(copy: RulebookCopy, file: str, old: str, where: str) -> None:
    copy.edit(file, old, where)
    name = where.partition("fact: ")[2].partition(",")[0]
    nearest = {"bussiness_model": "business_model", "sektor": "sector", "is_aktive": "is_active"}[name]
    assert copy.error() == f"{copy.place(file, where)}: unknown fact '{name}'; did you mean '{nearest}'?"


@pytest.mark.parametrize(("stage", "old", "new", "total", "said"), [
    ("eligibility", "weight: 3", "weight: 4", 88, 87),
    ("template-approval", "- id: templates-prepared\n    weight: 3", "- id: templates-prepared\n    weight: 2", 13, 14),
    ("after-activation", "- id: hourly-sends\n    weight: 0", "- id: hourly-sends\n    weight: 1", 1, 0),
])  # fmt: skip
def test_weights_that_do_not_add_up(copy: RulebookCopy, stage: str, old: str, new: str, total: int, said: int) -> None:
    copy.edit("criteria.yaml", old, new)
    assert (
        copy.error() == f"{copy.place('criteria.yaml', f'{stage}:')}: the weights of {stage} add up to {total}; rulebook.yaml says {said}"
    )


def test_stage_without_its_weight(copy: RulebookCopy) -> None:
    copy.edit("rulebook.yaml", "eligibility: 87, ", "")
    assert (
        copy.error() == f"{copy.place('criteria.yaml', 'eligibility:')}: the weights of eligibility add up to 87; rulebook.yaml says None"
    )


def test_stage_without_criteria(copy: RulebookCopy) -> None:
    copy.edit("criteria.yaml", "template-approval:", "template-aproval:")
    assert copy.error() == f"{copy.place('criteria.yaml', 'eligibility:')}: 'template-approval' is missing"


def test_rulebook_as_it_stands_is_whole(copy: RulebookCopy) -> None:
    copy.edit("rulebook.yaml", "version: '2024.1'", "version: '2024.1'")
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        copy.error()
