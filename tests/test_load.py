"""`glossa.load`: one call for a file of any sort."""

from __future__ import annotations

from pathlib import Path

import pytest

import glossa
from glossa.errors import BitextError, InputError, UsageError
from glossa.formats import FORMATS, Format
from glossa.model import Bitext, Document, Entry, MatchType, State

BITEXT = Bitext(
    "page.txt",
    (Entry("u1.s1", "首页", "Home", "zh-Hans", state=State.FINAL, match=MatchType.HAND),),
)


@pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
def test_a_file_of_any_format_is_a_bitext(format_: Format, tmp_path: Path) -> None:
    path = tmp_path / f"page{format_.ending}"
    path.write_bytes(format_.encode(BITEXT))
    assert glossa.load(path) == BITEXT


@pytest.mark.parametrize("name", ["page.txt", "page", "notes.md", "page.html"])
def test_any_other_file_is_a_page(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes("首页\n".encode())
    page = glossa.load(str(path))
    assert isinstance(page, Document)
    assert [segment.source for segment in page.segments] == ["首页"]


def test_the_encoding_of_a_page_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes("首頁".encode("big5"))
    page = glossa.load(path, encoding="big5")
    assert isinstance(page, Document)
    assert page.text == "首頁"


def test_what_should_be_a_bilingual_file_and_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name;age\nLi;40\n", encoding="utf-8")
    with pytest.raises((BitextError, UsageError)) as caught:
        glossa.load(path)
    assert "people.csv" in str(caught.value)
    with pytest.raises(InputError, match="no such file"):
        glossa.load(tmp_path / "missing.xlsx")
