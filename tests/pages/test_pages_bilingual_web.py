"""A web page in its own layout, with the original behind each block."""

from __future__ import annotations

import re

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from saved_pages import COUNTY, NEWS, english

from glossa.localize import localize_ignorable
from glossa.markup import Filled
from glossa.pages import html
from glossa.pages.bilingual import build_bilingual
from glossa.segmentation import segment


def _built(data: bytes, targets: dict[str, str] | None = None, language: str = "en") -> str:
    document = segment(html.parse(data, "page.html"))
    filled = english(document)
    if targets is not None:
        filled = {
            one.id: Filled(targets[one.source])
            for one in document.segments
            if one.source in targets
        }
    built = build_bilingual(document, filled, language=language, joiner=localize_ignorable)
    assert (built.ending, built.findings) == (".html", ())
    return built.data.decode("utf-8")


def _seen(page: str, *, without: str) -> str:
    """The text of a page as a browser parses it, without one kind of element."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    for gone in (without, "glossa-bar", "style", "script", "title"):
        for parent in list(tree.iter()):
            for child in list(parent):
                if child.tag == gone:
                    text = child.tail or ""
                    index = list(parent).index(child)
                    if index:
                        before = parent[index - 1]
                        before.tail = (before.tail or "") + text
                    else:
                        parent.text = (parent.text or "") + text
                    parent.remove(child)
    return re.sub(r"\s+", "", "".join(tree.itertext()))


@pytest.mark.parametrize("path", [NEWS, COUNTY], ids=["news", "county"])
def test_either_language_can_be_taken_away_and_the_other_is_the_page(path) -> None:  # type: ignore[no-untyped-def]
    document = segment(html.parse(path.read_bytes(), path.name))
    page = _built(path.read_bytes())
    plain = html.rebuild(
        document, english(document), language="en", joiner=localize_ignorable
    ).data.decode()
    original = path.read_bytes().decode("gb18030" if path is COUNTY else "utf-8")
    assert _seen(page, without="glossa-o") == _seen(plain, without="none")
    assert _seen(page, without="glossa-t").replace("|", "") == (
        _seen(original, without="none").replace("|", "")
    )


def test_a_tag_of_blanks_is_read_in_one_pass() -> None:
    """With a pass for each blank this took hours."""
    blanks = b" " * 1_000_000
    page = _built(
        "<p>去<a".encode()
        + blanks
        + b"href=x"
        + blanks
        + b"id=y"
        + blanks
        + "/>这里</a>看".encode()
    )
    assert '<glossa-o lang="zh-Hans" dir="ltr">去<a href=x>这里</a>看</glossa-o>' in page


def test_inline_elements_stand_in_the_original_too_but_names_only_once() -> None:
    data = (
        '<p>去<a href="x.html" id="one" name="two" title="题目">这里</a>看<img src="a.png">'
        "<b onclick='go()'>新闻</b></p>"
    ).encode()
    page = _built(data)
    assert (
        '<glossa-o lang="zh-Hans" dir="ltr">去<a href="x.html" title="题目">这里</a>看'
        "<b onclick='go()'>新闻</b></glossa-o>"
    ) in page
    assert page.count('id="one"') == 1
    assert page.count("<img") == 1


def test_titles_choices_and_drawings_hold_no_elements() -> None:
    data = (
        "<title>新闻</title><select><option>首页</select><svg><text>天气</text></svg>"
        "<textarea>本地</textarea><p title='文化'>文化</p>"
    ).encode()
    page = _built(data)
    assert "<title>Some words in English</title>" in page
    assert "<option>Home</select>" in page
    assert "<text>Weather</text>" in page
    assert "<textarea>Local</textarea>" in page
    assert "<p title='Culture'><glossa-t" in page


def test_short_words_of_a_menu_stay_on_their_line() -> None:
    page = _built(NEWS.read_bytes())
    assert '<glossa-o class="i" lang="zh-Hans" dir="ltr">首页</glossa-o>' in page


def test_an_element_that_goes_on_behind_its_block_begins_only_once() -> None:
    page = _built("<body><b>新闻<p>天气</p>首页</b>".encode())
    assert page.count("<b>") == 1
    assert re.search('<glossa-o[^>]* lang="zh-Hans" dir="ltr">新闻</glossa-o>', page)
    page = _built("<p>新闻<a href=x>首页<p>天气</a>本地".encode())
    assert page.count("<a href=x>") == 1


def test_a_target_is_text_and_a_language_a_word() -> None:
    page = _built("<p>新闻</p>".encode(), {"新闻": "<script>x</script>&"}, 'en"><b>')
    assert "&lt;script&gt;x&lt;/script&gt;&amp;</glossa-t>" in page
    assert "<b>" not in page.replace("<b><b>", "")


def test_nothing_to_translate_is_the_page_with_its_switch() -> None:
    data = b"<html><head></head><body><p>Only English here</p></body></html>"
    page = _built(data)
    assert "<p>Only English here</p>" in page
    assert page.count("<glossa-bar") == 1
    assert "glossa-o lang" not in page
    assert page.endswith("</body></html>")


@pytest.mark.parametrize(
    ("policy", "said"),
    [("default-src 'self'", True), ("style-src 'self' 'unsafe-inline'", False)],
)
def test_a_page_that_forbids_styles_is_told_of(policy: str, said: bool) -> None:
    data = f'<meta http-equiv="Content-Security-Policy" content="{policy}"><p>新闻</p>'.encode()
    document = segment(html.parse(data, "page.html"))
    built = build_bilingual(document, english(document), language="en")
    assert [one.code for one in built.findings] == ["page-policy"] * said


def test_xhtml_stays_well_formed() -> None:
    data = (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        "<title>新闻</title></head><body><p>去<a href='x'>这里</a><br/>看</p></body></html>"
    ).encode()
    document = segment(html.parse(data, "page.xhtml"))
    built = build_bilingual(document, english(document), language="ug")
    root = etree.fromstring(built.data)
    found = root.findall(".//{http://www.w3.org/1999/xhtml}glossa-o")
    assert len(found) == 2


def test_uyghur_runs_from_the_right_in_either_place() -> None:
    page = _built(
        "<html><body><p>شىنجاڭ ئۇيغۇر ئاپتونوم رايونى</p>".encode(),
        {"شىنجاڭ ئۇيغۇر ئاپتونوم رايونى": "Xinjiang Uygur Autonomous Region"},
    )
    assert '<glossa-o lang="ug" dir="rtl">شىنجاڭ' in page


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<b>",
                "</b>",
                "<a href=x id=y>",
                "</a>",
                "<td>",
                "<table>",
                "新闻",
                "首页。",
                " ",
                "<br>",
                "</div>",
                "<div>",
                "<img src=z>",
                "<i>",
                "</i>",
                "x",
            ]
        ),
        max_size=25,
    )
)
def test_whatever_the_tags_both_texts_are_whole(pieces: list[str]) -> None:
    data = "".join(pieces).encode()
    document = segment(html.parse(data, "page.html"))
    page = build_bilingual(document, english(document), language="en").data.decode()
    changed = [one for one in document.units if any("zh" in s.language for s in one.segments)]
    originals = re.findall("<glossa-o[^>]*>(.*?)</glossa-o>", page, re.DOTALL)
    assert [re.sub("<[^>]*>", "", one) for one in originals] == [one.source for one in changed]
