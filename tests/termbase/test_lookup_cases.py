"""Each case of `tests/cases/lookup-*.json`."""

from typing import Any

import pytest
from termbase_cases import as_params, glossary

from glossa.termbase.lookup import loose_key


@pytest.mark.parametrize(
    "case", as_params("lookup-wild", "lookup-synthetic", "lookup-must-not-find")
)
def test_lookup(case: dict[str, Any]) -> None:
    hits = glossary(case.get("glossary", "own")).lookup(case["input"])
    first = (hits[0].concept.id, hits[0].how) if hits else (None, None)
    assert first == (case["expected"], case["how"])


def test_one_answer_a_concept_and_no_more_than_asked() -> None:
    hits = glossary("small").lookup("和田")
    assert [hit.concept.id for hit in hits] == ["cn-653200", "cn-653201"]
    assert len(glossary("small").lookup("和田", limit=1)) == 1
    assert glossary("small").lookup("和田", limit=0) == ()


def test_nearest_first() -> None:
    hits = glossary("small").lookup("Hotn")
    assert hits[0].term.text == "Hotan"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize(
    ("text", "key"),
    [("Hétián Dìqū", "hetiandiqu"), ("ke1shi2", "keshi"), ("G7", "g7"), ("和 田", "和田")],
)
def test_loose_key(text: str, key: str) -> None:
    assert loose_key(text) == key
