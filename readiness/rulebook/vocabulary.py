"""facts.yaml as data: which facts exist, their types, units and the sheet that keeps each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .source import Entry, read_entry

FACT_TYPES = ("bool", "int", "decimal", "ratio", "text", "url", "version", "currency", "country", "enum", "date", "documents")
NUMERIC_TYPES = frozenset({"int", "decimal", "ratio"})
ORDERED_TYPES = NUMERIC_TYPES | {"date", "version"}
SHEETS = ("profile", "number", "technical", "health")


@dataclass(frozen=True, slots=True)
class FactType:
    """One fact: `type` is one of FACT_TYPES; `values` only for enums; `unit` in plain words or empty."""

    name: str
    group: str
    type: str
    values: tuple[str, ...] = ()
    unit: str = ""
    none_allowed: bool = False
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    facts: dict[str, FactType]
    document_kinds: tuple[str, ...]
    document_statuses: tuple[str, ...]
    document_figures: dict[str, FactType]


# Facts computed from others (derived.py); conditions may name them like any other.
DERIVED_FACTS = {
    one.name: one
    for one in (
        FactType("region", "derived", "enum"),
        FactType("revenue_rule", "derived", "enum", ("base", "south_east_asia", "india")),
        FactType("local_provider_rule", "derived", "bool"),
        FactType("annual_revenue_usd", "derived", "decimal", unit="USD"),
        FactType("recognised_revenue_usd", "derived", "decimal", unit="USD"),
        FactType("recognised_revenue_inr", "derived", "decimal", unit="INR"),
        FactType("daily_messages", "derived", "decimal", unit="messages a day"),
        FactType("names_identical", "derived", "bool"),
        FactType("submission_weekday", "derived", "int"),
        FactType("is_active", "derived", "bool"),
        FactType("days_since_activation", "derived", "int", unit="days"),
        FactType("days_to_audit", "derived", "int", unit="days"),
    )
}


def read_vocabulary(path: Path) -> Vocabulary:
    file = read_entry(path)
    kinds = file.texts("document_kinds")
    statuses = file.texts("document_statuses")
    figures = {name: _fact(row, name, "figure") for name, row in file.entry("document_figures")}
    facts: dict[str, FactType] = {}
    for group in ("profile", "number", "technical", "templates", "documents", "health", "evaluation"):
        for name, row in file.entry(group):
            if name in facts:
                file.fail(f"fact '{name}' is named twice")
            facts[name] = _fact(row, name, group)
    file.close()
    return Vocabulary(facts, kinds, statuses, figures)


def _fact(row: Entry, name: str, group: str) -> FactType:
    fact = FactType(
        name=name,
        group=group,
        type=row.text("type"),
        values=row.texts("values", ()),
        unit=row.text("unit", ""),
        none_allowed=row.take("none_allowed", bool, False),
        source=row.texts("source", ()),
    )
    if fact.type not in FACT_TYPES:
        row.fail(f"type '{fact.type}' is none of {', '.join(FACT_TYPES)}", "type")
    if (fact.type == "enum") != bool(fact.values):
        row.fail("an enum, and only an enum, lists its values", "type")
    row.close()
    return fact
