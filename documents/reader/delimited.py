"""Tables as plain text: which characters, which separator. A formula is text like any other."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from .table import Row, gather

SAMPLE: Final = 16 * 1024
SEPARATORS: Final = ",;\t|"
EAST: Final = {"zh-tw": "big5hkscs", "zh-hk": "big5hkscs", "zh-cn": "gb18030", "ja": "cp932", "ko": "cp949"}
FAMILIAR: Final = re.compile(
    # What headings and everyday words of reports are made of.
    "[的一是日期時間时间金額金额訂單订单客戶客户電話电话姓名公司數量数量總总計计合付款狀態状态編號编号商品門市线上線上渠道通路月年元網网店名稱称円注文顧客番号店舗数量날짜금액주문고객일시합계온라인のをにはがで]"
)


class NotText(ValueError):
    """No encoding fits."""


def read_rows(data: bytes, languages: tuple[str, ...]) -> list[Row]:
    text = decode(data, languages)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text[:SAMPLE]))
    return gather([cell.strip() or None for cell in row] for row in lines)


def decode(data: bytes, languages: tuple[str, ...]) -> str:
    """By its mark, else UTF-8, else the eastern encoding that makes the most familiar characters, else western."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    told = [EAST[one.lower()] for one in languages if one.lower() in EAST]
    sample = data[: 4 * SAMPLE]
    scores = {name: _familiar(sample, name) + (0.05 if name in told else 0) for name in dict.fromkeys([*told, *EAST.values()])}
    best = max(scores, key=lambda name: scores[name])
    return _strict(data, best if scores[best] > 0.15 else "cp1252")


def _familiar(sample: bytes, encoding: str) -> float:
    """Share of familiar characters among those outside ASCII; 0 when the bytes do not fit."""
    cut = sample[: sample.rfind(b"\n") + 1] or sample
    try:
        other = [one for one in cut.decode(encoding) if one > "\x7f"]
    except UnicodeDecodeError:
        return 0.0
    return len(FAMILIAR.findall("".join(other))) / len(other) if other else 0.0


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotText(encoding) from error


def _separator(sample: str) -> str:
    try:
        return csv.Sniffer().sniff(sample[:4096], SEPARATORS).delimiter
    except csv.Error:
        return max(SEPARATORS, key=sample.count)
