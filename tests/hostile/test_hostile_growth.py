"""Four times the page takes about four times the time, whatever the page is made of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from glossa.localize import localize_ignorable
from glossa.markup import Filled
from glossa.model import Document
from glossa.pages import markdown, page_format, reader_of, subtitles
from glossa.pages.bilingual import build_bilingual
from glossa.segmentation import segment

Measure = Callable[[Callable[[], object]], float]
MOST = 9.0
"""A law of squares gives 16."""


def read(data: bytes, name: str) -> Document:
    return segment(reader_of(page_format(data, name)).parse(data, name))


def grown(measure: Measure, work: Callable[[int], Callable[[], object]], size: int) -> float:
    few, many = measure(work(size)), measure(work(4 * size))
    return many / max(few, 1e-9)


@pytest.mark.parametrize(
    ("name", "before", "again"),
    [
        ("page.html", "", "<p>Tori County</p>"),
        ("page.html", "<table>", "<tr><td>Tori County<td>首页</tr>"),
        ("page.yaml", "a: |\n", "  Tori County\n"),
    ],
)
def test_blocks_in_one_place(cpu_seconds: Measure, name: str, before: str, again: str) -> None:
    def work(size: int) -> Callable[[], object]:
        data = (before + again * size).encode()
        return lambda: read(data, name)

    assert grown(cpu_seconds, work, 250) < MOST


@pytest.mark.parametrize("again", ["<![CDATA[", "<?", "<!x", " " * 40, "<a '"])
def test_html_in_markdown_that_never_ends(cpu_seconds: Measure, again: str) -> None:
    def work(size: int) -> Callable[[], object]:
        data = ("<div>Tori County" + again * size + "\n\nTori County\n").encode()
        return lambda: markdown.parse(data, "page.md")

    assert grown(cpu_seconds, work, 1000) < MOST


@pytest.mark.parametrize("inside", ["<i>", "Tori County\n", "{\\an8"])
def test_a_cue_that_fills_no_screen(cpu_seconds: Measure, inside: str) -> None:
    def work(size: int) -> Callable[[], object]:
        text = f"1\n00:00:01,000 --> 00:00:02,000\n{inside * size}Tori County\n"
        document = read(text.encode(), "page.srt")
        filled = {one.id: Filled(f"a {one.source}") for one in document.segments}
        return lambda: subtitles.rebuild(document, filled, language="en")

    assert grown(cpu_seconds, work, 300) < MOST


def translated(data: bytes, name: str) -> Callable[[], object]:
    document = read(data, name)
    filled = {one.id: Filled(f"a {one.source}") for one in document.segments}
    return lambda: build_bilingual(document, filled, language="en", joiner=localize_ignorable)


@pytest.mark.parametrize(
    ("name", "pattern", "again", "size"),
    [
        ("page.json", '{{"a": "{}"}}', "Tori County is near. ", 150),
        ("page.html", "<p>Tori County{}</p>", "<!---->--", 400),
        ("page.html", "<p>{}</p>", "Tori <b>County</b> ", 200),
    ],
)
def test_one_block_written_beside_its_original(
    cpu_seconds: Measure, name: str, pattern: str, again: str, size: int
) -> None:
    def work(size: int) -> Callable[[], object]:
        return translated(pattern.format(again * size).encode(), name)

    assert grown(cpu_seconds, work, size) < MOST
