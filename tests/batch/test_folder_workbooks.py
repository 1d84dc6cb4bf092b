"""Workbooks among the pages of a folder: a person's tables are pages, glossa's own are not."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from folder_runs import run
from openpyxl import Workbook, load_workbook

from glossa import pipeline
from glossa.cli import main
from glossa.formats import get_format
from glossa.model import Bitext


def workbook(*rows: tuple[str, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def ours() -> bytes:
    page = pipeline.parse_page("首页\nTorrey County, Xinjiang\n".encode(), "page.txt")
    bitext: Bitext = pipeline.normalize(page, termbase=pipeline.load_termbase())
    return get_format("xlsx").encode(bitext)


def test_a_workbook_of_a_person_is_translated(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "tables.xlsx").write_bytes(workbook(("地区", "source"), ("喀什地区", "新闻")))
    result = run(site, tmp_path / "out")
    assert [page.name for page in result.pages] == ["tables.xlsx"]
    sheet = load_workbook(tmp_path / "out" / "tables.xlsx").active
    assert [cell.value for cell in sheet["A"]] == ["Prefecture", "Kashgar Prefecture"]
    assert not result.skipped


def test_a_bilingual_workbook_of_glossa_is_copied_also_when_it_was_edited(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "work.xlsx").write_bytes(ours())
    book = load_workbook(site / "work.xlsx")
    book.active["A30"] = "more"
    book.save(site / "edited.xlsx")
    result = run(site, tmp_path / "out")
    assert (result.pages, result.skipped["bilingual"]) == ([], 2)
    assert (tmp_path / "out" / "work.xlsx").read_bytes() == ours()


def test_names_are_folded_in_a_workbook_and_never_in_a_bilingual_one(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "tables.xlsx").write_bytes(workbook(("County",), ("Torrey County, Xingjiang",)))
    (site / "work.xlsx").write_bytes(ours())
    assert main(["normalize", str(site), "--write", "-q"]) == 0
    assert load_workbook(site / "tables.xlsx").active["A2"].value == "Toli County, Xinjiang"
    assert (site / "work.xlsx").read_bytes() == ours()
