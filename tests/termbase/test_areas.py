"""Kin by division codes, and what a page names."""

from __future__ import annotations

import copy
import pickle

import pytest
from termbase_cases import glossary

from glossa.termbase import PageNames
from glossa.termbase.areas import areas_named, code_of, kin_of, page_names
from glossa.termbase.beside import generic_beside
from glossa.termbase.concepts import Concept
from glossa.termbase.persons import is_person


def place(*codes: str) -> Concept:
    return Concept("x", "county", (), codes)


@pytest.mark.parametrize(
    ("codes", "areas"),
    [
        (["654224"], {"65", "6542", "654224"}),
        (["654200"], {"65", "6542"}),
        (["650000"], {"65"}),
        (["659001"], {"65", "659001"}),
        (["653200", "653201", "653221"], {"65", "6532"}),
        (["654224", "652325"], {"65"}),
        (["654224", "532532"], set()),
        ([], set()),
    ],
)
def test_areas_that_a_name_stands_for(codes: list[str], areas: set[str]) -> None:
    assert areas_named([place(f"GB/T 2260:{code}") for code in codes]) == areas


def test_a_place_without_a_code_has_no_area_and_takes_it_from_others() -> None:
    assert areas_named([place("GB/T 2260:654224"), place("Wikidata:Q1")]) == frozenset()
    assert code_of(place("ISO 3166-2:CN-XJ", "NBS:654224100")) == "654224100"
    assert kin_of("654224100") == "654224"


def test_page_names_are_kept_whole() -> None:
    page = PageNames({"a"}, {"65"}, {"tori"}).with_settled({"a", "b"})
    assert page == {"a"}
    assert page.settled == {"b"}
    for other in (copy.copy(page), pickle.loads(pickle.dumps(page))):
        assert (other, other.areas, other.persons, other.settled) == (page, {"65"}, {"tori"}, {"b"})
    assert page_names(page, {}) is page


def test_bare_ids_tell_their_areas() -> None:
    concepts = glossary().concepts
    assert page_names({"cn-654224", "unheard of"}, concepts).areas == {"65", "6542", "654224"}


def test_a_page_names_what_it_names() -> None:
    page = glossary().named(
        [
            ("Toli County is far.", "en"),
            ("和田的农民", "zh-Hans"),
            ("Mr. Mori came.", "en"),
            ("Qorghas is busy.", "en"),
        ]
    )
    assert "cn-654224" in page
    assert not page & {"cn-653200", "cn-653201", "cn-654004", "cn-654023"}
    assert {"6542", "6532"} <= page.areas
    assert "mori" in page.persons


@pytest.mark.parametrize(
    ("text", "name", "generic"),
    [
        ("Tori county", "Tori", "county"),
        ("Tori Autonomous County", "Tori", "county"),
        ("Hotan, Kashgar and Aksu prefectures", "Hotan", "prefecture"),
        ("Hotan, Kashgar, and Aksu Prefectures", "Kashgar", "prefecture"),
        ("Hotan & Aksu cities", "Hotan", "city"),
        ("the counties of Tori, Emin and Yumin", "Emin", "county"),
        ("cities such as Aksu", "Aksu", "city"),
        ("the city of Aksu", "Aksu", "city"),
        ("Tori and the counties", "Tori", ""),
        ("Tori. County", "Tori", ""),
        ("Tori and Emin went to the counties", "Tori", ""),
        ("the city and Aksu", "Aksu", ""),
        ("countyTori", "Tori", ""),
    ],
)
def test_generic_words_beside(text: str, name: str, generic: str) -> None:
    at = text.index(name)
    assert generic_beside(text, at, at + len(name)) == generic


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Mr. Mori came", True),
        ("Kenji Mori came", True),
        ("J. Mori came", True),
        ("Mori Kenji came", True),
        ("Mori, 45, came", True),
        ("Mori said so", True),
        ("the singer Mori came", True),
        ("the surname is Mori", True),
        ("his Mori", True),
        ("Mori's wife", True),
        ("In Mori they sing", False),
        ("Even Mori is far", False),
        ("to Mori, Xinjiang", False),
        ("Mori County is far", False),
        ("Farmers, Mori and all", False),
        ("THE FARMERS OF MORI MEET", False),
        ("Mori is far", False),
        ("they sell Mori Apples", False),
        ("Farmers In Mori Sell Online", False),
        ("Kenji Mori Sells Walnuts Online Said Mori Said", False),
        ("Mori's farmers", False),
    ],
)
def test_signs_of_a_person(text: str, person: bool) -> None:
    name = "MORI" if "MORI" in text else "Mori"
    at = text.index(name)
    assert is_person(text, at, at + len(name)) is person
