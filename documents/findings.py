"""What a check says of a paper: one shape for pages, commands and the score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class FindingStatus(StrEnum):
    PASSED = "passed"
    TO_FIX = "to_fix"
    LOOK = "look"  # the machine cannot tell: a person must look


class PaperVerdict(StrEnum):
    ACCEPT = "accept"
    FIX = "fix"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Finding:
    """`seen`: what was measured and what was wanted, by name with its unit; the texts of the rulebook put it into words.

    `variant` chooses among several sentences of one check; `source`: guide facts or Meta sources, as in the rulebook.
    """

    id: str
    status: FindingStatus
    seen: Mapping[str, Any]
    source: tuple[str, ...]
    variant: str = ""
    page: int | None = None
