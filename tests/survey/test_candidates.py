"""Likely names: the labelled cases, and what is said of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from surveys import survey_texts

from glossa.survey.words import COMMON, FUNCTION, ORGANISATION_WORDS, PLACE_WORDS, TITLES

CASES = Path(__file__).parents[1] / "cases"


def load(*names: str) -> list[dict[str, Any]]:
    return [case for name in names for case in json.loads((CASES / name).read_text("utf-8"))]


ALL = load("candidates-english.json", "candidates-chinese.json", "candidates-known-failures.json")


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case["label"],
            marks=[pytest.mark.xfail(strict=True)] if case["expect"] == "fail" else [],
        )
        for case in ALL
    ],
)
def test_candidates_of_a_page(case: dict[str, Any]) -> None:
    found = {one.text: one for one in survey_texts(case["text"]).candidates}
    assert sorted(found) == case["names"], case["comment"]
    for text, near in case.get("near", {}).items():
        assert found[text].near == near
    for text, others in case.get("alike", {}).items():
        assert list(found[text].alike) == others


def test_precision_and_recall_on_all_cases() -> None:
    hits = wrong = missed = 0
    for case in ALL:
        found = {one.text for one in survey_texts(case["text"]).candidates}
        wanted = set(case["names"])
        hits += len(found & wanted)
        wrong += len(found - wanted)
        missed += len(wanted - found)
    assert hits / (hits + wrong) >= 0.85, f"precision {hits}/{hits + wrong}"
    assert hits / (hits + missed) >= 0.8, f"recall {hits}/{hits + missed}"


def test_a_candidate_is_counted_over_files_and_shows_where_it_stands() -> None:
    survey = survey_texts(
        "First line.\n\nThe road to Qarasay Township is long.",
        "We met in Qarasay Township. All went to Qarasay Township.",
    )
    (one,) = survey.candidates
    assert (one.text, one.kind, one.count, one.files) == ("Qarasay Township", "place", 3, 2)
    assert [str(place) for place in one.places] == ["p1.txt:3:13", "p2.txt:1:11", "p2.txt:1:41"]
    assert one.places[0].before == "The road to "
    assert one.places[0].after == " is long."


def test_kinds() -> None:
    survey = survey_texts(
        "The map of Mr. Sadir lay at the Fenwick Library near Barsu River, beside one of Oktar."
    )
    assert {one.text: one.kind for one in survey.candidates} == {
        "Sadir": "person",
        "Fenwick Library": "organisation",
        "Barsu River": "place",
        "Oktar": "name",
    }


def test_places_are_capped_and_counts_are_not() -> None:
    survey = survey_texts("\n".join(["The road to Qarasay Township is long."] * 30))
    (one,) = survey.candidates
    assert (one.count, len(one.places)) == (30, 20)


def test_a_common_word_anywhere_in_the_pages_is_no_name_in_any() -> None:
    assert [one.text for one in survey_texts("They met the Zorbin there.").candidates] == ["Zorbin"]
    both = survey_texts("They met the Zorbin there.", "He is a zorbin, as his father was.")
    assert both.candidates == ()


def test_the_word_lists_hold_what_they_say() -> None:
    assert all(word == word.lower() for word in COMMON)
    assert FUNCTION < COMMON
    assert all(word[:1].isupper() for word in TITLES | ORGANISATION_WORDS | PLACE_WORDS)
