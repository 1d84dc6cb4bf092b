"""Facts about numbers as Chinese and English write them: characters to exact values and back.

Values are `decimal.Decimal`: `72.33亿` is 7,233,000,000 and nothing near it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

__all__ = [
    "CHINESE_DIGITS",
    "CHINESE_NUMBER",
    "ENGLISH_SCALES",
    "ENGLISH_SMALL",
    "MONTHS",
    "NUMBER",
    "NUMBER_START",
    "chinese_value",
    "digit_sequence",
    "english_forms",
    "english_number",
    "english_ordinal",
    "english_words",
    "ordinal_words",
]

CHINESE_DIGITS: Final[dict[str, int]] = {
    **{character: value for value, character in enumerate("零一二三四五六七八九")},
    **{character: value for value, character in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    **{character: value for value, character in enumerate("○壹貳參肆伍陸柒捌玖")},
    "两": 2,
    "兩": 2,
}
_TENS: Final = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}

# Possessive, so that a megabyte of digits is gone through once.
_ARABIC: Final = (
    "(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})++(?![0-9０-９])|[0-9０-９]++)(?:[.．][0-9０-９]++)?+"
)
# `4千克` is four kilograms, not four thousand grams.
_SCALE: Final = "(?:[ \u00a0]?(?:[十百千]?万亿|[十百千]?[万亿]|[百千](?![克米瓦卡赫])))"
CHINESE_NUMBER: Final = "[零〇一二两三四五六七八九十百千万亿]{1,16}+"
"""A pattern for a run of numerals; many such runs (`万一`, `十分`) are words, not numbers."""
NUMBER: Final = f"{_ARABIC}(?:{_SCALE}{_ARABIC}){{0,3}}{_SCALE}?"
"""A pattern for a number that begins with a digit: `3.5万`, `1亿2000万`, `72.33亿`, `1,234`.

