"""The cases in `tests/cases/` and the two glossaries they run on."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from glossa.termbase import Termbase, load_termbase

TESTS = Path(__file__).resolve().parents[1]
SMALL = TESTS / "termbase" / "data" / "small"


@cache
def glossary(name: str = "own", style: str = "cn-media") -> Termbase:
    """`own`: the one glossa ships; `small`: the one in `data/small`."""
    if name == "small":
        return load_termbase([SMALL], style=style)
    return load_termbase(style=style)


def read_cases(name: str) -> list[dict[str, Any]]:
    return json.loads((TESTS / "cases" / f"{name}.json").read_text(encoding="utf-8"))


def as_params(*names: str) -> list[Any]:
    """One pytest parameter a case; a case that is expected to fail must fail."""
    return [
        pytest.param(
            case,
            id=f"{name}-{case['label']}",
            marks=pytest.mark.xfail(strict=True) if case["expect"] == "fail" else (),
        )
        for name in names
        for case in read_cases(name)
    ]
