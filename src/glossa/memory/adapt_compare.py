"""What two sources share and what they do not: slots in pairs, and the words that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from glossa.memory.abstract import normalised
from glossa.memory.abstract_slots import Slot
from glossa.script import HAN, has_han

__all__ = ["Compared", "compare"]

_TOKEN: Final = re.compile(rf"[{HAN}]|(?:(?![{HAN}])\w)+|[^\w\s]")
_NOTHING: Final = "nothing"
# Words of which one more or less turns a sentence round, that stand in pairs of opposites, or that
# say who is meant.
_TURNING: Final = re.compile(
    r"[不没沒无無非未否别勿莫免禁拒反停止取消撤增减減升降涨漲跌多少高低进進出入开開关關買买卖賣"
    r"昨今明\d上下前后後左右男女胜勝败敗赢贏输輸利亏虧对對错錯同异異内內外东東西南北早晚新旧舊"
    r"父母爸妈媽爷爺奶儿兒女子夫妻祖孙孫叔姑姨舅哥姐弟妹兄春夏秋冬大小长長短强弱快慢"
    r"必须須可应應该該能会會要需准许許将將已曾正全部都所每各仅僅只最"
    r"零一二三四五六七八九十百千万亿半双倍你您我他她它们們咱某谁誰自]"
    r"|\b(?:no|not|never|none|without|n't|un\w+|in|out|up|down|more|less|fewer|before|after|over|under"
    r"|rise|rose|fall|fell|increase\w*|decrease\w*|allow\w*|forbid\w*|accept\w*|reject\w*|refuse\w*"
    r"|agree\w*|deny|denied|open\w*|close\w*|start\w*|stop\w*|enabl\w*|disabl\w*|first|last|half"
    r"|one|two|three|four|five|six|seven|eight|nine|tens?|dozens?|hundreds?|thousands?|millions?"
    r"|billions?|once|twice|yesterday|today|tomorrow|must|may|might|can|could|shall|should|will|would"
    r"|have|has|had|is|are|was|were|all|some|any|each|every|both|most|many|few|only|always|often"
    r"|father|mother|son|daughter|brother|sister|husband|wife|big|small|long|short"
    r"|i|you|he|she|it|we|they|me|him|us|them|my|your|his|her|its|our|their|who|whose)\b"
)
# Names that no glossary has: told by the surname before, by what is named, by foreign sounds.
_SURNAME: Final = re.compile(
    "[王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱郭何罗羅梁宋郑鄭谢謝韩韓唐冯馮曹彭曾萧蕭田董袁潘蒋蔣"
    "蔡余杜魏苏蘇吕呂丁沈姚卢盧姜崔谭譚廖邹鄒熊陆陸郝孔邱秦侯邵孟龚龔].?$"
)
_NAMED: Final = re.compile("[国國省市县縣区區州镇鎮乡鄉村族语語教党黨河湖山岛島]")
_FOREIGN: Final = re.compile(
    "[阿埃艾奥巴贝比伯博布达德迪蒂杜多厄恩尔法菲夫弗福哥格古哈赫霍基吉加贾杰卡凯科克库拉莱兰勒雷里利列林卢鲁罗洛"
    "马玛麦曼梅门蒙米密摩莫姆穆纳内尼涅诺努欧帕佩皮普齐奇恰乔切琼萨塞瑟森沙尚舍圣施什史斯司索塔泰特提图托瓦万威韦维温沃"
    "乌西希锡夏谢辛休叙雅亚延扬耶伊尤约泽扎詹宾律]{2,}"
)
_NAME: Final = re.compile("[A-Z]")
_GIVEN_NAME: Final = 2
"""Characters."""
_LATIN: Final = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Compared:
    """Two sources beside each other."""

    pairs: tuple[tuple[Slot, Slot], ...]
    """Slots that stand for each other: (the old source's, the new one's)."""
    differs: tuple[str, ...]
    """`增加 -> 减少`, with `nothing` on one side where a word was only added or left out."""
    turning: bool
    """Whether a number, a name or a word that may turn the meaning is among them."""


def compare(
    old: str, old_slots: Sequence[Slot], new: str, new_slots: Sequence[Slot], *, same: bool
) -> Compared:
    """Compare two sources. `same`: whether their abstract texts are equal."""
    if same:
        return Compared(tuple(zip(old_slots, new_slots, strict=True)), (), turning=False)
    left, right = list(_tokens(old, old_slots)), list(_tokens(new, new_slots))
    matcher = SequenceMatcher(
        None, [token[0] for token in left], [token[0] for token in right], autojunk=False
    )
    pairs: list[tuple[Slot, Slot]] = []
    differs: list[str] = []
    turning = False
    for tag, left_start, left_end, right_start, right_end in matcher.get_opcodes():
        mine, theirs = left[left_start:left_end], right[right_start:right_end]
        if tag == "equal":
            pairs += [
                (one[3], other[3])
                for one, other in zip(mine, theirs, strict=True)
                if one[3] is not None and other[3] is not None
            ]
            continue
        before, after = _shown(old, mine), _shown(new, theirs)
        differs.append(f"{before or _NOTHING} -> {after or _NOTHING}")
        turning = turning or _turns(before, old) or _turns(after, new)
        turning = turning or _names(old, mine) or _names(new, theirs)
        # Beside a number it is most often what is counted: `5公斤`, `5吨`.
        near = (*left[max(0, left_start - 1) : left_end + 1], *theirs)
        turning = turning or any(token[3] is not None for token in near)
    return Compared(tuple(pairs), tuple(differs), turning)


_Token = tuple[str, int, int, Slot | None]


def _tokens(text: str, slots: Sequence[Slot]) -> Iterator[_Token]:
    """(what is compared, start, end, slot) of each token; slots of one kind are all the same."""
    last = 0
    for slot in (*slots, None):
        end = slot.start if slot else len(text)
        for match in _TOKEN.finditer(text, last, end):
            yield normalised(match[0]), match.start(), match.end(), None
        if slot:
            yield f"\0{slot.kind}", slot.start, slot.end, slot
            last = slot.end


def _shown(text: str, tokens: Sequence[_Token]) -> str:
    return text[tokens[0][1] : tokens[-1][2]] if tokens else ""


def _turns(piece: str, source: str) -> bool:
    """Whether a piece of a source may turn its meaning, or is a name by its looks.

    A word with a capital letter is one, and so is any word in Latin letters in Chinese.
    """
    name = _LATIN if has_han(source) else _NAME
    return name.search(piece) is not None or _TURNING.search(piece.casefold()) is not None


def _names(source: str, tokens: Sequence[_Token]) -> bool:
    """Whether what differs looks like a Chinese name or a part of one."""
    if not tokens or not has_han(source):
        return False
    start, end = tokens[0][1], tokens[-1][2]
    if end - start <= _GIVEN_NAME and _SURNAME.search(source[:start]):
        return True
    piece = source[start:end]
    return bool(_NAMED.match(source, end) or _SURNAME.match(piece) or _FOREIGN.fullmatch(piece))
