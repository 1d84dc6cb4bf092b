"""Labelled pages: what is taken out, what is said, and that faults are named with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossa.errors import InputError
from glossa.evaluation.labelled import load_labelled, unmarked

ROOT = Path(__file__).parents[2]


def load(folder: Path, name: str, text: str):
    (folder / name).write_text(text, encoding="utf-8")
    return load_labelled(folder)


def test_text_is_the_page_without_labels(tmp_path):
    rows = "# zh-Hans\nnavigation\t\t  • 首页\n\nsource\t\t来源：¦某网¦ ⟦zxx|a@example.com⟧\n"
    (page,) = load(tmp_path, "a.txt", rows)
    assert page.data.decode() == "  • 首页\n\n来源：某网 a@example.com\n"
    first, second = page.lines
    assert (first.kind, first.language, first.where) == ("navigation", "zh-Hans", "a.txt:2")
    assert second.boundaries == (3, 5)
    assert [second.language_at(place) for place in (0, 6)] == ["zh-Hans", "zxx"]


HTML = """<html data-lang="zh-Hans"><head><title data-kind="headline">甲¦ - 乙网</title></head>
<body><ul class=m><li data-kind="navigation"><a href="/">首页</a><li data-kind="navigation"
 data-lang="en">News</ul><img src=a.png alt="河边" data-kind-alt="caption">
<p data-kind="paragraph">一句。¦<br>两<b>句</b>。</p></body></html>
"""


def test_a_web_page_is_served_without_labels(tmp_path):
    page, as_text = load(tmp_path, "b.html", HTML)
    served = page.data.decode()
    assert "data-" not in served
    assert "¦" not in served
    assert "<ul class=m><li><a" in served
    assert [(line.kind, line.text, line.language) for line in page.lines] == [
        ("headline", "甲 - 乙网", "zh-Hans"),
        ("navigation", "首页", "zh-Hans"),
        ("navigation", "News", "en"),
        ("caption", "河边", "zh-Hans"),
        ("paragraph", "一句。\v两句。", "zh-Hans"),
    ]
    assert page.lines[3].attribute == "alt"
    assert page.lines[4].boundaries == (3,)
    assert as_text.data.decode() == "甲 - 乙网\n  • 首页\n  • News\n一句。\n两句。\n"
    assert [line.boundaries for line in as_text.lines] == [(1,), (), (), (), ()]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a¦", "behind the last words"),
        ("¦a", "nothing ends"),
        ("⟦en|a", "not closed"),
        ("a⟧", "no ⟦ before it"),
        ("⟦xx|a⟧", "no stretch of a known language"),
        ("⟦en|a⟦fr|b⟧⟧", "no stretch of a known language"),
    ],
)
def test_marks_that_do_not_balance(text, found):
    with pytest.raises(InputError, match=found) as caught:
        unmarked(text, "x.txt:7")
    assert caught.value.where == "x.txt:7"


@pytest.mark.parametrize(
    ("name", "text", "found", "where"),
    [
        ("a.txt", "zh\n", "first line", "a.txt:1"),
        ("a.txt", "# zh-Hans\nmenu\t\tx\n", "no kind", "a.txt:2"),
        ("a.txt", "# zh-Hans\nlink\tx\n", "kind, language and text", "a.txt:2"),
        ("a.txt", "# zh-Hans\nlink\tyy\tx\n", "no language", "a.txt:2"),
        ("a.html", "<html data-lang=en>\n<p>x</p>", "no labelled block", "a.html:2"),
        (
            "a.html",
            '<html data-lang=en><div data-kind="other">a\n<p data-kind="other">b</p></div>',
            "stands in another",
            "a.html:2",
        ),
        ("a.html", '<html data-lang=en><p data-kind="other"> </p>', "holds no text", "a.html:1"),
        ("a.html", '<html data-lang=en><img data-kind-alt="other">', "no alt", "a.html:1"),
    ],
)
def test_faults_of_the_annotation_are_named_with_their_line(tmp_path, name, text, found, where):
    with pytest.raises(InputError, match=found) as caught:
        load(tmp_path, name, text)
    assert caught.value.where == where


def test_an_empty_folder_is_a_fault(tmp_path):
    with pytest.raises(InputError, match="no labelled page"):
        load_labelled(tmp_path)


@pytest.mark.parametrize("half", ["tune", "test"])
def test_the_corpus_is_large_enough_and_holds_nothing_but_what_its_readme_says(half):
    pages = load_labelled(ROOT / "corpus" / "labelled" / half)
    own = [page for page in pages if not page.made]
    assert len(own) >= 21
    assert sum(len(page.lines) for page in own) >= 1100
    assert all("data-kind" not in page.data.decode() for page in own)
