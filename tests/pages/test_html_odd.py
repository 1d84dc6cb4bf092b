"""Web pages that are hostile, huge or broken: read in linear time, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from glossa.errors import EncodingError
from glossa.model import Document
from glossa.pages import html

HOSTILE = {
    "nested divs": (b"<div>", b"end"),
    "nested divs with text": (b"<div>x", b""),
    "nested formatting": (b"<b>x", b""),
    "formatting left open": (b"<p><b>", b"x"),
    "links left open": (b"<a href=x>x", b""),
    "buttons": (b"<button>x", b""),
    "lists": (b"<ul><li>x", b""),
    "tables": (b"<table><tr><td>x", b""),
    "stray end tags": (b"</b></div></td>x", b""),
    "elements that cross": (b"<b><p></b>x", b""),
    "items far from their list": (b"<li><section><div>x", b""),
    "less-than": (b"<", b""),
    "comments left open": (b"<!--", b""),
    "tags left open": (b"<a b='", b""),
    "ampersands": (b"&amp", b""),
    "pictures": (b"<svg>", b"<text>x"),
    "no-break blanks": (b"&nbsp;", b"x"),
    "comments in a line": (b"x<!---->", b""),
    "scripts": (b"<script><!--<script>", b""),
    "spans and what does not close them": (b"<span>", b"</p></div>x"),
    "languages": (b"<p lang=zh>x", b""),
    "attributes": (b"<a b=c d>", b"x"),
}


LINEAR = ("nested divs with text", "formatting left open", "elements that cross", "no-break blanks")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_and_come_back(name: str) -> None:
    piece, end = HOSTILE[name]
    data = piece * 600 + end
    document = html.parse(data, "p.html")
    assert html.rebuild(document, {}, language="en").data == data


@pytest.mark.parametrize("name", LINEAR)
def test_time_grows_with_the_size(
    name: str, cpu_seconds: Callable[[Callable[[], object]], float]
) -> None:
    piece, end = HOSTILE[name]
    few, many = (piece * count + end for count in (250, 2000))
    small = min(cpu_seconds(lambda: html.parse(few, "p.html")) for _ in range(3))
    large = min(cpu_seconds(lambda: html.parse(many, "p.html")) for _ in range(2))
    assert large < 32 * small + 0.05


def test_twenty_thousand_nested_divs() -> None:
    data = b"<div>" * 20_000 + b"<p>deep" + b"</div>" * 20_000
    document = html.parse(data, "p.html")
    (unit,) = document.units
    assert unit.source == "deep"
    assert unit.markup is not None
    assert unit.markup.path == ("body", *["div"] * 38, "p")
    assert html.rebuild(document, {}, language="en").data == data


def test_a_table_on_one_line() -> None:
    data = b"<table>" + b"<tr><td>a cell</td><td>12</td></tr>" * 5_000 + b"</table>"
    document = html.parse(data, "p.html")
    assert len(document.units) == 10_000
    groups = [unit.markup.group for unit in document.units if unit.markup]
    assert groups == [number // 2 + 1 for number in range(10_000)]


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(EncodingError, match="PNG"):
        html.parse(b"\x89PNG\r\n\x1a\n", "p.html")


def test_an_empty_page_is_told() -> None:
    for data in (b"", b"<!-- only this -->", b"<body></body>"):
        document: Document = html.parse(data, "p.html")
        assert [finding.code for finding in document.findings] == ["empty-page"]
        assert html.rebuild(document, {}, language="en").data == data


def test_bytes_that_are_no_text_stay_outside_of_units() -> None:
    data = "<p>中文中文中文".encode() + b"\xe4\xb8" + "文文文文</p>".encode()
    document = html.parse(data, "p.html")
    (unit,) = document.units
    assert unit.source == "中文中文中文文文文文"
    assert [(code.start, code.end) for code in document.codes] == [(6, 6)]


def test_markup_tells_where_a_block_stands() -> None:
    page = (
        b"<body class=home><div id=top class='a b c d'><ul role=navigation><li><a href=x>one</a>"
        b"<li>two <a href=y>and</a></ul></div><p>end"
    )
    units = html.parse(page, "p.html").units
    markups = [unit.markup for unit in units if unit.markup]
    outer = ("body.home", "div#top.a.b.c", "ul[role=navigation]", "li")
    assert [markup.path for markup in markups] == [(*outer, "a"), outer, ("body.home", "p")]
    assert [markup.linked for markup in markups] == [1.0, 3 / 7, 0.0]
    assert [markup.group for markup in markups] == [1, 1, 2]


def test_codes_lie_in_one_another() -> None:
    page = b"<p>a <b>b <i>c</i></b> <code>d</code> <img src=x> e<sup>1</sup>"
    document = html.parse(page, "p.html")
    assert document.text == "a b c d e1"
    assert [
        (code.kind, document.text[code.start : code.end], code.parent, code.translate)
        for code in document.codes
    ] == [
        ("bold", "b c", "", True),
        ("italic", "c", "c1", True),
        ("code", "d", "", False),
        ("image", "", "", True),
        ("note", "1", "", True),
    ]


def test_a_link_that_goes_on_is_counted_where_it_ends() -> None:
    document = html.parse(b"<div><a href=x>foo</div>bar</a>baz qux<p>end", "p.html")
    markups = [unit.markup for unit in document.units if unit.markup]
    assert [markup.linked for markup in markups] == [1.0, 0.3, 0.0]
