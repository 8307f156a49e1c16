"""Dates as papers write them, in the languages of the regions, and what each is for.

A day and month that could change places (03/04/2025) are read in the order that the languages give; `en` alone gives none, for
London and New York differ. Another date of the same file that has only one reading settles it. Where nothing settles it, day comes
first and the role stays empty: the day is shown, and no check may rest on it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from documents.readings import FoundDate

from .months import AFTER, BUDDHIST_AHEAD, ERAS, LABEL, MONTHS, NUMERALS, ROC_YEAR_ONE, SPAN

MAX_DATES: Final = 500
MAX_LABEL_GAP: Final = 40  # characters between a label and its date
MAX_LINE: Final = 160  # characters looked at before a date
MONTH_FIRST: Final = frozenset({"en-us", "en-ph", "es-pr"})
OLDEST_YEAR, NEWEST_YEAR = 1850, 2150
YEARS_AHEAD: Final = 30  # a year of two digits is at most this far in the future

_NAMES: Final = "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True))
_MONTH: Final = rf"(?P<month>{_NAMES})(?![^\W\d_])\.?(?:\s?/\s?[^\W\d_]{{3,10}}\.?)?"  # 20 MAY / MAI 2025
_YEAR: Final = r"(?P<year>\d{4}|\d{2}(?!\d))(?!\d)"
_NUMERAL: Final = "〇零○一二三四五六七八九十"

CJK: Final = re.compile(
    rf"(?P<era>{'|'.join(ERAS)})?\s{{0,3}}(?P<year>元|\d{{1,4}}|[{_NUMERAL}百]{{1,5}})\s{{0,3}}[年년]\s{{0,3}}(?P<month>\d{{1,2}}|[{_NUMERAL}]{{1,3}})\s{{0,3}}[月월]\s{{0,3}}(?P<day>\d{{1,2}}|[{_NUMERAL}]{{1,3}})\s{{0,3}}[日일号號]"
)
YEAR_FIRST: Final = re.compile(r"(?<![\d.,/-])(?P<year>\d{4})(?P<mark>[-/.])\s?(?P<month>\d{1,2})(?P=mark)\s?(?P<day>\d{1,2})(?!\d)")
ROC: Final = re.compile(
    r"(?P<era>民國|民国)?(?<![\d.,/-])\s{0,3}(?P<year>1\d\d)(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d/-])"
)
NUMERIC: Final = re.compile(r"(?<![\d.,/-])(?P<one>\d{1,2})\s?(?P<mark>[-/.])\s?(?P<two>\d{1,2})\s?(?P=mark)\s?" + _YEAR + r"(?![-/]\d)")
DAY_MONTH: Final = re.compile(
    rf"(?<![\d.,])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.ª)?\.?[\s-]{{0,3}}(?:of\s+|de\s+|d[ei]l?\s+)?{_MONTH},?[\s-]{{0,3}}(?:de\s+|del\s+|พ\.ศ\.\s{{0,3}})?{_YEAR}",
    re.IGNORECASE,
)
MONTH_DAY: Final = re.compile(
    rf"(?<![^\W\d_]){_MONTH}\s{{0,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)", re.IGNORECASE
)
VIETNAMESE: Final = re.compile(
    r"(?:ngày\s{0,3})?(?P<day>\d{1,2})\s{0,3}tháng\s{0,3}(?P<month>\d{1,2}),?\s{0,3}năm\s{0,3}(?P<year>\d{4})", re.IGNORECASE
)


class Order(Enum):
    DAY = "day first"
    MONTH = "month first"
    OPEN = "not settled"


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    day: dt.date
    written: str
    is_open: bool = False


def find_dates(text: str, *, page: int, languages: tuple[str, ...], today: dt.date, order: Order | None = None) -> list[FoundDate]:
    """In the order of the text, at most MAX_DATES; `order` as settled by the whole file, otherwise by this text."""
    order = order or settle_order([text], languages)
    hits = sorted(_hits(text, languages, today, order), key=lambda hit: (hit.start, -hit.end))
    found: list[FoundDate] = []
    last: _Hit | None = None
    role = ""
    for hit in hits:
        if last is not None and hit.start < last.end:
            continue
        if last and role == "expires" and SPAN.fullmatch(text[last.end : hit.start]):
            found[-1] = replace(found[-1], role="issued" if found[-1].role else "")  # valid 1 May 2020 to 30 April 2030
        role = _role(text, hit, last, role)
        found.append(FoundDate(day=hit.day, role="" if hit.is_open else role, written=hit.written[:60], page=page))
        last = hit
        if len(found) == MAX_DATES:
            break
    return found


def settle_order(texts: list[str], languages: tuple[str, ...]) -> Order:
    """From dates with one reading, else from the languages; in a file that shows both orders nothing is settled."""
    seen = set()
    for match in (match for text in texts for match in NUMERIC.finditer(text)):
        one, two = int(match["one"]), int(match["two"])
        if one > 12 >= two:
            seen.add(Order.DAY)
        elif two > 12 >= one:
            seen.add(Order.MONTH)
    if seen:
        return seen.pop() if len(seen) == 1 else Order.OPEN
    told = {Order.MONTH if one.lower() in MONTH_FIRST else Order.DAY for one in languages if one.lower() != "en"}
    return told.pop() if len(told) == 1 else Order.OPEN


def parse_day(written: str, *, languages: tuple[str, ...], today: dt.date, order: Order) -> dt.date | None:
    """The one date that a cell of a table begins with; an unsettled order reads the day first."""
    text = written.strip()[:60]
    return next(
        (hit.day for hit in sorted(_hits(text, languages, today, order), key=lambda hit: (hit.start, -hit.end)) if hit.start == 0), None
    )


def writes_roc(languages: tuple[str, ...]) -> bool:
    return any(one.lower() in {"zh-tw", "zh-hant", "zh_tw"} for one in languages)


def _hits(text: str, languages: tuple[str, ...], today: dt.date, order: Order) -> Iterator[_Hit]:
    roc = writes_roc(languages) or "民國" in text
    for match in CJK.finditer(text):
        yield from _hit(match, _era_year(match["era"], match["year"], roc), _numeral(match["month"]), _numeral(match["day"]))
    for pattern in (YEAR_FIRST, VIETNAMESE):
        for match in pattern.finditer(text):
            yield from _hit(match, _year(match["year"], today), int(match["month"]), int(match["day"]))
    if roc:
        for match in ROC.finditer(text):
            yield from _hit(match, int(match["year"]) + ROC_YEAR_ONE - 1, int(match["month"]), int(match["day"]))
    for pattern in (DAY_MONTH, MONTH_DAY):
        for match in pattern.finditer(text):
            yield from _hit(match, _year(match["year"], today), MONTHS[match["month"].lower()], int(match["day"]))
    for match in NUMERIC.finditer(text):
        yield from _numeric(match, _year(match["year"], today), order)


def _numeric(match: re.Match[str], year: int, order: Order) -> Iterator[_Hit]:
    one, two = int(match["one"]), int(match["two"])
    if two > 12 or (order is Order.MONTH and one <= 12 and match["mark"] != "."):
        return _hit(match, year, one, two)
    return _hit(match, year, two, one, is_open=order is Order.OPEN and one <= 12 and one != two and match["mark"] != ".")


def _hit(match: re.Match[str], year: int | None, month: int | None, day: int | None, *, is_open: bool = False) -> Iterator[_Hit]:
    if year and month and day and OLDEST_YEAR <= year <= NEWEST_YEAR:
        try:
            found = dt.date(year, month, day)
        except ValueError:
            return
        spaces = len(match[0]) - len(match[0].lstrip())
        yield _Hit(match.start() + spaces, match.end(), found, match[0].strip(), is_open)


def _year(written: str, today: dt.date) -> int:
    year = int(written)
    if len(written) == 2:
        year += today.year // 100 * 100
        return year - 100 if year > today.year + YEARS_AHEAD else year
    return year - BUDDHIST_AHEAD if year > NEWEST_YEAR else year


def _era_year(era: str | None, written: str, roc: bool) -> int | None:
    """Of an era, of ours, or of Taiwan where the paper is Taiwanese: 113年."""
    number = 1 if written == "元" else _numeral(written)
    if number is None:
        return None
    if era:
        return ERAS[era] + number - 1
    if number >= 1000:
        return _year(str(number), dt.date(2000, 1, 1))
    return number + ROC_YEAR_ONE - 1 if roc else None


def _numeral(written: str) -> int | None:
    """113, 一一三, 一百一十三, 二十: digits in a row, or tens and hundreds."""
    if written.isdigit():
        return int(written)
    if not set(written) & {"十", "百"}:
        return int("".join(str(NUMERALS[one]) for one in written)) if set(written) <= NUMERALS.keys() else None
    total, held = 0, 1 if written[0] in "十百" else 0
    for one in written:
        if one in "十百":
            total += (held or 1) * (10 if one == "十" else 100)
            held = 0
        else:
            held = NUMERALS.get(one, 0)
    return total + (held if written[-1] not in "十百" else 0)


def _role(text: str, hit: _Hit, last: _Hit | None, last_role: str) -> str:
    """The nearest label before it on its line, else a word right behind it, else a label alone at the end of the line above."""
    begin = max(hit.start - MAX_LINE, last.end if last else 0)
    before = text[begin : hit.start]
    if last and SPAN.fullmatch(before):
        return "expires" if last_role == "issued" else last_role
    line = before.rpartition("\n")[2]
    if label := _last_label(line):
        return label
    for role, words in AFTER.items():
        if words.match(text, hit.end):
            return role
    above = before.rstrip("\n \t:：").rpartition("\n")[2] if not line.strip(" \t:：") else ""
    return _last_label(above) if above else ""


def _last_label(line: str) -> str:
    label = None
    for label in LABEL.finditer(line):  # noqa: B007 - the last one counts
        pass
    if label is None or len(line) - label.end() > MAX_LABEL_GAP:
        return ""
    return label.lastgroup or ""
