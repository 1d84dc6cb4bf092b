"""From style A to style B and back to A: every preferred name comes out as it went in.

The names that cannot are `tests/cases/style-exceptions.json`, each with its reason. A name that is
also a word, a person or another place needs a context in both directions; here the page gives it:
it names the concept itself, and Xinjiang.
"""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest
from termbase_cases import glossary

from glossa.termbase.concepts import FORMS, INTERFACE, TEMPLATE

STYLES = ("cn-media", "pinyin", "academic", "un")
EXCEPTIONS = json.loads(
    (Path(__file__).parents[1] / "cases" / "style-exceptions.json").read_text(encoding="utf-8")
)
EXCEPTED = {(case["concept"], case["name"]) for case in EXCEPTIONS}


def preferred_names(style: str) -> dict[tuple[str, str], None]:
    """(concept, name) for each preferred name of a style."""
    termbase = glossary(style=style)
    return {
        (concept.id, term.text): None
        for concept in termbase.concepts.values()
        if concept.kind not in (INTERFACE, TEMPLATE)
        for form in FORMS
        if (term := termbase.preferred(concept.id, "en", form)) is not None and not term.unverified
    }


def there_and_back(concept: str, name: str, style: str, other: str) -> tuple[str, str]:
    page = frozenset({concept, "cn-65"})
    there = glossary(style=other).fold(name, page=page).text
    return there, glossary(style=style).fold(there, page=page).text


@pytest.mark.parametrize(("style", "other"), list(permutations(STYLES, 2)))
def test_there_and_back(style: str, other: str) -> None:
    lost = {
        (concept, name): result
        for concept, name in preferred_names(style)
        if (concept, name) not in EXCEPTED
        and (result := there_and_back(concept, name, style, other))[1] != name
    }
    assert lost == {}


@pytest.mark.parametrize("case", EXCEPTIONS, ids=lambda case: case["name"])
def test_exceptions_are_still_exceptions(case: dict[str, str]) -> None:
    results = [
        there_and_back(case["concept"], case["name"], style, other)
        for style, other in permutations(STYLES, 2)
        if (case["concept"], case["name"]) in preferred_names(style)
    ]
    assert any(there == case["there"] and back != case["name"] for there, back in results)


@pytest.mark.parametrize("style", STYLES)
def test_a_preferred_name_stays_in_its_own_style(style: str) -> None:
    changed = {
        name: folded
        for concept, name in preferred_names(style)
        if (folded := glossary(style=style).fold(name, page=frozenset({concept})).text) != name
    }
    assert changed == {}
