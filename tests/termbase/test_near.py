"""Names that are spelt nearly alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossa.termbase.concepts import Concept, Term
from glossa.termbase.near import NearNames, alike, neighbours, sound_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoten", "Hotan"),
        ("Aqsu", "Aksu"),
        ("Khotan", "Hotan"),
        ("Kashghar", "Kashgar"),
        ("Kashqar", "Kashgar"),
        ("Ürümchi", "Urumchi"),
        ("Turpan", "Turpann"),
        ("Tuprhan", "Turphan"),
        ("Qarasai River", "Karasai River"),
        ("Namgyel Khan", "Namgyal Khan"),
        ("Labor Organization", "Labour Organization"),
    ],
)
def test_these_are_alike(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)
    assert neighbours([one, other]) == {one: (other,), other: (one,)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Korea", "Korla"),
        ("Ireland", "Iceland"),
        ("Hami", "Hotan"),
        ("Bell", "Ball"),
        ("Hotan", "Hotan"),
        ("hotan", "Hotan"),
        ("Hotan", "Hotan Prefecture"),
        ("Tajik", "Tajiks"),
        ("Kenya", "Kenyan"),
        ("Aksu", "Yaksu"),
    ],
)
def test_these_are_not(one: str, other: str) -> None:
    assert not alike(one, other)
    assert neighbours([one, other]) == {}


def test_the_nearest_name_of_a_glossary() -> None:
    def concept(name: str, *texts: str, kind: str = "city") -> Concept:
        return Concept(name, kind, tuple(Term(text, name, "en") for text in texts))

    names = NearNames(
        [
            concept("x-1", "Hotan", "Hetian"),
            concept("x-2", "Karasai"),
            concept("x-3", "RED"),
            concept("x-4", "Hooten", kind="interface"),
            concept("x-5", "Aksu apple"),
        ]
    )
    found = {
        text: term.text if (term := names.nearest(text)) else ""
        for text in ("Hoten", "Qarasai", "Red", "Aksu Apple", "Nowhere", "")
    }
    assert found == {
        "Hoten": "Hotan",
        "Qarasai": "Karasai",
        "Red": "",
        "Aksu Apple": "Aksu apple",
        "Nowhere": "",
        "": "",
    }


@given(st.lists(st.text(alphabet="abehkqu ", min_size=1, max_size=12), max_size=12))
def test_the_index_misses_nothing_of_one_word(names: list[str]) -> None:
    words = sorted({name.replace(" ", "") for name in names} - {""})
    found = neighbours(words)
    for one in words:
        assert found.get(one, ()) == tuple(
            other for other in words if other != one and alike(one, other)
        )


@given(st.text(max_size=20))
def test_a_sound_has_no_capitals_and_is_stable(text: str) -> None:
    assert sound_of(text) == sound_of(text).lower()
