"""The bilingual web page of any format: both texts there, safe, each in its language."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from glossa.localize import localize_ignorable
from glossa.markup import Code, Filled, Markup, Placed
from glossa.model import Document, Kind, Segment, Unit
from glossa.pages import parse_text
from glossa.pages.bilingual import build_bilingual
from glossa.segmentation import segment

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "pages" / "bilingual"
VOID = {"meta", "input", "br", "link", "img"}


class Seen(HTMLParser):
    """What a parser sees: elements with their attributes, text by the element around it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.stack: list[tuple[str, dict[str, str]]] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.cells: list[tuple[str, str, str, str]] = []
        """(class, lang, dir, text) of each text of a block."""
        self.feed(page)
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        self.elements.append((tag, own))
        if tag not in VOID:
            self.stack.append((tag, own))
            if re.fullmatch("[ts]( h[1-6])?", own.get("class", "")):
                self.cells.append((own["class"], own["lang"], own["dir"], ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        inside = any(re.fullmatch("[ts]( h[1-6])?", one.get("class", "")) for _, one in self.stack)
        if inside:
            name, language, way, text = self.cells.pop()
            self.cells.append((name, language, way, text + data))


def _built(document: Document, filled: dict[str, Filled], language: str = "en") -> Seen:
    built = build_bilingual(document, filled, language=language, joiner=localize_ignorable)
    assert built.ending == ".html"
    assert built.findings == ()
    return Seen(built.data.decode("utf-8"))


def _page(text: str) -> Document:
    return segment(parse_text(text.encode(), "page.txt"))


def _all(document: Document, target: str = "Words in English") -> dict[str, Filled]:
    return {
        one.id: Filled(f"{target} {number}")
        for number, one in enumerate(document.segments, 1)
        if one.language.startswith("zh")
    }


def test_original_and_translation_stand_in_one_block_each_in_its_language() -> None:
    document = _page("云南新闻\n\nشىنجاڭ ئۇيغۇر ئاپتونوم رايونى\n")
    first, second = document.segments
    page = _built(document, {first.id: Filled("News of Yunnan"), second.id: Filled("Xinjiang")})
    assert [cell[1:] for cell in page.cells] == [
        ("en", "ltr", "News of Yunnan"),
        ("zh-Hans", "ltr", "云南新闻"),
        ("en", "ltr", "Xinjiang"),
        ("ug", "rtl", "شىنجاڭ ئۇيغۇر ئاپتونوم رايونى"),
    ]


def test_what_was_not_translated_stands_once_and_in_its_own_language() -> None:
    document = _page("Already English words here\n来源：中国日报\n")
    page = _built(document, _all(document))
    classes = [own["class"].split()[-1] for tag, own in page.elements if own.get("id") == "u1"]
    assert classes == ["same"]
    assert page.cells[0][:2] in {("s", "en"), ("s h2", "en")}
    assert len(page.cells) == 3


def test_a_language_inside_a_block_of_another_is_marked() -> None:
    document = _page("云南新闻和今天的天气预报。Already English words.\n")
    first = next(one for one in document.segments if one.language.startswith("zh"))
    page = build_bilingual(
        document, {first.id: Filled("News.")}, language="ug", joiner=localize_ignorable
    ).data.decode()
    assert '<span lang="en" dir="ltr">Already English words.</span>' in page


def test_a_block_of_many_languages_takes_its_direction_from_its_letters() -> None:
    document = _page("tea / чай / چاي / 茶\n")
    page = _built(document, {})
    assert page.cells == [("s", "mul", "auto", "tea / чай / چاي / 茶")]


def _marked_up() -> Document:
    text = "云南新闻今天\n首页\n新闻\n体育\n联系\n图片说明"
    places = [(0, 6), (7, 9), (10, 12), (13, 15), (16, 18), (19, 23)]
    kinds = [Kind.HEADLINE, *[Kind.NAVIGATION] * 4, Kind.CAPTION]
    elements = ["h1", "li", "li", "li", "li", "img@alt"]
    units = tuple(
        Unit(
            f"u{number}",
            start,
            end,
            text[start:end],
            kind,
            (Segment(f"u{number}.s1", start, end, text[start:end], "zh-Hans"),),
            markup=Markup(element),
        )
        for number, ((start, end), kind, element) in enumerate(
            zip(places, kinds, elements, strict=True), 1
        )
    )
    codes = (Code("c1", 0, 4, "link"), Code("c2", 0, 2, "bold", "c1"), Code("c3", 4, 4, "break"))
    return Document("page.html", text, units, format="docx", codes=codes)


def test_bold_words_stay_bold_and_links_lead_nowhere() -> None:
    document = _marked_up()
    filled = {"u1.s1": Filled("News of Yunnan", (Placed("c1", 0, 14), Placed("c2", 8, 14)))}
    page = build_bilingual(document, filled, language="en").data.decode()
    assert '<h2 class="t h2" lang="en" dir="ltr">News of <b>Yunnan</b><br></h2>' in page
    assert '<p class="s h2" lang="zh-Hans" dir="ltr"><b>云南</b>新闻<br>今天</p>' in page


def test_a_menu_is_folded_and_says_what_is_in_it() -> None:
    document = _marked_up()
    names = {"u2.s1": Filled("Home"), "u3.s1": Filled("News"), "u4.s1": Filled("Sport")}
    page = build_bilingual(document, names, language="en").data.decode()
    assert (
        '<details class="menu"><summary><b>Navigation</b> (4) '
        '<span class="first">Home · News · Sport · 联系</span></summary>'
    ) in page
    assert page.count("<details") == page.count("</details>") == 1


def test_words_that_nobody_sees_on_the_page_say_what_they_are() -> None:
    page = build_bilingual(_marked_up(), {}, language="en").data.decode()
    assert '<p class="what">picture</p>' in page


def test_an_empty_page_is_a_page() -> None:
    assert (
        "There is no text on this page"
        in build_bilingual(Document("-", ""), {}, language="en").data.decode()
    )


HOSTILE = '</p><script>alert(1)</script><img src=x onerror="go()">&amp; \'"'


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_no_text_becomes_markup(text: str) -> None:
    document = segment(parse_text(("云南" + text + HOSTILE).encode(), HOSTILE))
    filled = {one.id: Filled(text + HOSTILE) for one in document.segments}
    page = _built(document, filled, 'en" onclick="x')
    assert {tag for tag, _ in page.elements} <= {
        *("html", "head", "meta", "title", "style", "body", "a", "header", "h1", "p", "div"),
        *("fieldset", "legend", "label", "input", "main", "section", "span", "h2", "script"),
        *("details", "summary", "b"),
    }
    assert [tag for tag, _ in page.elements].count("script") == 1
    assert not any("onclick" in own or "onerror" in own for _, own in page.elements)


@given(st.lists(st.text("云南新闻 abc。\n", min_size=1, max_size=30), max_size=8))
def test_every_text_of_the_page_is_there(lines: list[str]) -> None:
    document = _page("\n".join(lines))
    page = _built(document, _all(document))
    sources = [cell[3] for cell in page.cells if cell[0].startswith("s")]
    marks = [unit.list_marker.strip() or "•" for unit in document.units]
    assert [text.removeprefix(f"{mark} ") for text, mark in zip(sources, marks, strict=True)] == [
        unit.source for unit in document.units
    ]
    targets = " ".join(cell[3] for cell in page.cells if cell[0].startswith("t"))
    assert all(one.text in targets for one in _all(document).values())


def test_the_mark_of_a_list_is_put_in_the_signs_of_the_target() -> None:
    document = _page("一、云南新闻和今天的天气预报\n二、云南新闻\n")
    page = _built(document, _all(document))
    assert [cell[3].split()[0] for cell in page.cells] == ["1.", "一、", "2.", "二、"]


def test_golden() -> None:
    document = _marked_up()
    filled = {one.id: Filled(f"Words in English {one.id}") for one in document.segments}
    del filled["u5.s1"]
    built = build_bilingual(document, filled, language="ug", joiner=localize_ignorable)
    assert built == build_bilingual(document, filled, language="ug", joiner=localize_ignorable)
    body = built.data.decode().partition("<body>")[2].partition("<script>")[0]
    assert body == (GOLDEN / "blocks.html").read_text("utf-8")
