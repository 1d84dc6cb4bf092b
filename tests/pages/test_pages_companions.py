"""Which files belong to a saved web page, by names alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossa.pages.companions import Needed, is_companion_name, needed, references


@pytest.mark.parametrize(
    ("folder", "page", "belongs"),
    [
        ("News_files", "News.html", True),
        ("News.files", "News.htm", True),
        ("news_FILES", "News.html", True),
        ("新闻_files", "新闻.html", True),
        ("Noticias_archivos", "Noticias.htm", True),
        ("Bericht-Dateien", "Bericht.htm", True),
        ("Other_files", "News.html", False),
        ("News_files", "", True),
        ("_files", "", False),
        ("images", "", False),
        ("News", "News.html", False),
    ],
)
def test_the_names_that_browsers_give(folder: str, page: str, belongs: bool) -> None:
    assert is_companion_name(folder, page) is belongs


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<img src="a_files/x.png">', ["a_files/x.png"]),
        ("<IMG SRC='./a_files/x.png'>", ["a_files/x.png"]),
        ("<img src=a_files/x.png>", ["a_files/x.png"]),
        ('<link rel=stylesheet href="css/main.css?v=3#top">', ["css/main.css"]),
        ('<script src="a_files/js.js"></script>', ["a_files/js.js"]),
        ("<body background=bg.gif>", ["bg.gif"]),
        ('<img srcset="s.png 1x, l.png 2x" src="s.png">', ["l.png", "s.png"]),
        ("<style>b{background:url( 'a_files/b.png' )} @import \"c.css\";</style>", None),
        ('<p style="background:url(&quot;a.png&quot;)">', ["a.png"]),
        ('<img src="%E4%BA%91_files/%E5%9B%BE%201.png">', ["云_files/图 1.png"]),
        ('<img src="a_files\\x.png">', ["a_files/x.png"]),
        ('<img src="a/../b.png">', ["b.png"]),
        ('<img src="Q&amp;A_files/x.png">', ["Q&A_files/x.png"]),
        ('<iframe src="a_files/saved_resource.html"></iframe>', ["a_files/saved_resource.html"]),
        ('<a href="other.html">', []),
        ('<img src="../secret.png">', []),
        ('<img src="%2e%2e/secret.png">', []),
        ('<img src="a%5c..%5c..%5csecret.png">', []),
        ('<img src="/etc/passwd">', []),
        ('<img src="//site/x.png">', []),
        ('<img src="\\\\server\\x.png">', []),
        ('<img src="http://site/x.png">', []),
        ('<img src="data:image/png;base64,AA">', []),
        ('<img src="file:///etc/passwd">', []),
        ('<img src="C:\\x.png">', []),
        ('<img src="a/%00b.png">', []),
        ('<img src="a_files/">', []),
        ('<img src="">', []),
        ('<img data-src="lazy.png">', []),
        ('<!-- <img src="old.png"> -->', []),
        ('<base href="http://site/"><img src="x.png">', []),
        ('<base target=_blank><img src="x.png">', ["x.png"]),
        ('<img alt="<img src=y.png>" src="x.png">', ["x.png"]),
        ("<script src=x.js>document.write('<img src=y.png>')</script>", ["x.js"]),
    ],
)
def test_references(html: str, found: list[str] | None) -> None:
    assert list(references(html)) == (["a_files/b.png", "c.css"] if found is None else found)


def test_a_folder_of_the_browser_is_taken_whole_and_other_files_one_by_one() -> None:
    html = '<img src="News_files/1.png"><img src="img/2.png"><img src="Old_files/3.png">'
    assert needed("News.html", html) == Needed(("News_files", "Old_files"), ("img/2.png",))


@given(st.text("<img src=\"'>./\\%2e5c:a_fils?#\x00", max_size=60))
def test_nothing_leads_out_of_the_folder(text: str) -> None:
    for path in references(f'<img src="{text}">') + references(text):
        assert path
        assert not path.startswith(("/", "\\"))
        assert ".." not in path.split("/")
        assert not re.match("[A-Za-z]:", path)
        assert "\x00" not in path


@pytest.mark.parametrize(
    "piece", ["<script>", "<!--", "<style>", '<a "', "<p a='", "<p aaaa", "url(", "<a href=", "< "]
)
def test_the_time_grows_with_the_page_and_not_with_its_square(
    piece: str, cpu_seconds: Callable[[Callable[[], object]], float]
) -> None:
    once = cpu_seconds(lambda: references("<p " + piece * 2_000))
    assert cpu_seconds(lambda: references("<p " + piece * 20_000)) < 30 * once + 0.02
