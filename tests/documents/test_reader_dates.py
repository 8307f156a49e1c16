"""Dates in the languages of the regions, their order, and what they are for."""

from __future__ import annotations

import datetime as dt

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from documents.reader.dates import Order, find_dates, parse_day, settle_order
from documents.reader.months import MONTHS
from tests.documents.drawing import today


def found(text: str, *languages: str) -> list[tuple[str, str]]:
    return [(one.day.isoformat(), one.role) for one in find_dates(text, page=1, languages=languages or ("en",), today=today())]


WRITTEN = [
    ("Date of issue: 20 May 2025", "2025-05-20", "issued"),
    ("valid until 20th of May, 2025", "2025-05-20", "expires"),
    ("Expiry date: May 20, 2025", "2025-05-20", "expires"),
    ("Date of birth / Date de naissance 12 AUG / AOÛT 1974", "1974-08-12", "birth"),
    ("08 JAN 30", "2030-01-08", ""),
    ("Rilasciato il 1° gennaio 2025", "2025-01-01", "issued"),
    ("data di scadenza 31.12.2027", "2027-12-31", "expires"),
    ("nata a Roma il 2 marzo 1980", "1980-03-02", "birth"),
    ("Gültig bis 20. Mai 2025", "2025-05-20", "expires"),
    ("ausgestellt am 3. März 2024", "2024-03-03", "issued"),
    ("Délivré le 1er août 2024", "2024-08-01", "issued"),
    ("Fecha de caducidad: 20 de mayo de 2025", "2025-05-20", "expires"),
    ("Data de emissão: 3 de março de 2025", "2025-03-03", "issued"),
    ("Berlaku hingga 17 Agustus 2026", "2026-08-17", "expires"),
    ("Tarikh dikeluarkan: 9 Ogos 2025", "2025-08-09", "issued"),
    ("Ngày cấp: ngày 20 tháng 5 năm 2025", "2025-05-20", "issued"),
    ("วันหมดอายุ 20 พฤษภาคม พ.ศ. 2567", "2024-05-20", "expires"),
    ("有效期至 2027年5月20日", "2027-05-20", "expires"),
    ("發證日期：中華民國113年5月20日", "2024-05-20", "issued"),
    ("民國一一三年五月二十日", "2024-05-20", ""),
    ("二〇二五年十二月三十一日", "2025-12-31", ""),
    ("令和6年5月20日まで有効", "2024-05-20", "expires"),
    ("令和元年5月20日発行", "2019-05-20", "issued"),
    ("昭和六十三年一月二日生", "1988-01-02", "birth"),
    ("유효기간 2025년 5월 20일", "2025-05-20", "expires"),
    ("2025-05-20T10:00", "2025-05-20", ""),
    ("Expiry date\n20/05/2567", "2024-05-20", "expires"),
]


@pytest.mark.parametrize(("text", "day", "role"), WRITTEN, ids=[one[0] for one in WRITTEN])
def test_written(text: str, day: str, role: str) -> None:
    assert found(text) == [(day, role)]


@pytest.mark.parametrize(
    ("languages", "day", "role"),
    [
        (("en",), "2025-04-03", ""),
        (("it",), "2025-04-03", "issued"),
        (("en", "de"), "2025-04-03", "issued"),
        (("en-US",), "2025-03-04", "issued"),
        (("en-GB",), "2025-04-03", "issued"),
        (("en-US", "it"), "2025-04-03", ""),
    ],
)
def test_order_of_day_and_month(languages: tuple[str, ...], day: str, role: str) -> None:
    assert found("issued 03/04/2025", *languages) == [(day, role)]


def test_another_date_settles_the_order() -> None:
    assert found("issued 03/04/2025, valid until 04/25/2027") == [("2025-03-04", "issued"), ("2027-04-25", "expires")]


def test_dots_and_equal_numbers_are_never_open() -> None:
    assert found("issued 03.04.2025\nissued 05/05/2025") == [("2025-04-03", "issued"), ("2025-05-05", "issued")]


def test_file_with_both_orders_settles_nothing() -> None:
    assert settle_order(["25/04/2025 04/25/2025"], ("it",)) is Order.OPEN


def test_republican_years_only_on_taiwanese_papers() -> None:
    assert (found("113/05/20", "zh-TW"), found("113/05/20", "it"), found("113年5月20日", "zh-CN")) == ([("2024-05-20", "")], [], [])


def test_roles_of_neighbours_stay_apart() -> None:
    text = "Issued on 1 May 2025 and valid until 30 April 2030; 2 June 2026"
    assert found(text) == [("2025-05-01", "issued"), ("2030-04-30", "expires"), ("2026-06-02", "")]


@pytest.mark.parametrize(
    "text",
    ["valid from 1 May 2025 to 30 April 2030", "Validity: valid until 1 May 2025 – 30 April 2030", "营业期限 2025年5月1日至2030年4月30日"],
)
def test_span_ends_with_its_expiry(text: str) -> None:
    assert found(text) == [("2025-05-01", "issued"), ("2030-04-30", "expires")]


@pytest.mark.parametrize(
    "text", ["31/02/2025", "12.5.3.2025", "1.2.3.4", "20 Foo 2025", "00/00/0000", "2025-13-01", "99999", "令和6年13月1日", ""]
)
def test_what_is_no_date(text: str) -> None:
    assert found(text, "it") == []


@pytest.mark.parametrize("language", ["en", "it", "de", "fr", "es", "pt", "nl", "id", "ms", "th"])
def test_month_names_are_those_of_cldr(language: str) -> None:
    names = Locale.parse(language).months
    told = {
        name.lower().rstrip("."): month for use in names.values() for width in ("wide", "abbreviated") for month, name in use[width].items()
    }
    assert {name: MONTHS.get(name) for name in told} == told


def test_short_text_of_spaces_and_digits_is_quick() -> None:
    import time

    begin = time.process_time()
    for text in (" " * 20_000, "12" + " " * 19_990, "1/1/" * 5_000, "nato a " + "b " * 9_000, "jan" * 6_000):
        found(text, "zh-TW")
    assert time.process_time() - begin < 3


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d %B %Y", "%B %d, %Y", "%Y年%m月%d日"]),
)
def test_every_day_is_read_as_written(day: dt.date, how: str) -> None:
    assert parse_day(day.strftime(how), languages=("it",), today=today(), order=Order.DAY) == day


@given(st.text(max_size=200))
def test_no_text_is_too_strange(text: str) -> None:
    assert all(one.written in text for one in find_dates(text, page=1, languages=("zh-TW",), today=today()))
