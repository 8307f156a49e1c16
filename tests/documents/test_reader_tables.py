"""Reports: encodings, separators, headings, days, totals."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from documents.reader.delimited import NotText, decode, read_rows
from documents.reader.table import MAX_ROWS, Row, TooManyCells, gather, read_table
from documents.readings import Table
from tests.documents.drawing import today

HEADING = ["Order", "Date", "Total", "Channel"]


def table(rows: list[Row], *languages: str) -> Table:
    return read_table(rows, languages=languages or ("it",), today=today())


def orders(*rows: tuple[str, str]) -> Table:
    """Days and amounts below the usual heading."""
    return table([HEADING, *([str(number), day, amount, "web"] for number, (day, amount) in enumerate(rows))])


@pytest.mark.parametrize(
    ("text", "encoding", "languages"),
    [
        ("名稱,金額,日期\n門市訂單,5,1", "big5", ("en",)),
        ("名称,金额,日期\n订单,5,1", "gb18030", ("zh-CN",)),
        ("注文番号,日付,金額\n店舗の注文", "cp932", ("ja",)),
        ("날짜,금액\n온라인 주문", "cp949", ("ko",)),
        ("Città,Importo\nForlì,5", "cp1252", ("it",)),
        ("Straße;Größe\nMünchen;5", "cp1252", ("de",)),
        ("名稱,金額", "utf-16", ("en",)),
        ("名稱,金額", "utf-8-sig", ("en",)),
    ],
)
def test_encoding(text: str, encoding: str, languages: tuple[str, ...]) -> None:
    assert decode(text.encode(encoding), languages).removeprefix("\ufeff") == text


def test_no_encoding() -> None:
    with pytest.raises(NotText):
        decode(b"\x81\x8d\x8f", ("en",))


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_separator(mark: str) -> None:
    rows = read_rows(f'a{mark}"b {mark}"{mark}c\n1{mark}2{mark}3\n'.encode(), ("en",))
    assert rows == [["a", f"b {mark}".strip(), "c"], ["1", "2", "3"]]


def test_rows_that_do_not_count() -> None:
    row = ["A1", "01/08/2026", "5", "web"]
    found = table(
        [
            ["Report of ACME"],
            [],
            HEADING,
            row,
            ["", None, "", ""],
            HEADING,
            row,
            ["Remark"],
            ["Totale", None, "10", None],
            ["合計", "", "10", ""],
        ]
    )
    assert (found.rows, found.columns, found.amount_total) == (2, tuple(HEADING), Decimal(10))


def test_days_are_read_in_the_order_that_the_column_proves() -> None:
    found = orders(("03/04/2026", "1"), ("04/25/2026", "1"))
    assert (found.first_day, found.last_day) == (dt.date(2026, 3, 4), dt.date(2026, 4, 25))


def test_months_without_a_row_do_not_count() -> None:
    assert [
        orders((one, "1"), (two, "1")).months_covered
        for one, two in [("31/01/2026", "01/03/2026"), ("01/01/2026", "31/01/2026"), ("31/12/2025", "01/01/2026")]
    ] == [2, 1, 2]


def test_column_that_is_named_date_wins_over_another() -> None:
    found = table([["Shipped", "Order date"], ["05/09/2026", "01/08/2026"], ["06/09/2026", "02/08/2026"]])
    assert found.first_day == dt.date(2026, 8, 1)


@pytest.mark.parametrize(
    ("amounts", "total"),
    [
        (("1.234,56", "10,4"), "1244.96"),
        (("1,234.56", "10.4"), "1244.96"),
        (("€ 5", "$6.50", "7 EUR"), "18.50"),
        (("(5.00)", "-3", "10"), "2.00"),
        (("1'000", "NT$ 1,200"), "2200"),
        (("5", "unknown"), None),
    ],
)
def test_amounts(amounts: tuple[str, ...], total: str | None) -> None:
    assert orders(*(("01/08/2026", one) for one in amounts)).amount_total == (Decimal(total) if total else None)


def test_share_sold_online() -> None:
    rows: list[Row] = [["Date", "Channel"], *([["01/08/2026", one] for one in ("Online", "Web shop", "Store", "negozio", "online")])]
    assert table(rows).online_share == Decimal("0.6000")


def test_channel_that_says_nothing_of_it() -> None:
    assert table([["Date", "Type"], ["01/08/2026", "refund"], ["01/08/2026", "online"], ["02/08/2026", "sale"]]).online_share is None


def test_cells_of_a_workbook() -> None:
    found = table([HEADING, [1, dt.datetime.fromisoformat("2026-08-01T10:00"), 5.5, "web"], [2, dt.date(2026, 9, 1), 6, None]])
    assert (found.rows, found.last_day, found.amount_total) == (2, dt.date(2026, 9, 1), Decimal("11.5"))


@pytest.mark.parametrize("rows", [[], [[]], [[None]], [["one"]], [["a", "b"]]])
def test_next_to_nothing(rows: list[Row]) -> None:
    assert (table(rows).first_day, table(rows).months_covered, table(rows).amount_total) == (None, None, None)


def test_too_many_rows() -> None:
    with pytest.raises(TooManyCells):
        gather([] for _ in range(MAX_ROWS + 1))
