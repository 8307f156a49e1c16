"""What the report says, as plain data for its template."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from readiness.display import Source, sources, text
from readiness.models import Application
from scoring.dossier import Dossier
from scoring.presenting import criterion_view, estimate_view, sections_view, verdict_view

from .journey import journey_view
from .papers import papers_view

STEPS_SHOWN = 10


def report_context(dossier: Dossier, application: Application | None = None) -> dict[str, Any]:
    """Everything the template shows of a company and of its application, where it has one."""
    journey = journey_view(dossier, application)
    sections, estimate, papers = sections_view(dossier), estimate_view(dossier), papers_view(dossier)
    rows = [row for section in sections for row in section["rows"]]
    cited = _ids(estimate["base"], *rows, *estimate["stages"], *estimate["factors"], journey, *papers)
    notes = _notes(dossier, cited)
    return verdict_view(dossier) | {
        "company": dossier.company,
        "on": dossier.today,
        "language": dossier.language,
        "book": dossier.book,
        "overview": _overview(sections),
        "blockers": [criterion_view(dossier, one) for one in dossier.blockers],
        "open_gates": sum(row["gate"] and row["status"] == "unknown" for row in rows),
        "steps": [criterion_view(dossier, one) for one in dossier.steps[:STEPS_SHOWN]],
        "sections": sections,
        "estimate": estimate,
        "journey": journey,
        "papers": papers,
        "bases": _bases(dossier, cited.union(*(note["sources"] for note in notes))),
        "notes": notes,
    }


def _overview(sections: list[dict[str, Any]]) -> dict[str, Any]:
    """The stages that hold something for this company, in one line each, and their sums."""
    found = [
        {
            "title": section["title"],
            "points": section["points"],
            "weight": section["weight"],
            "share": round(100 * section["points"] / section["weight"], 1) if section["weight"] else 0,
            **{status: sum(row["status"] == status for row in section["rows"]) for status in ("met", "unmet", "unknown")},
        }
        for section in sections
        if section["rows"]
    ]
    return {"rows": found, "points": sum(row["points"] for row in found), "weight": sum(row["weight"] for row in found)}


def _ids(*cites: dict[str, Any]) -> set[str]:
    return {source.id for one in cites for source in one["sources"]}


def _notes(dossier: Dossier, cited: set[str]) -> list[dict[str, Any]]:
    """Where Meta's own pages speak of what the report takes from the guide."""
    return [
        {"text": text(f"meta_notes.{note.id}"), "about": [one for one in note.about if one in cited], "sources": note.source}
        for note in dossier.book.notes_about(tuple(cited))
    ]


def _bases(dossier: Dossier, cited: Iterable[str]) -> list[dict[str, Any]]:
    """Guide and Meta: what each is, and every source of it that the report names, in rulebook order."""
    wanted = frozenset(cited)
    orders: dict[str, Iterable[str]] = {"guide": dossier.book.guide, "meta": dossier.book.meta_sources}
    return [
        {"title": text(f"bases.{basis}.title"), "sentence": text(f"bases.{basis}.sentence"), "sources": _named(order, wanted)}
        for basis, order in orders.items()
    ]


def _named(order: Iterable[str], wanted: frozenset[str]) -> list[Source]:
    return sources(one for one in order if one in wanted)
