"""One upload of the corpus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from documents.media import ENDINGS
from documents.readings import RefusalCode

GOOD = "good"
Maker = Callable[[], bytes]


@dataclass(frozen=True)
class Case:
    """`seen`: what the refusal must have measured. `file_name`: what the user called it, where that differs."""

    name: str
    make: Maker
    verdict: str
    seen: dict[str, str | int] = field(default_factory=dict)
    allowed: frozenset[str] = frozenset(ENDINGS)
    file_name: str = ""
    languages: tuple[str, ...] = ("en",)


class Shelf(list[Case]):
    """`@shelf.good("a.pdf")` and `@shelf.bad("b.pdf", RefusalCode.DAMAGED)` above the function that makes the bytes."""

    def good(self, name: str, *languages: str) -> Callable[[Maker], Maker]:
        def kept(make: Maker) -> Maker:
            self.append(Case(name, make, GOOD, languages=languages or ("en",)))
            return make

        return kept

    def bad(
        self, name: str, code: RefusalCode, *, allowed: frozenset[str] = frozenset(ENDINGS), file_name: str = "", **seen: str | int
    ) -> Callable[[Maker], Maker]:
        def kept(make: Maker) -> Maker:
            self.append(Case(name, make, code, seen, allowed, file_name))
            return make

        return kept
