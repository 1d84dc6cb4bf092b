from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from string_pages import check_laws, read, sources, translated

from glossa.model import Segment

TESTS = Path(__file__).parents[1]
GOLDEN = TESTS / "golden" / "pages" / "markdown"
CASES = json.loads((TESTS / "cases" / "pages_markdown.json").read_text(encoding="utf-8"))


def structure(page: str) -> list[str]:
    """The types of all tokens as markdown-it sees them, but for texts."""
    from markdown_it import MarkdownIt

    found = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(page):
        found.append(token.type)
        found += [
            f"{child.type} {child.attrGet('href') or child.attrGet('src') or ''}"
            for child in token.children or []
            if child.type not in {"text", "softbreak", "text_special"}
        ]
    return found


def test_golden_file_keeps_everything_but_the_texts() -> None:
    data = (GOLDEN / "page.md").read_bytes()
    check_laws(data, "page.md")
    made = translated(data, "page.md", lambda segment: f"Text {segment.id}")
    assert made == (GOLDEN / "page.out.md").read_bytes().decode()


def test_golden_units_are_what_a_reader_sees() -> None:
    document = read((GOLDEN / "page.md").read_bytes(), "page.md")
    shown = [f"{u.markup.element if u.markup else ''}: {u.source}" for u in document.units]
    assert shown == (GOLDEN / "units.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_cases(case: dict[str, object], request: pytest.FixtureRequest) -> None:
    if case["expect"] == "fail":
        request.applymarker(pytest.mark.xfail(strict=True, reason=str(case["comment"])))
    words = case["words"]
    assert isinstance(words, dict)
    made = translated(str(case["page"]), "a.md", words)
    assert made == case["made"]
    assert Counter(structure(made)) == Counter(structure(str(case["page"])))


def test_an_emphasis_that_no_word_is_left_for_goes() -> None:
    made = translated("**一** **二** ~~三~~\n", "a.md", {"一 二 三": "One two"})
    assert made == "**One** **two**\n"


def test_targets_that_look_like_markdown_are_text() -> None:
    for odd in (
        "# no",
        "- no",
        "1. no",
        "> no",
        "*no*",
        "a_b_ _c_",
        "`x`",
        "[a](b)",
        "<b>",
        "&lt;",
        "---",
        "===",
        "+ a",
        "12) a",
        "~~x~~",
        "| a |",
        "\\*",
        "![x](y)",
        "no #",
    ):
        for page in (
            "甲\n",
            "# 甲\n",
            "> 甲\n",
            "- 甲\n",
            "| 甲 |\n|---|\n",
            "甲\n===\n",
            "**甲**\n",
        ):
            made = translated(page, "a.md", {"甲": odd})
            assert structure(made) == structure(page), made
            assert sources(made, "a.md") == ([odd] if any(map(str.isalnum, odd)) else []), made


def test_front_matter_gives_four_of_its_values_and_is_kept_where_it_is_broken() -> None:
    page = "---\ntitle: 甲\nkeywords: [乙, 丙]\nauthor: 丁\nmenu: {title: 戊}\n---\n己\n"
    assert sources(page, "a.md") == ["甲", "乙", "丙", "己"]
    page = "+++\ntitle = \"甲\"\ntags = ['乙']\n[menu]\ntitle = '丙'\n+++\n丁\n"
    assert sources(page, "a.md") == ["甲", "丁"]
    assert translated(page, "a.md", {"甲": 'a "b"'}).startswith('+++\ntitle = "a \\"b\\""\n')
    broken = read("---\na: b: c\n---\n甲\n", "a.md")
    assert [unit.source for unit in broken.units] == ["甲"]
    assert [finding.code for finding in broken.findings] == ["front-matter"]


@pytest.mark.parametrize(
    "page",
    [
        "",
        "\ufeff# 甲\r\n\r\n乙  \r\n丙\r\n",
        "甲\r乙\r",
        "甲\x00乙\n",
        "\t甲\n",
        "- \t甲\n\n\t乙\n",
        "[" * 1000 + "甲",
        "*" * 3000 + "甲",
        "> " * 3000 + "甲",
        "<b>" * 2000 + "甲",
        "$" * 3000 + "甲",
    ],
)
def test_odd_pages_are_read_and_written(page: str) -> None:
    check_laws(page.encode(), "a.md")
    translated(page, "a.md", lambda segment: "Text")


def test_bytes_that_are_no_text_and_gbk_are_kept() -> None:
    check_laws("# 标题文字好\n\n中文".encode() + b"\xff" + "字很多很多的。\n".encode(), "a.md")
    assert check_laws("# 我们的家园一切都好\n".encode("gb18030"), "a.md").encoding.name == "gb18030"


PARTS = st.sampled_from(
    [
        "中文",
        "字。",
        "“引”",
        "Hello, world.",
        " ",
        "**粗**",
        "*斜*字",
        "_a_",
        "~~删~~",
        "`a*b`",
        "[链](u)",
        '![图](u "题")',
        "<b>x</b>",
        "<br>",
        "\\*",
        "&amp;",
        "<http://a.b>",
        "$x$",
        "  \n",
        "\n",
        "\n\n",
        "\n> ",
        "\n- ",
        "\n\n1. ",
        "\n\n# ",
        "\n\n| a | 甲 |\n|---|---|\n| 乙 | *丙* |\n\n",
        "\n```\n码\n```\n",
        "**",
        "_",
        "[",
        "](u)",
        "<!-- c -->",
    ]
)
PAGES = st.lists(PARTS, max_size=14).map("".join)


@settings(max_examples=60)
@given(PAGES, st.sampled_from(["\n", "\r\n"]))
def test_nothing_changed_is_the_same_bytes(page: str, newline: str) -> None:
    check_laws(page.replace("\n", newline).encode(), "a.md")


@settings(max_examples=60)
@given(st.lists(PARTS.filter(lambda part: part not in {"**", "_", "[", "](u)"}), max_size=10))
@example(["一", "[链](u)", "_a_", "  \n", "$x$", "<!-- c -->", "**粗**", "<b>x</b>"])
def test_any_target_keeps_the_structure(parts: list[str]) -> None:
    page = " ".join(parts)

    def translate(segment: Segment) -> str:
        # A word for each element at least: an emphasis that no word is left for goes.
        return " ".join(["Words", *segment.literals, *["word"] * 7])

    made = translated(page, "a.md", translate)
    # A line break without a place in the target stands at its end, where it is none.
    before, after = Counter(structure(page)), Counter(structure(made))
    assert after.pop("hardbreak ", 0) <= before.pop("hardbreak ", 0)
    assert after == before
