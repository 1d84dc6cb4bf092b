"""Language and direction of translated elements; where a bilingual page gets its switch."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from glossa.markup import Filled
from glossa.model import Document
from glossa.pages import html
from glossa.pages.bilingual import build_bilingual
from glossa.pipeline import parse_page


def translated(page: str, language: str = "en", leave: str = "\0") -> str:
    document = parse_page(page.encode(), "p.html")
    return html.rebuild(document, _all(document, leave), language=language).data.decode()


def _all(document: Document, leave: str) -> dict[str, Filled]:
    return {one.id: Filled("Some words") for one in document.segments if leave not in one.source}


UYGHUR = "بۇ ئۈرۈمچى شەھىرىدىكى يېڭى مەكتەپ"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<body lang="zh-CN">', '<body lang="en">'),
        ("<body dir=rtl class=x>", '<body dir="ltr" class=x>'),
        ("<BODY LANG=zh BGCOLOR=white>", '<BODY LANG="en" BGCOLOR=white>'),
        ("<body>", "<body>"),
    ],
)
def test_the_body_says_what_the_page_says(before: str, after: str) -> None:
    assert after in translated(f"<html lang=zh>{before}<p>今天天气很好。")


def test_a_body_of_a_page_that_was_hardly_translated_keeps_its_language() -> None:
    page = "<html lang=zh><body lang=zh><p>今天<p>天气很好，我们去了乌鲁木齐。"
    assert "<body lang=zh>" in translated(page, leave="天气")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<p dir="rtl" lang="ug">', '<p dir="ltr" lang="en">'),
        ("<p dir=rtl>", '<p dir="ltr">'),
        ('<p dir="auto">', '<p dir="auto">'),
        ('<p dir="ltr">', '<p dir="ltr">'),
    ],
)
def test_what_ran_from_the_right_runs_from_the_left(before: str, after: str) -> None:
    assert after in translated(f"<html><body>{before}{UYGHUR}</p></body></html>")


def test_a_direction_stays_while_text_that_needs_it_is_left() -> None:
    page = f"<html><body><div dir=rtl><p>{UYGHUR}<p>قازاق</div></body></html>"
    assert "<div dir=rtl>" in translated(page, leave="قازاق")


def test_a_direction_that_turns_letters_round_stays() -> None:
    page = f"<html><body><p><bdo dir=rtl>{UYGHUR}</bdo> {UYGHUR}</body></html>"
    assert "<bdo dir=rtl>" in translated(page)


@pytest.mark.parametrize(
    "page",
    [
        "<p>今天天气很好。<script>w.write('<html><body>x</body></html>')</script>",
        "<body><p>今天天气很好。</Body><script>'</body>'</script></html>",
        "<body><p>今天天气很好。</body><!-- </body> -->",
    ],
)
def test_the_switch_never_lands_in_a_script_or_a_comment(page: str) -> None:
    document = parse_page(page.encode(), "p.html")
    built = build_bilingual(document, _all(document, "\0"), language="en")
    got = built.data.decode()
    assert got.count("<glossa-bar") == 1
    kept = page[page.index("<script") if "<script" in page else page.index("<!--") :]
    assert kept in got


def test_languages_in_each_other_take_no_longer_the_deeper_they_stand(
    cpu_seconds: Callable[[Callable[[], object]], float],
) -> None:
    def seconds(count: int) -> float:
        document = parse_page(("<div lang=zh dir=ltr>今天" * count).encode(), "p.html")
        filled = _all(document, "\0")
        return cpu_seconds(lambda: html.rebuild(document, filled, language="en"))

    assert seconds(1600) < 24 * seconds(200) + 0.05
