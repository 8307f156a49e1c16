"""One measured line: our figure beside somebody else's, or beside a limit; printed as a table and kept as JSON."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

KEPT = Path(__file__).parent / "results" / "latest.json"


@dataclass(frozen=True)
class Result:
    """`ratio` is ours over theirs: smaller is better. `note` says what was measured; it is printed, not kept."""

    name: str
    ours: float
    against: str
    theirs: float
    unit: str
    target: float
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs

    @property
    def ok(self) -> bool:
        return self.ratio <= self.target

    def kept(self) -> dict[str, Any]:
        figures = {"ours": rounded(self.ours), "theirs": rounded(self.theirs), "ratio": round(self.ratio, 3)}
        keys = ("name", "ours", "against", "theirs", "unit", "ratio", "target", "ok")
        return {key: figures.get(key, getattr(self, key)) for key in keys}


def within(name: str, ours: float, limit: float, unit: str, note: str = "") -> Result:
    """Our figure beside an absolute limit."""
    return Result(name, ours, "limit", limit, unit, 1.0, note)


def beside(name: str, ours: float, against: str, theirs: float, limit: float, unit: str, note: str = "") -> Result:
    """Our figure beside the bare library's; what is asked for is the absolute limit, as a ratio of that day."""
    return Result(name, ours, against, theirs, unit, limit / theirs, f"limit {limit:g} {unit}{'; ' if note else ''}{note}")


def rounded(figure: float) -> float:
    """Four significant digits: more would be noise."""
    return float(f"{figure:.4g}")


def in_turn(rounds: int, *sides: Callable[[], float]) -> list[float]:
    """The medians of what the sides measure, one after the other in each round."""
    found = [[side() for side in sides] for _ in range(rounds)]
    return [median(column) for column in zip(*found, strict=True)]


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    start = clock()
    work()
    return clock() - start


def table(results: Sequence[Result]) -> str:
    head = ("bench", "ours", "theirs", "unit", "against", "ratio", "target", "")
    rows = [
        (
            one.name,
            f"{rounded(one.ours):g}",
            f"{rounded(one.theirs):g}",
            one.unit,
            one.against,
            f"{one.ratio:.2f}",
            f"≤ {one.target:g}",
            "ok" if one.ok else "MISSED",
        )
        for one in results
    ]
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in (head, *rows)]
    notes = [f"{one.name}: {one.note}" for one in results if one.note]
    return "\n".join([*lines, "", *notes])


def keep(results: Sequence[Result]) -> None:
    """Replaces the lines of the same names and keeps the others, so that `--only` does not lose them."""
    before = json.loads(KEPT.read_text()) if KEPT.exists() else []
    names = {one.name for one in results}
    KEPT.parent.mkdir(exist_ok=True)
    lines = [one for one in before if one["name"] not in names] + [one.kept() for one in results]
    KEPT.write_text("[\n" + ",\n".join(f"  {json.dumps(line, ensure_ascii=False)}" for line in lines) + "\n]\n")


def encoded(results: Sequence[Result]) -> str:
    return json.dumps([asdict(one) for one in results])


def decoded(text: str) -> list[Result]:
    return [Result(**one) for one in json.loads(text)]
