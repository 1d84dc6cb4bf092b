"""`glossa.load` and `glossa check` with documents whose names bilingual files have too."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import glossa
from glossa.cli import main
from glossa.errors import BitextError, UsageError
from glossa.formats import get_format
from glossa.model import Bitext, Document, Entry


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["名称", "产地"])
    book.active.append(["杏干", "Torrey County"])
    book.save(path)
    return path


def test_a_workbook_that_is_no_bilingual_file_is_a_page(tmp_path: Path) -> None:
    page = glossa.load(workbook(tmp_path / "stock.xlsx"))
    assert isinstance(page, Document)
    assert page.format == "xlsx"
    assert [unit.source for unit in page.units] == ["名称", "产地", "杏干", "Torrey County"]


def test_a_bilingual_workbook_is_one_still(tmp_path: Path) -> None:
    path = tmp_path / "page.xlsx"
    entry = Entry("u1.s1", "首页", "Home", "zh-Hans", end=2)
    path.write_bytes(get_format("xlsx").encode(Bitext("page.txt", (entry,))))
    assert isinstance(glossa.load(path), Bitext)


def test_a_table_of_text_without_sources_is_refused_still(tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("a,b,c\n1,2,3\n", encoding="utf-8")
    with pytest.raises((BitextError, UsageError)):
        glossa.load(path)


def test_check_looks_into_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workbook(tmp_path / "stock.xlsx")
    page = (
        "<title>首页</title><p>The road to Tori <b>County</b> is open, and Torrey County is glad."
    )
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    assert main(["check", str(tmp_path), "--json"]) == 1
    out = capsys.readouterr().out
    assert "stock.xlsx" in out
    assert "page.html" in out
