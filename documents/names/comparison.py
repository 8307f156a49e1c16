"""What differs between two company names as they are written (G-ST-6, G-ST-7)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from readiness.rulebook.derived import same_name_form

from .folding import NameDifference, ladder
from .judging import Difference, Judge, total
from .legal_forms import LegalForm, Table, current_table
from .pairing import pieces
from .words import words_of


@dataclass(frozen=True, slots=True)
class NameComparison:
    """`reason`: the text that says it (`name_differences.<reason>`), `telling`: what this text names."""

    exact: bool
    same_after_folding: bool
    kind: NameDifference
    differences: tuple[Difference, ...]
    reason: str
    telling: Difference


def compare(a: str, b: str, country: str | None = None) -> NameComparison:
    """The two names word by word. `country` (ISO 3166-1 alpha-2) tells whose legal forms are meant; without it all are looked at."""
    a, b = same_name_form(a), same_name_form(b)
    if a > b:  # a pair is always read in one order, so that the answer does not hang on who comes first
        return _swapped(_compare(b, a, country))
    return _compare(a, b, country)


def legal_form(name: str, country: str | None = None) -> LegalForm | None:
    """The legal form in the name, the last one where it has several. Where a spelling serves several forms, the first of the table."""
    words = words_of(same_name_form(name), current_table(), country)
    return next((word.forms[0] for word in reversed(words) if word.forms), None)


def _compare(a: str, b: str, country: str | None) -> NameComparison:
    names = Difference(a, b)
    if a == b:
        return NameComparison(True, True, NameDifference.IDENTICAL, (), "identical", names)
    kind, reason, telling, differences = _judged(names, current_table(), country)
    whole = ladder(a, b)
    if whole in {NameDifference.CASE, NameDifference.SPACING} and kind is not whole:
        # Short legal forms are told from words by their capitals (AB, Ab); where nothing else differs, forms are no matter.
        kind, reason, telling, differences = _judged(names, Table((), ()), country)
    return NameComparison(False, a.casefold() == b.casefold(), kind, differences, reason, telling)


def _judged(names: Difference, table: Table, country: str | None) -> tuple[NameDifference, str, Difference, tuple[Difference, ...]]:
    judge = Judge(names, table, country)
    judged = [judge.finding(piece) for piece in pieces(words_of(names.a, table, country), words_of(names.b, table, country))]
    found = [one for one in judged if one.kind is not NameDifference.IDENTICAL]
    return *total(found, names, share=any(one.is_shared for one in judged)), tuple(one.difference for one in found)


def _swapped(found: NameComparison) -> NameComparison:
    differences = tuple(Difference(one.b, one.a) for one in found.differences)
    return replace(found, differences=differences, telling=Difference(found.telling.b, found.telling.a))
