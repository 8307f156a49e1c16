"""The one error of the rulebook: where it is, what is wrong, what was expected."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path


class RulebookError(ValueError):
    """A rulebook file that cannot be used; reads `criteria.yaml:12: unknown fact 'monthly_mesages' …`."""

    def __init__(self, path: Path | str, line: int, message: str) -> None:
        super().__init__(f"{Path(path).name}:{line}: {message}")


def nearest(word: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?` for the closest known word, or nothing."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean '{found[0]}'?" if found else ""
