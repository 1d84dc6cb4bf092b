"""Forms that more than one concept claims, and names of other worlds, sentence by sentence.

`ambiguous-forms.json`, one case a line: `form`; `label` (`alone`: nothing tells which is meant;
`generic word`, `Chinese beside`, `kind of people`, `the word language`: what tells;
`other world`: somebody or something else); `concept`, where one is meant; `page`, what else stands
on the page. Bare forms stay, unless all that they may mean are written alike in the style.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from glossary_rows import rows
from glossary_terms import termbase

FILE = Path(__file__).resolve().parents[1] / "cases" / "ambiguous-forms.json"
CASES = json.loads(FILE.read_text(encoding="utf-8"))
BARE = ("alone", "other world")
NOT_NAMES = ("interface", "template", "generic")


def _outcome(case: dict[str, str]) -> str:
    """What the case's sentence becomes; folded a second time it must stay."""
    names = termbase(case["style"])
    page = names.named([(case["page"], "en")]) if "page" in case else frozenset()
    folded = names.fold(case["input"], page=page).text
    again = names.fold(folded, page=page).text
    return folded if again == folded else f"{folded} -> {again}"


@pytest.mark.parametrize("form", sorted({case["form"] for case in CASES}))
def test_ambiguous_form(form: str) -> None:
    """A case with `expect: fail` must fail: strict, as everywhere."""
    wrong = []
    for case in CASES:
        if case["form"] == form:
            got = _outcome(case)
            if (got == case["expected"]) != (case["expect"] == "pass"):
                wrong.append(f"{case['style']}: {case['input']} -> {got}")
    assert wrong == []


def test_every_form_that_is_claimed_twice_has_its_sentences() -> None:
    claims: dict[str, set[str]] = defaultdict(set)
    for row in rows():
        if row.language == "en" and row.kind not in NOT_NAMES and "unverified" not in row.note:
            claims[row.term.casefold()].add(row.concept)
    labels: dict[str, set[str]] = defaultdict(set)
    for case in CASES:
        labels[case["form"].casefold()].add(case["label"])
    shared = {form for form, owners in claims.items() if len(owners) > 1}
    assert len(shared) >= 60
    assert sorted(form for form in shared if not labels[form] & set(BARE)) == []
    registered = {"cctv news", "china news service", "ethnic groups", "sarikoli", "khotan"}
    assert sorted(form for form in shared - registered if not labels[form] - set(BARE)) == []


def test_a_case_that_names_a_concept_names_one_that_is_there() -> None:
    known = {row.concept for row in rows()}
    assert [
        case["input"] for case in CASES if case["concept"] and case["concept"] not in known
    ] == []


def test_no_case_stands_twice() -> None:
    seen = [(case["style"], case["input"], case.get("page", "")) for case in CASES]
    assert len(seen) == len(set(seen))
