"""datalogic-py (Rust JSONLogic): one array rule, compiled once; a dict goes in, a list of marks comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from datalogic_py import Engine

Rule = Any


class Datalogic:
    SIGNS = {"is": "===", "is_not": "!==", "at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<", "in": "in"}

    def compile(self, program: Rule, names: Iterable[str]) -> Callable[[dict[str, Any]], list[str]]:
        engine = Engine()
        return partial(engine.session().evaluate, engine.compile(program))

    def known(self, name: str) -> Rule:
        return {"!==": [{"var": name}, None]}

    def compare(self, name: str, op: str, value: Any) -> Rule:
        if op == "not_in":
            return {"!": [self.compare(name, "in", value)]}
        return {self.SIGNS[op]: [{"var": name}, value]}

    def same(self, name: str, other: str, *, is_same: bool) -> Rule:
        return {"===" if is_same else "!==": [{"var": name}, {"var": other}]}

    def every(self, parts: list[Rule]) -> Rule:
        return {"and": parts}

    def some(self, parts: list[Rule]) -> Rule:
        return {"or": parts}

    def at_least(self, count: int, parts: list[Rule]) -> Rule:
        return {">=": [{"+": [{"if": [part, 1, 0]} for part in parts]}, count]}

    def never(self) -> Rule:
        return False

    def choose(self, cases: list[tuple[Rule, str]], otherwise: str) -> Rule:
        return {"if": [*(one for case in cases for one in case), otherwise]}

    def listed(self, parts: list[Rule]) -> Rule:
        return parts
