"""Laws of web pages: any bytes come back, targets stand where sources stood, the rest stays."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from glossa.errors import EncodingError, UsageError
from glossa.markup import Filled
from glossa.model import Document, Segment
from glossa.pages import html
from glossa.pages.html.flow import spread
from glossa.pages.html.page import Page
from glossa.pages.html.tokens import Mode, tokens

_PIECES = (
    "<p>|</p>|<div class=a>|</div>|<b>|</b>|<i>|</i>|<a href='x'>|</a>|<span lang=zh>"
    "|</span>|<br>|<table>|<tr>|<td>|</td>|</table>|<ul>|<li>|</ul>|<h1>|</h2>|<!-- x -->"
    "|<img alt='图'>|<button>|</button>|<select>|<option>|</select>|<svg>|<text>|</svg>"
    "|<code>|</code>|<script>a<b</script>|<title>题</title>|<textarea>|</textarea>|<ruby>"
    "|<rt>|</ruby>|<![CDATA[y]]>|</x|<input value=o type=submit>|<pre>|</pre>"
    "|<p translate=no>|<body>|<html>|<head>|</body>|<math>|</math>|<template>|</template>"
    "|&amp;|&lt|&nbsp;|&#20013;|&notit;|&|<|>| |\n|中文|词|一句。|two words|end.|\x00|\t|\udce4"
    '|<p|<a b="|"'
)
PIECES = st.sampled_from(_PIECES.split("|"))
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


@settings(deadline=None)
@given(st.binary(max_size=200), st.sampled_from([".html", ".xhtml"]))
@example(b"", ".html")
@example("<p>中".encode("utf-16"), ".html")
def test_any_bytes_come_back(data: bytes, ending: str) -> None:
    try:
        document = html.parse(data, "page" + ending)
    except EncodingError:
        return
    assert html.rebuild(document, {}, language="en").data == data


@settings(deadline=None)
@given(PAGES)
def test_every_character_is_in_one_token(text: str) -> None:
    for xml in (False, True):
        spans = [(start, end) for _, start, end, _ in tokens(text, Mode(xml=xml))]
        assert "".join(text[start:end] for start, end in spans) == text
        assert all(one[1] == other[0] for one, other in pairwise(spans))


@settings(deadline=None)
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


def kept(document: Document) -> set[str]:
    """Units with words that stay as they are: the house finds places for those."""
    fixed = [code for code in document.codes if not code.translate]
    return {
        unit.id
        for unit in document.units
        if any(unit.start <= code.start and code.end <= unit.end for code in fixed)
    }


def sources(document: Document, *, attributes: bool) -> list[str]:
    return [
        unit.source
        for unit in document.units
        if attributes == ("@" in (unit.markup.element if unit.markup else ""))
    ]


@settings(deadline=None)
@given(PAGES, st.sets(st.integers(0, 12)))
@example("<p>one<b>two<p>three</b>four", {0, 1})
@example("<b>1<i>2</b>3</i>", {0})
@example("<p>a <button>b</button> c", {0})
@example("<svg><title>题</title><text><![CDATA[y]]>", {1})
def test_targets_stand_where_their_sources_stood(text: str, chosen: set[int]) -> None:
    document = read(text)
    fixed = kept(document)
    filled = {
        f"{unit.id}.s1": Filled(f'T{number} "<&> 靶')
        for number, unit in enumerate(document.units)
        if number in chosen and unit.id not in fixed
    }
    built = html.rebuild(document, filled, language="en").data
    again = html.parse(built, "p.html", "utf-8")
    wanted = replace(
        document,
        units=tuple(
            replace(unit, source=filled[f"{unit.id}.s1"].text)
            if f"{unit.id}.s1" in filled
            else unit
            for unit in document.units
        ),
    )
    assert sources(again, attributes=False) == sources(wanted, attributes=False)
    # Attributes of inline elements stand where the elements went: in another order, perhaps.
    assert set(sources(again, attributes=True)) == set(sources(wanted, attributes=True))


@settings(deadline=None)
@given(PAGES)
def test_one_target_changes_nothing_but_its_place(text: str) -> None:
    text = re.sub("<html>|<head>|<body>", "", text)
    document = read(text)
    page = document.skeleton
    assert isinstance(page, Page)
    for number, unit in enumerate(document.units):
        filled = {f"{unit.id}.s1": Filled("Target words")}
        built = html.rebuild(document, filled, language="und").data
        before, after = page.raw[: page.starts[number]], page.raw[page.ends[number] :]
        written = built.decode("utf-8", "surrogateescape")
        assert written.startswith(before)
        assert written.endswith(after)
        # Elements side by side share the words, so tags may stand between them.
        again = read(written[len(before) : len(written) - len(after)])
        assert "Target words" in again.text


def test_another_document_is_refused() -> None:
    with pytest.raises(UsageError, match="no web page"):
        html.rebuild(Document("a", ""), {}, language="en")
