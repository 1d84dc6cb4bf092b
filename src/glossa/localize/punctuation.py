"""The text between segments: Chinese signs and missing blanks to English ones."""

from __future__ import annotations

import re
from typing import Final

from glossa.numerals import chinese_value
from glossa.script import has_han, is_han

__all__ = ["HALF_WIDTH", "localize_ignorable"]

HALF_WIDTH: Final[dict[str, str]] = {
    "，": ", ", "、": ", ", "；": "; ", "：": ": ", "。": ". ", "！": "! ", "？": "? ",
    "（": " (", "）": ") ", "【": " [", "】": "] ", "［": " [", "］": "] ", "〔": " [", "〕": "] ",
    "丨": " | ", "｜": " | ", "／": "/", "＞": " > ", "＜": " < ", "～": "–", "－": "-", "＋": "+",
    "＆": " & ", "＝": " = ", "．": ".", "％": "%", "　": " ", "—": " — ", "《": " “", "》": "” ",
    "「": " “", "」": "” ",
}  # fmt: skip
"""Chinese sign -> English sign with the blanks that it wants; one sign each."""

_CHINESE: Final = re.compile(f"[{''.join(HALF_WIDTH)}]")
_MARK: Final = re.compile(
    "(?P<indent>\\s*)(?:(?P<open>[（(])(?P<inner>[0-9一二三四五六七八九十百]{1,3})[）)]"
    "|(?P<number>[0-9一二三四五六七八九十百]{1,3})[、．.])(?P<blank>\\s*)"
)
# Glued in Chinese, followed by a blank in English.
_WANTS_BLANK: Final = ":,;!?"
_NO_BLANK_BEFORE: Final = ".,;:!?)]}”’%…'\""


def localize_ignorable(
    text: str, before: str, after: str, source_before: str = "", source_after: str = ""
) -> str:
    """What stands between two targets in English, given what stood between the sources.

    `before` and `after` are the targets, `""` at the end of a unit; before its first segment `text`
    is the mark of a list (`一、` -> `1. `). Given the sources too, nothing is changed between two
    that hold no Chinese: what an English page has between its words is English.
    """
    if source_before + source_after and not has_han(source_before + source_after):
        return text
    if not before:
        return _list_mark(text, after)
    if not text:
        return " " if _need_blank(before, after) else ""
    if _CHINESE.search(text):
        text = _signs(text, before, after)
    elif after and text[-1] in _WANTS_BLANK and _is_word(after[0]):
        digits = before[-1:].isdigit() and after[0].isdigit()
        text = text if digits and len(text) == 1 else f"{text} "
    elif after and text == "|":
        text = " | "
    return text


def _signs(text: str, before: str, after: str) -> str:
    """Replace each sign; no blank twice, none before a comma, none at the end of a unit."""
    pieces: list[str] = []
    end = before[-1:]
    for character in text.replace("——", "—"):
        piece = HALF_WIDTH.get(character, character)
        if piece.startswith(" ") and end.isspace():
            piece = piece[1:]
        elif piece[:1] in set(_NO_BLANK_BEFORE) and pieces and pieces[-1].endswith(" "):
            pieces[-1] = pieces[-1][:-1]
        if piece:
            pieces.append(piece)
            end = piece[-1]
    joined = "".join(pieces)
    return joined.rstrip(" ") if not after or after[0].isspace() else joined


def _need_blank(before: str, after: str) -> bool:
    """Whether two targets that touch need a blank between them."""
    if not after or before[-1].isspace() or after[0].isspace():
        return False
    if is_han(before[-1]) and is_han(after[0]):
        return False
    return before[-1] not in "([{“‘$#@/—-" and after[0] not in _NO_BLANK_BEFORE + "/—-"


def _is_word(character: str) -> bool:
    return character.isalnum() or character in "“‘(["


def _list_mark(text: str, after: str) -> str:
    match = _MARK.fullmatch(text)
    if match:
        numeral = match["inner"] or match["number"]
        value = chinese_value(numeral)
        if value is None:
            return text
        mark = f"({value})" if match["open"] else f"{value}."
        return f"{match['indent']}{mark}{match['blank'].replace(chr(0x3000), ' ') or ' '}"
    glued = text and not text[-1].isspace() and after[:1].isalnum()
    return f"{text} " if glued else text
