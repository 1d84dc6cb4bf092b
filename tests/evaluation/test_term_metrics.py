"""The figures for terms, on targets written by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossa.evaluation import Case, Wanted
from glossa.evaluation.metrics import (
    Consistency,
    OverApplied,
    Success,
    consistency,
    over_applied,
    success,
)
from glossa.evaluation.run import wrong_terms

TOLI = Wanted("托里县", "Toli County", ("Tuoli County",))
KAZAK = Wanted("哈萨克族", "Kazak")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("in Toli County today", Success(1, 1, 1, 1, 1)),
        ("in toli county today", Success(1, 0, 1, 1, 1)),
        ("Toli\nCounty’s figs", Success(1, 0, 0, 1, 1)),
        ("in Tuoli County", Success(1, 0, 0, 0, 1)),
        ("in Tolicounty", Success(1, 0, 0, 0, 0)),
        ("Toli Countyside", Success(1, 0, 0, 0, 0)),
        ("", Success(1, 0, 0, 0, 0)),
    ],
)
def test_success(target: str, expected: Success) -> None:
    assert success([Case("托里县", "x", (TOLI,))], [target]) == expected


def test_a_plural_counts_as_inflected_only() -> None:
    assert success([Case("哈萨克族", "x", (KAZAK,))], ["the Kazaks' songs"]) == Success(
        1, 0, 0, 1, 1
    )


def test_no_terms_no_share() -> None:
    found = success([Case("天气", "weather")], ["weather"])
    assert (found, found.share(0)) == (Success(), None)


def test_each_term_counts_once_a_sentence() -> None:
    case = Case("托里县和哈萨克族", "x", (TOLI, KAZAK))
    found = success([case, case], ["Toli County, Toli County", "Kazak"])
    assert (found.wanted, found.exact, found.share(found.exact)) == (4, 2, 0.5)


def test_consistency_goes_by_the_first_use() -> None:
    cases = [Case("托里县", "x", (TOLI,))] * 6
    targets = ["nothing", "Tuoli County", "Tuoli County", "Toli County", "there", "Torrey County"]
    found = consistency(cases, targets, [("托里县", ("Toli County", "Torrey County"))])
    # the first recognised is the second sentence; four come later, three of them are recognised
    assert found == Consistency(later=4, recognised=3, same=1)
    assert found.f1 == pytest.approx(2 * (1 / 3) * (1 / 4) / (1 / 3 + 1 / 4))


def test_the_longest_wording_is_the_one_used() -> None:
    short = Wanted("托里", "Toli", ("Toli County",))
    cases = [Case("托里", "x", (short,))] * 2
    assert consistency(cases, ["Toli County", "Toli"], []).same == 0


@pytest.mark.parametrize(("targets", "f1"), [(["Kazak"], None), (["Kazak", "x"], 0.0)])
def test_consistency_without_later_uses(targets: list[str], f1: float | None) -> None:
    assert consistency([Case("哈萨克族", "x", (KAZAK,))] * len(targets), targets, []).f1 == f1


def test_over_application() -> None:
    cases = [
        Case("托里县的天气", "weather in Toli County", (TOLI,)),
        Case("天气", "weather"),
        Case("天气", "weather of Toli County"),
        Case("托里县", "x"),
    ]
    targets = ["Toli County", "weather in Toli County", "in Toli County", "Toli County"]
    # right in the first and, as the source has the name, the last; the reference excuses the third
    assert over_applied(cases, targets) == OverApplied(rightly=2, wrongly=1)
    assert over_applied(cases, targets).rate == pytest.approx(1 / 3)
    assert over_applied(cases, [""] * 4).rate is None


def test_a_name_inside_a_wanted_name_is_not_over_applied() -> None:
    cases = [
        Case("和田县", "x", (Wanted("和田县", "Hotan County"),)),
        Case("和田地区", "x", (Wanted("和田地区", "Hotan"),)),
    ]
    assert over_applied(cases, ["Hotan County", "Hotan"]) == OverApplied(2, 0)


def test_wrong_terms_are_as_many_and_none_is_right() -> None:
    names = [Wanted(f"县{n}", f"Name {n}") for n in range(7)]
    cases = [Case("x", "y", (names[n], names[(n + 1) % 7])) for n in range(7)]
    wrong = wrong_terms(cases)
    assert wrong == wrong_terms(cases)
    pairs = {
        (right.target, other.target)
        for case, changed in zip(cases, wrong, strict=True)
        for right, other in zip(case.terms, changed.terms, strict=True)
    }
    assert len(pairs) == 7  # each is always changed for the same one
    assert all(right != other for right, other in pairs)
    assert {right for right, _ in pairs} == {other for _, other in pairs}


@given(st.lists(st.text(alphabet="TolikazCunty '’s", max_size=30), max_size=5))
def test_each_way_to_count_counts_no_less_than_the_stricter_one(targets: list[str]) -> None:
    found = success([Case("x", "y", (TOLI, KAZAK))] * len(targets), targets)
    assert found.exact <= found.folded <= found.inflected <= found.accepted <= found.wanted
    assert success([Case("x", "y", (TOLI,))], ["a Toli County."]).exact == 1
