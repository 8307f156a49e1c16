"""The specimens of ICAO Doc 9303, and what happens when letters are misread."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reader.mrz import check_digit, find_mrz
from documents.readings import Mrz
from tests.documents.drawing import today

NAME = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
DATA = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
TD1 = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"


def zone(text: str) -> Mrz:
    found = find_mrz(text, today=today())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "form", "number"), [(f"{NAME}\n{DATA}", "TD3", "L898902C3"), (TD2, "TD2", "D23145890"), (TD1, "TD1", "D23145890")]
)
def test_specimen(text: str, form: str, number: str) -> None:
    assert zone(text) == Mrz(form, number, "ERIKSSON ANNA MARIA", "UTO", dt.date(1974, 8, 12), dt.date(2012, 4, 15), valid=True)


def test_found_among_other_lines_with_spaces() -> None:
    assert zone(f"PASSPORT\nUTOPIA\n{' '.join(NAME)}\n\n{DATA.lower()}\n3").valid


@pytest.mark.parametrize("place", [9, 19, 27, 42, 43])
def test_each_check_digit_counts(place: int) -> None:
    wrong = DATA[:place] + str((int(DATA[place]) + 1) % 10) + DATA[place + 1 :]
    assert not zone(f"{NAME}\n{wrong}").valid


def test_letter_and_digit_are_repaired_where_the_sum_proves_it() -> None:
    found = zone(f"{NAME}\n{DATA.replace('L898902C3', 'L8989O2C3').replace('740812', '74O812').replace('<<10', '<<1O')}")
    assert (found.document_number, found.birth_on, found.valid) == ("L898902C3", dt.date(1974, 8, 12), True)


def test_letter_that_belongs_there_stays() -> None:
    number = "LO98902C3"
    data = number + check_digit(number) + DATA[10:43]
    found = zone(f"{NAME}\n{data}{check_digit(data[:10] + data[13:20] + data[21:43])}")
    assert (found.document_number, found.valid) == (number, True)


def test_repair_that_two_letters_could_prove_is_not_made() -> None:
    number = "OAAOAAAAA"  # the first and the fourth weigh the same
    data = number + check_digit("0AAOAAAAA") + DATA[10:]
    found = zone(f"{NAME}\n{data}")
    assert (found.document_number, found.valid) == (number, False)


def test_other_misreadings_are_not_repaired() -> None:
    assert not zone(f"{NAME}\n{DATA.replace('L898902C3', 'L8989Z2C3')}").valid


def test_long_number_goes_on_in_the_optional_data() -> None:
    rest = "AB1" + check_digit("D23145890AB1")
    first = f"I<UTOD23145890<{rest:<<15}"
    second = "7408122F1204159UTO<<<<<<<<<<<"
    digit = check_digit(first[5:30] + second[:7] + second[8:15] + second[18:29])
    found = zone(f"{first}\n{second}{digit}\nERIKSSON<<ANNA<MARIA<<<<<<<<<<")
    assert (found.document_number, found.valid) == ("D23145890AB1", True)


@pytest.mark.parametrize(("written", "born"), [("261122", dt.date(2026, 11, 22)), ("261123", dt.date(1926, 11, 23)), ("74<<<<", None)])
def test_century_of_birth(written: str, born: dt.date | None) -> None:
    data = DATA[:13] + written + check_digit(written) + DATA[20:]
    assert zone(f"{NAME}\n{data}").birth_on == born


@pytest.mark.parametrize(("written", "ends"), [("750101", dt.date(2075, 1, 1)), ("770101", dt.date(1977, 1, 1)), ("991301", None)])
def test_century_of_expiry(written: str, ends: dt.date | None) -> None:
    data = DATA[:21] + written + check_digit(written) + DATA[28:]
    assert zone(f"{NAME}\n{data}").expires_on == ends


@pytest.mark.parametrize("text", ["", NAME, f"{NAME}\n{DATA[:43]}", f"{DATA}\n{NAME}", "X" * 44 + "\n" + "1" * 44])
def test_what_is_no_zone(text: str) -> None:
    assert find_mrz(text, today=today()) is None


@given(st.text(alphabet="ABCO01289<", min_size=44, max_size=44))
def test_no_second_line_is_too_strange(line: str) -> None:
    assert zone(f"{NAME}\n{line}").format == "TD3"
