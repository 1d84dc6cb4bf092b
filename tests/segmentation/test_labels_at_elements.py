"""Labels that begin an inline element are labels, though no blank stands before them."""

from __future__ import annotations

from glossa import pipeline

META = (
    '<html lang="zh"><meta charset="utf-8"><body><div class="meta">'
    "<span>发布时间:2025-09-26 10:30</span>"
    "<span>来源:中国日报网</span><span>作者:李明</span></div>"
    "<p>会上<b>来源</b>说：大家都来了。</p></body></html>"
)


def test_each_label_in_an_element_of_its_own_is_cut() -> None:
    page = pipeline.parse_page(META.encode(), "page.html")
    first = page.units[0]
    assert [segment.source for segment in first.segments] == [
        *("发布时间", "2025-09-26 10:30", "来源", "中国日报网", "作者", "李明"),
    ]


def test_an_element_in_prose_cuts_nothing() -> None:
    page = pipeline.parse_page(META.encode(), "page.html")
    assert [segment.source for segment in page.units[1].segments] == ["会上来源说：大家都来了。"]


def test_the_same_text_without_elements_is_left_whole() -> None:
    page = pipeline.parse_page("来源地作者:李明\n".encode(), "page.txt")
    assert "来源" not in [segment.source for segment in page.units[0].segments]
