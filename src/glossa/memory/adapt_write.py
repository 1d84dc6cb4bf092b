"""Write a number or date in the manner in which another one is written."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from glossa.memory.abstract_english import DAYS, SCALES
from glossa.memory.abstract_slots import CIRCLED, Slot
from glossa.numerals import (
    MONTHS,
    english_number,
    english_ordinal,
    english_words,
    ordinal_words,
)
from glossa.script import primary_subtag

__all__ = ["written_like"]

_DIGITS: Final = frozenset({"plain", "grouped"})
_PLAIN: Final = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_HAN: Final = "〇一二三四五六七八九"
_WEEK: Final = "一二三四五六日"
_IN_WORDS: Final = 10
"""English writes numbers up to ten in words; where the old one stood in words a larger one may not.
"""


def written_like(old: Slot, new: Slot, language: str, *, opening: bool = False) -> str | None:
    """`new`'s value in the way `old` is written in a target; None where that cannot be done.

    `language`: of the target (BCP 47). `opening`: whether it begins a sentence, where English has
    no digits if the old one was a word.
    """
    chinese = primary_subtag(language) == "zh"
    if old.manner == "circled":
        at = int(new.value) - 1 if new.value.isdigit() else -1
        return CIRCLED[at] if 0 <= at < len(CIRCLED) else None
    if old.manner == new.manner and old.manner in _DIGITS and _PLAIN.fullmatch(new.raw):
        text: str | None = new.raw  # with its decimals: `2,970.00`
    elif old.kind in {"number", "year"}:
        value = Decimal(new.value)
        text = _chinese_number(old, value) if chinese else _number(old, new, value, opening=opening)
    elif old.kind == "weekday":
        day = int(new.value) - 1
        text = f"{old.manner}{_WEEK[day]}" if chinese else DAYS[day]
    elif old.kind == "time":
        pad = re.match("0[0-9]", old.raw) and new.value.index(":") == 1
        text = f"0{new.value}" if pad else new.value
    elif old.manner[:1] in "-/.":
        text = _iso(old.manner, new.value)
    else:
        text = _chinese_date(old, new) if chinese else _date(old, new)
    return text


def _cased(old: str, text: str) -> str:
    if old.isupper() and len(old) > 1:
        return text.upper()
    return text[:1].upper() + text[1:] if old[:1].isupper() else text


def _number(old: Slot, new: Slot, value: Decimal, *, opening: bool) -> str | None:
    manner, _, rest = old.manner.partition("|")
    whole = value == int(value)
    if manner.startswith("ordinal"):
        if not whole or value < 1:
            return None
        if manner == "ordinal":
            return english_ordinal(int(value))
        return _cased(old.raw, ordinal_words(int(value))) if value <= 100 else None
    if manner == "words":
        if rest or (opening and not (whole and value <= 100)):
            return None
        most = _IN_WORDS if Decimal(old.value) <= _IN_WORDS and not opening else 100
        return (
            _cased(old.raw, english_words(int(value)))
            if whole and value <= most
            else _digits(value, new)
        )
    if manner == "scaled":
        gap, _, scale = rest.partition("|")
        return _scaled(value, gap, scale)
    if manner == "grouped" or value >= 10**6:
        return english_number(value) if manner != "plain" or new.manner == "scaled" else str(value)
    return _digits(value, new)


def _digits(value: Decimal, new: Slot) -> str:
    """Grouped where the source groups or counts by ten thousands; plain as it stands there."""
    grouped = new.manner in {"grouped", "scaled", "han"} and value >= 1000
    return f"{value:,f}" if grouped else f"{value:f}"


def _scaled(value: Decimal, gap: str, scale: str) -> str | None:
    quotient = value / SCALES[scale]
    plain = f"{quotient:f}".rstrip("0").rstrip(".") if "." in f"{quotient:f}" else f"{quotient:f}"
    fits = 1 <= quotient < 1000 and len(plain.partition(".")[2]) <= 3
    if fits:
        return f"{plain}{gap}{scale}"
    return english_number(value) if len(scale) > 2 and gap != "-" else None


def _iso(manner: str, value: str) -> str:
    sign, _, padded = manner.partition(" ")
    year, month, day = map(int, value.split("-"))
    return (
        f"{year}{sign}{month:02}{sign}{day:02}"
        if padded == "1"
        else (f"{year}{sign}{month}{sign}{day}")
    )


def _date(old: Slot, new: Slot) -> str | None:
    if old.kind == "month":
        return _cased(old.raw, MONTHS[int(new.value) - 1])
    order, spelling, ordinal, of, comma = old.manner.split("|")
    parts = new.value.split("-")
    year = parts.pop(0) if old.kind in {"date", "year-month"} else ""
    month = _month(int(parts[0]), spelling, old.raw)
    if old.kind == "year-month":
        return f"{month}{comma} {year}"
    number = int(parts[1])
    day = english_ordinal(number) if ordinal else str(number)
    if order == "dmy":
        return f"{day}{of} {month}{comma} {year}"
    if order == "dm":
        return f"{day}{of} {month}"
    return f"{month} {day}" + (f"{comma} {year}" if order == "mdy" else "")


def _month(number: int, spelling: str, raw: str) -> str:
    name = MONTHS[number - 1]
    if spelling == "upper":
        word = max(re.findall("[A-Z]+", raw), key=len)
        return name.upper() if word.capitalize() in MONTHS and word != "MAY" else name[:3].upper()
    if spelling in {"long", "may"}:
        return name
    short = "Sept" if number == 9 and "Sept" in raw else name[:3]
    return short + ("." if spelling == "short." and name != "May" else "")


def _chinese_number(old: Slot, value: Decimal) -> str | None:
    if old.manner == "han":
        return _han(int(value)) if value == int(value) and 0 < value < 100 else None
    if old.kind == "year":
        return f"{value:f}"
    if old.manner == "scaled":
        for sign, scale in (("亿", 10**8), ("万", 10**4)):
            quotient = value / scale
            text = (
                f"{quotient:f}".rstrip("0").rstrip(".")
                if "." in f"{quotient:f}"
                else (f"{quotient:f}")
            )
            if quotient >= 1 and len(text.partition(".")[2]) <= 4:
                return text + sign
    return f"{value:,f}" if old.manner == "grouped" else f"{value:f}"


def _han(value: int) -> str:
    tens, rest = divmod(value, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_HAN[tens]}十"
    return head + (_HAN[rest] if rest else "")


def _chinese_date(old: Slot, new: Slot) -> str | None:
    sort, _, padded = old.manner.partition(" ")
    parts = [int(part) for part in new.value.split("-")]
    if old.kind == "month":
        return _han(parts[0]) if sort == "han" else str(parts[0])
    signs = {"date": "年月日", "year-month": "年月", "month-day": "月日"}[old.kind]
    if old.raw.endswith("号"):
        signs = signs.replace("日", "号")
    written = [
        "".join(_HAN[int(digit)] for digit in str(part)) if sort == "han" and sign == "年"
        else _han(part) if sort == "han"
        else f"{part:02}" if padded == "1"
        else str(part)
        for part, sign in zip(parts, signs, strict=True)
    ]  # fmt: skip
    before = " " if re.search("[0-9] [年月日号]", old.raw) else ""
    after = " " if re.search("[年月] [0-9]", old.raw) else ""
    return after.join(f"{part}{before}{sign}" for part, sign in zip(written, signs, strict=True))
