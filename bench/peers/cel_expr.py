"""cel-expr-python (Google's C++ CEL): one list expression, compiled once; a dict goes in, a list of marks comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from cel_expr_python import cel

from . import Infix


class Cel(Infix):
    def compile(self, program: str, names: Iterable[str]) -> Callable[[dict[str, Any]], list[str]]:
        expression = cel.NewEnv(variables=dict.fromkeys(names, cel.Type.DYN)).compile(program)
        return lambda facts: expression.eval(data=facts).plain_value()
