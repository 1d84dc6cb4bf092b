"""Laws of web pages: any bytes come back, targets stand where sources stood, the rest stays."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from glossa.errors import EncodingError
from glossa.markup import Filled
from glossa.model import Document, Segment
from glossa.pages import html
from glossa.pages.html.flow import spread
from glossa.pages.html.page import Page
from glossa.pages.html.tokens import Mode, tokens

PIECES = st.sampled_from(
    "<p>|</p>|<div class=a>|</div>|<b>|</b>|<i>|</i>|<a href='x'>|</a>|<span lang=zh>|</span>|<br>"
    "|<table>|<tr>|<td>|</td>|</table>|<ul>|<li>|</ul>|<h1>|</h2>|<!-- x -->|<img alt='图'>|<button>"
    "|</button>|<select>|<option>|</select>|<svg>|<text>|</svg>|<code>|</code>|<script>a<b</script>"
    "|<title>题</title>|<textarea>|</textarea>|<ruby>|<rt>|</ruby>|<![CDATA[y]]>|</x|<input value=o "
    "type=submit>|<pre>|</pre>|<p translate=no>|<body>|<html>|<head>|</body>|<math>|</math>"
    "|<template>|</template>|&amp;|&lt|&nbsp;|&#20013;|&notit;|&|<|>| |\n|中文|词|一句。|two words"
    '|end.|\x00|\t|\udce4|<p|<a b="|"'.split("|")
)
PAGES = st.lists(PIECES, max_size=24).map("".join)


def segmented(document: Document) -> Document:
    """Every unit one segment, without the rest of the house."""
    units = []
    for unit in document.units:
        segment = Segment(f"{unit.id}.s1", unit.start, unit.end, unit.source)
        units.append(replace(unit, parts=(segment,)))
    return replace(document, units=tuple(units))


def read(text: str) -> Document:
    return segmented(html.parse(text.encode("utf-8", "surrogateescape"), "p.html", "utf-8"))


@given(st.binary(max_size=200), st.sampled_from([".html", ".xhtml"]))
@example(b"", ".html")
@example("<p>中".encode("utf-16"), ".html")
def test_any_bytes_come_back(data: bytes, ending: str) -> None:
    try:
        document = html.parse(data, "page" + ending)
    except EncodingError:
        return
    assert html.rebuild(document, {}, language="en").data == data


@given(PAGES)
def test_every_character_is_in_one_token(text: str) -> None:
    for xml in (False, True):
        spans = [(start, end) for _, start, end, _ in tokens(text, Mode(xml=xml))]
        assert "".join(text[start:end] for start, end in spans) == text
        assert all(one[1] == other[0] for one, other in pairwise(spans))


@given(PAGES)
def test_a_document_keeps_its_promises(text: str) -> None:
    document = read(text)
    page = document.skeleton
    assert isinstance(page, Page)
    assert document.text == "\n".join(unit.source for unit in document.units)
    for number, unit in enumerate(document.units):
        assert unit.source == document.text[unit.start : unit.end]
        assert "\n" not in unit.source
        assert unit.source.strip(" ") == unit.source
        assert page.starts[number] < page.ends[number]
        assert spread(page.raw, page.runs_of(number))[0] == unit.source
    stack: list[tuple[int, str]] = []
    spans = {code.id: code for code in document.codes}
    for code in document.codes:
        if code.parent:
            parent = spans[code.parent]
            assert parent.start <= code.start
            assert code.end <= parent.end
        assert any(unit.start <= code.start and code.end <= unit.end for unit in document.units)
    assert not stack
    starts = [(code.start, -code.end) for code in document.codes]
    assert starts == sorted(starts)


@given(PAGES, st.sets(st.integers(0, 12)))
@settings(max_examples=300)
@example("<p>one<b>two<p>three</b>four", {0, 1})
@example("<b>1<i>2</b>3</i>", {0})
@example("<p>a <button>b</button> c", {0})
def test_targets_stand_where_their_sources_stood(text: str, chosen: set[int]) -> None:
    document = read(text)
    filled = {
        f"{unit.id}.s1": Filled(f'T{number} "<&> 靶')
        for number, unit in enumerate(document.units)
        if number in chosen
    }
    built = html.rebuild(document, filled, language="en").data
    again = html.parse(built, "p.html", "utf-8")
    expected = [
        filled[f"{unit.id}.s1"].text if f"{unit.id}.s1" in filled else unit.source
        for unit in document.units
    ]
    assert [unit.source for unit in again.units] == expected


@given(PAGES)
def test_a_changed_word_changes_nothing_but_itself(text: str) -> None:
    document = read(text)
    for unit in document.units[:3]:
        filled = {f"{unit.id}.s1": Filled("Target words")}
        built = html.rebuild(document, filled, language="und").data
        again = segmented(html.parse(built, "p.html", "utf-8"))
        back = html.rebuild(again, {again.units[0].id + ".x": Filled("")}, language="und")
        assert back.data == built


def test_another_document_is_refused() -> None:
    with pytest.raises(TypeError):
        html.rebuild(Document("a", ""), {}, language="en")
