"""Dates, times of day, decades, weekdays: `2025年09月26日 上午10时` and their like."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from typing import Final

from glossa.localize.found import Found
from glossa.numerals import MONTHS, chinese_value, digit_sequence, english_ordinal, ordinal_words

__all__ = ["find_dates"]

_B: Final = "[ \t\u00a0\u3000]{0,2}"
_ROW: Final = "[零〇○一二三四五六七八九]"
_YEAR: Final = f"(?:[0-9０-９]{{4}}|{_ROW}{{4}})"
_SMALL: Final = "(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})"
_DASH: Final = f"{_B}(?:至|到|[-－–—~～]{{1,2}}){_B}"
_WEEKDAYS: Final = dict(
    zip(
        "一二三四五六日天",
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Sunday"],
        strict=True,
    )
)
_WEEKDAY: Final = "(?:星期|周|礼拜)([一二三四五六日天])"
_PART_OF_DAY: Final = "上午|下午|凌晨|早上|中午|晚上|晚"
_MINUTES: Final = "([0-9０-９]{1,2}|[一二三四五零十]{1,3})分"
# `三点` is three points and `四时` the four seasons: a part of the day or minutes must stand by.
_CLOCK: Final = (
    f"(?:({_PART_OF_DAY})?{_B}([0-9０-９]{{1,2}})[:：]([0-5０-５][0-9０-９])"
    "(?:[:：]([0-5０-５][0-9０-９]))?(?![:：0-9]))"
)
_HOUR: Final = (
    f"(?:({_PART_OF_DAY}){_B}({_SMALL})[时点](?:{_MINUTES})?"
    f"|()({_SMALL})[时点]{_MINUTES}|()([0-9０-９]{{1,2}})时)(?![代刻间候期段])"
)
_YMD: Final = f"({_YEAR}){_B}年{_B}({_SMALL}){_B}月{_B}({_SMALL}){_B}[日号]"
_FROM_DAY: Final = f"(?:({_YEAR}){_B}年{_B})?({_SMALL}){_B}月{_B}({_SMALL}){_B}[日号]?"
_TO_DAY: Final = f"(?:(?:({_YEAR}){_B}年{_B})?({_SMALL}){_B}月{_B})?({_SMALL}){_B}[日号]"
_FROM_MONTH: Final = f"(?:({_YEAR}){_B}年{_B})?({_SMALL}){_B}月?"
_TO_MONTH: Final = f"({_SMALL}){_B}月(?!{_B}{_SMALL}{_B}[日号])"
_PART_OF_YEAR: Final = "([初底末中](?![0-9])|[上下]半年|第?[一二三四1-4]季度)"
# Of the lunar calendar: 八月 there is no August.
_NOT_LUNAR: Final = "(?<!农历)(?<!阴历)(?<!旧历)(?<!夏历)"
_NO_DIGIT_BEFORE: Final = "(?<![0-9０-９.．/-])(?<![零〇○一二三四五六七八九十百千万亿第])"

Render = Callable[[re.Match[str]], tuple[str, tuple[str, ...]] | None]


def _number(text: str) -> int:
    digits = digit_sequence(text) if len(text) == 4 and not text.isdigit() else None
    value = digits if digits is not None else chinese_value(text)
    return -1 if value is None else int(value)


def _day(day: int, month: int, year: int | None = None) -> bool:
    """Whether there is such a day (29 February where the year is not given)."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year or 2000, month)[1]


def _month(number: int) -> str | None:
    return MONTHS[number - 1] if 1 <= number <= 12 else None


def _us(day: int, month: int, year: int | None = None) -> str:
    return f"{MONTHS[month - 1]} {day}" + (f", {year}" if year else "")


