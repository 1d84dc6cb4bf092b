"""What a page asks to keep: protected, and never cut."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from glossa.markup import Code
from glossa.model import Document, Unit
from glossa.segmentation import segment
from glossa.segmentation.kept import kept_in


def page(marked: str) -> Document:
    """One block; what stands in `[[` `]]` is not to be translated."""
    text, codes = "", []
    for number, piece in enumerate(marked.replace("]]", "[[").split("[[")):
        if number % 2:
            name = f"c{len(codes) + 1}"
            codes.append(Code(name, len(text), len(text) + len(piece), "code", translate=False))
        text += piece
    return Document("-", text, (Unit("u1", 0, len(text), text),), codes=tuple(codes))


@pytest.mark.parametrize(
    ("marked", "segments"),
    [
        pytest.param("请运行 [[git status]] 命令。", ["请运行 git status 命令。"], id="inside"),
        pytest.param("设为[[第一句。第二句。第三]]即可。", ["设为第一句。第二句。第三即可。"],
                     id="no end of a sentence inside"),
        pytest.param("[[首页 | 新闻 | 体育]]", ["首页 | 新闻 | 体育"], id="no menu inside"),
        pytest.param("点[[保存]]。再点[[退出]]。", ["点保存。", "再点退出。"], id="one in each"),
        pytest.param("[[新疆]]", ["新疆"], id="one word"),
    ],
)  # fmt: skip
def test_kept_stretches_are_protected_and_whole(marked: str, segments: list[str]) -> None:
    document = segment(page(marked))
    assert [one.source for one in document.segments] == segments
    kept = [piece.strip() for piece in marked.replace("]]", "[[").split("[[")[1::2]]
    assert [literal for one in document.segments for literal in one.literals] == kept


def test_a_kept_block_has_no_language() -> None:
    [one] = segment(page("[[2025年9月26日 新疆]]")).segments
    assert one.language == "zxx"


def test_a_number_that_is_kept_in_part_is_kept_as_a_whole() -> None:
    [one] = segment(page("面积[[50]]万平方公里的土地")).segments
    assert [(one.source[p.start : p.end], p.kind) for p in one.protected] == [
        ("50万平方公里", "code")
    ]


def test_an_element_around_several_blocks_keeps_them_all() -> None:
    units = tuple(Unit(f"u{n}", 3 * n, 3 * n + 2, "甲乙") for n in range(3))
    codes = (Code("c1", 0, 5, "code", translate=False), Code("c2", 6, 7, "bold"))
    document = Document("-", "甲乙\n甲乙\n甲乙", units, codes=codes)
    assert kept_in(document) == {"u0": ((0, 2),), "u1": ((0, 2),)}


@example(["", ".", "", "。1"])
@given(st.lists(st.text("甲。a. |｜\u3000—1年", max_size=6), min_size=1, max_size=7))
def test_whatever_is_kept_stands_in_one_segment(pieces: list[str]) -> None:
    marked = "".join(f"[[{piece}]]" if n % 2 else piece for n, piece in enumerate(pieces))
    document = segment(page(marked))
    unit = document.units[0]
    assert "".join(part.source for part in unit.parts) == unit.source
    for code in document.codes:
        words = document.text[code.start : code.end].strip()
        start = document.text.index(words, code.start) if words else code.start
        inside = [
            one
            for one in document.segments
            if any(
                one.start + p.start <= start and start + len(words) <= one.start + p.end
                for p in one.protected
            )
        ]
        assert len(inside) == 1 or not words
