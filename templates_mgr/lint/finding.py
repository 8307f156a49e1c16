"""What a rule says of a template: one shape for the editor, the command and the score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    ERROR = "error"  # Meta documents it, or refusals for it are established
    WARNING = "warning"
    INFO = "info"


class Verdict(StrEnum):
    """In falling order of weight: the first that a finding calls for is the template's."""

    REFUSE = "refuse"  # Meta's API answers 400 when it is created
    REJECT = "reject"  # the review says no
    RECATEGORISE = "recategorise"  # approved, but as another category
    APPROVE = "approve"


class Basis(StrEnum):
    META = "meta"
    GUIDE = "guide"


@dataclass(frozen=True, slots=True)
class Place:
    """Where: Meta's type of component, the card (0-based) and the button (0-based), code points in the text of that part."""

    component: str | None = None
    card: int | None = None
    button: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """`effect`: the verdict that it calls for; APPROVE for a hint. An error always has an effect, a hint never.

    `seen`: what was found and what is wanted, by name with its unit, for the texts (`lint.<rule>[.<variant>].message` and `.fix`).
    `source`: guide facts, Meta sources of the rulebook, or the subcode that Meta's API answers with.
    `category`: what Meta would make of it, where that is another one.
    """

    rule: str
    severity: Severity
    place: Place
    source: tuple[str, ...]
    basis: Basis = Basis.META
    effect: Verdict = Verdict.APPROVE
    variant: str = ""
    seen: Mapping[str, Any] = field(default_factory=dict)
    suggestion: str | None = None
    category: str | None = None