def _date_forms(day: int, month: int, year: int | None = None) -> tuple[str, tuple[str, ...]]:
    """The house form and what else is right: American order, short months, ordinals, ISO."""
    name, end = MONTHS[month - 1], f" {year}" if year else ""
    short = name[:3]
    forms = [_us(day, month, year), f"{short} {day}" + (f", {year}" if year else "")]
    forms += [f"{short}. {day}" + (f", {year}" if year else ""), f"{day} {short}{end}"]
    forms += [f"{name} {day}{end}", f"{english_ordinal(day)} {name}{end}"]
    forms += [f"{name} {english_ordinal(day)}" + (f", {year}" if year else "")]
    forms += [f"{english_ordinal(day)} of {name}{end}"]
    if year:
        forms += [f"{year}-{month:02}-{day:02}", f"{year}/{month:02}/{day:02}"]
        forms += [f"{year}/{month}/{day}", f"{month}/{day}/{year}", f"{day}/{month}/{year}"]
    return f"{day} {name}{end}", tuple(forms)


def _full(match: re.Match[str]) -> tuple[str, tuple[str, ...]] | None:
    year, month, day = (_number(match[group]) for group in (1, 2, 3))
    if not _day(day, month, year):
        return None
    target, accept = _date_forms(day, month, year)
    weekday = match[4] or match[5]
    if weekday:
        target, accept = f"{_WEEKDAYS[weekday]}, {target}", (target, *accept)
    return target, accept


def _short(match: re.Match[str]) -> tuple[str, tuple[str, ...]] | None:
    month, day = _number(match[1]), _number(match[2])
    return _date_forms(day, month) if _day(day, month) else None


def _range(match: re.Match[str]) -> tuple[str, tuple[str, ...]] | None:
    """`[Y年]M月D日至[[Y年]M月]D日`."""
    month, day, day2 = (_number(match[group]) for group in (2, 3, 6))
    year, year2, month2 = (_number(match[g]) if match[g] else None for g in (1, 4, 5))
    if not _day(day, month, year) or not _day(day2, month2 or month, year2 or year):
        return None
    end = f" {year2 or year}" if year2 or year else ""
    if month2 is None or (month2 == month and year2 in {None, year}):
        if day2 <= day:
            return None
        name = MONTHS[month - 1]
        accept = (f"{name} {day} to {day2}", f"{name} {day}-{day2}", f"{name} {day}–{day2}")
        return f"{day}–{day2} {name}{end}", (*accept, f"{day} to {day2} {name}{end}")
    first = f"{day} {MONTHS[month - 1]}" + (f" {year}" if year and year2 else "")
    second = f"{day2} {MONTHS[month2 - 1]}{end}"
    spoken = f"{_us(day, month)} to {_us(day2, month2)}"
    return f"{first} – {second}", (f"{first} to {second}", spoken)


def _year_month(match: re.Match[str]) -> tuple[str, tuple[str, ...]] | None:
    name, year = _month(_number(match[2])), _number(match[1])
    if name is None:
        return None
    short = name[:3]
    return f"{name} {year}", (f"{name}, {year}", f"{name} of {year}", f"{short} {year}")


def _months(match: re.Match[str]) -> tuple[str, tuple[str, ...]] | None:
    year = f" {_number(match[1])}" if match[1] else ""
    first, second = _month(_number(match[2])), _month(_number(match[3]))
    if first is None or second is None:
        return None
    return f"{first} to {second}{year}", (f"{first}–{second}{year}", f"{first}-{second}{year}")


def _years(match: re.Match[str]) -> tuple[str, tuple[str, ...]] | None:
    first, second = _number(match[1]), _number(match[2])
    if second <= first:
        return None
    return f"{first}–{second}", (
        f"{first}-{second}",
        f"{first} to {second}",
        f"{first} and {second}",
    )


