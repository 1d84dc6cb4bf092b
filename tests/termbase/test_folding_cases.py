"""Each case of `tests/cases/folding-*.json`: the result, its steps, and that it stays as it is."""

from typing import Any

import pytest
from termbase_cases import as_params, glossary, read_cases

from glossa.model import Protected, replay
from glossa.termbase import Folded

PILES = (
    "folding-wild",
    "folding-synthetic",
    "folding-must-not-change",
    "folding-context",
    "folding-lines",
    "folding-known-failures",
)


def fold(case: dict[str, Any], name: str) -> Folded:
    termbase = glossary(name, case.get("style", "cn-media"))
    return termbase.fold(
        case["input"],
        protected=[Protected(start, end, "code") for start, end in case.get("protected", ())],
        page=frozenset(case.get("page", ())),
        source=frozenset(case.get("source", ())),
        quotations=case.get("quotations", False),
    )


@pytest.mark.parametrize("case", as_params(*PILES))
def test_fold(case: dict[str, Any]) -> None:
    folded = fold(case, case.get("glossary", "own"))
    assert folded.text == case["expected"]
    assert replay(case["input"], folded.steps) == folded.text
    if "steps" in case:
        assert [step.detail for step in folded.steps] == case["steps"]
    assert bool(folded.steps) == (case["input"] != case["expected"])
    remarks = [
        (finding.code, folded.text[finding.start : finding.end]) for finding in folded.ambiguous
    ]
    ambiguous = [name for code, name in remarks if code == "ambiguous-name"]
    assert ambiguous == case.get("ambiguous", [])
    others = [f"{code} {name}" for code, name in remarks if code != "ambiguous-name"]
    assert others == case.get("remarks", [])
    again = fold(case | {"input": folded.text, "protected": ()}, case.get("glossary", "own"))
    if not case.get("protected"):
        assert again.text == folded.text
        assert again.steps == ()


@pytest.mark.parametrize("case", as_params("folding-must-not-change"))
def test_must_not_change_with_the_small_glossary(case: dict[str, Any]) -> None:
    assert fold(case, "small").text == case["input"]


@pytest.mark.parametrize("name", PILES[:3])
def test_pile_is_what_it_says(name: str) -> None:
    changes = {case["input"] != case["expected"] for case in read_cases(name)}
    assert changes == {name != "folding-must-not-change"}
