"""What was found in the words of a file, in a module of its own: the patterns that find it take longer to load than most files to read."""

from __future__ import annotations

from dataclasses import dataclass

from documents.readings import FoundDate, FoundText, Mrz


@dataclass(frozen=True, slots=True)
class Words:
    language: str = ""
    dates: tuple[FoundDate, ...] = ()
    texts: tuple[FoundText, ...] = ()
    mrz: Mrz | None = None
