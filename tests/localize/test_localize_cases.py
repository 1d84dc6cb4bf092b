"""Every rule of localisation on the cases in `tests/cases/localize-*.json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from glossa.localize import constraints, localize, localize_ignorable
from glossa.model import replay

CASES = Path(__file__).parents[1] / "cases"
PILES = ("wild", "synthetic", "must-not-change", "known-failures")


def cases(rule: str) -> list[Any]:
    return [
        pytest.param(
            case["input"],
            case["expected"],
            id=f"{pile}: {case['label']}",
            marks=[pytest.mark.xfail(strict=True)] if case["expect"] == "fail" else [],
        )
        for pile in PILES
        for case in json.loads((CASES / f"localize-{pile}.json").read_text(encoding="utf-8"))
        if case["rule"] == rule
    ]


@pytest.mark.parametrize(("source", "expected"), cases("whole"))
def test_whole_segments(source: str, expected: str | None) -> None:
    localized = localize(source)
    assert (localized.text if localized else None) == expected
    if localized:
        assert replay(source, localized.steps) == localized.text
        assert localize(localized.text) is None
        assert localize(source, "zh-Hans") is None


@pytest.mark.parametrize(("source", "expected"), cases("sentence"))
def test_sentences(source: str, expected: list[list[str]]) -> None:
    found = constraints(source)
    assert [[constraint.source, constraint.target] for constraint in found] == expected
    for constraint in found:
        assert source[constraint.start : constraint.end] == constraint.source
        assert constraint.target not in constraint.accept


@pytest.mark.parametrize(("arguments", "expected"), cases("between"))
def test_between_segments(arguments: list[str], expected: str) -> None:
    assert localize_ignorable(*arguments) == expected
    assert localize_ignorable(expected, *arguments[1:]) == expected
