"""Laws of localisation: replay, idempotence, order, and that nothing takes forever."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossa.localize import constraints, localize, localize_ignorable
from glossa.localize.filings import PROVINCES
from glossa.model import replay
from glossa.numerals import (
    MONTHS,
    chinese_value,
    english_forms,
    english_number,
    english_ordinal,
    english_words,
    ordinal_words,
)

CHARACTERS = "0123456789一二三四五六七八九十百千万亿零〇两年月日号点时分至到-—，。：（）％%.,"
WORDS = (
    "第", "近", "约", "多", "期", "届", "章", "元", "亩", "米", "人", "名", "星期五", "公里",
    "个月",
    "世纪", "年代", "百分之", "滇ICP", "上午", " ", "　", "abc",
)  # fmt: skip
PIECES = st.sampled_from([*CHARACTERS, *WORDS])
MIXED = st.lists(PIECES, max_size=14).map("".join)


@settings(deadline=None)
@given(MIXED)
def test_steps_give_the_text(text: str) -> None:
    localized = localize(text)
    if localized is not None:
        assert replay(text, localized.steps) == localized.text
        assert localized.text != text
        again = localize(localized.text)
        assert again is None or localize(again.text) is None


@settings(deadline=None)
@given(MIXED)
def test_constraints_are_sorted_and_apart(text: str) -> None:
    position = 0
    for constraint in constraints(text):
        assert constraint.start >= position
        assert text[constraint.start : constraint.end] == constraint.source
        assert constraint.target.isascii() or "–" in constraint.target or "°" in constraint.target
        assert len(set(constraint.accept)) == len(constraint.accept)
        position = constraint.end


@settings(deadline=None)
@given(MIXED, st.text(max_size=5), st.text(max_size=5))
def test_between_is_idempotent(text: str, before: str, after: str) -> None:
    once = localize_ignorable(text, before, after)
    assert localize_ignorable(once, before, after) == once


@settings(deadline=None)
@given(st.dates())
def test_every_date(date: object) -> None:
    year, month, day = (int(part) for part in str(date).split("-"))
    localized = localize(f"{year:04}年{month}月{day}日")
    assert localized is not None
    assert localized.text == f"{day} {MONTHS[month - 1]} {year}"


def chinese(value: int) -> str:
    """The plain way to write 1 to 99,999,999, for a second opinion on `chinese_value`."""
    digits = "零一二三四五六七八九"
    if value >= 10000:
        high, low = divmod(value, 10000)
        between = "零" if 0 < low < 1000 else ""
        return chinese(high) + "万" + (between + chinese(low) if low else "")
    text, gap = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, scale)
        if digit:
            text += ("零" if gap and text else "") + digits[digit] + name
        gap = digit == 0
    return text


@given(st.integers(1, 99_999_999))
def test_chinese_numerals(value: int) -> None:
    assert chinese_value(chinese(value)) == value


@given(st.decimals(Decimal("0.001"), Decimal(9999), places=3))
def test_scales_are_exact(value: Decimal) -> None:
    assert chinese_value(f"{value}亿") == value * 10**8
    assert chinese_value(f"{value}万") == value * 10**4


@given(st.integers(0, 10**14))
def test_english_numbers_are_exact(value: int) -> None:
    text = english_number(Decimal(value))
    number, _, word = text.partition(" ")
    scale = {"": 1, "million": 10**6, "billion": 10**9, "trillion": 10**12}[word]
    assert Decimal(number.replace(",", "")) * scale == value
    assert english_forms(Decimal(value))[0] == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("两百五十", 250),
        ("三千", 3000), ("3.5万", 35000), ("1亿2000万", 120_000_000), ("5万4321", 54321),
        ("1,234", 1234), ("1.2万亿", 1_200_000_000_000), ("二百万", 2_000_000), ("１２", 12),
        ("13 万", 130_000), ("三万五", None), ("三百五", None), ("二〇二五", None), ("万", None),
        ("百", None), ("十四五", None), ("", None), ("3.5.1", None), ("一一", None),
        ("万亿", None), ("abc", None),
    ],
)  # fmt: skip
def test_chinese_value(text: str, value: int | None) -> None:
    assert chinese_value(text) == value


@pytest.mark.parametrize(
    ("value", "short", "words", "ordinal"),
    [
        (1, "1st", "one", "first"),
        (2, "2nd", "two", "second"),
        (3, "3rd", "three", "third"),
        (11, "11th", "eleven", "eleventh"),
        (12, "12th", "twelve", "twelfth"),
        (20, "20th", "twenty", "twentieth"),
        (21, "21st", "twenty-one", "twenty-first"),
        (100, "100th", "one hundred", "hundredth"),
    ],
)
def test_ordinals(value: int, short: str, words: str, ordinal: str) -> None:
    assert english_ordinal(value) == short
    assert english_words(value) == words
    assert ordinal_words(value) == ordinal


@pytest.mark.parametrize("province", sorted(PROVINCES))
def test_every_province_files(province: str) -> None:
    localized = localize(f"{province}ICP备12345678号")
    assert localized is not None
    assert localized.text == f"{PROVINCES[province]} ICP No. 12345678"


def test_between_english_sources_nothing_changes() -> None:
    assert localize_ignorable("|", "Uygur", "Home", "Uyghur", "Home") == "|"
    assert localize_ignorable("|", "News", "Home", "新闻", "Home") == " | "
    assert localize_ignorable("1.", "", "Hotan", "", "Hetian") == "1."
    assert localize_ignorable("1.", "", "Home", "", "首页") == "1. "


def test_accepted_renderings() -> None:
    [date] = constraints("于2025年9月26日举行")
    assert {"2025-09-26", "September 26, 2025", "26 Sep 2025", "2025/9/26"} <= set(date.accept)
    [money] = constraints("收入72.33亿元")
    assert {"7.233 billion", "7,233 million", "7,233,000,000"} <= set(money.accept)
    [people] = constraints("共300万人")
    assert {"three million", "3,000,000", "3000 thousand"} <= set(people.accept)


@pytest.mark.parametrize(
    "text",
    ["1" * 300_000, "三" * 300_000, "1," * 150_000, " " * 300_000 + "年1", "第" * 300_000 + "1"],
    ids=["digits", "numerals", "commas", "blanks", "ordinals"],
)
def test_no_pattern_goes_wild(text: str) -> None:
    start = time.process_time()
    constraints(text)
    assert localize(text) is None
    assert time.process_time() - start < 10  # linear takes a fraction of a second


@pytest.mark.parametrize("text", ["1" * 40 + "万人", "9" * 30 + "亿元", "百分之" + "1" * 60])
def test_a_code_that_a_unit_follows_is_no_quantity(text: str) -> None:
    """Beyond 24 digits no exact value can be had; it stays as it is."""
    assert constraints(text) == ()
    assert localize(text) is None


def test_the_largest_values_are_exact() -> None:
    assert chinese_value("9" * 24) == Decimal("9" * 24)
    assert chinese_value("9" * 25) is None
    assert chinese_value("9" * 16 + "亿") == Decimal("9" * 16) * 10**8
    assert chinese_value("9" * 17 + "亿") is None
