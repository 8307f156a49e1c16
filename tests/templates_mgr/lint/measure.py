"""Puts the labelled corpus to the linter and prints what it found.

    python -m tests.templates_mgr.lint.measure [train|holdout|all] [--misses]

Found: the verdict is the label. Otherwise: something is wrong with it, but the linter says something else. An alarm: any verdict but
approve for a template that is labelled approve.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from readiness.rulebook import current_rulebook
from templates_mgr.lint import Template, Verdict, WordLists, lint, read_template

CORPUS = Path(__file__).parent / "corpus"
PARTS = ("train", "holdout")
# Shares of the templates with that label: found at least, alarms at most.
MIN_FOUND = {Verdict.REFUSE: 0.95, Verdict.REJECT: 0.80, Verdict.RECATEGORISE: 0.80}
MAX_ALARMS = {"library": 0.0, "approve": 0.03}
ALARMED = ("approve", "library")


@dataclass(frozen=True, slots=True)
class Labelled:
    """`raw`: Meta's create call; `template` and `state`: as the linter reads them."""

    verdict: Verdict
    category: str
    part: str
    reason: str
    family: str
    source: tuple[str, ...]
    raw: Mapping[str, Any]
    template: Template
    state: tuple[Template, ...]

    @property
    def kind(self) -> str:
        return "library" if self.template.library else self.verdict.value


@dataclass(frozen=True, slots=True)
class Judged:
    """`rules`: those whose findings led to the verdict."""

    labelled: Labelled
    verdict: Verdict
    category: str
    rules: tuple[str, ...]

    @property
    def is_found(self) -> bool:
        return self.verdict is self.labelled.verdict

    @property
    def is_otherwise(self) -> bool:
        return not self.is_found and Verdict.APPROVE not in (self.verdict, self.labelled.verdict)


@dataclass(frozen=True, slots=True)
class Tally:
    count: int
    found: int
    otherwise: int
    category: int

    @property
    def share(self) -> float:
        return self.found / self.count


def labelled(row: Mapping[str, Any]) -> Labelled:
    return Labelled(
        verdict=Verdict(row["verdict"]),
        category=row["predicted_category"],
        part=row["part"],
        reason=row["reason"],
        family=row["rule_family"],
        source=tuple(row["source"]),
        raw=row["template"],
        template=read_template(row["template"]),
        state=tuple(read_template(one) for one in row.get("state", ())),
    )


@cache
def read_corpus() -> tuple[Labelled, ...]:
    texts = (path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.yaml")))
    return tuple(labelled(row) for text in texts for row in yaml.load(text, yaml.CSafeLoader))


@cache
def word_lists() -> WordLists:
    book = current_rulebook()
    return WordLists(book.lint_words, {name: fact.figures for name, fact in book.guide.items()})


@cache
def judged(part: str) -> tuple[Judged, ...]:
    return tuple(judge(one) for one in read_corpus() if one.part == part)


def judge(one: Labelled) -> Judged:
    found = lint(one.template, word_lists(), one.state)
    rules = () if found.verdict is Verdict.APPROVE else tuple(rule.rule for rule in found.findings if rule.effect is found.verdict)
    return Judged(one, found.verdict, found.category, rules)


def tally(rows: Iterable[Judged]) -> Tally:
    """`category`: those of them for which the linter predicts the category of the label."""
    kept = list(rows)
    marks = ((one.is_found, one.is_otherwise, one.category == one.labelled.category) for one in kept)
    found, otherwise, category = (sum(column) for column in zip(*marks, strict=True)) if kept else (0, 0, 0)
    return Tally(len(kept), found, otherwise, category)


def tallies(rows: Sequence[Judged], key: Callable[[Judged], str]) -> dict[str, Tally]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in rows:
        groups[key(one)].append(one)
    return {name: tally(group) for name, group in sorted(groups.items())}


def by_label(rows: Sequence[Judged]) -> dict[str, Tally]:
    found = tallies(rows, lambda one: one.labelled.kind)
    return {name: found[name] for name in (*MIN_FOUND, *ALARMED) if name in found}


def language_of(one: Judged) -> str:
    """What no language has is a group of its own: the label of some templates is that their language is unknown."""
    language, _, country = one.labelled.template.language.partition("_")
    if one.labelled.family == "language":
        return "(none)"
    return f"{language}_{country}" if language in {"zh", "pt"} else language


def label_table(rows: Sequence[Judged]) -> str:
    lines: list[Sequence[str]] = [("label", "templates", "found", "share", "otherwise", "silent", "category", "target", "")]
    for name, one in by_label(rows).items():
        is_alarmed = name in ALARMED
        silent = 0 if is_alarmed else one.count - one.found - one.otherwise
        target = f"alarms ≤ {MAX_ALARMS[name]:.0%}" if is_alarmed else f"≥ {MIN_FOUND[Verdict(name)]:.0%}"
        cells = (one.count, one.found, f"{one.share:.1%}", one.otherwise, silent, one.category, target)
        lines.append((name, *map(str, cells), "ok" if is_met(name, one) else "MISSED"))
    return aligned(lines)


def is_met(name: str, one: Tally) -> bool:
    return 1 - one.share <= MAX_ALARMS[name] if name in ALARMED else one.share >= MIN_FOUND[Verdict(name)]


def language_table(rows: Sequence[Judged]) -> str:
    """Found of all for each label; for what is approved, the alarms of all."""
    kinds = (*MIN_FOUND, *ALARMED)
    lines: list[Sequence[str]] = [("language", *MIN_FOUND, "alarms: approve", "alarms: library")]
    for language in sorted({language_of(one) for one in rows}):
        each = by_label([one for one in rows if language_of(one) == language])
        lines.append((language, *(shown(name, each.get(name)) for name in kinds)))
    return aligned(lines)


def shown(name: str, one: Tally | None) -> str:
    if one is None:
        return "–"
    return f"{one.count - one.found if name in ALARMED else one.found}/{one.count}"


def family_table(rows: Sequence[Judged]) -> str:
    lines: list[Sequence[str]] = [("label", "rule family", "templates", "found", "share", "otherwise")]
    for kind in by_label(rows):
        for family, one in tallies([row for row in rows if row.labelled.kind == kind], lambda row: row.labelled.family).items():
            lines.append((kind, family, *map(str, (one.count, one.found, f"{one.share:.0%}", one.otherwise))))
    return aligned(lines)


def misses(rows: Sequence[Judged]) -> str:
    lines = [
        (
            one.labelled.kind,
            "→",
            one.verdict,
            one.labelled.template.language,
            one.labelled.template.name,
            one.labelled.reason,
            *one.rules[:2],
        )
        for one in sorted(rows, key=lambda one: (one.labelled.kind, one.labelled.family))
        if not one.is_found
    ]
    return "\n".join("  ".join(line) for line in lines)


def aligned(lines: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="measure", description="Recall and false alarms of the linter on the labelled corpus.")
    parser.add_argument("part", nargs="?", choices=(*PARTS, "all"), default="all")
    parser.add_argument("--misses", action="store_true", help="name what was not found, of the part asked for")
    chosen = parser.parse_args()
    for part in PARTS if chosen.part == "all" else (chosen.part,):
        rows = judged(part)
        tables = [f"== {part}: {len(rows)} templates ==", label_table(rows), language_table(rows), family_table(rows)]
        print("\n\n".join([*tables, *([misses(rows)] if chosen.misses else [])]), end="\n\n")


if __name__ == "__main__":
    main()
