"""Pages inside a file: each is segmented as if it stood alone."""

from __future__ import annotations

from dataclasses import replace

from glossa.markup import Markup, alone, members_of
from glossa.model import Document
from glossa.pages.compound import compose
from glossa.pages.html import parse as parse_html
from glossa.pages.text import parse as parse_text
from glossa.segmentation import segment

NEWS = (
    "<html><body><nav><a>首页</a> <a>新闻</a> <a>关于我们</a></nav><h1>小麦价格上涨</h1>"
    "<p>农民表示，他们在冬季结束之前已经卖出了大部分粮食，只有少数合作社能够储存。</p>"
    "<p>新疆的小麦价格在春季上涨了百分之十二，磨坊比往年更早开始收购粮食。</p>"
    "<footer>版权所有 2024</footer></body></html>"
).encode()
NOTES = b"The harvest of last year was the largest since the canals\nwere opened by the farmers.\n"


def test_kinds_are_those_that_each_page_has_alone() -> None:
    members = [
        ("footer/news.html", parse_html(NEWS, "a.html")),
        ("notes.txt", parse_text(NOTES, "notes.txt")),
        ("nav/again.html", parse_html(NEWS, "a.html")),
    ]
    composed = compose(members)
    whole = segment(Document("a.zip", composed.text, composed.units, format="zip"))
    expected = [unit.kind for _, one in members for unit in segment(one).units]
    assert [unit.kind for unit in whole.units] == expected


def test_pages_in_an_archive_have_a_language_each() -> None:
    one = parse_text("後面的頁面\n這裡是繁體中文的頁面。\n".encode(), "a.txt")
    two = parse_text("后面的页面\n这里是简体中文的页面。\n人口\n".encode(), "b.txt")
    composed = compose([("a.txt", one), ("b.txt", two)])
    whole = segment(Document("a.zip", composed.text, composed.units, format="zip"))
    found = [part.language for part in whole.segments]
    assert found == [part.language for each in (one, two) for part in segment(each).segments]
    assert {*found} == {"zh-Hant", "zh-Hans"}


def test_a_line_of_text_in_an_archive_is_one_without_markup() -> None:
    assert alone(Markup("", ("member#a.txt",))) is None
    inner = Markup("p", ("body",))
    assert alone(inner) is inner
    assert alone(replace(inner, path=("member#a.zip", "member#b.html", "body"))) == inner
    assert members_of(None) == ()
