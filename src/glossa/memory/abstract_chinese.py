"""Numbers, dates and times in Chinese text, with the manner in which each is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from glossa.memory.abstract_slots import Slot, circled_value
from glossa.numerals import CHINESE_DIGITS, NUMBER, chinese_value, digit_sequence

__all__ = ["chinese_figures"]

_B: Final = "[ \u00a0\u3000]?"
_ROW: Final = "[零〇○一二三四五六七八九]"
_SMALL: Final = "(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR: Final = f"(?:[12１２][0-9０-９]{{3}}|[一二]{_ROW}{{3}})"
_MEASURE: Final = "[个名位人家天年月周岁次种项件条座所届只份套间户亩吨倍组批场支]"
_NUMBERED: Final = "[条條项項款章节節编編次届屆期名号號卷集目回]"
_APART: Final = "(?<![零〇一二两三四五六七八九十百千万亿几数点])"
_FREE: Final = "(?<![0-9０-９A-Za-z_])(?<![0-9０-９][.．,，:：/])"
_FIGURE: Final = re.compile(
    f"(?P<ymd>{_FREE}(?P<y1>{_YEAR}){_B}年{_B}(?P<m1>{_SMALL}){_B}月{_B}(?P<d1>{_SMALL}){_B}[日号])"
    f"|(?P<iso>{_FREE}(?P<y4>[12][0-9]{{3}})(?P<sep>[-/.])(?P<m4>[0-9]{{1,2}})(?P=sep)"
    "(?P<d4>[0-9]{1,2})(?![0-9]))"
    f"|(?P<ym>{_FREE}(?P<y2>{_YEAR}){_B}年{_B}(?P<m2>{_SMALL}){_B}月(?!{_B}{_SMALL}{_B}[日号]))"
    f"|(?P<md>(?<![0-9０-９年])(?P<m3>{_SMALL}){_B}月{_B}(?P<d3>{_SMALL}){_B}[日号])"
    f"|(?P<year>{_FREE}{_YEAR})(?={_B}年(?!代))"
    f"|(?P<month>{_FREE}(?<![个几零一二三四五六七八九十]){_SMALL})(?={_B}月份?(?!亮|球|饼))"
    "|(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])(?![年岁])"
    f"|(?P<time>{_FREE}[0-9]{{1,2}}[:：][0-5][0-9](?:[:：][0-5][0-9])?)(?![0-9])"
    f"|(?P<number>{_FREE}(?!0[0-9]){NUMBER})(?![0-9A-Za-z_])(?!分之)"
    "|(?P<circled>[\u2460-\u2473])"
    f"|(?P<numerals>{_APART}"
    "(?:[一二两三四五六七八九][零〇一二两三四五六七八九十百千万亿]{1,15}|十[一二三四五六七八九])+"
    "(?![百千万亿])(?!分之))"
    f"|(?P<single>{_APART}(?:(?<!第)[二两三四五六七八九十](?={_MEASURE})"
    f"|(?<=第)[一二三四五六七八九十](?={_NUMBERED})))"
)
_WEEK: Final = "一二三四五六日"


def chinese_figures(text: str) -> Iterator[Slot]:
    """Every figure of a Chinese text, in order. Single numerals only before a measure word."""
    for match in _FIGURE.finditer(text):
        slot = _slot(match)
        if slot is not None:
            yield slot


def _slot(match: re.Match[str]) -> Slot | None:
    groups = match.groupdict()
    for number, name in ((1, "ymd"), (4, "iso")):
        if groups[name]:
            return _dated(match, "date", name, (f"y{number}", f"m{number}", f"d{number}"))
    if groups["ym"]:
        return _dated(match, "year-month", "ym", ("y2", "m2"))
    if groups["md"]:
        return _dated(match, "month-day", "md", ("m3", "d3"))
    kind = next(
        name
        for name in (
            "year",
            "month",
            "weekday",
            "time",
            "number",
            "numerals",
            "single",
            "circled",
        )
        if groups[name]
    )
    start, end = match.span(kind)
    raw = groups[kind]
    if kind == "circled":
        return Slot("number", circled_value(raw), start, end, raw, "circled")
    if kind == "weekday":
        value = str(_WEEK.index(raw.replace("天", "日")) + 1)
        return Slot("weekday", value, match.start(), match.end(), match[0], match[0][:-1])
    if kind == "time":
        return Slot("time", _clock(raw), start, end, raw)
    if kind in {"year", "month"}:
        small = _small(raw)
        return None if small is None else Slot(kind, str(small), start, end, raw, _sort(raw))
    return _number(kind, raw, start, end)


def _dated(match: re.Match[str], kind: str, manner: str, parts: tuple[str, ...]) -> Slot | None:
    values = [_small(match[part]) for part in parts]
    if any(value is None for value in values):
        return None
    month, day = {"date": (1, 2), "year-month": (1, -1), "month-day": (0, 1)}[kind]
    if not 1 <= (values[month] or 0) <= 12 or (day >= 0 and not 1 <= (values[day] or 0) <= 31):
        return None
    value = "-".join(f"{part:02}" for part in values)
    padded = any(match[part].startswith(("0", "０")) for part in parts[1:] or parts)
    sort = _sort(match[parts[-1]])
    sign = match["sep"] if manner == "iso" else sort
    return Slot(kind, value, match.start(), match.end(), match[0], f"{sign} {padded:d}")


def _small(raw: str) -> int | None:
    digits = digit_sequence(raw) if len(raw) == 4 and not raw.isdigit() else None
    value = Decimal(digits) if digits is not None else chinese_value(raw)
    return None if value is None else int(value)


def _sort(raw: str) -> str:
    return "han" if raw[-1] in CHINESE_DIGITS or raw[-1] == "十" else "digits"


def _clock(raw: str) -> str:
    hour, _, rest = raw.replace("：", ":").partition(":")
    return f"{int(hour)}:{rest}"


def _number(kind: str, raw: str, start: int, end: int) -> Slot | None:
    if kind == "numerals" and not set(raw) & set("十百千万亿"):
        return None  # `五一`, `三九`: a festival, a cold spell
    value = chinese_value(raw)
    if value is None:
        return None
    manner = "han" if kind != "number" else "grouped" if "," in raw or "，" in raw else "plain"
    if kind == "number" and raw[-1] in "十百千万亿":
        manner = "scaled"
    return Slot("number", _canonical(value), start, end, raw, manner)


def _canonical(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
