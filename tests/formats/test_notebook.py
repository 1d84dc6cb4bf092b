"""What a bitext looks like in a notebook."""

from __future__ import annotations

import re

import pytest
from report_pages import HOSTILE, MIXED, PAGES, UYGHUR, long_page
from test_report import Page

from glossa.model import Bitext, Entry, MatchType, State


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_it_is_one_balanced_piece_without_script(page: Bitext) -> None:
    text = page._repr_html_()
    made = Page(text)
    assert made.elements[0][0] == "div"
    tags = {tag for tag, _ in made.elements}
    assert tags <= {
        *("div", "style", "p", "table", "thead", "tbody", "tr", "th", "td", "small", "b", "span"),
    }
    names = {name for _, attributes in made.elements for name in attributes}
    assert names <= {"class", "lang", "dir", "scope"}
    text.encode()  # lone surrogates have no UTF-8
    # Styles of a notebook hold for all of it: each of ours is about our own table.
    style = made.find("style")[0][1]
    selectors = [one.strip() for rule in re.findall("([^{}]+){", style) for one in rule.split(",")]
    assert selectors
    assert all(one.startswith(".glossa-bitext ") for one in selectors)


def test_the_first_entries_and_how_many_more() -> None:
    made = Page(long_page(1234)._repr_html_())
    assert len(made.find("tr")) == 1 + 20
    assert made.find("p")[-1][1] == "and 1,214 more segments"
    assert len(long_page(1234)._repr_html_()) < 15_000
    assert "more" not in Page(MIXED._repr_html_()).find("p")[-1][1]


def test_a_single_segment_is_not_in_the_plural() -> None:
    made = Page(long_page(21)._repr_html_())
    assert made.find("p")[-1][1] == "and 1 more segment"


def test_head_and_rows_say_what_matters() -> None:
    made = Page(MIXED._repr_html_())
    assert made.find("p")[0][1] == (
        "border market.txt zh-Hans, en, ug, ug-Arab, und → en · 6 segments · 5 findings"
    )
    assert [words for _, words in made.find("th")] == [
        *("segment", "kind", "source", "target", "origin", "state", "findings")
    ]
    cells = [words for _, words in made.find("td")]
    assert cells[7:14] == [
        *("u2.s1", "paragraph", MIXED["u2.s1"].source, MIXED["u2.s1"].target),
        *("engine", "translated", "lost-number, low-confidence, bad-word"),
    ]


def test_each_text_has_its_language_and_direction() -> None:
    made = Page(UYGHUR._repr_html_())
    assert [(kept["lang"], kept["dir"]) for kept, _ in made.find("td") if "lang" in kept] == [
        *(("zh-Hans", "ltr"), ("ug", "rtl")),
        *(("en", "ltr"), ("ug", "rtl")),
        *(("zxx", "auto"), ("zxx", "auto")),
    ]


def test_long_texts_are_cut_and_say_so() -> None:
    entry = Entry("u1", "长" * 500, "x" * 500, "zh-Hans", state=State.FINAL, match=MatchType.HAND)
    cells = [words for _, words in Page(Bitext("p", (entry,))._repr_html_()).find("td")]
    assert cells[2] == "长" * 200 + "…"
    assert cells[3] == "x" * 200 + "…"


def test_a_bitext_without_entries_and_hostile_ones_are_shown() -> None:
    assert "0 segments" in Bitext("", ())._repr_html_()
    assert "<script" not in HOSTILE._repr_html_()
    assert "&lt;script&gt;alert(1)" in HOSTILE._repr_html_()
