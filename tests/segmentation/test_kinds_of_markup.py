"""Kinds of blocks with markup, by the linguists' cases; and what the model promises."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from glossa.markup import Markup
from glossa.model import Kind, Unit
from glossa.pages import PAGE_FORMATS, reader_of
from glossa.segmentation import segment
from glossa.segmentation.kinds_markup import around_of
from glossa.segmentation.kinds_model import KINDS, Model, best_kinds, load_model, worth

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "kinds-markup.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case["label"],
            marks=pytest.mark.xfail(strict=True) if case["expect"] == "fail" else (),
        )
        for case in CASES
    ],
)
def test_case(case: dict[str, Any]) -> None:
    page = f"<!DOCTYPE html><body>{case['input']}</body>".encode()
    document = segment(reader_of(PAGE_FORMATS["html"]).parse(page, "x.html"))
    found = [(unit.source, str(unit.kind)) for unit in document.units]
    assert [kind for _, kind in found] == case["expected"], found


@pytest.mark.parametrize(
    ("selector", "notion"),
    [
        ("div.gNav", "nav"),
        ("div#mainMenu2", "nav"),
        ("p.art-tit", "title"),
        ("div.copyR", "legal"),
        ("div[role=navigation]", "nav"),
        ("div.laiyuan", "source"),
        ("span.riqi", "date"),
    ],
)
def test_words_in_classes_are_notions(selector: str, notion: str) -> None:
    tag = selector[: min(len(selector), *(selector.find(s) % 99 for s in ".#["))]
    assert notion in around_of(Markup(tag, ("body", selector))).own


def packed(**weights: int) -> int:
    return sum(
        weight << (32 * KINDS.index(Kind(name.replace("_", "-"))))
        for name, weight in weights.items()
    )


def test_weights_add_up_lane_by_lane_and_the_way_as_a_whole_wins() -> None:
    model = Model(
        {"a": packed(link=300, other=-50), "b": packed(link=-100, other=220), "c": packed(other=9)},
        {
            "next": tuple(
                tuple(500 if one is other is Kind.LINK else 0 for one in KINDS) for other in KINDS
            )
        },
    )
    first, second = worth(model, ["a"]), worth(model, ["b", "unknown"])
    assert best_kinds(model, [first], ["first"], [None]) == [Kind.LINK]
    assert best_kinds(model, [second], ["first"], [None]) == [Kind.OTHER]
    both, none = [first, second], [None, None]
    assert best_kinds(model, both, ["first", "next"], none) == [Kind.LINK, Kind.LINK]
    assert best_kinds(model, both, ["first", "else"], none) == [Kind.LINK, Kind.OTHER]
    sure = [Kind.LEGAL, None]
    assert best_kinds(model, both, ["first", "next"], sure) == [Kind.LEGAL, Kind.OTHER]
    assert best_kinds(model, [], [], []) == []


@pytest.mark.parametrize("name", ["markup", "text"])
def test_the_weights_that_are_shipped_have_a_row_for_each_kind(name: str) -> None:
    model = load_model(name)
    assert len(model.features) > 1000
    assert all(len(rows) == len(KINDS) == len(rows[0]) for rows in model.chains.values())


def test_subtitles_are_captions() -> None:
    cues = tuple(
        Unit(f"u{n}", n * 2, n * 2 + 1, sign, markup=Markup("cue", ("cue",)))
        for n, sign in enumerate("你好")
    )
    document = reader_of(PAGE_FORMATS["text"]).parse("你\n好".encode(), "x.txt")
    from dataclasses import replace

    found = segment(replace(document, units=cues)).units
    assert [unit.kind for unit in found] == [Kind.CAPTION, Kind.CAPTION]
