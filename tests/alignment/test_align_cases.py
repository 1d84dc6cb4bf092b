"""Small pairs of texts with the links that a person wants: `tests/cases/alignment.json`.

A link is written `2 = 2+3`: pieces counted from 1; a side may be empty.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from align_helpers import pieces

from glossa.alignment import align
from glossa.termbase import Termbase, load_termbase

CASES = Path(__file__).parents[1] / "cases" / "alignment.json"


def cases() -> list[Any]:
    return [
        pytest.param(
            case,
            id=case["label"],
            marks=[pytest.mark.xfail(strict=True)] if case["expect"] == "fail" else [],
        )
        for case in json.loads(CASES.read_text(encoding="utf-8"))
    ]


@pytest.fixture(scope="module")
def termbase() -> Termbase:
    return load_termbase()


def written(side: tuple[int, ...]) -> str:
    return "+".join(str(place + 1) for place in side)


@pytest.mark.parametrize("case", cases())
def test_links_are_those_a_person_wants(case: dict[str, Any], termbase: Termbase) -> None:
    kinds = case.get("kinds", [(), ()])
    source = pieces(case["source"], case["languages"][0], kinds[0])
    target = pieces(case["target"], case["languages"][1], kinds[1])
    links = align(source, target, termbase=termbase if case.get("glossary") else None)
    found = [f"{written(link.source)} = {written(link.target)}".strip() for link in links]
    # Of neighbours that stand alone on either side, which comes first means nothing.
    assert sorted(found) == sorted(link.strip() for link in case["links"])
