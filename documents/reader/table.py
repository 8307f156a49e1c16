"""What the rows of a report add up to: its heading, its days, its amounts, the share that was sold online.

The heading is the first row of words, of at least two cells, with a date or a number in the row below. Not counted as data: blank
rows, the heading again, totals, and rows with a single cell (remarks).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from documents.readings import Table

from .dates import parse_day, settle_order

Cell = str | int | float | Decimal | dt.date | None
Row = Sequence[Cell]

MAX_ROWS: Final = 200_000
MAX_CELLS: Final = 4_000_000
MAX_COLUMNS: Final = 200
HEADING_WITHIN: Final = 40
LOOKED_AT: Final = 60  # rows that decide what a column holds
MOST_OF: Final = 0.6
MAX_DIGITS: Final = 20

TOTALS: Final = re.compile(
    r"^(?:grand |sub-?)?tota(?:l|le|li|is|ux)\b|^(?:summe|gesamt(?:summe)?|zwischensumme|somma|suma|soma|jumlah"
    r"|sous-total|tổng(?: cộng)?|รวม|รวมทั้งสิ้น|合計|合计|總計|总计|小計|小计|總額|합계|총계)(?:\b|$|[:：\s])",
    re.IGNORECASE,
)
DATE_HEAD: Final = re.compile(
    r"date|data\b|datum|fecha|tanggal|tarikh|day|giorno|time|created|ngày|วันที่|日期|日付|時間|时间|날짜|일자", re.IGNORECASE
)
AMOUNT_HEAD: Final = re.compile(
    r"amount|total|importo|totale|betrag|summe|umsatz|montant|importe|valor|monto|jumlah|amaun|nilai|revenue|sales"
    r"|price|prezzo|thành tiền|số tiền|ยอด|จำนวนเงิน|金額|金额|總額|总额|금액",
    re.IGNORECASE,
)
WHOLE_AMOUNT: Final = re.compile(r"total|totale|amount|importo|betrag|montant|importe|金額|金额|總額|总额", re.IGNORECASE)
CHANNEL_HEAD: Final = re.compile(
    r"channel|canale|kanal|canal|kênh|ช่องทาง|渠道|通路|チャネル|채널|type|tipo|typ\b|source|order mode", re.IGNORECASE
)
ONLINE: Final = re.compile(
    r"\b(?:on-?line|web(?:site|shop)?|e-?commerce|app|internet|marketplace|digital)\b|線上|网上|線上|網路|网店"
    r"|オンライン|온라인|ออนไลน์|trực tuyến",
    re.IGNORECASE,
)
OFFLINE: Final = re.compile(
    r"\b(?:off-?line|in-?store|store|shop|pos|negozio|laden|filiale|magasin|tienda|loja|toko|kedai|retail|counter)\b"
    r"|門市|线下|線下|店面|店舗|오프라인|หน้าร้าน|cửa hàng",
    re.IGNORECASE,
)
NUMBER: Final = re.compile(r"^[^\d(+-]{0,4}\(?[+-]?\s?[^\d+-]{0,3}\d[\d.,'’\s]*\)?\s?[^\d\s]{0,4}$")


class TooManyCells(MemoryError):
    """More rows or cells than a report has."""


def read_table(rows: list[Row], *, languages: tuple[str, ...], today: dt.date) -> Table:
    """`first_day` and `last_day`: of the column that holds dates.

    `months_covered`: how many different calendar months (year and month) have at least one row of data. 31 January to 1 March with a
    row in February is 3; three whole months are 3; 90 days are 3 or 4. A month without a row is a gap and does not count.
    `amount_total`: sum of the amount column, in the currency that the report is in; None when a cell of it cannot be read.
    `online_share`: 0 to 1, rows sold online among those whose channel says online or not, to four places.
    """
    at = _heading_at(rows, languages, today)
    heading = tuple(_word(cell) for cell in rows[at]) if at is not None else ()
    data = [row for row in rows[(at + 1 if at is not None else 0) :] if _is_data(row, heading)]
    days = _days(heading, data, languages, today)
    return Table(
        rows=len(data),
        columns=tuple(name[:100] for name in heading[:MAX_COLUMNS]),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        months_covered=len({(day.year, day.month) for day in days}) if days else None,
        amount_total=_amount_total(heading, data),
        online_share=_online_share(heading, data),
    )


def gather(rows: Iterable[Row]) -> list[Row]:
    """All rows, or TooManyCells."""
    kept: list[Row] = []
    cells = 0
    for row in rows:
        kept.append(row)
        cells += len(row)
        if len(kept) > MAX_ROWS or cells > MAX_CELLS:
            raise TooManyCells
    return kept


def _word(cell: Cell) -> str:
    return " ".join(str(cell).split()) if cell is not None else ""


def _heading_at(rows: list[Row], languages: tuple[str, ...], today: dt.date) -> int | None:
    first = None
    for at, row in enumerate(rows[:HEADING_WITHIN]):
        cells = [cell for cell in row if _word(cell)]
        if len(cells) < 2 or not all(_is_words(cell, languages, today) for cell in cells):
            continue
        below = next((one for one in rows[at + 1 : HEADING_WITHIN + 2] if any(_word(cell) for cell in one)), ())
        if any(_word(cell) and not _is_words(cell, languages, today) for cell in below):
            return at
        first = at if first is None else first
    return first


def _is_words(cell: Cell, languages: tuple[str, ...], today: dt.date) -> bool:
    return isinstance(cell, str) and _number(cell) is None and _day(cell, languages, today) is None


def _day(cell: Cell, languages: tuple[str, ...], today: dt.date) -> dt.date | None:
    return (
        parse_day(cell, languages=languages, today=today, order=settle_order([cell], languages))
        if isinstance(cell, str)
        else _own_day(cell)
    )


def _own_day(cell: Cell) -> dt.date | None:
    if isinstance(cell, dt.datetime):
        return cell.date()
    return cell if isinstance(cell, dt.date) else None


def _is_data(row: Row, heading: tuple[str, ...]) -> bool:
    words = tuple(_word(cell) for cell in row)
    told = [word for word in words if word]
    return len(told) > (1 if len(heading) > 1 else 0) and words != heading and not TOTALS.match(told[0])


def _column(data: list[Row], at: int) -> list[Cell]:
    return [row[at] for row in data if at < len(row) and _word(row[at])]


def _days(heading: tuple[str, ...], data: list[Row], languages: tuple[str, ...], today: dt.date) -> list[dt.date]:
    """Of the column with most dates; among equals of the one that says so, then the leftmost."""
    best, best_at = (0.0, False), -1
    for at in range(_width(data)):
        sample = [row[at] for row in data[:LOOKED_AT] if at < len(row)]
        share = sum(1 for cell in sample if _day(cell, languages, today)) / len(sample) if sample else 0.0
        named = at < len(heading) and bool(DATE_HEAD.search(heading[at]))
        if share >= MOST_OF and (round(share, 1), named) > best:
            best, best_at = (round(share, 1), named), at
    if best_at < 0:
        return []
    cells = _column(data, best_at)
    order = settle_order([cell[:60] for cell in cells if isinstance(cell, str)], languages)
    known: dict[str, dt.date | None] = {}
    for text in {cell[:60] for cell in cells if isinstance(cell, str)}:
        known[text] = parse_day(text, languages=languages, today=today, order=order)
    found = (known[cell[:60]] if isinstance(cell, str) else _own_day(cell) for cell in cells)
    return [day for day in found if day is not None]


def _width(data: list[Row]) -> int:
    return min(max((len(row) for row in data[:LOOKED_AT]), default=0), MAX_COLUMNS)


def _amount_total(heading: tuple[str, ...], data: list[Row]) -> Decimal | None:
    named = [at for at, name in enumerate(heading[:MAX_COLUMNS]) if AMOUNT_HEAD.search(name)]
    named.sort(key=lambda at: not WHOLE_AMOUNT.search(heading[at]))
    for at in named:
        cells = _column(data, at)
        comma = _has_decimal_comma([cell for cell in cells if isinstance(cell, str)])
        values = [_number(cell, comma) for cell in cells]
        if values and None not in values:
            return sum((value for value in values if value is not None), Decimal())
        if sum(1 for value in values[:LOOKED_AT] if value is not None) > len(values[:LOOKED_AT]) / 2:
            return None
    return None


def _has_decimal_comma(written: list[str]) -> bool:
    """By the last mark of the numbers that show it: 1.234,56 or 12,5."""
    marks: Counter[str] = Counter()
    for text in written:
        digits = re.sub(r"[^\d.,]", "", text)
        last = max(digits.rfind("."), digits.rfind(","))
        both = "." in digits and "," in digits
        if last >= 0 and (both or len(digits) - last - 1 != 3) and digits.count(digits[last]) == 1:
            marks[digits[last]] += 1
    return marks[","] > marks["."]


def _number(cell: Cell, comma: bool = False) -> Decimal | None:
    """Of a cell: what a spreadsheet holds, or written with a currency, thousands and (for debts) brackets."""
    if cell is None or isinstance(cell, dt.date | bool):
        return None
    text = str(cell).strip()
    if len(text) > 40 or (isinstance(cell, str) and not NUMBER.match(text)):
        return None
    if isinstance(cell, str):
        debt = "(" in text or "-" in text
        kept = re.sub(r"[^\d.,]", "", text).strip(".,")
        kept = kept.replace(".", "").replace(",", ".") if comma else kept.replace(",", "")
        text = f"-{kept}" if debt else kept
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() and found.adjusted() < MAX_DIGITS else None


def _online_share(heading: tuple[str, ...], data: list[Row]) -> Decimal | None:
    for at, name in enumerate(heading[:MAX_COLUMNS]):
        if not CHANNEL_HEAD.search(name):
            continue
        counted = Counter(_word(cell)[:60] for cell in _column(data, at))
        offline = sum(count for word, count in counted.items() if OFFLINE.search(word) and not ONLINE.search(word))
        online = sum(count for word, count in counted.items() if ONLINE.search(word))
        if online + offline and (online + offline) >= MOST_OF * counted.total():
            return (Decimal(online) / (online + offline)).quantize(Decimal("0.0001"))
    return None
