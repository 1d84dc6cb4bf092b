"""`tests/cases/memory-fuzzy.json`: what becomes of a remembered target on another page.

`becomes` is the target that is right for the new source; null: nobody can be sure, so the numbers
stay as they are and what differs is named.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from glossa.memory.adapt import adapt
from glossa.memory.model import Pair, Query
from glossa.model import State, replay

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "cases" / "memory-fuzzy.json").read_text(encoding="utf-8")
)
PARAMETERS = [
    pytest.param(
        case,
        id=f"{case['kind']}: {case['label']}",
        marks=[pytest.mark.xfail(strict=True)] if case["expect"] == "fail" else [],
    )
    for case in CASES
]


@pytest.mark.parametrize("case", PARAMETERS)
def test_case(case: dict[str, Any]) -> None:
    pair = Pair(case["old"], case["target"], case["from"], case["to"], State.REVIEWED)
    adapted = adapt(pair, Query(case["new"], case["from"], case["to"]))
    assert replay(pair.target, adapted.steps) == adapted.target
    if case["becomes"] is None:
        assert adapted.target == case["target"]
        assert adapted.differs
        assert adapted.turning or case["label"] == "names"  # which only a glossary knows
    else:
        assert adapted.target == case["becomes"]
        assert not adapted.differs


def test_there_are_cases_of_every_kind() -> None:
    kinds = {case["kind"] for case in CASES}
    assert kinds == {"wild", "synthetic", "must-not-change", "known-failure"}
    assert len(CASES) >= 120
    assert all((case["expect"] == "fail") == (case["kind"] == "known-failure") for case in CASES)
