"""legal_forms.yaml: the legal forms of companies by country, with every spelling that is met in practice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from django_countries.data import COUNTRIES

from readiness.rulebook.derived import same_name_form
from readiness.rulebook.errors import nearest
from readiness.rulebook.source import Entry, Rows, read_entry

from .folding import Sort, folded, sort_of, without_marks

PATH = Path(__file__).with_name("legal_forms.yaml")
SHORT = 2  # letters: AS, ME and Co are words too, so these count only as the table writes them, in capitals, or with points


class Place(StrEnum):
    """Where a spelling may stand: in front of the name, behind it, or among its words (HSBC Bank plc London)."""

    BEFORE = "before"
    AFTER = "after"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class LegalForm:
    """`countries`: ISO 3166-1 alpha-2; spellings by where they stand, `either` before or after the name."""

    id: str
    countries: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    either: tuple[str, ...]


def form_key(text: str) -> str:
    """What a spelling is found by: its letters and &, without accents, case, points and spaces. (株) keeps its brackets."""
    key = folded("".join(char for char in without_marks(text) if char == "&" or sort_of(char) in {Sort.LETTER, Sort.SOLID}))
    return f"({key})" if len(key) == 1 and "(" in text and ")" in text else key


class Table:
    """The legal forms in the order of the file, found by spelling."""

    def __init__(self, forms: Iterable[LegalForm], romanised: Iterable[str]) -> None:
        self.forms = tuple(forms)
        self.romanised = frozenset(romanised)
        self.found: dict[tuple[str, Place], list[tuple[LegalForm, str]]] = {}
        for form in self.forms:
            for spelling, place in placed(form):
                self.found.setdefault((form_key(spelling), place), []).append((form, _shape(spelling)))
        self.keys = frozenset(key for key, _ in self.found)

    def knows(self, key: str) -> bool:
        return key in self.keys

    def find(self, key: str, written: str, place: Place, country: str | None) -> tuple[LegalForm, ...]:
        """The forms that are spelled so there: those of the country, else those of all others, in the order of the file."""
        if place is Place.WITHIN and len(key) <= SHORT:
            return ()
        where = Place.AFTER if place is Place.WITHIN else place
        listed = [form for form, shape in self.found.get((key, where), ()) if len(key) > SHORT or _reads_as(written, shape)]
        own = tuple(form for form in listed if country in form.countries)
        if own or country is None or len(key) > SHORT:
            return own or tuple(listed)
        return ()


def placed(form: LegalForm) -> Iterator[tuple[str, Place]]:
    for spelling in (*form.before, *form.either):
        yield same_name_form(spelling), Place.BEFORE
    for spelling in (*form.after, *form.either):
        yield same_name_form(spelling), Place.AFTER


def _shape(text: str) -> str:
    return "".join(char for char in text if char.isalpha())


def _reads_as(written: str, shape: str) -> bool:
    bare = _shape(written)
    return bare in {shape, shape.upper()} or any(not char.isalpha() and not char.isspace() for char in written.rstrip(".,")[1:])


@cache
def current_table() -> Table:
    """The table in force, read once a process."""
    return read_table(PATH)


def read_table(path: Path) -> Table:
    """RulebookError names file, line and what was expected."""
    file = read_entry(path)
    romanised = file.texts("romanised")
    _check_countries(file, "romanised", romanised)
    rows = file.rows("forms")
    file.close()
    forms: dict[str, LegalForm] = {}
    stands: dict[tuple[str, str, Place], str] = {}
    for row in rows.entries():
        form = _form(row)
        if form.id in forms:
            row.fail(f"the legal form '{form.id}' is named twice", "id")
        forms[form.id] = form
        _enter(row, form, stands)
    return Table(forms.values(), romanised)


def _enter(row: Entry, form: LegalForm, stands: dict[tuple[str, str, Place], str]) -> None:
    for spelling, place in placed(form):
        for country in sorted(form.countries):
            other = stands.get((country, form_key(spelling), place))
            if other:
                row.fail(f"'{spelling}' of '{form.id}' reads like {other} in {country}: each spelling should stand once in a country")
            stands[country, form_key(spelling), place] = f"'{spelling}' of '{form.id}'"


def _form(row: Entry) -> LegalForm:
    form = LegalForm(
        row.text("id"),
        frozenset(row.texts("countries")),
        row.texts("before", ()),
        row.texts("after", ()),
        row.texts("either", ()),
    )
    row.close()
    _check_countries(row, "countries", row.items["countries"])
    for key in ("before", "after", "either"):
        if isinstance(listed := row.items.get(key), Rows) and not all(map(form_key, listed or [""])):
            row.fail(f"'{key}' of '{form.id}' should list spellings with letters in them, not {list(listed)!r}", key)
    if not (form.before or form.after or form.either):
        row.fail(f"'{form.id}' needs a spelling under 'before', 'after' or 'either'")
    return form


def _check_countries(row: Entry, key: str, countries: Iterable[str]) -> None:
    if not countries:
        row.fail(f"'{key}' should list at least one country of ISO 3166-1 alpha-2", key)
    for country in countries:
        if country not in COUNTRIES:
            row.fail(f"'{country}' is no country of ISO 3166-1 alpha-2{nearest(country, COUNTRIES)}", key)
