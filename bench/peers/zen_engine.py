"""zen-engine (Rust, gorules): one array expression, compiled once; a dict goes in, a list of marks comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import zen

from . import Infix


class Zen(Infix):
    ALL, ANY = " and ", " or "

    def compile(self, program: str, names: Iterable[str]) -> Callable[[dict[str, Any]], list[str]]:
        return zen.compile_expression(program).evaluate
