"""Which papers this company needs, and why: pure, from the rulebook and what is known of the company."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from babel.languages import get_official_languages

from readiness.checklist import holds
from readiness.rulebook import Rulebook
from readiness.rulebook.judge import Row
from readiness.rulebook.model import DocumentNeed

from .media import DOCX, SCANS, TABLES

REAL_USE, REAL_USE_SOURCE = "real_use", "G-DO-13"
TAKEN = {"table": TABLES, "text": frozenset({DOCX})}


@dataclass(frozen=True, slots=True)
class Requirement:
    need: DocumentNeed

    @property
    def kind(self) -> str:
        return self.need.kind


def required(book: Rulebook, row: Row) -> list[Requirement]:
    """The papers asked of this company, in the order of the review."""
    order = {stage.id: position for position, stage in enumerate(book.stages)}
    needs = [need for need in book.documents if holds(need.when, row)]
    return [Requirement(need) for need in sorted(needs, key=lambda need: order[need.stage])]


def progress(book: Rulebook, needs: Iterable[DocumentNeed], there: Collection[str]) -> tuple[int, int]:
    """(papers that are there, papers that are needed): of a group only as many as it asks for."""
    done = total = 0
    groups: dict[str, list[bool]] = {}
    for need in needs:
        groups.setdefault(need.group or need.kind, []).append(need.kind in there)
    for name, members in groups.items():
        wanted = min(at_least(book, name), len(members))
        done, total = done + min(sum(members), wanted), total + wanted
    return done, total


def at_least(book: Rulebook, group: str) -> int:
    """How many papers of a group are enough."""
    return int(book.guide[REAL_USE_SOURCE].figures["at_least"]) if group == REAL_USE else 1


def need_of(book: Rulebook, kind: str) -> DocumentNeed | None:
    return next((need for need in book.documents if need.kind == kind), None)


def allowed_types(book: Rulebook, kind: str) -> frozenset[str]:
    """The media types that a paper of this kind may have."""
    need = need_of(book, kind)
    return SCANS.union(*(TAKEN[one] for one in need.takes)) if need else SCANS


def languages_of(country: str | None) -> tuple[str, ...]:
    """The official languages of a country (ISO 3166-1 alpha-2), as it writes them, then English."""
    official = get_official_languages(country) if country else ()
    return (*(f"{language.partition('_')[0]}-{country}" for language in official), "en")
