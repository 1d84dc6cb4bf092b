"""What becomes of an engine's bad answers, on the cases in `tests/cases/engine-guard.json`.

Each case: a `source`; the engine's `answer`, its `strict` one, and those to the `halves` of the
source; the `target` and the `codes` of the findings that must come out. `asked`: what the engine
must be asked where that is not the source; `silent`: it must not be asked at all.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import glossa
from glossa.engines import ScriptedEngine
from glossa.model import MatchType, replay
from glossa.termbase import Termbase
from glossa.translator.apart import set_apart
from glossa.translator.mending import halves, mended_number

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "engine-guard.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def termbase() -> Termbase:
    return glossa.load_termbase()


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_case(case: dict[str, Any], termbase: Termbase) -> None:
    asked = case.get("asked", case["source"])
    answers = {} if case.get("silent") else {asked: case["answer"], **case.get("halves", {})}
    strict = {asked: case["strict"]} if "strict" in case else {}
    engine = ScriptedEngine(answers, strict_answers=strict)  # raises at any other question
    document = glossa.parse_page(case["source"].encode(), "page.txt")
    [entry] = glossa.translate(document, engine=engine, termbase=termbase)
    assert entry.target == case["target"]
    assert sorted(one.code for one in entry.findings) == sorted(case["codes"])
    assert replay(entry.source, entry.steps) == entry.target


def test_a_good_answer_is_asked_for_once(termbase: Termbase) -> None:
    engine = ScriptedEngine({"小心台阶": "Mind the step"})
    document = glossa.parse_page("小心台阶".encode(), "page.txt")
    glossa.translate(document, engine=engine, termbase=termbase)
    assert [call.method for call in engine.calls] == ["translate"]


def test_where_the_glossary_says_all_no_engine_has_a_say(termbase: Termbase) -> None:
    """The plain answer lacks a name; with the names written in nothing is left to translate."""
    source = "增值电信业务经营许可证 B2-20100123"
    engine = ScriptedEngine({source: "Licence B2-20100123"})
    [entry] = glossa.translate(
        glossa.parse_page(source.encode(), "page.txt"), engine=engine, termbase=termbase
    )
    assert entry.target == "Value-Added Telecommunications Business Operating License B2-20100123"
    assert entry.match is MatchType.TERMBASE
    assert entry.findings == ()
    assert [call.segments for call in engine.calls if call.method == "translate"] == [(source,)]


@given(st.text(alphabet="首页a1 ，★🎉\u200b\u200d\ufe0f\u202e\ufffd\u3000", max_size=12))
def test_signs_come_back_and_steps_replay(text: str) -> None:
    apart = set_apart(text)
    assert replay(text, apart.steps) == apart.text
    steps, whole = apart.back(apart.text)
    assert replay(text, (*apart.steps, *steps)) == whole
    assert apart.without(whole) == apart.text
    letters = [sign for sign in text if sign.isalnum()]
    assert [sign for sign in apart.text if sign.isalnum()] == letters


@given(st.text(alphabet="首页新，。：；,. ", max_size=60))
def test_halves_are_the_whole(text: str) -> None:
    found = halves(text)
    assert found is None or ("".join(found) == text and all(found))


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        ("分辨率1024×768", "Resolution 1024x768", ""),
        ("分辨率1024×768", "Resolution 1034x768", "Resolution 1024x768"),
        ("分辨率1024×768", "Resolution 1024x7680 and 7681", ""),  # which of the two?
        ("第3届", "The 33rd", ""),  # a digit says too little
        ("病例241例", "158 cases", ""),  # nothing alike
        ("12公里", "7.5 miles", ""),
        ("样品20250117", "Sample 2025017", ""),  # which digit?
        ("价格3.50元", "33.50 yuan", "3.50 yuan"),
    ],
)
def test_only_a_plain_misspelling_is_mended(source: str, target: str, mended: str) -> None:
    step = mended_number(source, target)
    assert (replay(target, (step,)) if step else "") == mended
