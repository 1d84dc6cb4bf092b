"""Words by which a reader knows what a short line is; each pattern is one clue, none decides alone.

They stand in `kinds_clues.tsv`, and are asked of a text as `folded` writes it. What each is worth
beside the others is learnt (`training/kinds.py`). To teach a word: add it there, then learn again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

__all__ = ["clues_of", "folded"]

_CLUES: Final = Path(__file__).with_name("kinds_clues.tsv")
_TRADITIONAL: Final = str.maketrans(
    "來聞時間發佈於記者編輯責審對錄攝圖專題頻導覽頁條閱讀點擊評論讚轉載廣貼復關鍵詞標籤類別"
    "電話線郵傳聯絡繫編號網址權許證備號聲隱約條團隊廳務辦單檢舉報爆語體簡繁設為註冊錄檢詢"
    "開關閉啟訂購買賣價錢經濟財軍際國產業農鄉鎮區縣報紙誌週連續選視頻學長觀賞藝術樂體遊歷",
    "来闻时间发布于记者编辑责审对录摄图专题频导览页条阅读点击评论赞转载广贴复关键词标签类别"
    "电话线邮传联络系编号网址权许证备号声隐约条团队厅务办单检举报爆语体简繁设为注册录检询"
    "开关闭启订购买卖价钱经济财军际国产业农乡镇区县报纸志周连续选视频学长观赏艺术乐体游历",
)


def folded(text: str, *, traditional: bool) -> str:
    """A short text as the clues are written: simplified, lower case, plain brackets and blanks."""
    if traditional:
        text = text.translate(_TRADITIONAL)
    return text.lower().replace("\u3000", " ").replace("\u00a0", " ").strip()


_TAIL: Final = frozenset(
    {
        "name_site",
        "office",
        "head_word",
        "act_tail",
        "act_end",
        "doubt",
        "shout",
        "label_end",
        "paren_count",
        "end_mark",
    }
)
_TAIL_LENGTH: Final = 16
# What a long line is asked, too; the other clues are those of short ones.
_LONG: Final = frozenset(
    {"legal", "contact", "source", "byline", "caption_head", "salute", "stop_in", "question"}
)
_Clue = tuple[str, Callable[[str], object]]


def clues_of(short: str, *, long: bool) -> frozenset[str]:
    """The names of the clues that hold for a folded text, `long` if more of it was left out."""
    clues, gates, mask, of_long = _clues()
    for bits in filter(None, map(gates.get, set(short))):
        mask |= bits
    if long:
        mask &= of_long
    found = []
    while mask:
        bit = mask & -mask
        mask ^= bit
        name, holds = clues[bit.bit_length() - 1]
        if holds(short):
            found.append(name)
    return frozenset(found)


@cache
def _clues() -> tuple[tuple[_Clue, ...], dict[str, int], int, int]:
    """The clues; for each sign those that may hold where it stands, as bits; those asked always;
    those asked of long lines.
    """  # noqa: D205  # one sentence
    clues: list[_Clue] = []
    gates: defaultdict[str, int] = defaultdict(int)
    always = of_long = 0
    for row in _CLUES.read_text(encoding="utf-8").splitlines()[1:]:
        name, signs, pattern = row.split("\t")
        bit = 1 << len(clues)
        for sign in signs:
            gates[sign] |= bit
        always |= 0 if signs else bit
        of_long |= bit if name in _LONG else 0
        clues.append((name, _asker(name, pattern)))
    return tuple(clues), dict(gates), always, of_long


def _asker(name: str, text: str) -> Callable[[str], object]:
    pattern = re.compile(text)
    if _is_head(text):
        return pattern.match
    if name in _TAIL:
        return lambda short: pattern.search(short, max(0, len(short) - _TAIL_LENGTH))
    return pattern.search


def _is_head(pattern: str) -> bool:
    """Whether the pattern holds at the beginning of a text only."""
    depth = 0
    for sign, before in zip(pattern, " " + pattern, strict=False):
        depth += (sign == "(") - (sign == ")") if before != "\\" else 0
        if sign == "|" and not depth:
            return False
    return pattern.startswith("^")
