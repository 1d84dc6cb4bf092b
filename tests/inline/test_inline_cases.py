"""Where inline elements belong in given targets: cases by hand (tests/cases/inline.json).

Without an engine: what glossary, rules and glossa's own table of words can tell.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from glossa.evaluation.codes import CodeCase, load_code_cases, page_of_cases, places_of, verdict
from glossa.model import Entry, replay
from glossa.pipeline import load_termbase
from glossa.pipeline.codes import with_codes

CASES = load_code_cases(Path(__file__).parents[1] / "cases" / "inline.json")


@cache
def placed() -> tuple[Entry, ...]:
    termbase = load_termbase()
    document, entries = page_of_cases(CASES, termbase)
    return with_codes(document, entries, to="en", termbase=termbase)


@pytest.mark.parametrize(
    ("number", "case"),
    [
        pytest.param(
            number,
            case,
            id=f"{case.group}-{case.label}",
            marks=[] if case.expect == "pass" else [pytest.mark.xfail(strict=True)],
        )
        for number, case in enumerate(CASES)
    ],
)
def test_case(number: int, case: CodeCase) -> None:
    places = places_of(placed()[number])
    got = {mark: case.target[slice(*places[mark])] if mark in places else None for mark in places}
    wrong = {mark for mark in case.codes if not verdict(case, mark, places.get(mark)).exact}
    assert not wrong, got


def test_targets_and_replays_stay_as_they_are() -> None:
    for case, entry in zip(CASES, placed(), strict=True):
        assert entry.target == case.target == replay(entry.source, entry.steps)


def test_what_has_no_place_has_a_remark() -> None:
    for case, entry in zip(CASES, placed(), strict=True):
        lost = set(case.codes) - set(places_of(entry))
        lost = {mark for mark in lost if case.codes[mark] != (0, len(case.source))}
        said = [one for one in entry.findings if one.code == "code-around-segment"]
        assert bool(lost) == bool(said), case.label


def test_places_are_whole_words_unless_the_page_cuts_one() -> None:
    for case, entry in zip(CASES, placed(), strict=True):
        for mark, (start, end) in places_of(entry).items():
            cuts = [case.codes[mark][side] for side in (0, 1)]
            if any(case.source[max(0, at - 1) : at + 1].isascii() for at in cuts):
                continue
            for at in (start, end):
                inside = case.target[max(0, at - 1) : at + 1]
                assert not (len(inside) == 2 and inside.isalnum()), (case.label, inside)
