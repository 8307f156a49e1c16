"""What a digest says: each room adds its lines. Pure but for the sections themselves, which read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DigestAsk:
    """For whom: a workspace (its slug for links), whether for reviewers or for managers, and now."""

    workspace_id: int
    slug: str
    is_report: bool
    now: dt.datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence in the active language, with the path of the page where it is seen to."""

    text: str
    path: str


Section = Callable[[DigestAsk], Iterable[Line]]
_sections: list[Section] = []


def digest_section(section: Section) -> Section:
    """Registers a section; to be called once the apps are ready."""
    if section not in _sections:
        _sections.append(section)
    return section


def digest_lines(ask: DigestAsk) -> list[Line]:
    return [line for section in _sections for line in section(ask)]
