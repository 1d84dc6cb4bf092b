"""What stands beside a name in a text: a generic word, a Chinese name.

Everything here looks at a few dozen characters of the text as it is written; it is asked only
about names that need a context.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["SINGULAR", "chinese_beside", "generic_beside", "is_abroad", "is_base"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SINGULARS: Final = _set(
    "city county district prefecture province region township town village banner "
    "river lake desert basin port pass mountain kingdom"
)
SINGULAR: Final = {
    **{word: word for word in _SINGULARS},
    **{
        (
            word[:-1] + "ies" if word.endswith("y") else word + ("es" if word == "pass" else "s")
        ): word
        for word in _SINGULARS
    },
}
"""Generic words of places, singular and plural, to the singular."""

_REACH: Final = 160
_GENERIC: Final = "|".join(sorted(SINGULAR, key=len, reverse=True))
_PLURAL: Final = "|".join(sorted((key for key in SINGULAR if SINGULAR[key] != key), key=len))
_NAME: Final = r"[^\W\d_a-z][\w'’-]*(?:[ \n][^\W\d_a-z][\w'’-]*){0,2}"
_NEXT: Final = re.compile(rf"[ \n](?:autonomous[ \n])?({_GENERIC})\b", re.IGNORECASE)
_LIST_BEHIND: Final = re.compile(
    rf"(?:,[ \n](?!(?:and|or)\b){_NAME}){{0,12}},?[ \n](?:and|or|&)[ \n]{_NAME}"
    rf"[ \n](?i:({_PLURAL}))\b"
)
_BEFORE: Final = re.compile(
    rf"\b({_GENERIC})[ \n](?:of|like|including|named|called|such[ \n]as)[ \n](?:the[ \n])?$",
    re.IGNORECASE,
)
_LIST_BEFORE: Final = re.compile(
    rf"\b((?i:{_PLURAL}))[ \n](?:of|like|including|such[ \n]as)[ \n]"
    rf"{_NAME}(?:,[ \n]{_NAME}){{0,12}}(?:,|,?[ \n](?:and|or|&))[ \n]$"
)
_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff·"
_CHINESE_BEHIND: Final = re.compile(
    rf"[ \n\u00a0]?[(（\[](?:Chinese[:：]?[ \n]?|中文[:：]?)?([{_HAN}]{{1,24}})(?![{_HAN}])"
)
_CHINESE_BEFORE: Final = re.compile(rf"([{_HAN}]{{1,24}})[ \n\u00a0]?[(（\[]$")
_BASE: Final = re.compile(r"[-‐‑]based\b")

_ABROAD: Final = re.compile(
    r"(?:,[ \n]?(?:in[ \n])?|[ \n](?:in[ \n]|\())(?:south(?:ern|eastern)?[ \n]|north(?:ern)?[ \n]|"
    r"eastern[ \n]|western[ \n]|central[ \n])?"
    r"(?:Afghanistan|Albania|Armenia|Azerbaijan|Egypt|Estonia|Ethiopia|France|Georgia|Germany|India|"
    r"Iran|Iraq|Israel|Italy|Japan|Kazakhstan|Kyrgyzstan|Mongolia|Nepal|Pakistan|Russia|Spain|"
    r"Switzerland|Syria|Tajikistan|Turkey|Türkiye|Turkmenistan|UK|USA|Ukraine|Uzbekistan)\b",
    re.IGNORECASE,
)

_OPENING: Final = frozenset("(（[")
_LIST_TAILS: Final = (" of", " like", " including", " named", " called", " as", " the")
_BLANKS: Final = frozenset(" \n")
_ABROAD_SIGNS: Final = frozenset("iI(İı")
_LIST_LINKS: Final = (",", " and", " or", " &")
_LIST_WORDS: Final = (" of ", " like ", " including ", " as ")


def generic_beside(text: str, start: int, end: int) -> str:
    """The generic word, in the singular, that says what sort of place stands at `start:end`.

    It stands right behind, before with `of`, or in the plural behind or before a list.

    >>> generic_beside("Tori and Emin counties", 0, 4), generic_beside("the city of Tori", 12, 16)
    ('county', 'city')
    >>> generic_beside("Tori and the counties", 0, 4)
    ''
    """
    behind = text[end : end + _REACH]
    before = text[max(0, start - _REACH) : start]
    found = _NEXT.match(behind) or _LIST_BEHIND.match(behind)
    if found is None and before[-1:] in (" ", "\n"):
        # Searching is slow, and few places need it.
        if before[:-1].endswith(_LIST_TAILS):
            found = _BEFORE.search(before)
        elif before[:-1].endswith(_LIST_LINKS) and any(word in before for word in _LIST_WORDS):
            found = _LIST_BEFORE.search(before)
    return SINGULAR[found[1].lower()] if found else ""


def chinese_beside(text: str, start: int, end: int) -> str:
    """The Chinese name beside a name: `Tori (托里县)`, `托里县 (Tori)`; empty where none is.

    >>> chinese_beside("Tori (托里县)", 0, 4), chinese_beside("托里县（Tori）", 4, 8)
    ('托里县', '托里县')
    """
    found = None
    if text[end : end + 1] in _OPENING or text[end + 1 : end + 2] in _OPENING:
        found = _CHINESE_BEHIND.match(text, end)
    if found is None and text[start - 1 : start] in _OPENING:
        found = _CHINESE_BEFORE.search(text[max(0, start - 28) : start])
    return found[1] if found else ""


def is_base(text: str, end: int) -> bool:
    """Whether `-based` follows: `a Tori-based company`."""
    return _BASE.match(text, end) is not None


def is_abroad(text: str, end: int) -> bool:
    """Whether another country stands right behind: `Khorgos, Kazakhstan`, `Kashi in India`.

    >>> is_abroad("Khorgos, Kazakhstan", 7), is_abroad("Khorgos, Xinjiang", 7)
    (True, False)
    """
    sign = text[end : end + 1]
    if sign != "," and (sign not in _BLANKS or text[end + 1 : end + 2] not in _ABROAD_SIGNS):
        return False
    return _ABROAD.match(text, end) is not None
