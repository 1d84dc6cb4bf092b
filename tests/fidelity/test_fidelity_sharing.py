"""Elements of one sentence of which only some have a place: no words are cut, none are swapped."""

from __future__ import annotations

import re

import pytest

from glossa.markup import Code, Filled, Placed
from glossa.model import Document, Segment, Unit
from glossa.pages.weave import codes_of, weave


def written(source: str, target: str, places: dict[str, str], kind: str = "link") -> str:
    """`source`: `[words]` are codes c1, c2 ...; `places`: which of them stand on what."""
    codes, text = [], ""
    for number, piece in enumerate(re.split(r"[\[\]]", source)):
        if number % 2:
            name = f"c{len(codes) + 1}"
            codes.append(Code(name, len(text), len(text) + len(piece), kind))
        text += piece
    segment = Segment("u1.s1", 0, len(text), text, "zh-Hans")
    unit = Unit("u1", 0, len(text), text, parts=(segment,))
    document = Document("-", text, (unit,), codes=tuple(codes))
    placed = tuple(
        Placed(name, target.index(words), target.index(words) + len(words))
        for name, words in places.items()
    )
    woven = weave(unit, codes_of(document)["u1"], {"u1.s1": Filled(target, placed)})
    return "".join(
        one.text if one.what == "text" else f"<{'/' * (one.what == 'close')}{one.code}>"
        for one in woven
    )


@pytest.mark.parametrize(
    ("source", "target", "places", "expected"),
    [
        pytest.param(
            "四月的[伊犁河谷]开满了[杏花]",
            "In April the Ili valley is full of apricot blossoms.",
            {"c1": "Ili valley"},
            "In April the <c1>Ili valley</c1> <c2>is full of apricot blossoms</c2>.",
            id="behind the one that it stood behind",
        ),
        pytest.param(
            "[地震]发生后，[救援队]出发。",
            "After the quake, rescuers set out.",
            {"c2": "rescuers"},
            "<c1>After the quake</c1>, <c2>rescuers</c2> set out.",
            id="before the one that it stood before",
        ),
        pytest.param(
            "[上海][大学]",
            "University of Shanghai",
            {"c1": "Shanghai"},
            "<c2>University of</c2> <c1>Shanghai</c1>",
            id="where there is room",
        ),
    ],
)
def test_what_has_no_place_goes_to_its_own_side(
    source: str, target: str, places: dict[str, str], expected: str
) -> None:
    assert written(source, target, places) == expected


def test_a_date_of_many_pieces_is_cut_at_words() -> None:
    got = written("[2021][年][3][月][5][日]", "5 March 2021", {}, kind="style")
    assert re.sub("<[^>]*>", "", got) == "5 March 2021"
    assert not re.search(r"\w(?:</?c\d>)+\w", got)
    assert all(got.count(f"<c{number}>") == 1 for number in range(1, 7))


def test_pieces_of_a_date_leave_alone_what_has_its_place() -> None:
    places = {"c1": "2021", "c5": "5"}
    got = written("[2021][年][3][月][5][日]", "5 March 2021", places, kind="style")
    assert "<c5>5</c5>" in got
    assert "<c1>2021</c1>" in got
    assert ">March</c" in got


def test_every_link_stands_around_something_even_in_chinese() -> None:
    got = written("[ab][cd][ef]", "新疆人", {})
    assert got == "<c1>新</c1><c2>疆</c2><c3>人</c3>"
    got = written("[ab][cd][ef]", "oil", {})
    assert got == "<c1>o</c1><c2>i</c2><c3>l</c3>"
