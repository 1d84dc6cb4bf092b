"""Quantities: numbers with 万 and 亿, money, measures, percentages, fractions, ordinals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from glossa.localize.found import Found
from glossa.numerals import (
    CHINESE_NUMBER,
    NUMBER,
    NUMBER_START,
    chinese_value,
    english_forms,
    english_number,
    english_ordinal,
    english_words,
    ordinal_words,
)

__all__ = ["find_quantities"]

# Unit -> (one, many, other names that are as right). Longest first in the pattern.
_UNITS: Final[dict[str, tuple[str, str, tuple[str, ...]]]] = {
    "元人民币": ("yuan", "yuan", ("RMB", "renminbi")),
    "元": ("yuan", "yuan", ("RMB", "renminbi")),
    "美元": ("US dollar", "US dollars", ("dollars", "USD")),
    "欧元": ("euro", "euros", ("EUR",)),
    "英镑": ("pound", "pounds", ("GBP",)),
    "日元": ("yen", "yen", ("JPY",)),
    "韩元": ("won", "won", ("KRW",)),
    "卢布": ("ruble", "rubles", ("roubles", "RUB")),
    "港元": ("Hong Kong dollar", "Hong Kong dollars", ("HKD",)),
    "港币": ("Hong Kong dollar", "Hong Kong dollars", ("HKD",)),
    "亩": ("mu", "mu", ("mu of",)),
    "公顷": ("hectare", "hectares", ("ha",)),
    "平方公里": ("square kilometer", "square kilometers", ("square kilometres", "sq km", "km²")),
    "平方千米": ("square kilometer", "square kilometers", ("square kilometres", "sq km", "km²")),
    "平方米": ("square meter", "square meters", ("square metres", "sq m", "m²")),
    "立方米": ("cubic meter", "cubic meters", ("cubic metres", "m³")),
    "公里": ("km", "km", ("kilometers", "kilometres", "kilometer", "kilometre")),
    "千米": ("km", "km", ("kilometers", "kilometres", "kilometer", "kilometre")),
    "厘米": ("cm", "cm", ("centimeters", "centimetres")),
    "毫米": ("mm", "mm", ("millimeters", "millimetres")),
    "米": ("meter", "meters", ("m", "metres", "metre")),
    "公斤": ("kg", "kg", ("kilograms", "kilogram", "kilogrammes", "kilos")),
    "千克": ("kg", "kg", ("kilograms", "kilogram", "kilogrammes", "kilos")),
    "毫克": ("mg", "mg", ("milligrams",)),
    "克": ("gram", "grams", ("g",)),
    "吨": ("tonne", "tonnes", ("tons", "ton", "metric tons")),
    "毫升": ("ml", "ml", ("milliliters", "millilitres")),
    "升": ("liter", "liters", ("litres", "L")),
    "千瓦时": ("kWh", "kWh", ("kilowatt-hours", "kilowatt hours")),
    "千瓦": ("kW", "kW", ("kilowatts",)),
    "兆瓦": ("MW", "MW", ("megawatts",)),
    "摄氏度": ("°C", "°C", ("degrees Celsius", "degrees centigrade")),
    "个百分点": ("percentage point", "percentage points", ("points",)),
    "个小时": ("hour", "hours", ()),
    "小时": ("hour", "hours", ()),
    "分钟": ("minute", "minutes", ()),
    "秒钟": ("second", "seconds", ()),
    "个月": ("month", "months", ()),
    "个星期": ("week", "weeks", ()),
    "天": ("day", "days", ()),
}
# Counted things: the number alone is the rule's business inside a sentence.
_COUNTED: Final = {
    "人": ("person", "people"),
    "名": ("person", "people"),
    "人次": ("visit", "visits"),
}
_UNIT: Final = "|".join(sorted(_UNITS, key=len, reverse=True))
_COUNT: Final = "|".join(sorted(_COUNTED, key=len, reverse=True))
_BEFORE: Final = {
    "近": "nearly", "约": "about", "大约": "about", "超": "more than", "超过": "more than",
    "逾": "more than", "至少": "at least", "不到": "less than", "不足": "less than",
}  # fmt: skip
_TIMES: Final = {"hour", "minute", "second", "month", "week", "day"}
_B: Final = "[ \t\u00a0\u3000]?"
# A number in numerals counts only where a unit or scale makes it one: `三十亩`, not `一些`.
_NO_NUMERAL_BEFORE: Final = "(?<![零〇一二两三四五六七八九十百千万亿数几第上])"
_VALUE: Final = f"(?:{NUMBER_START}{NUMBER}|{_NO_NUMERAL_BEFORE}{CHINESE_NUMBER})"
_QUALIFIER: Final = f"(?<![最附将])(?:{'|'.join(sorted(_BEFORE, key=len, reverse=True))})"
_ANY: Final = re.compile("[0-9０-９]|[零〇一二两三四五六七八九十百千万亿]{2}|[分第]")
_QUANTITY: Final = re.compile(
    f"(?P<before>{_QUALIFIER})?(?P<number>{_VALUE})"
    f"(?:{_B}(?P<more>[多余]))?(?P<scale>[万亿]{{1,2}})?{_B}"
    f"(?:(?P<unit>{_UNIT})|(?P<count>{_COUNT}))?(?P<after>左右)?"
)
_RANGE: Final = re.compile(
    f"(?P<first>{NUMBER_START}{NUMBER}){_B}(?P<unit1>{_UNIT}|[%％])?{_B}(?:至|到|[-–—~～]){_B}"
    f"(?P<second>{NUMBER}){_B}(?P<unit>{_UNIT}|[%％])?"
)
_PERCENT: Final = re.compile(
    f"百分之(?P<number>{NUMBER}|{CHINESE_NUMBER}(?:点[零一二三四五六七八九]+)?)"
)
_FULLWIDTH_PERCENT: Final = re.compile("(?<![0-9.])([0-9]++(?:\\.[0-9]++)?+)％")
_FRACTION: Final = re.compile(
    "(?<![百千万])([二两三四五六七八九十])分之([一二三四五六七八九])(?![零一二三四五六七八九十百千])"
)
_PARTS: Final = (
    "",
    "",
    "half",
    "third",
    "quarter",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
_SPELLED: Final = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

# Noun behind an ordinal -> (the English, others as right, only for whole segments).
_NUMBERED: Final[dict[str, tuple[str, tuple[str, ...], bool]]] = {
    "期": ("No. {n}", ("Issue {n}", "Episode {n}", "Part {n}", "issue {n}", "{o}"), False),
    "号": ("No. {n}", ("no. {n}", "Number {n}"), False),
    "集": ("Episode {n}", ("episode {n}", "Part {n}", "{o} episode"), False),
    "章": ("Chapter {n}", ("chapter {n}", "{o} chapter"), False),
    "节": ("Section {n}", ("section {n}", "{o} section"), True),
    "条": ("Article {n}", ("article {n}", "Clause {n}"), False),
    "卷": ("Volume {n}", ("volume {n}", "Vol. {n}"), False),
    "季": ("Season {n}", ("season {n}",), True),
    "页": ("Page {n}", ("page {n}", "p. {n}"), False),
    "届": ("{o}", ("{o}", "{n}"), False),
    "次": ("{o}", ("{o} time",), True),
    "名": ("{o} place", ("{o}",), True),
}
_ORDINAL: Final = re.compile(
    f"第{_B}(?P<number>[0-9０-９]{{1,6}}|[零〇一二三四五六七八九十百千]{{1,7}}){_B}"
    f"(?P<noun>[{''.join(_NUMBERED)}])(?!款)(?!{CHINESE_NUMBER}[{''.join(_NUMBERED)}])"
)
_PAGES: Final = re.compile(f"第{_B}([0-9]{{1,6}}){_B}页{_B}[/／,，]?{_B}共{_B}([0-9]{{1,6}}){_B}页")


def find_quantities(text: str) -> Iterator[Found]:
    """Every quantity that can be read in one way; where two overlap, the earlier one is better."""
    if not _ANY.search(text):
        return
    for match in _PAGES.finditer(text):
        yield Found(*match.span(), f"Page {match[1]} of {match[2]}", "number")
    for find in (_percents, _ranges, _ordinals, _quantities):
        yield from find(text)


def _percents(text: str) -> Iterator[Found]:
    if "分之" not in text and "％" not in text:
        return
    for match in _PERCENT.finditer(text):
        whole, point, fraction = match["number"].partition("点")
        value = chinese_value(whole)
        if value is None:
            continue
        number = english_number(value)
        if point:
            digits = "".join(str("零一二三四五六七八九".index(character)) for character in fraction)
            number = f"{number}.{digits}"
        accept: tuple[str, ...] = (f"{number}%", f"{number} per cent")
        if value <= 100 and value % 1 == 0 and not point:
            words = english_words(int(value))
            accept += (f"{words} percent", f"{words} per cent")
        yield Found(*match.span(), f"{number} percent", "number", accept)
    for match in _FULLWIDTH_PERCENT.finditer(text):
        accept = (f"{match[1]} percent", f"{match[1]} per cent")
        yield Found(*match.span(), f"{match[1]}%", "number", accept)
    for match in _FRACTION.finditer(text):
        below, above = chinese_value(match[1]), chinese_value(match[2])
        if below is None or above is None or above >= below:
            continue
        part = _PARTS[int(below)]
        if int(above) > 1:
            part = "halves" if part == "half" else f"{part}s"
        count = _SPELLED[int(above)]
        target = part if part == "half" else f"{count} {part}"
        accept = (f"{count}-{part}", f"a {part}", f"{above}/{below}")
        yield Found(*match.span(), target, "number", accept)


def _ranges(text: str) -> Iterator[Found]:
    for match in _RANGE.finditer(text):
        first, second = chinese_value(match["first"]), chinese_value(match["second"])
        if first is None or second is None or second <= first:
            continue
        unit, unit1 = match["unit"] or "", match["unit1"] or ""
        scale = match["second"].lstrip("0123456789.,")
        if scale and not match["first"].lstrip("0123456789.,") and scale in {"万", "亿", "万亿"}:
            first = chinese_value(match["first"] + scale)  # `3-5万`: 3 is 30,000 here
        if first is None or first >= second or (unit1 and unit1 != unit) or not (scale or unit):
            continue
        left, right = english_number(first), english_number(second)
        if unit in {"%", "％"}:
            if "％" in match.group() or "至" in match.group() or "到" in match.group():
                sides = (f"{left}{joint}{right}" for joint in ("-", "–", " to ", " and ", "% and "))
                yield Found(*match.span(), f"{left}% to {right}%", "number", tuple(sides))
            continue
        name = f" {_UNITS[unit][1]}" if unit else ""
        accept = tuple(f"{left}{joint}{right}" for joint in ("-", "–", " to ", " and "))
        yield Found(*match.span(), f"{left} to {right}{name}", "number", accept)


def _ordinals(text: str) -> Iterator[Found]:
    if "第" not in text:
        return
    for match in _ORDINAL.finditer(text):
        value = chinese_value(match["number"])
        if value is None or not 0 < value < 10**6:
            continue
        number = int(value)
        words = {"n": str(number), "o": english_ordinal(number)}
        pattern, others, whole_only = _NUMBERED[match["noun"]]
        accept = [other.format(**words) for other in others]
        if number <= 100:
            spelled = ordinal_words(number)
            accept += [other.format(n=number, o=spelled) for other in others]
            accept += [other.format(n=english_words(number), o=spelled) for other in others]
            accept += [spelled, spelled.capitalize()]
        yield Found(
            *match.span(),
            pattern.format(**words),
            "number",
            tuple(dict.fromkeys(accept)),
            whole_only,
        )


def _quantities(text: str) -> Iterator[Found]:
    for match in _QUANTITY.finditer(text):
        number, more, scale = match["number"], match["more"], match["scale"] or ""
        if scale and not more:
            continue
        value = chinese_value(number + scale)
        unit, count = match["unit"], match["count"]
        if value is None or value == 0 or not _is_quantity(match, number):
            continue
        if number[0] == "0" and value >= 1:
            continue  # `007元` is a code
        if count:
            # Inside a sentence the engine says what is counted: `人` is people, visitors, deaths.
            yield _found(match, match.end(), value, _COUNTED[count], ())
            yield _found(match, match.start("count"), value, ("", ""), ())
        elif unit:
            yield _found(match, match.end(), value, _UNITS[unit][:2], _UNITS[unit][2])
        else:
            yield _found(match, match.end(), value, ("", ""), ())


def _is_quantity(match: re.Match[str], number: str) -> bool:
    """Whether the number is one at all, and Chinese enough to need a rule."""
    numerals = not number[0].isdigit()
    scaled = bool(match["scale"]) or any(sign in number for sign in "万亿千百")
    if numerals and (len(number) < 2 or not (match["unit"] or "万" in number or "亿" in number)):
        return False
    if numerals and number[0] in "百千万亿":
        return False  # `千万` (by all means), `百万` (some millions), `万亿`
    follower = match.string[match.end() : match.end() + 1]
    if follower and follower in "零〇一二三四五六七八九十百千万亿":
        return False
    return scaled or bool(match["unit"] or match["more"])


def _found(
    match: re.Match[str],
    end: int,
    value: Decimal,
    names: tuple[str, str],
    others: tuple[str, ...],
) -> Found:
    forms = english_forms(value)
    start, qualifier = match.start(), _BEFORE.get(match["before"] or "", "")
    if match["before"] == "近" and names[0] in _TIMES:
        start, qualifier = match.end("before"), ""  # `近三个月`: the last three months
    if match["more"]:
        qualifier = "more than"
    elif match["after"]:
        qualifier = qualifier or "about"
    name = names[0] if value == 1 else names[1]
    parts = (qualifier, forms[0], name)
    target = " ".join(part for part in parts if part).replace(" °C", "°C")
    # An engine may turn the unit and the qualifier as it likes; the number must be there.
    accept = (f"{form} {other}" for form in forms[:2] for other in (name, *others) if other)
    whole_only = match["count"] is not None and end == match.end()
    return Found(start, end, target, "number", (*accept, *forms), whole_only)
