"""Web pages, case by case: which units are read, and what is written."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from glossa.markup import Filled, Placed
from glossa.model import Document, Segment
from glossa.pages import html
from glossa.segmentation import segment

CASES = Path(__file__).parents[1] / "cases"


def load(name: str) -> list[Any]:
    cases = json.loads((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["label"]) for case in cases]


def whole(document: Document) -> Document:
    """Every unit one segment, with the language that the house finds."""
    languages = {one.source: one.language for one in segment(document).segments}
    units = []
    for unit in document.units:
        language = languages.get(unit.source, "zh-Hans")
        part = Segment(f"{unit.id}.s1", unit.start, unit.end, unit.source, language)
        units.append(replace(unit, parts=(part,)))
    return replace(document, units=tuple(units))


@pytest.mark.parametrize("case", load("html-blocks.json"))
def test_blocks(case: dict[str, Any]) -> None:
    document = html.parse(case["html"].encode(), case.get("name", "p.html"), "utf-8")
    found = [[unit.markup.element if unit.markup else "", unit.source] for unit in document.units]
    assert found == case["units"]


@pytest.mark.parametrize("case", load("html-rebuilt.json"))
def test_rebuilt(case: dict[str, Any]) -> None:
    encoding = case.get("encoding", "utf-8")
    data = case["html"].encode(encoding)
    document = whole(html.parse(data, case.get("name", "p.html"), encoding))
    places = case.get("places", {})
    filled = {
        f"{unit.id}.s1": Filled(
            case["targets"][unit.source],
            tuple(Placed(*place) for place in places.get(unit.source, ())),
        )
        for unit in document.units
        if unit.source in case["targets"]
    }
    assert len(filled) == len(case["targets"])
    built = html.rebuild(document, filled, language=case.get("language", "en"))
    assert built.data.decode() == case["expect"]
    assert html.rebuild(document, {}, language="en").data == data
