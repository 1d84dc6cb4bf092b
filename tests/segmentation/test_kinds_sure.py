"""Lines whose words say what they are, and prose that only speaks of such things."""

from __future__ import annotations

import pytest

from glossa.model import Kind
from glossa.pipeline import parse_page


def kinds(*lines: str) -> list[Kind]:
    return [unit.kind for unit in parse_page("\n".join(lines).encode(), "page.txt").units]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("July 3, 2026", Kind.DATELINE),
        ("2026-10-11 08:30:00", Kind.DATELINE),
        ("I. Heating season", Kind.HEADLINE),
        ("一、供暖时间", Kind.HEADLINE),
        ("首页", Kind.NAVIGATION),
        ("阅读更多", Kind.LINK),
        ("上一篇：老街上的灯", Kind.LINK),
        ("来源：天山网", Kind.SOURCE),
        ("责任编辑：赵宁", Kind.BYLINE),
        ("图为乘客在整理石榴", Kind.CAPTION),
        ("相关阅读", Kind.RELATED),
        ("Copyright © 2026 Small Town News", Kind.LEGAL),
        ("咨询电话：0906-0000789", Kind.CONTACT),
    ],
)
def test_words_tell_on_a_page_of_any_length(line: str, kind: Kind) -> None:
    prose = ["每天早上，人们从各个村子赶来，把自己种的核桃拿到巴扎上卖。"] * 4
    assert kinds(line) == [kind]
    assert kinds(line, *prose)[0] is kind
    assert kinds(*prose, line)[-1] is kind


@pytest.mark.parametrize(
    "line",
    [
        "来源：这两个字写在每一张剪报的右上角，父亲说，没有来源的话不能算数。",
        "2026年7月3日，上午九点，一辆旧客车开进了塔什库尔干的山谷，孩子们已经等在路边。",
        "By the time the bus came over the last pass the children had gone home to bed again.",
    ],
)
def test_prose_is_prose(line: str) -> None:
    assert (
        kinds(line, "后来的事情，村里人都知道，谁也没有再说起过那一年冬天。")[0] is Kind.PARAGRAPH
    )


def test_lines_of_wrapped_prose_are_prose() -> None:
    found = kinds(
        "They say that the farmers of the county have learnt to sell",
        "Related Stories of Hami melons and Copyright as well to whoever",
        "comes by, and that the telephone 0906-0000789 never stops",
        "ringing.",
    )
    assert found == [Kind.PARAGRAPH] * 4
