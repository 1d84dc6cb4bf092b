"""A unit with its targets and its inline elements: nothing lost, nothing crossing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossa.localize import localize_ignorable
from glossa.markup import Code, Filled, Placed
from glossa.model import Document, Ignorable, Segment, Unit
from glossa.pages.rebuild import rebuild_text
from glossa.pages.weave import Woven, codes_in, codes_of, weave


def page(*texts: str, codes: tuple[Code, ...] = (), offset: int = 0) -> Document:
    """One unit; texts in brackets are segments, the rest stands between them."""
    parts: list[Segment | Ignorable] = []
    at = offset
    for text in texts:
        if text.startswith("["):
            source = text[1:-1]
            name = f"u1.s{sum(isinstance(part, Segment) for part in parts) + 1}"
            parts.append(Segment(name, at, at + len(source), source, "zh-Hans"))
        else:
            source = text
            parts.append(Ignorable(at, at + len(source), source))
        at += len(source)
    source = "".join(part.source for part in parts)
    unit = Unit("u1", offset, at, source, parts=tuple(parts))
    return Document("-", "\n" * offset + source, (unit,), codes=codes)


def drawn(woven: list[Woven]) -> str:
    """`<c1>text</c1><c2/>`."""
    signs = {"open": "<{}>", "close": "</{}>", "at": "<{}/>"}
    return "".join(
        one.text if one.what == "text" else signs[one.what].format(one.code) for one in woven
    )


def written(document: Document, filled: dict[str, Filled], *, joined: bool = True) -> str:
    unit = document.units[0]
    codes = codes_of(document).get("u1", ())
    return drawn(weave(unit, codes, filled, localize_ignorable if joined else None))


def code(number: int, start: int, end: int, parent: str = "") -> Code:
    return Code(f"c{number}", start, end, "link", parent)


@pytest.mark.parametrize(
    ("texts", "codes", "filled", "expected"),
    [
        pytest.param(
            ["[请点击这里报名]"], [code(1, 1, 5)], {}, "请<c1>点击这里</c1>报名",
            id="nothing filled",
        ),
        pytest.param(
            ["[请点击这里报名]"],
            [code(1, 1, 5)],
            {"u1.s1": Filled("Click here to sign up", (Placed("c1", 6, 10),))},
            "Click <c1>here</c1> to sign up",
            id="to its place",
        ),
        pytest.param(
            ["[请点击这里报名]"],
            [code(1, 1, 5)],
            {"u1.s1": Filled("Click here")},
            "<c1>Click here</c1>",
            id="without a place around the whole",
        ),
        pytest.param(
            ["[图片说明]"], [code(1, 2, 2)], {"u1.s1": Filled("Caption")}, "Caption<c1/>",
            id="without text and without a place at the end",
        ),
        pytest.param(
            ["[脚注处的话。]"],
            [code(1, 3, 3)],
            {"u1.s1": Filled("Words with a note.", (Placed("c1", 5, 5),))},
            "Words<c1/> with a note.",
            id="without text to its point",
        ),
        pytest.param(
            ["[全部]"], [code(1, 0, 2)], {"u1.s1": Filled("All", (Placed("c1", 1, 2),))},
            "<c1>All</c1>",
            id="the whole segment is the whole target",
        ),
        pytest.param(
            ["[第一句。]", "[第二句。]"],
            [code(1, 2, 6)],
            {
                "u1.s1": Filled("Sentence one.", (Placed("c1", 9, 12),)),
                "u1.s2": Filled("Sentence two.", (Placed("c1", 0, 8),)),
            },
            "Sentence <c1>one. Sentence</c1> two.",
            id="over two segments",
        ),
        pytest.param(
            ["[首页]", "｜", "[新闻]"],
            [code(1, 0, 2), code(2, 2, 3), code(3, 3, 5)],
            {"u1.s1": Filled("Home"), "u1.s2": Filled("News")},
            "<c1>Home</c1> <c2>|</c2> <c3>News</c3>",
            id="between segments",
        ),
        pytest.param(
            ["[来源]", "：", "[本报]"],
            [code(1, 0, 3)],
            {"u1.s1": Filled("Source"), "u1.s2": Filled("this paper")},
            "<c1>Source:</c1> this paper",
            id="a label with its colon",
        ),
        pytest.param(
            ["[一句。]", "[又一句。]"],
            [code(1, 3, 3)],
            {"u1.s1": Filled("One."), "u1.s2": Filled("Two.")},
            "One.<c1/> Two.",
            id="a note behind a sentence stays behind it",
        ),
        pytest.param(
            ["[一句。]", "[又一句。]"],
            [code(1, 0, 7), code(2, 3, 7, "c1")],
            {"u1.s1": Filled("One."), "u1.s2": Filled("Two.")},
            "<c1>One. <c2>Two.</c2></c1>",
            id="the blank that is put in stays outside",
        ),
        pytest.param(
            ["[甲乙丙丁]"],
            [code(1, 0, 3), code(2, 1, 2, "c1")],
            {"u1.s1": Filled("a b c d", (Placed("c1", 0, 3), Placed("c2", 4, 7)))},
            "<c1><c2>a b</c2></c1> c d",
            id="a child goes where its parent is",
        ),
        pytest.param(
            ["[甲乙丙丁]"],
            [code(1, 0, 2), code(2, 2, 3)],
            {"u1.s1": Filled("a b c d", (Placed("c1", 0, 5), Placed("c2", 4, 7)))},
            "<c1>a b</c1> <c2>c d</c2>",
            id="siblings that cross are clipped",
        ),
        pytest.param(
            ["[甲乙丙丁]"],
            [code(1, 0, 2), code(2, 2, 3)],
            {"u1.s1": Filled("four words it has")},
            "<c1>four words</c1> <c2>it has</c2>",
            id="siblings without places share the words",
        ),
        pytest.param(
            ["[甲乙]"], [code(1, 0, 0), code(2, 0, 0, "c1"), code(3, 0, 1)],
            {"u1.s1": Filled("It", (Placed("c3", 0, 2),))},
            "<c1><c2/></c1><c3>It</c3>",
            id="a link around a picture holds it",
        ),
        pytest.param(
            ["[甲乙丙]"], [code(1, 1, 1), code(2, 1, 2)],
            {"u1.s1": Filled("one word", (Placed("c1", 6, 6), Placed("c2", 4, 8)))},
            "one <c1/><c2>word</c2>",
            id="what holds nothing never stands inside a sibling",
        ),
    ],
)  # fmt: skip
def test_codes_stand_in_their_places(
    texts: list[str], codes: list[Code], filled: dict[str, Filled], expected: str
) -> None:
    assert written(page(*texts, codes=tuple(codes)), filled) == expected


def test_text_of_the_page_carries_its_place() -> None:
    document = page("[甲]", " | ", "[乙]", "。", codes=(code(1, 10, 11),), offset=10)
    woven = weave(document.units[0], codes_of(document)["u1"], {"u1.s2": Filled("b")})
    assert woven == [
        Woven("open", code="c1"),
        Woven("text", "甲", start=10),
        Woven("close", code="c1"),
        Woven("text", " | ", start=11),
        Woven("text", "b"),
        Woven("text", "。", start=15),
    ]


def test_a_unit_before_segmentation_is_its_source() -> None:
    unit = Unit("u1", 3, 6, "abc")
    assert weave(unit, (code(1, 4, 5),), {}) == [
        Woven("text", "a", start=3),
        Woven("open", code="c1"),
        Woven("text", "b", start=4),
        Woven("close", code="c1"),
        Woven("text", "c", start=5),
    ]


def test_each_unit_has_its_own_codes() -> None:
    units = (Unit("u1", 0, 2, "ab"), Unit("u2", 3, 5, "cd"), Unit("u3", 6, 7, "e"))
    codes = (code(1, 0, 5), code(2, 0, 2), code(3, 2, 2), code(4, 3, 4), code(5, 5, 5))
    document = Document("-", "ab\ncd\ne", units, codes=codes)
    found = {name: [one.id for one in of] for name, of in codes_of(document).items()}
    assert found == {"u1": ["c2", "c3"], "u2": ["c4", "c5"]}
    assert [one.id for one in codes_in(document, units[1])] == ["c4", "c5"]


def test_places_outside_the_target_do_no_harm() -> None:
    document = page("[甲乙丙]", codes=(code(1, 0, 1), code(2, 2, 2)))
    filled = {"u1.s1": Filled("abc", (Placed("c1", -5, 99), Placed("c2", 50, 7)))}
    assert written(document, filled) == "<c1>abc</c1><c2/>"


# -- laws ------------------------------------------------------------------------------------------

TEXT = st.text("ab。甲 |：", min_size=1, max_size=6)


@st.composite
def pages(draw: st.DrawFn) -> Document:
    texts = draw(st.lists(st.tuples(st.booleans(), TEXT), min_size=1, max_size=5))
    made: list[str] = []
    for is_segment, text in texts:
        if is_segment:
            made.append(f"[{text}]")
        elif not made or made[-1].startswith("["):
            made.append(text.replace("[", ""))
    document = page(*made)
    length = len(document.text)
    codes: list[Code] = []

    def fill(start: int, end: int, parent: str, depth: int) -> None:
        at = start
        for _ in range(draw(st.integers(0, 3)) if depth else 0):
            begin = draw(st.integers(at, end))
            stop = draw(st.integers(begin, end))
            number = len(codes)
            codes.append(code(number, begin, stop, parent))
            fill(begin, stop, f"c{number}", depth - 1)
            at = stop

    fill(0, length, "", 3)
    order = sorted(range(len(codes)), key=lambda n: (codes[n].start, n))
    return page(*made, codes=tuple(codes[n] for n in order))


@st.composite
def fillings(draw: st.DrawFn, document: Document) -> dict[str, Filled]:
    found = {}
    for segment in document.segments:
        if draw(st.booleans()):
            target = draw(st.text("xyz ,.", max_size=12))
            codes = draw(st.lists(st.sampled_from(document.codes), max_size=4)) if (
                document.codes
            ) else []  # fmt: skip
            at = st.integers(-1, len(target) + 1)
            found[segment.id] = Filled(
                target, tuple(Placed(one.id, draw(at), draw(at)) for one in codes)
            )
    return found


@given(pages())
def test_nothing_filled_is_the_source_with_its_codes(document: Document) -> None:
    woven = weave(document.units[0], codes_of(document).get("u1", ()), {}, localize_ignorable)
    at = document.units[0].start
    opened: dict[str, int] = {}
    for one in woven:
        if one.what == "text":
            assert one.start == at
            at += len(one.text)
            assert document.text[one.start : at] == one.text
        elif one.what == "close":
            [of] = [code for code in document.codes if code.id == one.code]
            assert (opened[one.code], at) == (of.start, of.end)
        else:
            opened[one.code] = at
    assert at == document.units[0].end
    starts = {one.id: one.start for one in document.codes}
    assert opened == starts
    order = [one.code for one in woven if one.what in ("open", "at")]
    empty = [one.id for one in document.codes if one.start == one.end]
    assert [name for name in order if name in empty] == empty


@given(st.data())
def test_whatever_is_filled_is_balanced_and_reads_as_without_codes(data: st.DataObject) -> None:
    document = data.draw(pages())
    filled = data.draw(fillings(document))
    woven = weave(document.units[0], codes_of(document).get("u1", ()), filled, localize_ignorable)
    parents = {one.id: one.parent for one in document.codes}
    stack: list[str] = []
    seen: list[str] = []
    for one in woven:
        if one.what == "text":
            assert one.text
            if one.start >= 0:
                assert document.text[one.start : one.start + len(one.text)] == one.text
        elif one.what == "close":
            assert stack.pop() == one.code
        else:
            assert parents[one.code] == (stack[-1] if stack else "")
            seen.append(one.code)
            if one.what == "open":
                stack.append(one.code)
    assert not stack
    assert sorted(seen) == sorted(parents)
    targets = {name: one.text for name, one in filled.items()}
    expected = rebuild_text(document, targets, localize_ignorable)
    assert "".join(one.text for one in woven if one.what == "text") == expected
