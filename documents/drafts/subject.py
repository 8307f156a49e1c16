"""What the facts of a company say of its papers; the rest is typed for the draft."""

from __future__ import annotations

import datetime as dt
from typing import Any

from readiness.rulebook.facts import FACT_NAMES, Facts

from .model import DraftSubject
from .wording import NAMES

SHARED = tuple(name for name in NAMES if name in FACT_NAMES)


def subject_from(facts: Facts, *, on: dt.date, **typed: Any) -> DraftSubject:
    """`typed`: fields of `DraftSubject` that are no facts (names of people, the number, how people agree), or that correct one."""
    return DraftSubject(**{name: getattr(facts, name) for name in SHARED} | typed, on=on)
