"""Which papers this company needs, and why: pure, from the rulebook and what is known of the company."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.checklist import holds
from readiness.rulebook import Rulebook
from readiness.rulebook.judge import Row
from readiness.rulebook.model import DocumentNeed


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


def need_of(book: Rulebook, kind: str) -> DocumentNeed | None:
    return next((need for need in book.documents if need.kind == kind), None)
