"""The machine-readable zone of passports and identity cards (source: ICAO Doc 9303, parts 3 to 6).

A letter O that was read as the digit 0, or the other way round, is put right only where the check digit proves it, and only when one
single repair does. Years of two digits: a birth is the latest such day up to today; an expiry lies between 50 years ago and 49 ahead.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, cycle
from typing import Final

from documents.readings import Mrz

MAX_LINES: Final = 4_000
LINE: Final = re.compile(r"[A-Z0-9<]{30}(?:[A-Z0-9<]{6}(?:[A-Z0-9<]{8})?)?")
SHAPES: Final = {44: ("TD3", 2), 36: ("TD2", 2), 30: ("TD1", 3)}
SWAPS: Final = {"O": "0", "0": "O"}
MAX_DOUBTS: Final = 6


@dataclass(frozen=True, slots=True)
class _Layout:
    """Slices of the joined lines; `fields` each end in their check digit; `composite` are the slices the last digit covers."""

    number: slice
    birth: slice
    expires: slice
    optional: slice | None
    composite: tuple[slice, ...]
    composite_digit: int
    names: slice
    spill: slice | None  # where a document number of over nine characters goes on


LAYOUTS: Final = {
    "TD3": _Layout(
        slice(44, 54), slice(57, 64), slice(65, 72), slice(72, 87), (slice(44, 54), slice(57, 64), slice(65, 87)), 87, slice(5, 44), None
    ),
    "TD2": _Layout(
        slice(36, 46), slice(49, 56), slice(57, 64), None, (slice(36, 46), slice(49, 56), slice(57, 71)), 71, slice(5, 36), slice(64, 71)
    ),
    "TD1": _Layout(
        slice(5, 15),
        slice(30, 37),
        slice(38, 45),
        None,
        (slice(5, 30), slice(30, 37), slice(38, 45), slice(48, 59)),
        59,
        slice(60, 90),
        slice(15, 30),
    ),
}


def find_mrz(text: str, *, today: dt.date) -> Mrz | None:
    """The first zone whose check digits all fit, else the first that has the shape."""
    first = None
    for form, zone in _zones(text):
        found = _read(form, zone, today)
        if found.valid:
            return found
        first = first or found
    return first


def check_digit(field: str) -> str:
    """Weights 7, 3, 1; letters from A as 10; the filler as 0."""
    values = (int(one, 36) if one != "<" else 0 for one in field)
    return str(sum(value * weight for value, weight in zip(values, cycle((7, 3, 1)), strict=False)) % 10)


def _zones(text: str) -> Iterator[tuple[str, str]]:
    """Neighbouring lines of equal length that begin as such a zone does; spaces of a text layer are left out."""
    plain = text.replace("«", "<<").replace("‹", "<").replace(" ", "")
    lines = [line.strip().upper() for line in plain.splitlines() if line.strip()][:MAX_LINES]
    fits = [len(line) if LINE.fullmatch(line) else 0 for line in lines]
    for at, length in enumerate(fits):
        form, count = SHAPES.get(length, ("", 0))
        if not form or fits[at : at + count] != [length] * count:
            continue
        if lines[at][0] == "P" if form == "TD3" else lines[at][0] in "ACIV":
            yield form, "".join(lines[at : at + count])


def _read(form: str, zone: str, today: dt.date) -> Mrz:
    layout = LAYOUTS[form]
    chars = list(zone)
    proven = [_mend(chars, layout.birth, digits=True), _mend(chars, layout.expires, digits=True)]
    number, fits = _document_number(chars, layout)
    proven.append(fits)
    if layout.optional is not None:
        proven.append(_optional_fits("".join(chars[layout.optional])))
    chars[layout.composite_digit] = chars[layout.composite_digit].replace("O", "0")
    whole = "".join("".join(chars[part]) for part in layout.composite)
    proven.append(check_digit(whole) == chars[layout.composite_digit])
    return Mrz(
        format=form,
        document_number=number,
        names=" ".join("".join(chars[layout.names]).replace("<", " ").split()),
        country="".join(chars[2:5]).replace("<", ""),
        birth_on=_birth("".join(chars[layout.birth])[:6], today),
        expires_on=_expiry("".join(chars[layout.expires])[:6], today),
        valid=all(proven),
    )


def _document_number(chars: list[str], layout: _Layout) -> tuple[str, bool]:
    """(number, whether its check digit fits); a long one has a filler for the digit and goes on in the optional data."""
    written = "".join(chars[layout.number])
    if written[9] != "<" or layout.spill is None:
        fits = _mend(chars, layout.number)
        return "".join(chars[layout.number])[:9].rstrip("<"), fits
    rest = "".join(chars[layout.spill]).split("<")[0]
    number = written[:9] + rest[:-1]
    return number, bool(rest) and check_digit(number) == rest[-1]


def _mend(chars: list[str], part: slice, *, digits: bool = False) -> bool:
    """Whether the check digit at the end of the part fits, after the one repair that it proves."""
    field, digit = chars[part][:-1], chars[part][-1].replace("O", "0")
    if digits:
        field = [one.replace("O", "0") for one in field]
    if check_digit("".join(field)) == digit:
        chars[part] = [*field, digit]
        return True
    doubts = [] if digits else [at for at, one in enumerate(field) if one in SWAPS]
    for count in range(1, len(doubts) + 1 if len(doubts) <= MAX_DOUBTS else 1):
        repairs = [_swapped(field, places) for places in combinations(doubts, count)]
        proven = [one for one in repairs if check_digit("".join(one)) == digit]
        if len(proven) == 1:
            chars[part] = [*proven[0], digit]
            return True
        if proven:
            return False
    return False


def _swapped(field: list[str], places: tuple[int, ...]) -> list[str]:
    return [SWAPS[one] if at in places else one for at, one in enumerate(field)]


def _optional_fits(part: str) -> bool:
    return check_digit(part[:-1]) == part[-1] or (part[-1] == "<" and not part.strip("<"))


def _birth(written: str, today: dt.date) -> dt.date | None:
    day = _day(written, today.year // 100 * 100)
    return _day(written, today.year // 100 * 100 - 100) if day is None or day > today else day


def _expiry(written: str, today: dt.date) -> dt.date | None:
    century = today.year // 100 * 100
    candidates = (_day(written, one) for one in (century, century + 100, century - 100))
    return next((day for day in candidates if day and -50 <= day.year - today.year <= 49), None)


def _day(written: str, century: int) -> dt.date | None:
    """None for a day or month that is not known (fillers), and for no date at all."""
    try:
        return dt.date(century + int(written[:2]), int(written[2:4]), int(written[4:6]))
    except ValueError:
        return None
