"""The same rulebook judged by other engines: every verdict string compared with ours, then timed in turn."""

from __future__ import annotations

from readiness.rulebook import current_rulebook
from readiness.rulebook.judge import row_of
from scoring.engine import engine_of

from .dossiers import DAY, mixed_dossiers
from .peers import Language, Translator
from .peers.cel_expr import Cel
from .peers.datalogic import Datalogic
from .peers.zen_engine import Zen
from .results import Result, in_turn, seconds

DOSSIERS, ROUNDS = 2000, 7
PEERS: dict[str, type[Language]] = {"zen-engine": Zen, "datalogic-py": Datalogic, "cel-expr-python": Cel}
TARGET = 1.0  # not slower, though a peer is handed what its papers say


def measure(*, quick: bool) -> list[Result]:
    book = current_rulebook()
    engine, dossiers = engine_of(book), mixed_dossiers(book, DOSSIERS)
    rows = [row_of(facts, book.reference, DAY) for facts in dossiers]
    verdicts = [engine.verdicts(row)[0] for row in rows]
    results = []
    for name, language in PEERS.items():
        translator = Translator(book, language())
        judge, flat = translator.judge, [translator.flat(facts, DAY) for facts in dossiers]
        mismatches = sum("".join(judge(facts)) != ours for facts, ours in zip(flat, verdicts, strict=True))
        if mismatches:
            raise SystemExit(f"{name} disagrees with our engine on {mismatches} of {len(dossiers)} dossiers")

        def ours() -> None:
            for row in rows:
                engine.verdicts(row)

        def theirs(judge=judge, flat=flat) -> None:
            for facts in flat:
                "".join(judge(facts))

        ours_us, theirs_us = in_turn(ROUNDS, *(lambda work=work: seconds(work) / DOSSIERS * 1e6 for work in (ours, theirs)))
        note = f"0 of {DOSSIERS} verdict strings differ; both from known derived facts; we judge the papers, {name} is told what they say"
        results.append(Result(f"engine-vs-{name}", ours_us, name, theirs_us, "µs", TARGET, note))
    return results
