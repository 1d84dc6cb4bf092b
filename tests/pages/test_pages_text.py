"""Reading text pages: units, list marks, odd characters, sizes."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossa.model import Document, Finding, Ignorable, Segment, Severity, Unit
from glossa.pages import encode, parse_text, rebuild_text

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "pages-lines.json").read_text(encoding="utf-8")
)


def parameters() -> list[Any]:
    return [
        pytest.param(
            case,
            id=case["label"],
            marks=[pytest.mark.xfail(strict=True)] if case["expect"] == "fail" else [],
        )
        for case in CASES
    ]


@pytest.mark.parametrize("case", parameters())
def test_lines(case: dict[str, Any]) -> None:
    document = parse_text(case["input"].encode("utf-8"), "page.txt")
    assert [[unit.list_marker, unit.source] for unit in document.units] == case["expected"]


def test_units_say_where_they_stand() -> None:
    document = parse_text("\ufeff  • 新闻\r\n\r\n　　云广网 \x85x".encode(), "page.txt")
    assert document.units == (
        Unit("u1", 4, 6, "新闻", list_marker="  • "),
        Unit("u2", 12, 15, "云广网"),
        Unit("u3", 17, 18, "x"),
    )
    assert document.text == "  • 新闻\r\n\r\n　　云广网 \x85x"
    assert document.encoding.bom == b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The page is empty."),
        (b" \r\n\t\xe3\x80\x80\x00\n", "The page holds nothing but blanks."),
        (b"\xef\xbb\xbf", "The page holds nothing but blanks."),
    ],
)
def test_empty_page(data: bytes, message: str) -> None:
    document = parse_text(data, "page.txt")
    assert document.units == ()
    assert document.findings == (Finding("empty-page", message, Severity.INFO, where="page.txt"),)
    assert encode(document, document.text) == (data, ())


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_is_rebuilt(text: str) -> None:
    document = parse_text(text.encode("utf-8"), "-", "utf-8")
    assert encode(document, rebuild_text(document, {})) == (text.encode("utf-8"), ())
    position = 0
    for number, unit in enumerate(document.units, 1):
        assert unit.id == f"u{number}"
        assert unit.source == document.text[unit.start : unit.end]
        assert unit.source.strip() != ""
        assert document.text[position : unit.start].endswith(unit.list_marker)
        assert unit.start >= position
        position = unit.end


LINES = st.lists(
    st.sampled_from(
        ["  • 新闻", "1. a", "一、概况", "（二）x", "中\u2028文\x1c", "\x00", "　", "—"]
    )
)


@given(LINES, st.lists(st.sampled_from(["\n", "\r\n", "\r", "\x85", " \n"]), min_size=1))
def test_no_text_is_lost_between_units(lines: list[str], ends: list[str]) -> None:
    text = "".join(line + ends[i % len(ends)] for i, line in enumerate(lines))
    document = parse_text(text.encode("utf-8"), "-", "utf-8")
    targets = {unit.id: "" for unit in document.units}
    assert len(targets) == sum(1 for line in lines if line not in {"\x00", "　"})
    rest = "".join(
        document.text[a.end : b.start]
        for a, b in zip(
            [Unit("", 0, 0, ""), *document.units],
            [*document.units, Unit("", len(text), len(text), "")],
            strict=True,
        )
    )
    assert len(rest) + sum(len(unit.source) for unit in document.units) == len(text)


def joined(document: Document) -> Document:
    """The document with each unit one segment, as the simplest segmenter would make it."""
    units = tuple(
        Unit(
            unit.id,
            unit.start,
            unit.end,
            unit.source,
            parts=(Segment(f"{unit.id}.s1", unit.start, unit.end, unit.source),),
            list_marker=unit.list_marker,
        )
        for unit in document.units
    )
    return Document(document.name, document.text, units, document.encoding)


def test_targets_stand_in_the_layout() -> None:
    document = joined(parse_text("  • 新闻\r\n\r\n\t频道  \r\n".encode("gb18030"), "page.txt"))
    text = rebuild_text(document, {"u1.s1": "News", "u2.s1": "Channels"})
    assert text == "  • News\r\n\r\n\tChannels  \r\n"
    assert encode(document, text) == (text.encode("gb18030"), ())


def test_joiner_is_asked_only_where_something_changed() -> None:
    calls: list[tuple[str, ...]] = []

    def joiner(*arguments: str) -> str:
        calls.append(arguments)
        return f"<{arguments[0]}>"

    source = "一、来源：新华网12377举报 end:"
    parts = (
        Segment("u1.s1", 2, 4, "来源"),
        Ignorable(4, 5, "："),
        Segment("u1.s2", 5, 8, "新华网"),
        Segment("u1.s3", 8, 13, "12377"),
        Segment("u1.s4", 13, 15, "举报"),
        Ignorable(15, 16, " "),
        Segment("u1.s5", 16, 19, "end"),
        Ignorable(19, 20, ":"),
    )
    unit = Unit("u1", 2, 20, source[2:], parts=parts, list_marker="一、")
    document = Document("-", source, (unit,))
    targets = {"u1.s1": "Source", "u1.s4": "report", "u1.s5": "end"}
    assert rebuild_text(document, {}, joiner) == source
    assert calls == []
    assert rebuild_text(document, targets, joiner) == ("<一、>Source<：>新华网12377<>report< >end:")
    assert calls == [
        ("一、", "", "Source", "", "来源"),
        ("：", "Source", "新华网", "来源", "新华网"),
        ("", "12377", "report", "12377", "举报"),
        (" ", "report", "end", "举报", "end"),
    ]


@settings(deadline=None)
@given(st.integers(1, 3))
def test_size_does_not_bend_the_curve(factor: int) -> None:
    data = "  • 中国日报网 abc\n".encode() * 2000 * factor
    assert len(parse_text(data, "-").units) == 2000 * factor


@pytest.mark.parametrize(
    ("data", "units"),
    [
        ("中国日报网，".encode() * 280_000, 1),  # 5 MB in one line
        ("  • 新闻 \r\n".encode() * 100_000, 100_000),
        (b"\r\n" * 1_000_000, 0),
        (b" " * 5_000_000, 0),
        (b"1. " * 1_000_000, 1),
    ],
    ids=["one line", "many lines", "empty lines", "blanks", "marks"],
)
def test_large_pages_are_quick(data: bytes, units: int) -> None:
    start = time.process_time()
    document = parse_text(data, "-")
    text = rebuild_text(document, {})
    assert time.process_time() - start < 10  # far above the true time: only a curve goes there
    assert len(document.units) == units
    assert encode(document, text)[0] == data
