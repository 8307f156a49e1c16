"""Companies to judge: the guide's worked cases, and random ones made of their values and of the figures the rulebook asks for."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from readiness.rulebook import Document, Facts, Rulebook, facts_from
from readiness.rulebook.conditions import Compare, leaves
from readiness.rulebook.facts import FACT_NAMES
from readiness.rulebook.vocabulary import NUMERIC_TYPES

DAY = dt.date(2026, 11, 22)
MISSING = 0.08  # share of facts that are not known
ODD = 0.1  # share of values that are not from a worked case
STATUSES = ("approved",) * 12 + ("uploaded", "in_review", "rejected", "expired")
NOT_DRAWN = ("documents", "today")


def worked_cases(book: Rulebook) -> list[Facts]:
    return [facts_from(case.facts, book.vocabulary) for case in book.cases]


class Chance:
    """Draws companies that no worked case describes; the same seed draws the same ones."""

    def __init__(self, book: Rulebook, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.vocabulary = book.vocabulary
        cases = worked_cases(book)
        self.cases = cases
        self.seen = {name: [value for case in cases if (value := getattr(case, name)) is not None] for name in FACT_NAMES}
        self.papers = {paper.kind: paper for case in cases for paper in case.documents or ()}
        self.asked: dict[str, list[Any]] = defaultdict(list)
        for criterion in book.criteria:
            for leaf in leaves(criterion.met):
                if isinstance(leaf, Compare) and leaf.fact in book.vocabulary.facts:
                    self.asked[leaf.fact] += leaf.value if leaf.op == "in" else [leaf.value]

    def facts(self) -> Facts:
        documents = None if self.random.random() < MISSING else self.documents(12)
        return Facts(documents=documents, **self.values([name for name in FACT_NAMES if name not in NOT_DRAWN]))

    def values(self, names: Iterable[str]) -> dict[str, Any]:
        """A company much like one of the worked cases."""
        like = self.random.choice(self.cases)
        drawn = {name: self.value(name, like) for name in names if self.random.random() >= MISSING}
        return {name: value for name, value in drawn.items() if value is not None}

    def value(self, name: str, like: Facts) -> Any:
        fact, pick = self.vocabulary.facts[name], self.random.choice
        if self.random.random() >= ODD:
            known = getattr(like, name)
            return pick(self.seen[name]) if known is None and self.seen[name] else known
        if fact.type == "bool":
            return pick((True, False))
        if fact.type in NUMERIC_TYPES:
            figure = Decimal(str(pick(self.asked[name] or self.seen[name] or [1])))
            figure *= pick((Decimal("0.5"), Decimal("0.9"), Decimal(1), Decimal("1.2")))
            return int(figure) if fact.type == "int" else min(figure, Decimal(1)) if fact.type == "ratio" else figure
        if fact.type == "enum":
            return pick(fact.values)
        if fact.type == "date":
            return DAY + dt.timedelta(days=self.random.randint(-400, 60))
        return pick(self.seen[name]) if self.seen[name] else None

    def documents(self, count: int) -> tuple[Document, ...]:
        """Papers of different kinds, most of them fit to be used."""
        return tuple(
            paper._replace(
                status=self.random.choice(STATUSES),
                dpi=self.random.choice((None, 200, 300, 300, 350, 400)),
                issued_on=DAY - dt.timedelta(days=self.random.randint(10, 900)),
                expires_on=DAY + dt.timedelta(days=self.random.randint(-20, 900)) if self.random.random() < 0.5 else None,
            )
            for paper in self.random.sample(list(self.papers.values()), count)
        )


def mixed_dossiers(book: Rulebook, count: int) -> list[Facts]:
    """The worked cases and as many random companies as make `count`."""
    cases, chance = worked_cases(book), Chance(book)
    return cases + [chance.facts() for _ in range(count - len(cases))]
