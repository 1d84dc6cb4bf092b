"""The concordance: any stretch of text, on either side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossa.errors import UsageError
from glossa.memory import Memory, Pair
from glossa.memory.grams import folded
from glossa.model import State

PAIRS = [
    Pair("中国日报网", "China Daily", "zh-Hans", "en", State.REVIEWED),
    Pair("发布日期:2025年09月26日", "Published on 26 September 2025", "zh-Hans", "en", State.FINAL),
    Pair("ＨＴＭＬ文件", "An HTML file", "zh-Hans", "en", State.TRANSLATED),
    Pair("The Government of Élan", "伊兰政府", "en", "zh-Hans", State.REVIEWED),
    Pair("run 🙂 away!", "快跑", "en", "zh-Hans", State.REVIEWED),
    Pair("сохранить", "ساقلاش", "ru", "ug", State.REVIEWED),
]


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    with Memory.open(tmp_path_factory.mktemp("search") / "a.memory", create=True) as memory:
        memory.add(PAIRS)
        yield memory


@pytest.mark.parametrize("text", ["\udcff", "\ud800 x"])
def test_bytes_that_are_no_text_are_nowhere(memory: Memory, text: str) -> None:
    assert memory.search(text) == []


@pytest.mark.parametrize(
    ("text", "side", "found"),
    [
        ("国", "both", [0]),
        ("中国", "source", [0]),
        ("中国", "target", []),
        ("报网", "both", [0]),
        ("网", "both", [0]),
        ("日", "both", [0, 1]),
        ("china", "both", [0]),
        ("HINA D", "both", [0]),
        ("ly", "both", [0]),
        ("2025年09", "both", [1]),
        ("html", "source", [2]),
        ("html", "both", [2]),
        ("html文", "both", [2]),
        ("ÉLAN", "both", [3]),
        ("of é", "both", [3]),
        ("政府", "target", [3]),
        ("un", "both", [4]),
        ("🙂", "both", [4]),
        ("!", "both", [4]),
        ("СОХР", "both", [5]),
        ("قلا", "both", [5]),
        ("China Daily in", "both", []),
        ("日中", "both", []),
        ("", "both", []),
        ("  ", "both", []),
        ('"', "both", []),
        ("NOT (a OR b)*", "both", []),
    ],
)
def test_stretches_are_found(memory: Memory, text: str, side: str, found: list[int]) -> None:
    answer = memory.search(text, side=side)
    assert sorted(map(PAIRS.index, answer)) == found


def test_persons_come_first_and_the_limit_holds(tmp_path: Path) -> None:
    with Memory.open(tmp_path / "a", create=True) as memory:
        memory.add([Pair("一件事", "a person's", "zh-Hans", "en", State.REVIEWED)])
        memory.add(
            Pair(f"事{at}", "a machine's", "zh-Hans", "en", State.TRANSLATED) for at in range(30)
        )
        assert [pair.target for pair in memory.search("事", limit=4)] == ["a person's"] + [
            "a machine's"
        ] * 3
        assert len(memory.search("事", limit=100)) == 31
        assert memory.search("事", limit=0) == []


def test_the_same_words_on_many_pages_count_once(tmp_path: Path) -> None:
    with Memory.open(tmp_path / "a", create=True) as memory:
        memory.add(
            Pair("首页", "Home", "zh-Hans", "en", State.REVIEWED, before=f"{at}")
            for at in range(50)
        )
        assert [pair.target for pair in memory.search("首页")] == ["Home"]


def test_languages_narrow_it(memory: Memory) -> None:
    assert memory.search("政府", languages=("en", "zh-CN")) == [PAIRS[3]]
    assert memory.search("政府", languages=("en", "zh-Hant")) == []


def test_a_side_that_is_none_is_refused(memory: Memory) -> None:
    with pytest.raises(UsageError, match="no such side"):
        memory.search("x", side="left")


def test_what_was_replaced_is_found_no_more(tmp_path: Path) -> None:
    with Memory.open(tmp_path / "a", create=True) as memory:
        memory.add([Pair("首页", "Front page", "zh-Hans", "en", State.REVIEWED)])
        memory.add([Pair("首页", "Home", "zh-Hans", "en", State.REVIEWED)])
        assert memory.search("front") == []
        assert [pair.target for pair in memory.search("home")] == ["Home"]
        assert [pair.target for pair in memory.search("首")] == ["Home"]


SIGNS = st.text("中国的日ab cé1。", min_size=1, max_size=8)


@given(st.lists(st.tuples(SIGNS, SIGNS), max_size=8), SIGNS)
@settings(max_examples=40, deadline=None)
def test_it_finds_what_looking_through_everything_finds(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str]], wanted: str
) -> None:
    path = tmp_path_factory.mktemp("law") / "a"
    with Memory.open(path, create=True) as memory:
        memory.add(Pair(*both, "zh-Hans", "en", State.REVIEWED) for both in texts)
        everything = list(memory.pairs())
        found = memory.search(wanted, limit=50)
    if folded(wanted):
        expected = [
            pair
            for pair in everything
            if folded(wanted) in folded(pair.source) or folded(wanted) in folded(pair.target)
        ]
        assert {(pair.source, pair.target) for pair in found} == {
            (pair.source, pair.target) for pair in expected
        }
