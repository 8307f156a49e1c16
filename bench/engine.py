"""The engine alone: facts in, verdicts out, and with every explanation in words."""

from __future__ import annotations

from readiness.rulebook import current_rulebook
from readiness.rulebook.judge import row_of
from scoring.engine import engine_of
from scoring.explain import explain

from .dossiers import DAY, mixed_dossiers
from .results import Result, in_turn, seconds, within

VERDICTS_LIMIT_US, EXPLAIN_LIMIT_US = 60, 250
DOSSIERS, ROUNDS = 2000, 7


def measure(*, quick: bool) -> list[Result]:
    book = current_rulebook()
    engine, dossiers = engine_of(book), mixed_dossiers(book, DOSSIERS)
    rows = [row_of(facts, book.reference, DAY) for facts in dossiers]

    def row() -> None:
        for facts in dossiers:
            row_of(facts, book.reference, DAY)

    def verdicts() -> None:
        for facts in dossiers:
            engine.verdicts(row_of(facts, book.reference, DAY))

    def explained() -> None:
        for facts in dossiers:
            explain(book, engine.judge(facts, DAY), "en")

    sides = [lambda work=work: seconds(work) / DOSSIERS * 1e6 for work in (verdicts, explained, row)]
    verdicts_us, explain_us, row_us = in_turn(ROUNDS, *sides)
    what = f"{len(rows)} dossiers (14 worked cases, else random), {len(book.criteria)} criteria, garbage collector on"
    return [
        within(
            "engine-verdicts",
            verdicts_us,
            VERDICTS_LIMIT_US,
            "µs",
            f"{what}; from Facts to the verdict string, {row_us:.1f} µs of it the row",
        ),
        within("engine-explain", explain_us, EXPLAIN_LIMIT_US, "µs", f"{what}; verdicts, estimate and every explanation in words"),
    ]
