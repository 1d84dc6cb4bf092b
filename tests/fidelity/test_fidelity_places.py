"""A page that a person translated: links and bold type stand on the right words."""

from __future__ import annotations

import dataclasses
import re

import pytest

import glossa
from glossa.engines import ScriptedEngine
from glossa.model import State
from glossa.pipeline import build_page, parse_page


def merged(source: str, target: str) -> str:
    """`target`: with tags for a reader; they are taken out before it is merged."""
    page = f"<html><head><meta charset=utf-8></head><body><p>{source}</p></body></html>"
    document = parse_page(page.encode(), "p.html")
    bitext = glossa.translate(document, engine=ScriptedEngine({}, default=lambda text: text))
    words = re.sub("<[^>]*>", "", target)
    edited = dataclasses.replace(
        bitext,
        entries=tuple(
            dataclasses.replace(one, target=words, state=State.TRANSLATED, steps=())
            for one in bitext.entries
        ),
    )
    data, _, _ = build_page(document, glossa.merge(document, edited).bitext)
    found = re.search("<p>(.*)</p>", data.decode())
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        pytest.param(
            "<a id=1>李明</a>回复<a id=2>王芳</a>：我也这么认为。",
            "<a id=1>Li Ming</a> replied to <a id=2>Wang Fang</a>: I think so too.",
            id="names as they are read",
        ),
        pytest.param(
            "<a id=1>王芳</a>的<b>女儿</b>来了。",
            "The <b>daughter</b> of <a id=1>Fang Wang</a> came.",
            id="a family name behind",
        ),
        pytest.param(
            "<a id=1>阿里木</a>昨天在<a id=2>乌鲁木齐</a>开了一家餐馆。",
            "<a id=1>Alim</a> opened a restaurant in <a id=2>Urumqi</a> yesterday.",
            id="a Uyghur name without its last sound",
        ),
        pytest.param(
            "农民<a id=1>古丽</a>的<b>三个孩子</b>都上了大学。",
            "All <b>three children</b> of the farmer <a id=1>Guli</a> went to university.",
            id="in another order",
        ),
        pytest.param(
            "请参阅<a id=1>《新疆年鉴》</a>和<a id=2>《塔城地区志》</a>。",
            "Please refer to the <a id=1>Xinjiang Yearbook</a> and the "
            "<a id=2>Tacheng Prefecture Annals</a>.",
            id="whole titles",
        ),
    ],
)
def test_places(source: str, target: str) -> None:
    assert merged(source, target) == target


def test_words_that_only_sound_like_it_are_no_name() -> None:
    got = merged("<a id=1>我们</a>不接受退货。", "Goods bought by women are not taken back.")
    assert "<a id=1>women</a>" not in got
