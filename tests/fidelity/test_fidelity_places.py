"""A page that a person translated: links and bold type stand on the right words."""

from __future__ import annotations

import dataclasses
import re
from functools import cache

import pytest

import glossa
from glossa.engines import ScriptedEngine
from glossa.model import State
from glossa.pipeline import build_page, parse_page

CASES = {
    "names as they are read": (
        "<a id=1>李明</a>回复<a id=2>王芳</a>：我也这么认为。",
        "<a id=1>Li Ming</a> replied to <a id=2>Wang Fang</a>: I think so too.",
    ),
    "a family name behind": (
        "<a id=1>王芳</a>的<b>女儿</b>来了。",
        "The <b>daughter</b> of <a id=1>Fang Wang</a> came.",
    ),
    "a Uyghur name without its last sound": (
        "<a id=1>阿里木</a>昨天在<a id=2>乌鲁木齐</a>开了一家餐馆。",
        "<a id=1>Alim</a> opened a restaurant in <a id=2>Urumqi</a> yesterday.",
    ),
    "in another order": (
        "农民<a id=1>古丽</a>的<b>三个孩子</b>都上了大学。",
        "All <b>three children</b> of the farmer <a id=1>Guli</a> went to university.",
    ),
    "whole titles": (
        "请参阅<a id=1>《新疆年鉴》</a>和<a id=2>《塔城地区志》</a>。",
        "See the <a id=1>Xinjiang Yearbook</a> and <a id=2>Tacheng Prefecture Annals</a>.",
    ),
    "a word that only sounds like it": (
        "<a id=1>我们</a>不接受退货。",
        "<a id=1>Goods bought by women are not taken back.</a>",
    ),
}


@cache
def merged() -> dict[str, str]:
    """All cases on one page, their targets written by a person; what comes out around the words."""
    body = "".join(f"<p>{source}</p>" for source, _ in CASES.values())
    document = parse_page(f"<html><body>{body}</body></html>".encode(), "p.html")
    bitext = glossa.translate(document, engine=ScriptedEngine({}, default=lambda text: text))
    words = [re.sub("<[^>]*>", "", target) for _, target in CASES.values()]
    edited = tuple(
        dataclasses.replace(one, target=said, state=State.TRANSLATED, steps=())
        for one, said in zip(bitext.entries, words, strict=True)
    )
    made = glossa.merge(document, dataclasses.replace(bitext, entries=edited)).bitext
    data, _, _ = build_page(document, made)
    return dict(zip(CASES, re.findall("<p>(.*?)</p>", data.decode()), strict=True))


@pytest.mark.parametrize("case", CASES)
def test_places(case: str) -> None:
    assert merged()[case] == CASES[case][1]
