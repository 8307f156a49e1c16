"""Numbers as people type them, in English and in Italian."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.numbers_text import read_number

ENGLISH, ITALIAN, WHOLE = ".", ",", ""


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *[("0", "0"), ("7", "7"), ("1000000", "1000000"), ("1,000,000", "1000000"), ("1.000.000", "1000000"), ("1 000 000", "1000000")],
        *[("1\u00a0000\u00a0000", "1000000"), ("1\u202f000", "1000"), ("1'000'000", "1000000"), ("1’000", "1000")],
        *[("12,5", "12.5"), ("12.5", "12.5"), ("0.25", "0.25"), ("0,25", "0.25"), ("1.234,56", "1234.56"), ("1,234.56", "1234.56")],
        *[("30 %", "30"), ("30%", "30"), ("2,5 %", "2.5"), (" 12 ", "12"), ("12,34", "12.34"), ("1234,567", "1234.567")],
    ],
)
@pytest.mark.parametrize("mark", [ENGLISH, ITALIAN, WHOLE])
def test_reads_what_is_clear_in_every_language(typed: str, number: str, mark: str) -> None:
    assert read_number(typed, mark) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "mark", "number"),
    [
        *[("1.234", ENGLISH, "1.234"), ("1.234", ITALIAN, "1234"), ("1.234", WHOLE, "1234")],
        *[("1,234", ENGLISH, "1234"), ("1,234", ITALIAN, "1.234"), ("1,234", WHOLE, "1234")],
    ],
)
def test_language_settles_the_one_unclear_form(typed: str, mark: str, number: str) -> None:
    assert read_number(typed, mark) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "-1",
        "+1",
        "1e6",
        "NaN",
        "Infinity",
        "much",
        "1,00,000",
        "1.000,000.5",
        "1,,2",
        ".5",
        "5.",
        "1.2.3",
        "12 EUR",
        "1_000",
        "%",
    ],
)
def test_refuses_what_is_no_number(typed: str) -> None:
    assert read_number(typed) is None


@given(st.decimals(min_value=0, max_value=10**12, places=2), st.sampled_from([(",", "."), (".", ","), (" ", "."), (" ", ","), ("'", ".")]))
def test_reads_back_every_way_of_writing(number: Decimal, marks: tuple[str, str]) -> None:
    group, decimal = marks
    written = f"{number:,.2f}".replace(",", "G").replace(".", decimal).replace("G", group)
    assert read_number(written, decimal) == number


@given(st.text(max_size=30))
def test_never_breaks(typed: str) -> None:
    number = read_number(typed)
    assert number is None or number >= 0
