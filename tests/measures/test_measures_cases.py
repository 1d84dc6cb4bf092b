"""Every measure on the cases in `tests/cases/measures-*.json`, and its laws."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossa.measures import (
    implausible_length,
    invented_numbers,
    leftover_han,
    length_ratio,
    looping,
    lost_numbers,
    numbers,
    repetition,
)

CASES = Path(__file__).parents[1] / "cases"
PILES = ("wild", "synthetic", "must-not-change", "known-failures")
MEASURES = {
    "looping": looping,
    "lost-numbers": lambda source, target: list(lost_numbers(source, target)),
    "invented-numbers": lambda source, target: list(invented_numbers(source, target)),
    "implausible-length": implausible_length,
    "leftover-han": lambda _, target: [list(span) for span in leftover_han(target)],
}


def cases() -> list[Any]:
    return [
        pytest.param(
            case,
            id=f"{case['measure']}: {pile}: {case['label']}",
            marks=[pytest.mark.xfail(strict=True)] if case["expect"] == "fail" else [],
        )
        for pile in PILES
        for case in json.loads((CASES / f"measures-{pile}.json").read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("case", cases())
def test_cases(case: dict[str, Any]) -> None:
    measure = MEASURES[case["measure"]]
    assert measure(case["source"], case["target"]) == case["expected"]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("(applause) (applause)", 1.0),
        ("阴性阳性阴性阳性", 1.0),
        ("so so so good", 0.75),
        ("an ordinary sentence", 0.0),
        ("", 0.0),
        ("... --- ...", 0.0),
    ],
)
def test_repetition(text: str, share: float) -> None:
    assert repetition(text) == share


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("72.33亿元，13.620%", {"7233000000": 1, "13.62": 1}),
        ("2025年09月26日", {"2025": 1, "9": 1, "26": 1}),
        ("二〇二五年九月二十六日", {"2025": 1, "9": 1, "26": 1}),
        ("1,234 and 05004184", {"1234": 1, "05004184": 1}),
        ("第七期①①", {"7": 1, "1": 2}),
        ("一个百姓十分高兴", {}),
        ("20世纪80年代", {"1980": 1}),
    ],
)
def test_numbers(text: str, found: dict[str, int]) -> None:
    assert numbers(text) == Counter(found)


@pytest.mark.parametrize(
    ("source", "target", "low", "high"),
    [("新闻频道", "News channel", 0.5, 1.5), ("", "", 0.0, 0.0), ("abc", "abc", 1.0, 1.0)],
)
def test_length_ratio(source: str, target: str, low: float, high: float) -> None:
    assert low <= length_ratio(source, target) <= high


ANY = st.text(st.characters(codec="utf-8"), max_size=60)


@settings(deadline=None)
@given(ANY)
def test_nothing_is_wrong_with_a_copy(text: str) -> None:
    assert lost_numbers(text, text) == ()
    assert invented_numbers(text, text) == ()
    assert not looping(text, text)
    assert not implausible_length(text, text)
    assert 0.0 <= repetition(text) <= 1.0


@given(st.text("天地玄黄宇宙洪荒 abc", min_size=1, max_size=20), st.integers(3, 9))
def test_what_is_said_again_and_again_loops(phrase: str, times: int) -> None:
    if any(character.isalpha() for character in phrase):
        assert repetition(f"{phrase} " * times) > 0.5


@given(st.integers(2, 10**13))
def test_a_number_is_found_however_it_is_written(value: int) -> None:
    assert lost_numbers(f"共{value}元", f"{value:,} yuan") == ()
    assert lost_numbers(f"共{value}元", f"{value + 1:,} yuan") == (str(value),)


@given(st.integers(13, 10**13))
def test_a_number_is_invented_only_where_the_source_has_none_like_it(value: int) -> None:
    assert invented_numbers(f"共{value}元", f"{value:,} yuan") == ()
    assert invented_numbers("共有很多", f"{value:,} yuan") == (f"{value:,}",)


@pytest.mark.parametrize(
    "text", ["1" * 200_000, "三" * 200_000, "a b " * 50_000, "ab" * 100_000, "1 000 " * 30_000]
)
def test_long_texts_are_quick(text: str) -> None:
    start = time.process_time()
    looping("x", text)
    lost_numbers(text, text)
    invented_numbers("x", text)
    implausible_length(text, text)
    assert time.process_time() - start < 20  # linear takes about a second


@pytest.mark.parametrize(
    "target", ["1" + "0" * 40 + " 5", "hundred " * 30 + "five", "9" * 300, "million " * 40 + "two"]
)
def test_figures_of_any_length_are_read(target: str) -> None:
    """Arithmetic on more than 28 digits raised, and a whole page with it."""
    assert lost_numbers("自2019年起", target) == ("2019",)
    assert lost_numbers(f"编号{target}", target) == ()
    assert invented_numbers(f"编号{target}", f"{target} 45") == ("45",)
    assert not looping(f"编号{target}", f"a number of {target}")
    invented_numbers("三百九十五点", target)


FIGURES = st.text(
    st.sampled_from("0123456789.,:-–/% ⁄①⑩一三十百千万亿几半年点世纪民国kmth"), max_size=50
)


@settings(deadline=None, max_examples=300)
@given(FIGURES, FIGURES)
def test_any_mix_of_figures_can_be_measured(source: str, target: str) -> None:
    found = invented_numbers(source, target)
    assert len(set(found)) == len(found)
    assert all(number in target for number in found)
    assert invented_numbers(target, target) == ()
    lost_numbers(source, target)
    looping(source, target)
