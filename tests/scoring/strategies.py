"""Companies made up by hypothesis: values crowd around the limits of the rulebook, and shrink to what is unknown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from readiness.rulebook import Document, Facts, current_rulebook
from readiness.rulebook.conditions import Compare, Condition, DocumentCompare, EveryDocument, leaves
from readiness.rulebook.vocabulary import FactType

BOOK = current_rulebook()
FACTS = BOOK.vocabulary.facts
TODAY = dt.date(2026, 11, 23)  # a Monday
DAYS = (-400, -181, -180, -151, -1, 0, 1, 2, 3, 4, 5, 6, 30, 91, 181, 183, 400, 2000)
DATES = st.sampled_from(DAYS).map(lambda days: TODAY + dt.timedelta(days=days))
COUNTRIES = sorted({"IT", "US", "JP"} | {country for region in BOOK.reference.regions for country in region.countries})
NAMES = ("Rossi S.r.l.", "Rossi  S.r.l.", "Rossi Group S.r.l.")
STEPS: dict[str, Any] = {"ratio": Decimal("0.001"), "decimal": Decimal("0.01"), "int": 1}


def conditions() -> list[Condition]:
    found = [one for criterion in BOOK.criteria for one in (criterion.applies, criterion.met)]
    found += [factor.when for group in BOOK.estimation.groups for factor in group]
    return [one for one in found if one is not None]


@cache
def limits() -> dict[str, list[Any]]:
    """The numbers that each fact, field or figure is held against."""
    found: dict[str, list[Any]] = {}
    for leaf in (leaf for condition in conditions() for leaf in leaves(condition)):
        match leaf:
            case Compare(name, _, value) | DocumentCompare(_, name, _, _, value) | EveryDocument(name, _, value):
                found.setdefault(name, []).append(value)
    found["annual_revenue_amount"] = found["annual_revenue_usd"] + found["recognised_revenue_usd"]
    found["monthly_messages"] = [*found["monthly_messages"], 30 * found["daily_messages"][0]]
    return found


def values(fact: FactType) -> st.SearchStrategy[Any]:
    """What is known of a fact."""
    match fact.type:
        case "bool":
            return st.booleans()
        case "int" | "decimal" | "ratio":
            return numbers(fact)
        case "country":
            return st.sampled_from(COUNTRIES)
        case "currency":
            return st.sampled_from(["USD", "EUR", "INR"])
        case "version":
            return st.sampled_from(["1", "1.1", "1.2", "1.3"])
        case "enum":
            return st.sampled_from(fact.values)
        case "date":
            return DATES
        case "documents":
            return documents()
    return st.sampled_from(["none", "Zendesk"] if fact.none_allowed else NAMES)


def numbers(fact: FactType) -> st.SearchStrategy[Any]:
    step = STEPS[fact.type]
    kind: type[int] | type[Decimal] = int if fact.type == "int" else Decimal
    most = 1 if fact.type == "ratio" else 10**9
    around = [kind(limit) + step * times for limit in limits().get(fact.name, []) for times in (-1, 0, 1)]
    near = st.sampled_from([one for one in around if 0 <= one <= most] or [kind(0)])
    far = st.integers(0, most) if fact.type == "int" else st.decimals(0, most, places=3)
    return st.one_of(near, near, st.just(kind(0)), far)


def figures() -> st.SearchStrategy[Mapping[str, Any]]:
    known = {name: values(figure) for name, figure in BOOK.vocabulary.document_figures.items()}
    return st.fixed_dictionaries({}, optional=known).map(MappingProxyType)


@cache
def document() -> st.SearchStrategy[Document]:
    return st.builds(
        Document,
        kind=st.sampled_from(BOOK.vocabulary.document_kinds),
        status=st.none() | st.sampled_from(BOOK.vocabulary.document_statuses),
        dpi=st.none() | st.sampled_from([0, 299, 300, 301, 600]),
        issued_on=st.none() | DATES,
        expires_on=st.none() | DATES,
        months_covered=st.none() | st.integers(0, 13),
        figures=figures(),
    )


@cache
def documents() -> st.SearchStrategy[tuple[Document, ...]]:
    return st.lists(document(), max_size=6).map(tuple)


@cache
def facts() -> st.SearchStrategy[Facts]:
    """A company of which about half is known."""
    return st.builds(Facts, **{name: st.none() | values(fact) for name, fact in FACTS.items() if name != "today"})


@cache
def well_known_facts() -> st.SearchStrategy[Facts]:
    """A company of which everything is known."""
    return st.builds(Facts, **{name: values(fact) for name, fact in FACTS.items() if name != "today"})


def fact_names(*types: str) -> st.SearchStrategy[str]:
    return st.sampled_from([name for name, fact in FACTS.items() if name != "today" and (not types or fact.type in types)])
