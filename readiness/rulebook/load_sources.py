"""guide.yaml, meta.yaml, regions.yaml and rates.yaml: what is known and where it comes from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django_countries.data import COUNTRIES

from .derived import Reference, Region
from .errors import RulebookError, nearest
from .figures import plain
from .load_context import Context
from .model import GuideFact, MetaNote, MetaSource
from .source import Entry, read_entry

CONFIDENCES = ("confirmed", "single", "reported")


def read_guide(folder: Path) -> dict[str, GuideFact]:
    facts: dict[str, GuideFact] = {}
    for _group, rows in read_entry(folder / "guide.yaml"):
        for row in rows.entries():
            figures = plain(row.take("figures", Entry, None))
            fact = GuideFact(row.text("id"), row.text("kind"), figures, row.take("since", int, None))
            if fact.id in facts:
                row.fail(f"guide fact '{fact.id}' is named twice", "id")
            facts[fact.id] = fact
            row.close()
    return facts


def read_meta(folder: Path, guide: dict[str, GuideFact]) -> tuple[dict[str, MetaSource], tuple[MetaNote, ...]]:
    file = read_entry(folder / "meta.yaml")
    sources = {}
    for source_id, row in file.entry("sources"):
        confidence = row.text("confidence")
        if confidence not in CONFIDENCES:
            row.fail(f"confidence should be one of {', '.join(CONFIDENCES)}", "confidence")
        sources[source_id] = MetaSource(source_id, row.text("page"), row.take("read", dt.date), confidence)
        row.close()
    notes = []
    for row in file.rows("notes").entries():
        note = MetaNote(row.text("id"), row.texts("about"), row.texts("source"), row.take("agrees", bool))
        for key, ids, known in (("about", note.about, guide), ("source", note.source, sources)):
            for one in ids:
                if one not in known:
                    row.fail(f"unknown id '{one}'{nearest(one, known)}", key)
        row.close()
        notes.append(note)
    file.close()
    return sources, tuple(notes)


def read_reference(context: Context) -> Reference:
    regions = tuple(_region(context, row) for row in context.entry("regions.yaml").rows("regions").entries())
    region_of = {country: region for region in regions for country in region.countries}
    rates = context.entry("rates.yaml")
    as_of = rates.take("as_of", dt.date)
    listed = rates.entry("per_usd")
    per_usd = {currency: context.number(listed, currency) for currency, _ in listed}
    rates.close()
    rest = next((region for region in regions if not region.countries), None)
    if rest is None:
        raise RulebookError(context.folder / "regions.yaml", 1, "a region without countries is needed for the rest of the world")
    period = int(context.guide["G-AF-31"].figures["audit_day"])
    return Reference(regions, region_of, rest, per_usd, as_of, period)


def _region(context: Context, row: Entry) -> Region:
    region = Region(
        id=row.text("id"),
        countries=frozenset(row.texts("countries")),
        revenue_rule=row.text("revenue_rule"),
        local_provider_rule=row.take("local_provider_rule", bool, False),
        source=context.source(row),
    )
    for country in region.countries:
        if country not in COUNTRIES:
            row.fail(f"'{country}' is no country of ISO 3166-1 alpha-2", "countries")
    context.need_text(f"choices.region.{region.id}", row)
    context.need_text(f"choices.revenue_rule.{region.revenue_rule}", row)
    row.close()
    return region
