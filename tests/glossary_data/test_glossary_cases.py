"""What the glossary's data make of names and labels, as cases a linguist can edit.

`glossary-whole.json`: a Chinese segment and its English. `glossary-fold.json`: English and the same
in one spelling. `glossary-unchanged.json`: English that must stay as it is, in every style.
`glossary-match.json`: Chinese and the names in it, in order.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from glossary_rows import rows
from glossary_terms import termbase

CASES = Path(__file__).resolve().parents[1] / "cases"


def cases(name: str) -> list[Any]:
    found = json.loads((CASES / name).read_text(encoding="utf-8"))
    return [
        pytest.param(
            case["input"],
            case["style"],
            case["expected"],
            id=f"{case['style']}-{case['label']}-{case['input'][:40]}",
            marks=[pytest.mark.xfail(strict=True)] if case["expect"] == "fail" else [],
        )
        for case in found
    ]


@pytest.mark.parametrize(("source", "style", "expected"), cases("glossary-whole.json"))
def test_whole_segment(source: str, style: str, expected: str) -> None:
    match = termbase(style).whole(source, "zh-Hans", "en")
    assert match is not None
    assert match.text == expected


@pytest.mark.parametrize(("text", "style", "expected"), cases("glossary-fold.json"))
def test_fold(text: str, style: str, expected: str) -> None:
    folded = termbase(style).fold(text)
    assert folded.text == expected
    assert termbase(style).fold(folded.text).text == expected


@pytest.mark.parametrize(("text", "style", "expected"), cases("glossary-unchanged.json"))
def test_fold_leaves_alone(text: str, style: str, expected: str) -> None:
    assert termbase(style).fold(text).text == expected


@pytest.mark.parametrize(("text", "style", "expected"), cases("glossary-match.json"))
def test_names_found_in_chinese(text: str, style: str, expected: list[str]) -> None:
    found = termbase(style).match(text, "zh-Hans")
    assert [text[match.start : match.end] for match in found] == expected


STYLES = ("cn-media", "pinyin", "academic", "un")


@pytest.mark.parametrize("style", STYLES)
def test_there_and_back_gives_the_same_name(style: str) -> None:
    """A full form of one style, folded to another and back, is itself again.

    Short forms are left out: those that need a neighbour stay where they were folded to. On the
    way back the page is known to name the place: another county may be written the same.
    """
    lost = []
    for row in rows():
        if row.language != "en" or row.status != "preferred" or row.type != "fullForm":
            continue
        if row.context or "unverified" in row.note or style not in (row.styles or STYLES):
            continue
        for other in STYLES:
            there = termbase(other).fold(row.term).text
            back = termbase(style).fold(there, page=frozenset({row.concept})).text
            if back != row.term:
                lost.append(f"{row.where} {row.term} -> {there} -> {back}")
    assert lost == []


def test_the_loader_has_nothing_to_say_about_the_data() -> None:
    assert [f"{found.where} {found.message}" for found in termbase("cn-media").findings] == []