def _part_of_year(match: re.Match[str]) -> tuple[str, tuple[str, ...]] | None:
    part, year = match[2], _number(match[1])
    if part in {"初", "底", "末", "中"}:
        word = {"初": "early", "中": "mid"}.get(part, "end of")
        joint = "-" if part == "中" else " "
        accept = (f"beginning of {year}",) if part == "初" else (f"late {year}",)
        return f"{word}{joint}{year}", (*accept, str(year))
    if part.endswith("半年"):
        half = "first" if part[0] == "上" else "second"
        return f"{half} half of {year}", (f"{half} half", f"H{1 if half == 'first' else 2} {year}")
    number = int(chinese_value(part.removeprefix("第").rstrip("季度")) or 0)
    if not 1 <= number <= 4:
        return None
    word = ("first", "second", "third", "fourth")[number - 1]
    return f"{word} quarter of {year}", (f"{word} quarter", f"Q{number} {year}")


def _year(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    return str(_number(match[1])), ()


def _before_christ(match: re.Match[str]) -> tuple[str, tuple[str, ...]] | None:
    value = _number(match[1])
    return (f"{value} BC", (f"{value} BCE", f"{value} B.C.")) if value > 0 else None


def _decade(match: re.Match[str]) -> tuple[str, tuple[str, ...]] | None:
    decade = _number(match[2])
    century = _number(match[1]) if match[1] else (20 if decade >= 50 else -1)
    if decade % 10 or not 0 <= decade <= 90 or not 1 <= century <= 21:
        return None
    target = f"{(century - 1) * 100 + decade}s"
    return target, (f"the {target}", f"{target[2:4]}s", f"'{target[2:4]}s", f"’{target[2:4]}s")


def _decade_in_full(match: re.Match[str]) -> tuple[str, tuple[str, ...]] | None:
    value = _number(match[1])
    return (f"{value}s", ()) if value % 10 == 0 else None


def _century(match: re.Match[str]) -> tuple[str, tuple[str, ...]] | None:
    value = _number(match[1])
    if not 1 <= value <= 30:
        return None
    number, words = english_ordinal(value), ordinal_words(value)
    accept = (f"{number}-century", f"{number} centuries", f"{words} century", f"{words}-century")
    return f"{number} century", (*accept, f"{words.capitalize()} century", number, words)


def _clock(match: re.Match[str]) -> tuple[str, tuple[str, ...]] | None:
    if not match[1]:
        return None  # `10:23` is English as it stands
    second = f":{match[4].translate(_ASCII_DIGITS)}" if match[4] else ""
    return _time(match[1], _number(match[2]), match[3].translate(_ASCII_DIGITS), second)


def _hour(match: re.Match[str]) -> tuple[str, tuple[str, ...]] | None:
    part, hour, minute = next(
        match.group(g, g + 1, min(g + 2, 7)) for g in (1, 4, 7) if match[g + 1]
    )
    return _time(part, _number(hour), f"{_number(minute):02}" if minute else "")


def _time(
    part: str | None, hour: int, minute: str, second: str = ""
) -> tuple[str, tuple[str, ...]] | None:
    if not 0 <= hour <= 24 or (minute and not 0 <= int(minute) <= 59):
        return None
    minutes = f"{minute or '00'}{second}"
    if not part or hour > 12:
        other = f"{(hour - 1) % 12 + 1}:{minutes}".removesuffix(":00")
        accept: tuple[str, ...] = (
            f"{hour:02}:{minutes}",
            f"{other} {'p.m.' if hour >= 12 else 'a.m.'}",
        )
        return f"{hour}:{minutes}", (*accept, f"{other} {'pm' if hour >= 12 else 'am'}")
    # 晚上12点 is midnight, 上午12点 noon to some: neither is said plainly.
    if hour in {0, 12} and part not in {"中午", "下午", "凌晨"}:
        return None
    late = part in {"下午", "晚上", "晚"} or (part == "中午" and hour in {12, 1, 2})
    mark = "p.m." if late else "a.m."
    clock = f"{hour or 12}:{minutes}".removesuffix(":00") if not second else f"{hour}:{minutes}"
    accept = (f"{clock} {mark[0]}m", f"{clock}{mark[0]}m", f"{hour}:{minutes} {mark}")
    accept += (f"{clock.replace(':', '.')}{mark[0]}m", f"{clock.replace(':', '.')} {mark[0]}m")
    return f"{clock} {mark}", (*accept, f"{hour}:{minutes} {mark[0].upper()}M", clock)


def _weekday(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    return _WEEKDAYS[match[1]], ()


def _weekdays(match: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    return f"{_WEEKDAYS[match[1]]} to {_WEEKDAYS[match[2]]}", ()


def _lone(match: re.Match[str]) -> tuple[str, tuple[str, ...]] | None:
    name = _month(_number(match[1]))
    return (name, ()) if name else None


_ASCII_DIGITS: Final = str.maketrans("０１２３４５６７８９", "0123456789")

# (pattern, renderer, only where it is the whole segment); the first that fits at a place wins.
_RULES: Final[tuple[tuple[re.Pattern[str], Render, bool], ...]] = tuple(
    (re.compile(pattern), render, whole)
    for pattern, render, whole in (
        (f"{_NO_DIGIT_BEFORE}{_NOT_LUNAR}{_FROM_DAY}{_DASH}{_TO_DAY}", _range, False),
        (f"{_NO_DIGIT_BEFORE}{_YMD}(?:{_B}{_WEEKDAY}|{_B}[(（]{_WEEKDAY}[)）])?", _full, False),
        (f"{_NO_DIGIT_BEFORE}{_NOT_LUNAR}{_FROM_MONTH}{_DASH}{_TO_MONTH}", _months, False),
        (f"{_NO_DIGIT_BEFORE}({_YEAR}){_B}年{_B}({_SMALL}){_B}月份?", _year_month, False),
        (
            f"{_NO_DIGIT_BEFORE}{_NOT_LUNAR}({_SMALL}){_B}月{_B}({_SMALL}){_B}[日号](?!线)",
            _short,
            False,
        ),
        (f"公元前{_B}([0-9]{{1,4}}|{_ROW}{{2,4}}){_B}年", _before_christ, False),
        (f"(?:({_SMALL}){_B}世纪{_B})?({_SMALL}|[0-9]0){_B}年代", _decade, False),
        (f"{_NO_DIGIT_BEFORE}({_YEAR}){_B}年代", _decade_in_full, False),
        (f"{_NO_DIGIT_BEFORE}(?<![上本下个半近])({_SMALL}){_B}世纪", _century, False),
        (f"{_NO_DIGIT_BEFORE}({_YEAR}){_B}年?{_DASH}({_YEAR}){_B}年(?!代)", _years, False),
        (f"{_NO_DIGIT_BEFORE}({_YEAR}){_B}年{_B}{_PART_OF_YEAR}", _part_of_year, True),
        (f"{_NO_DIGIT_BEFORE}((?:1[0-9]|20|２０)[0-9０-９]{{2}}){_B}年(?!代)", _year, False),
        (f"{_NO_DIGIT_BEFORE}([一二]{_ROW}{{3}})年(?!代)", _year, False),
        (f"{_WEEKDAY}{_DASH}{_WEEKDAY}", _weekdays, True),
        (_WEEKDAY, _weekday, True),
        (f"(?<![0-9０-９:：]){_CLOCK}", _clock, False),
        (f"{_NO_DIGIT_BEFORE}{_HOUR}", _hour, False),
        (f"{_NO_DIGIT_BEFORE}{_NOT_LUNAR}([0-9０-９]{{1,2}}){_B}月份?", _lone, True),
    )
)


_ANY: Final = re.compile(
    f"[0-9０-９零〇○一二三四五六七八九十]{_B}(?:[年月日号点时]|世纪|[:：][0-9０-９])|星期|周|礼拜"
)


def find_dates(text: str) -> Iterator[Found]:
    """Every date and time of day; they may overlap, the earlier rule is the better one."""
    if not _ANY.search(text):
        return
    for pattern, render, whole_only in _RULES:
        for match in pattern.finditer(text):
            rendered = render(match)
            if rendered is not None:
                yield Found(*match.span(), rendered[0], "date", rendered[1], whole_only)
