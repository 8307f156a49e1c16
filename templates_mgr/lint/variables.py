"""Variables of a text: `{{1}}` and `{{first_name}}`, with what stands between the braces as it was typed."""

from __future__ import annotations

import re
from dataclasses import dataclass

VARIABLE = re.compile(r"\{\{([^{}]*)\}\}")
POSITIONAL = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Variable:
    """`name`: what stands between the braces, without white space around it; `start` and `end` take the braces in."""

    name: str
    start: int
    end: int

    @property
    def is_positional(self) -> bool:
        return POSITIONAL.fullmatch(self.name) is not None


def find_variables(text: str) -> tuple[Variable, ...]:
    return tuple(Variable(found[1].strip(), found.start(), found.end()) for found in VARIABLE.finditer(text))
