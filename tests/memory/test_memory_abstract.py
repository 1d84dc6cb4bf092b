"""What is taken out of a source, and that what is left is the same for another day or number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossa.memory.abstract import abstract, figures


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("发布日期: 2025年09月26日", "发布日期: 2024年1月3日"),
        ("发布日期: 2025年09月26日", "发布日期: 2025-09-26"),
        ("来源:中国日报网 10:15", "来源:中国日报网 9:05:30"),
        ("产值达到7.2亿元", "产值达到350万元"),
        ("共有二十六个村", "共有3个村"),
        ("滇ICP备05004184号-1", "京ICP备13028878号"),
        ("举报电话：010-84883300", "举报电话：0871-64160447"),
        ("详见 https://a.cn/b", "详见 https://c.cn/d?e=1"),
        ("增长近45%", "增长近6.5%"),
        ("（星期五）", "（星期六）"),
    ],
)
def test_what_differs_in_numbers_only_is_one_abstract(one: str, other: str) -> None:
    assert abstract(one, "zh-Hans").text == abstract(other, "zh-Hans").text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("他在2025年离开", "他在3年离开"),  # a year is not a span of years
        ("9月26日", "9月"),
        ("产值达到7.2亿元", "产值达到7.2亿吨"),
        ("三分之一", "三分之二"),
        ("他同意", "他不同意"),
        ("增加5%", "减少5%"),
        ("托里县", "和田县"),
    ],
)
def test_what_differs_in_words_stays_apart(one: str, other: str) -> None:
    assert abstract(one, "zh-Hans").text != abstract(other, "zh-Hans").text


def test_slots_have_their_place_value_and_kind() -> None:
    source = "2018年，零售额达到72亿元，增长近45%。"
    slots = abstract(source, "zh-Hans").slots
    assert [(slot.kind, slot.value) for slot in slots] == [
        ("year", "2018"),
        ("number", "7200000000"),
        ("number", "45"),
    ]
    assert all(source[slot.start : slot.end] == slot.raw for slot in slots)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("26 September 2025", "date", "2025-09-26"),
        ("Sept. 26, 2025", "date", "2025-09-26"),
        ("26th of September 2025", "date", "2025-09-26"),
        ("2025/09/26", "date", "2025-09-26"),
        ("September 26", "month-day", "09-26"),
        ("SEPTEMBER 2025", "year-month", "2025-09"),
        ("in June", "month", "6"),
        ("on Friday", "weekday", "5"),
        ("1.2 million", "number", "1200000"),
        ("12,000", "number", "12000"),
        ("twenty-one", "number", "21"),
        ("the third", "number", "3"),
        ("two hundred people", "number", "200"),
        ("9/6/2025", "unclear", "9/6/2025"),
        ("two thirds of it", "unclear", "two"),
    ],
)
def test_english_figures_are_read(text: str, kind: str, value: str) -> None:
    assert [(slot.kind, slot.value) for slot in figures(text, "en")] == [(kind, value)]


@given(
    st.text(
        alphabet=st.sampled_from("2025年09月26日3个.,:-二十万亿 abMay%\ue000http://x.cn"),
        max_size=40,
    )
)
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_slots_are_in_order_and_are_what_stands_there(language: str, text: str) -> None:
    found = abstract(text, language)
    ends = [0]
    for slot in found.slots:
        assert ends[-1] <= slot.start < slot.end <= len(text)
        assert text[slot.start : slot.end] == slot.raw
        ends.append(slot.end)
    signs = sum("\ue000" <= sign <= "\ue010" for sign in found.text)
    assert signs == len(found.slots)
