"""Articles and possessives beside a name: the cases a linguist can edit, and what must hold."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossa.model import replay
from glossa.pipeline import load_termbase
from glossa.termbase import Termbase
from glossa.termbase.inflection import agreed, article_before, possessive_of, vowel_sound

CASES = Path(__file__).parents[1] / "cases"


def cases(name: str) -> list[Any]:
    return [
        pytest.param(
            case,
            id=case["label"],
            marks=[pytest.mark.xfail(strict=True)] if case["expect"] == "fail" else [],
        )
        for case in json.loads((CASES / name).read_text(encoding="utf-8"))
    ]


@lru_cache
def termbase(style: str) -> Termbase:
    return load_termbase(style=style)


@pytest.mark.parametrize("case", cases("term-inflection-article.json"))
def test_articles(case: dict[str, str]) -> None:
    assert ("an" if vowel_sound(case["name"]) else "a") == case["article"]


@pytest.mark.parametrize("case", cases("term-inflection-fold.json"))
def test_folding_keeps_the_words_beside_a_name_right(case: dict[str, str]) -> None:
    base = termbase(case.get("style", "cn-media"))
    folded = base.fold(case["text"])
    assert folded.text == case["result"]
    assert replay(case["text"], folded.steps) == folded.text
    assert base.fold(folded.text).text == folded.text


@pytest.mark.parametrize(
    ("name", "ending", "expected"),
    [
        ("Hotan", "'s", "Hotan's"),
        ("Horgos", "’s", "Horgos’s"),
        ("Flaming Mountains", "'s", "Flaming Mountains'"),
        ("General Administration of Customs", "’", "General Administration of Customs’"),
        ("Hotan", "’", "Hotan’s"),
    ],
)
def test_possessives(name: str, ending: str, expected: str) -> None:
    assert possessive_of(name, ending) == expected


def test_nothing_before_the_floor_is_touched() -> None:
    assert agreed("a Wulumuqi", 2, 10, "Urumqi") == (0, 10, "an Urumqi")
    assert agreed("a Wulumuqi", 2, 10, "Urumqi", floor=1) == (2, 10, "Urumqi")


def test_an_article_at_the_end_of_a_line_is_changed_there() -> None:
    assert agreed("a\nWulumuqi", 2, 10, "Urumqi") == (0, 10, "an\nUrumqi")


def test_chinese_has_no_article() -> None:
    assert article_before("a 和田", 2, "和田") is None


@given(st.text(alphabet="aAn 'sWUe.", max_size=12), st.sampled_from(["Urumqi", "Hotan", "Yi"]))
def test_an_article_that_is_right_stays_right(before: str, name: str) -> None:
    text = before + name
    found = article_before(text, len(before), name)
    if found is not None:
        at, article = found
        mended = f"{text[:at]}{article}{name}"
        assert article_before(mended, len(mended) - len(name), name) is None
