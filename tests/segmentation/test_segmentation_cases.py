"""The linguists' cases: `tests/cases/segmentation-<pile>.json`, one rule a case.

`parts`: the parts of one line, ignorables in angle brackets. `language`: the tag of a text.
`spans`: `tag:text` for each. `protected`: `kind:text` for each. `kinds`: one for each line of a
page given as a list of lines.
"""

from __future__ import annotations

from typing import Any

import pytest
from seg_helpers import document, load, segments, show

from glossa.segmentation import find_protected, identify, segment, segment_text

PILES = ("wild", "synthetic", "must-not-change", "known-failures")


def _found(rule: str, given: Any) -> Any:
    if rule == "parts":
        return show(segment_text(given))
    if rule == "language":
        return identify(given)
    if rule == "spans":
        (only,) = segments(segment_text(given))
        return [f"{span.language}:{given[span.start : span.end]}" for span in only.spans]
    if rule == "protected":
        return [f"{span.kind}:{given[span.start : span.end]}" for span in find_protected(given)]
    if rule == "kinds":
        return [str(unit.kind) for unit in segment(document("\n".join(given))).units]
    raise AssertionError(f"no such rule: {rule}")


def _params() -> list[Any]:
    return [
        pytest.param(
            case,
            id=f"{pile}-{case['rule']}-{case['label']}",
            marks=pytest.mark.xfail(strict=True) if case["expect"] == "fail" else (),
        )
        for pile in PILES
        for case in load(f"segmentation-{pile}.json")
    ]


@pytest.mark.parametrize("case", _params())
def test_case(case: dict[str, Any]) -> None:
    assert _found(case["rule"], case["input"]) == case["expected"], case["comment"]
