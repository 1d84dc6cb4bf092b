"""Terms written into sources and answers: what stands beside them stays right."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossa.model import replay
from glossa.translator import Requirement
from glossa.translator.written import opening_with, placed, tidied, written_into

CASES = Path(__file__).parents[1] / "cases" / "term-inflection-placed.json"
TOLI = Requirement("term", 0, 3, "托里县", "Toli County", detail="concept=x")


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case["label"],
            marks=[pytest.mark.xfail(strict=True)] if case["expect"] == "fail" else [],
        )
        for case in json.loads(CASES.read_text(encoding="utf-8"))
    ],
)
def test_placed(case: dict[str, Any]) -> None:
    found = re.search(r"\[(.*?)\]", case["text"])
    assert found is not None
    text = case["text"].replace("[", "").replace("]", "")
    term = Requirement("term", 0, 1, "县", case["term"], persons=case.get("persons", False))
    start = found.start()
    assert placed(text, start, start + len(found[1]), term).apply(text) == case["result"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("托里县的天气", "Toli County 的天气"),
        ("今天托里县", "今天 Toli County"),
        ("“托里县”", "“Toli County”"),
        ("在托里县，", "在 Toli County，"),
    ],
)
def test_a_term_stands_between_blanks_in_the_source(source: str, expected: str) -> None:
    at = source.index("托")
    needed = Requirement("term", at, at + 3, "托里县", "Toli County")
    steps, text = written_into(source, [needed])
    assert text == expected
    assert replay(source, steps) == text


def test_what_is_the_same_in_both_languages_is_not_written() -> None:
    needed = Requirement("literal", 0, 2, "x1", "x1")
    assert written_into("x1去", [needed]) == ((), "x1去")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Toli County County is near", "Toli County is near"),
        ("an Toli County school", "a Toli County school"),
        ("Toli County and Toli County County", "Toli County and Toli County"),
        ("Toli County countries", "Toli County countries"),
        ("toli county County", "toli county County"),
    ],
)
def test_tidied(text: str, expected: str) -> None:
    steps, result = tidied(text, [TOLI])
    assert result == expected
    assert replay(text, steps) == result
    assert tidied(result, [TOLI]) == ((), result)


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("", 0, "Toli County"),
        ("The weather in Tory is good", 15, "The weather in Toli County"),
        ("It is an Ort school", 9, "It is a Toli County"),
    ],
)
def test_openings(text: str, start: int, expected: str) -> None:
    assert opening_with(text, start, TOLI) == expected


@given(
    st.text(alphabet="aT Couny'’s.-", max_size=20),
    st.integers(0, 20),
    st.integers(0, 20),
    st.sampled_from(["Toli County", "Urumqi", "the Corps", "Tianshan Mountains", "e-commerce"]),
    st.booleans(),
)
def test_what_was_placed_stands_there(
    text: str, one: int, two: int, term: str, persons: bool
) -> None:
    start, end = sorted((min(one, len(text)), min(two, len(text))))
    edit = placed(text, start, end, Requirement("term", 0, 1, "县", term, persons=persons))
    assert 0 <= edit.start <= start
    assert edit.end >= end
    assert term.lower()[1:] in edit.apply(text).lower().replace("ies", "y")
