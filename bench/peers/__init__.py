"""The same rulebook for other engines, which know true and false only.

A condition becomes two expressions: "definitely true" and "definitely false"; neither of them means unknown. One call judges a
dossier. Peers cannot walk our papers, so what each condition on papers says (true, false, unknown) is handed to them as a fact,
made outside their clock, while ours judges the papers inside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, Protocol

from readiness.rulebook import Facts, Rulebook
from readiness.rulebook import conditions as c
from readiness.rulebook.judge import SLOTS, compile_condition, row_of

PAPER_LEAVES = (c.HasDocument, c.DocumentCompare, c.ValidBeyond, c.EveryDocument)
OPPOSITES = [("is", "is_not"), ("in", "not_in"), ("at_least", "less_than"), ("at_most", "more_than")]
INVERSE = dict(OPPOSITES) | {second: first for first, second in OPPOSITES}
Expression = Any


class Language(Protocol):
    """How a peer writes the few things that conditions are made of."""

    def compile(self, program: Expression, names: Iterable[str]) -> Callable[[dict[str, Any]], Iterable[str]]: ...

    def known(self, name: str) -> Expression: ...
    def compare(self, name: str, op: str, value: Any) -> Expression: ...
    def same(self, name: str, other: str, *, is_same: bool) -> Expression: ...
    def every(self, parts: list[Expression]) -> Expression: ...
    def some(self, parts: list[Expression]) -> Expression: ...
    def at_least(self, count: int, parts: list[Expression]) -> Expression: ...
    def never(self) -> Expression: ...
    def choose(self, cases: list[tuple[Expression, str]], otherwise: str) -> Expression: ...
    def listed(self, parts: list[Expression]) -> Expression: ...


class Translator:
    """The criteria of a rulebook in a peer's language, and dossiers flattened to what the expressions name."""

    def __init__(self, book: Rulebook, language: Language) -> None:
        self.book, self.language = book, language
        self.papers: dict[c.Condition, str] = {}
        self.facts: dict[str, None] = {}
        program = language.listed([self.criterion(one.applies, one.met) for one in book.criteria])
        self.judge = language.compile(program, self.facts)

    def criterion(self, applies: c.Condition | None, met: c.Condition) -> Expression:
        is_met, is_unmet = self.rails(met)
        cases = [(is_met, "m"), (is_unmet, "u")]
        if applies is not None:
            concerns, concerns_not = self.rails(applies)
            cases = [(concerns_not, "-"), (self.language.every([concerns, is_met]), "m"), (self.language.every([concerns, is_unmet]), "u")]
        return self.language.choose(cases, "?")

    def rails(self, condition: c.Condition) -> tuple[Expression, Expression]:
        """Definitely true, definitely false."""
        say = self.language
        match condition:
            case c.Compare(name, op, value):
                return self.claim(name, op, plain(value, name))
            case c.Known(name):
                return say.known(self.fact(name)), say.never()
            case c.SameAs(name, other):
                both = [say.known(self.fact(name)), say.known(self.fact(other))]
                return say.every([*both, say.same(name, other, is_same=True)]), say.every([*both, say.same(name, other, is_same=False)])
            case c.Not(part):
                return self.rails(part)[::-1]
            case c.All(parts):
                trues, falses = self.both(parts)
                return say.every(trues), say.some(falses)
            case c.Any_(parts):
                trues, falses = self.both(parts)
                return say.some(trues), say.every(falses)
            case c.Some(count, parts):
                trues, falses = self.both(parts)
                return say.at_least(count, trues), say.at_least(len(parts) - count + 1, falses)
        return self.claim(self.papers.setdefault(condition, f"paper_{len(self.papers)}"), "is", value=True)

    def both(self, parts: tuple[c.Condition, ...]) -> tuple[list[Expression], list[Expression]]:
        trues, falses = zip(*map(self.rails, parts), strict=True)
        return list(trues), list(falses)

    def claim(self, name: str, op: str, value: Any) -> tuple[Expression, Expression]:
        say, known = self.language, self.language.known(self.fact(name))
        return say.every([known, say.compare(name, op, value)]), say.every([known, say.compare(name, INVERSE[op], value)])

    def fact(self, name: str) -> str:
        self.facts[name] = None
        return name

    def flat(self, facts: Facts, today: dt.date) -> dict[str, Any]:
        row = row_of(facts, self.book.reference, today)
        said = {name: compile_condition(leaf)(row) for leaf, name in self.papers.items()}
        return {name: said[name] if name in said else plain(row[SLOTS[name]], name) for name in self.facts}


def plain(value: Any, name: str) -> Any:
    """Values that every peer takes: decimals as floats, versions as numbers."""
    if isinstance(value, tuple):
        return [plain(one, name) for one in value]
    if value is None or isinstance(value, bool):
        return value
    return float(value) if isinstance(value, Decimal) or name == "tls_version" else value


class Infix:
    """What languages written like C have in common."""

    ALL, ANY = " && ", " || "
    SIGNS = {"is": "==", "is_not": "!=", "at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<"}

    def known(self, name: str) -> str:
        return f"{name} != null"

    def compare(self, name: str, op: str, value: Any) -> str:
        if op == "in":
            return self.some([f"{name} == {self.literal(one)}" for one in value])
        if op == "not_in":
            return self.every([f"{name} != {self.literal(one)}" for one in value])
        return f"{name} {self.SIGNS[op]} {self.literal(value)}"

    def same(self, name: str, other: str, *, is_same: bool) -> str:
        return f"{name} {'==' if is_same else '!='} {other}"

    def every(self, parts: list[str]) -> str:
        return f"({self.ALL.join(parts)})"

    def some(self, parts: list[str]) -> str:
        return f"({self.ANY.join(parts)})"

    def at_least(self, count: int, parts: list[str]) -> str:
        return f"({' + '.join(f'({part} ? 1 : 0)' for part in parts)} >= {count})"

    def never(self) -> str:
        return "false"

    def choose(self, cases: list[tuple[str, str]], otherwise: str) -> str:
        return "".join(f"{case} ? {self.literal(mark)} : (" for case, mark in cases) + self.literal(otherwise) + ")" * len(cases)

    def listed(self, parts: list[str]) -> str:
        return f"[{', '.join(parts)}]"

    def literal(self, value: Any) -> str:
        if isinstance(value, bool):
            return str(value).lower()
        return f"'{value}'" if isinstance(value, str) else str(value)
