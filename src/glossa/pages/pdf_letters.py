"""What the letters of a PDF mean: forms made for print become the letters that are meant."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

__all__ = ["is_from_right", "normal", "unmapped"]

# Radicals stand in for the characters they look like where a font maps one glyph to both; Unicode
# decomposes the 214 of Kangxi and only two of these. Source: EquivalentUnifiedIdeograph.txt.
_PAIRS: Final = (
    "⺁厂⺇几⺌小⺎兀⺏尢⺒巳⺓幺⺔彑⺕彐⺖忄⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬礻⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺶羊⺷羊⺹耂⺺肀⺻聿⺼月⺽臼⺾艹"
    "⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯"
    "⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
_RADICALS: Final = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_PRIVATE: Final = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFF))
# Ligatures and presentation forms of Latin, Hebrew and Arabic; Kangxi radicals; compatibility
# ideographs. Full-width and half-width forms are what was printed, and stay.
_FORMS: Final = ((0xFB00, 0xFDFF), (0xFE70, 0xFEFE), (0x2F00, 0x2FDF), (0xF900, 0xFAFF))
_FORMS_BEYOND: Final = (0x2F800, 0x2FA1F)
_INVISIBLE: Final = frozenset(
    {0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F)}
)


@cache
def normal(code: int) -> str:
    """The text of a code point as a reader means it; `""` for what is no sign.

    >>> normal(0xFB01), normal(0x2F08), normal(0x2ED3), normal(0xFF01)
    ('fi', '人', '长', '！')
    """
    if code < 0x20 or 0x7F <= code < 0xA0 or code in _INVISIBLE or 0xD800 <= code < 0xE000:
        return ""
    if code > 0x10FFFF or code in {0xFFFE, 0xFFFF}:
        return ""
    sign = chr(code)
    if any(first <= code <= last for first, last in (*_FORMS, _FORMS_BEYOND)):
        return unicodedata.normalize("NFKC", sign)
    return _RADICALS.get(sign, sign)


@cache
def unmapped(code: int) -> bool:
    """Whether the file does not say which letter this is."""
    return code in {0, 0xFFFD} or any(first <= code <= last for first, last in _PRIVATE)


def is_from_right(text: str) -> bool:
    """Whether most letters of a line are of a script that runs from right to left."""
    kinds = [unicodedata.bidirectional(sign) for sign in text]
    right = sum(kind in {"R", "AL"} for kind in kinds)
    return right > sum(kind == "L" for kind in kinds)