Put `NUMBER_START` before it: it must not begin in the middle of a number, a word or a code.
"""
NUMBER_START: Final = "(?<![0-9０-９A-Za-z_/-])(?<![0-9０-９][.．,，])(?<!第)"

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SMALL_WORDS: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS_WORDS: Final = (
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_IRREGULAR_ORDINALS: Final = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip
ENGLISH_SMALL: Final[dict[str, int]] = {
    **{word: value for value, word in enumerate(_SMALL_WORDS)},
    **{word: 20 + 10 * value for value, word in enumerate(_TENS_WORDS)},
}
ENGLISH_SCALES: Final[dict[str, int]] = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_WRITTEN_SCALES: Final = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_FULLWIDTH: Final = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
# Decimals are exact to 28 digits; what needs more is a code that something stands behind.
_MOST_DIGITS: Final = 24
_TOO_LARGE: Final = Decimal(10) ** _MOST_DIGITS


def chinese_value(text: str) -> Decimal | None:
    """The value of `三千五百`, `二十六`, `3.5万`, `1亿2000万`, `1,234`; None where it is no number.

    Colloquial shortenings (`三万五` for 35,000) and rows of digits (`二〇二五`) are no numbers
    here; for the latter see `digit_sequence`. Nor is anything of more than 24 digits.
    """
    text = text.translate(_FULLWIDTH).replace(",", "").replace(" ", "").replace("\u00a0", "")
    if len(text) > _MOST_DIGITS and sum(map(str.isdigit, text)) > _MOST_DIGITS:
        return None
    value = _value(text)
    return None if value is None or value >= _TOO_LARGE else value


def _value(text: str) -> Decimal | None:
    for sign, value in (("亿", 10**8), ("万", 10**4)):
        left, found, right = text.rpartition(sign)
        if not found:
            continue
        high = _value(left)
        low = _low_part(right, value)
        if high is None or low is None or (low and high != int(high)):
            return None
        return high * value + low
    return _below_ten_thousand(text)


def _low_part(text: str, scale: int) -> Decimal | None:
    """What stands behind 亿 or 万: nothing, or a number that reaches up to it or says 零."""
    if not text:
        return Decimal(0)
    value = _value(text.lstrip("零〇"))
    if value is None or value >= scale:
        return None
    single = len(text) == 1 and text in CHINESE_DIGITS
    return None if single else value


def _below_ten_thousand(text: str) -> Decimal | None:
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", text):
        return Decimal(text)
    arabic = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)([十百千])", text)
    if arabic:
        return Decimal(arabic[1]) * _TENS[arabic[2]]
    total, digit, last = 0, -1, 10000
    for position, character in enumerate(text):
        if character in _TENS:
            scale = _TENS[character]
            if scale >= last or (digit < 0 and not (scale == 10 and position == 0)):
                return None
            total += (1 if digit < 0 else digit) * scale
            digit, last = -1, scale
        elif character in CHINESE_DIGITS:
            if digit > 0:
                return None
            digit = CHINESE_DIGITS[character]
        else:
            return None
    if not text:
        return None
    # `三百五` is short for 350, `三百零五` is 305.
    if digit > 0 and last >= 100 and last < 10000 and "零" not in text and "〇" not in text:
        return None
    return Decimal(total + max(digit, 0))


def digit_sequence(text: str) -> str | None:
    """`二〇二五` -> `2025`: Chinese digits read one by one; None where another sign stands."""
    if not text or any(character not in CHINESE_DIGITS for character in text):
        return None
    return "".join(str(CHINESE_DIGITS[character]) for character in text)


def english_number(value: Decimal) -> str:
    """`7.233 billion`, `35,000`, `0.5`: exact, with a scale word from a million on.

    A number that would need more than three decimals before its scale word is written in full.
    """
    for scale, word in _WRITTEN_SCALES:
        if value >= scale:
            quotient = _plain(value / scale)
            if len(quotient.partition(".")[2]) <= 3:
                return f"{quotient} {word}"
            break
    return _grouped(value)


def english_forms(value: Decimal) -> tuple[str, ...]:
    """Every usual way to write a value with digits, `english_number`'s own first.

    `7.233 billion`, `7,233 million`, `7233 million`, `7,233,000,000`, `7233000000`; and in words
    what is short in words: `three million`, `forty`.
    """
    forms = [english_number(value)]
    for scale, word in (*_WRITTEN_SCALES, (1000, "thousand"), (1, "")):
        if value % scale == 0 and 0 < value // scale <= 100:
            forms.append(f"{english_words(int(value // scale))} {word}".rstrip())
    for scale, word in (*_WRITTEN_SCALES, (1000, "thousand")):
        quotient = value / scale
        if Decimal("0.1") <= quotient < 10**5 and len(_plain(quotient).partition(".")[2]) <= 3:
            forms += [f"{_grouped(quotient)} {word}", f"{_plain(quotient)} {word}"]
    forms += [_grouped(value), _plain(value)]
    return tuple(dict.fromkeys(forms))


def english_ordinal(value: int) -> str:
    """`1st`, `2nd`, `3rd`, `4th`, `11th`, `21st`."""
    ending = "th" if value % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(value % 10)
    return f"{value}{ending or 'th'}"


def english_words(value: int) -> str:
    """`seven`, `forty-two`, `one hundred`; from 0 to 100."""
    if value < len(_SMALL_WORDS):
        return _SMALL_WORDS[value]
    if value == 100:
        return "one hundred"
    tens, rest = divmod(value, 10)
    return _TENS_WORDS[tens - 2] + (f"-{_SMALL_WORDS[rest]}" if rest else "")


def ordinal_words(value: int) -> str:
    """`seventh`, `forty-second`, `hundredth`; from 1 to 100."""
    if value == 100:
        return "hundredth"
    head, hyphen, last = english_words(value).rpartition("-")
    irregular = _IRREGULAR_ORDINALS.get(last)
    regular = f"{last.removesuffix('y')}ieth" if last.endswith("y") else f"{last}th"
    return head + hyphen + (irregular or regular)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _grouped(value: Decimal) -> str:
    whole, point, fraction = _plain(value).partition(".")
    return f"{int(whole):,}{point}{fraction}"
