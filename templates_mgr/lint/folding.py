"""Text as word lists look at it: small letters without accents, one mark for a variable and one for a link, and the way back.

Accents, Arabic points, bold and italic marks and traditional characters fall away on both sides, so that a list needs one spelling.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

VARIABLE, LINK = "\ue000", "\ue001"
SPECIAL = re.compile(r"\{\{[^{}]*\}\}|(?:https?://|www\.)[^\s{}]*(?:\{\{[^{}]*\}\}[^\s{}]*)*", re.IGNORECASE)
ACCENTS = range(0x0300, 0x0370)
# Tatweel, harakat, nukta, soft hyphen, joiners, the presentation mark of emoji, bold, italic and strikethrough.
DROPPED = frozenset({0x0640, *range(0x064B, 0x0653), 0x0670, 0x093C, 0x00AD, *range(0x200B, 0x2010), 0xFE0F, 0x2060, *map(ord, "*~")})
ALIKE = str.maketrans("’‘`´ʼıłøđأإآٱىةیکँ‐‑–", "''''" + "'ilod" + "ااااي" + "هيكं---")
# A traditional character and what is written for it in China today.
TRADITIONAL = """
優优 購购 買买 賣卖 價价 錢钱 現现 時时 間间 內内 錯错 過过 機机 會会 獎奖 贏赢 領领 請请 點点 擊击 這这 裡里 產产 預预 訂订 單单
貨货 遞递 運运 費费 賬账 帳账 號号 碼码 驗验 證证 認认 錄录 鎖锁 儲储 積积 後后 個个 慶庆 節节 樂乐 聖圣 誕诞 為为 給给 傳传 發发
與与 賭赌 馬马 煙烟 電电 彈弹 藥药 槍枪 專专 屬属 減减 贈赠 禮礼 選选 讓让 場场 開开 試试 員员 級级 續续 約约 們们 務务 評评 調调
問问 滿满 覺觉 體体 處处 訴诉 訟讼 報报 債债 還还 親亲 財财 執执 護护 隻只 貸贷 無无 擔担 險险 復复 課课 種种 質质 葉叶 槓杠 輪轮
籌筹 網网 絡络 絕绝 對对 應应 該该 嗎吗 廣广 東东 爾尔 從从 來来 當当 戶户 銀银 聯联 繫系 題题 導导 師师 實实 際际 記记 據据 達达
遲迟 辦办 換换 則则 車车 嘗尝 覽览 瀏浏 鮮鲜 歡欢 週周 結结 綁绑 籃篮 觀观 讀读 訊讯 簡简 說说 動动 態态 線线 進进 項项 細细 詳详
補补 償偿 謝谢 確确 輸输 銷销 庫库 樣样 頂顶 顧顾 變变 幣币 縮缩 幾几 僅仅 頭头 條条 臨临 權权 議议 書书 區区 齡龄 紅红 綠绿 飲饮
館馆 遊游 戲戏 賺赚 輕轻 鬆松 圓圆 億亿 萬万 組组 織织 關关 張张 兒儿 離离 獨独 雙双 聽听 樓楼 壓压 歸归 貼贴 帶带 將将 況况 決决
額额 餘余 類类 適适 啟启 勝胜 誠诚 終终 異异 檢检 測测 標标 準准 鐘钟 陣阵 隊队 雲云 醫医 療疗 競竞 總总 紀纪 熱热 讚赞 邊边 遠远
郵邮 鄰邻 閱阅 輛辆 軟软 寶宝 龍龙 設设 計计 話话 語语 層层 廠厂 擇择 創创 業业 農农 魚鱼 鳥鸟 貓猫 藝艺 術术 學学 習习 歷历 慣惯
憑凭 嚴严 靈灵 養养 滅灭 藍蓝 顏颜 齊齐
"""
ONE_CHINESE = {ord(pair[0]): pair[1] for pair in TRADITIONAL.split()}


class _Table(dict[int, str]):
    """What stands for a character; never more than one, so that the way back is short."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _folded(chr(code))
        return found


def _folded(character: str) -> str:
    if ord(character) in DROPPED or ord(character) in ACCENTS:
        return ""
    if character in {VARIABLE, LINK} or "\ud800" <= character <= "\udfff":
        return " "
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    taken_apart = unicodedata.normalize("NFKD", character)
    if any(ord(one) in ACCENTS for one in taken_apart):
        character = "".join(one for one in taken_apart if ord(one) not in ACCENTS)
    else:
        character = unicodedata.normalize("NFKC", character)
    small = character.lower().translate(ALIKE).translate(ONE_CHINESE)
    return "".join(one for one in small if ord(one) not in DROPPED and ord(one) not in ACCENTS)[:1]


_table = _Table()


@dataclass(frozen=True, slots=True)
class Folded:
    source: str
    text: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The same words in the source."""
        if len(self.text) == len(self.source):
            return start, end
        spans = list(_spans(self.source))
        return spans[start][0], spans[max(start, end - 1)][1]


def fold(source: str) -> Folded:
    return Folded(source, _joined(source))


def fold_word(word: str) -> str:
    return word.translate(_table)


def _joined(source: str) -> str:
    done, pieces = 0, list[str]()
    for found in SPECIAL.finditer(source):
        pieces += source[done : found.start()].translate(_table), _mark(found[0])
        done = found.end()
    return "".join((*pieces, source[done:].translate(_table)))


def _mark(found: str) -> str:
    return VARIABLE if found.startswith("{{") else LINK


def _spans(source: str) -> Iterator[tuple[int, int]]:
    done = 0
    for found in SPECIAL.finditer(source):
        yield from _plain_spans(source, done, found.start())
        yield found.start(), found.end()
        done = found.end()
    yield from _plain_spans(source, done, len(source))


def _plain_spans(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    return ((place, place + 1) for place in range(start, end) if _table[ord(source[place])])
