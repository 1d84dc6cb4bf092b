"""Several documents as one, and each given back to its own reader."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from glossa.markup import Code, Filled, Markup, Placed
from glossa.model import Document, Finding, Unit
from glossa.pages.compound import Composed, compose, rebuild_parts, split
from glossa.pages.text import parse
from glossa.segmentation import segment


def coded(text: str, **more: object) -> Document:
    """A page of one paragraph that is bold as a whole, with a link in it."""
    unit = Unit("u1", 0, len(text), text, markup=Markup("p", ("body",), group=3))
    codes = (
        Code("c7", 0, len(text), "bold"),
        Code("c8", 1, 2, "link", parent="c7"),
    )
    return replace(Document("x", text, (unit,), codes=codes), **more)  # type: ignore[arg-type]


def whole(composed: Composed) -> Document:
    return Document("whole", composed.text, composed.units, codes=composed.codes)


def test_texts_are_joined_and_units_and_codes_are_counted_through() -> None:
    composed = compose(
        [("a.html", coded("one")), ("b.html", coded("two")), ("c.txt", parse(b"", ""))]
    )
    assert composed.text == "one\ntwo"
    assert [(unit.id, unit.start, unit.source) for unit in composed.units] == [
        ("u1", 0, "one"),
        ("u2", 4, "two"),
    ]
    assert [(code.id, code.start, code.end, code.parent) for code in composed.codes] == [
        ("c1", 0, 3, ""),
        ("c2", 1, 2, "c1"),
        ("c3", 4, 7, ""),
        ("c4", 5, 6, "c3"),
    ]
    assert [unit.markup and unit.markup.path for unit in composed.units] == [
        ("member#a.html", "body"),
        ("member#b.html", "body"),
    ]
    assert [unit.markup and unit.markup.group for unit in composed.units] == [3, 6]


def test_findings_say_in_which_member_they_are() -> None:
    one = coded("one", findings=(Finding("x", "said", start=1, end=2),))
    two = coded("two", findings=(Finding("y", "said", where="b.html:3", start=0), Finding("z", "")))
    composed = compose([("a.html", one), ("b.html", two)])
    assert [(finding.where, finding.start, finding.end) for finding in composed.findings] == [
        ("a.html", 1, 2),
        ("b.html:3", 4, None),
        ("b.html", None, None),
    ]


def test_what_goes_into_a_part_has_the_names_that_its_reader_gave() -> None:
    composed = compose([("a.html", coded("One.")), ("b.html", coded("Two. Three."))])
    document = segment(whole(composed))
    filled = {"u2.s2": Filled("Drei.", (Placed("c4", 0, 1),))}
    (_, first, none), (_, second, inside) = split(document, composed.parts, filled)
    assert [part.source for unit in first.units for part in unit.parts] == ["One."]
    assert none == {}
    assert [unit.id for unit in second.units] == ["u1"]
    assert [(part.id, part.start) for part in second.segments] == [("u1.s1", 0), ("u1.s2", 5)]
    assert second.units[0].kind == document.units[1].kind
    assert inside == {"u1.s2": Filled("Drei.", (Placed("c8", 0, 1),))}


TEXTS = st.lists(st.text("ab. \n中。", max_size=30), max_size=4)


@given(TEXTS, st.data())
def test_only_parts_that_changed_are_written_and_as_their_reader_alone_would(
    texts: list[str], data: st.DataObject
) -> None:
    documents = [(f"{number}.txt", parse(text.encode(), "")) for number, text in enumerate(texts)]
    composed = compose(documents)
    document = segment(whole(composed))
    for unit in document.units:
        assert document.text[unit.start : unit.end] == unit.source
    targets = {
        part.id: Filled(f"<{part.source}>")
        for part in document.segments
        if data.draw(st.booleans())
    }
    rebuilt = rebuild_parts(document, composed.parts, targets, language="en")
    position = 0
    for member, alone in documents:
        units = document.units[position : position + len(alone.units)]
        position += len(units)
        expected = alone.text
        for unit, own in reversed(list(zip(units, alone.units, strict=True))):
            new = "".join(
                targets[part.id].text if getattr(part, "id", "") in targets else part.source
                for part in unit.parts
            )
            expected = expected[: own.start] + new + expected[own.end :]
        if expected == alone.text:
            assert member not in rebuilt
        else:
            assert rebuilt[member].data.decode() == expected
