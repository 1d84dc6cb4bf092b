"""Laws of putting a remembered target right, names of the glossary, and what is said to differ."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from glossa.memory.abstract import figures
from glossa.memory.adapt import Name, adapt
from glossa.memory.likeness import likeness
from glossa.memory.model import Pair, Query
from glossa.model import State, replay

ENGLISH = ("{}", "{:,}")
NAMES = {
    "托里县": Name(0, 0, "toli", ("Toli County", "Tuoli County")),
    "和田县": Name(0, 0, "hotan", ("Hotan County",)),
    "美国": Name(0, 0, "us", ("United States",)),
    "法国": Name(0, 0, "france", ("France",)),
}


def names(text: str, language: str) -> list[Name]:
    assert language == "zh-Hans"
    found = [
        Name(text.index(form), text.index(form) + len(form), name.concept, name.renderings)
        for form, name in NAMES.items()
        if form in text
    ]
    return sorted(found)


def pair(source: str, target: str) -> Pair:
    return Pair(source, target, "zh-Hans", "en", State.REVIEWED)


def query(source: str) -> Query:
    return Query(source, "zh-Hans", "en")


def test_the_same_source_gives_the_same_target() -> None:
    adapted = adapt(pair("他走了3天。", "He left for 3 days."), query("他走了3天。"))
    assert (adapted.target, adapted.steps, adapted.whole) == ("He left for 3 days.", (), True)


@given(
    year=st.integers(1900, 2099),
    old=st.integers(2, 10**7),
    new=st.integers(2, 10**7),
    form=st.sampled_from(ENGLISH),
)
def test_a_number_put_right_and_put_back_is_what_it_was(
    year: int, old: int, new: int, form: str
) -> None:
    assume(year not in {old, new})
    target = f"In {year} there were {form.format(old)} trees."
    first, second = f"{year}年有{old}棵树。", f"{year}年有{new}棵树。"
    there = adapt(pair(first, target), query(second))
    assert there.whole
    assert replay(target, there.steps) == there.target
    values = [Decimal(slot.value) for slot in figures(there.target, "en")]
    assert values == [year, new]
    back = adapt(pair(second, there.target), query(first))
    assert [Decimal(slot.value) for slot in figures(back.target, "en")] == [year, old]


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
@pytest.mark.parametrize("to", ["en", "zh-Hans", "fr"])
def test_any_text_replays(to: str, old: str, target: str, new: str) -> None:
    adapted = adapt(Pair(old, target, "zh-Hans", to, State.REVIEWED), Query(new, "zh-Hans", to))
    assert replay(target, adapted.steps) == adapted.target


def test_a_name_of_the_glossary_is_exchanged() -> None:
    adapted = adapt(
        pair("托里县有3个村。", "Toli County has 3 villages."), query("和田县有5个村。"), names
    )
    assert adapted.target == "Hotan County has 5 villages."
    assert adapted.whole
    assert [step.action for step in adapted.steps] == ["place-term", "number"]


def test_another_right_wording_of_the_old_name_is_found_too() -> None:
    adapted = adapt(pair("托里县", "in Tuoli County"), query("和田县"), names)
    assert adapted.target == "in Hotan County"


@pytest.mark.parametrize(
    ("target", "new"),
    [
        ("It is a county.", "和田县"),  # the name is not there
        ("Toli County, or Toli County", "和田县"),  # twice
    ],
)
def test_a_name_that_is_not_plainly_there_is_not_exchanged(target: str, new: str) -> None:
    adapted = adapt(pair("托里县", target), query(new), names)
    assert adapted.target == target
    assert adapted.differs == ("托里县 -> 和田县",)
    assert adapted.turning


def test_a_name_with_an_article_is_not_exchanged() -> None:
    adapted = adapt(pair("他去美国。", "He goes to the United States."), query("他去法国。"), names)
    assert adapted.target == "He goes to the United States."
    assert adapted.turning


def test_what_differs_is_said_in_the_sources_words() -> None:
    adapted = adapt(
        pair("他们在县里种了很多枣树。", "They grow many."), query("他们在乡里种了枣树。")
    )
    assert adapted.differs == ("县 -> 乡", "很多 -> nothing")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("他同意这个计划。", "他不同意这个计划。"),
        ("产量增加了。", "产量减少了。"),
        ("重5公斤", "重5吨"),
        ("有三个人来。", "有几个人来。"),
        ("禁止停车", "停车"),
        ("没有人鼓励她。", "没有人鼓励他。"),
        ("在 iOS 上设置", "在 Windows 上设置"),
    ],
)
def test_what_may_turn_the_meaning_is_known(old: str, new: str) -> None:
    assert adapt(pair(old, "x"), query(new)).turning


def test_what_does_not_turn_it_is_known_too() -> None:
    assert not adapt(pair("会议在县里召开。", "x"), query("会议在县城召开。")).turning


def test_likeness_is_by_character_in_chinese_and_by_word_too_elsewhere() -> None:
    assert likeness("他走了", "他走了", "zh-Hans") == 1.0
    assert likeness("他走了", "她走了", "zh-Hans") == pytest.approx(2 / 3)
    near, far = "the form is here", "the from is here"
    assert likeness(near, far, "en") < likeness(near, far, "zh-Hans")
    assert likeness("", "", "en") == 1.0
    assert likeness(near, far, "en", floor=0.99) == 0.0
