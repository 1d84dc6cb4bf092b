"""What a run over folders has to do: names of all kinds, and what is in the way."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from folder_runs import make_site, run, tree

from glossa.batch.options import FolderOptions
from glossa.batch.plan import make_plan
from glossa.errors import OutputError, UsageError

TEXT = "苹果熟了，大家都来买。\n"


def goals(site: Path, out: Path, **options: object) -> dict[str, bool]:
    plan = make_plan([site], out, FolderOptions(**options))  # type: ignore[arg-type]
    return {task.goal: task.is_page for task in plan.tasks}


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    (folder / "old").mkdir(parents=True)
    for name in ("a.txt", "b.html", "old/c.txt", "d.pdf", "e.md"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    (folder / "list.php").write_text("<!DOCTYPE html><p>苹果</p>", encoding="utf-8")
    (folder / "f.js").write_text("document.write('<p>苹果</p>')", encoding="utf-8")
    (folder / "g.csv").write_text("苹果,1\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("head", "is_page"),
    [
        ("<!-- saved from url=(0014)about:internet -->\n<html>", True),
        ("\ufeff<?xml version='1.0'?> <!-- a --> <!-- <p> --><!DOCTYPE html>", True),
        ("<!-- <html> --> x", False),
        ("<!-- a --><!-- b", False),
        # Each comment could end at any later one: as many ways as there are, never all tried.
        ("<!---->" * 280 + "x", False),
    ],
)
def test_a_page_without_an_ending_is_known_by_how_it_begins(
    head: str, *, is_page: bool, tmp_path: Path
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "page").write_bytes(head.encode())
    assert goals(folder, tmp_path / "out") == {"page": is_page}


def test_names_of_results(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert goals(pages, out) == {
        "a.txt": True,
        "b.html": True,
        "d.pdf.html": True,
        "d.pdf": False,  # pages that point to it find it
        "e.md": True,
        "f.js": False,
        "g.csv": False,
        "list.php": True,
        "old/c.txt": True,
    }
    bilingual = goals(pages, out, format_name="bilingual")
    assert {name for name, is_page in bilingual.items() if is_page} == {
        "a.txt.html",
        "b.html",
        "d.pdf.html",
        "e.md.html",
        "list.php.html",
        "old/c.txt.html",
    }
    assert set(goals(pages, out, format_name="po")) == {
        f"{name}.po" for name in ("a.txt", "b.html", "d.pdf", "e.md", "list.php", "old/c.txt")
    }


def test_what_is_included_is_translated_and_what_is_excluded_left_out(
    pages: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    found = goals(pages, out, include=("*.html", "old/*"), exclude=("*.pdf", "f.*"))
    assert found == {
        "a.txt": False,
        "b.html": True,
        "e.md": False,
        "g.csv": False,
        "list.php": False,
        "old/c.txt": True,
    }
    assert goals(pages, out, include=("*.html",), copy=False) == {"b.html": True}
    plan = make_plan([pages], out, FolderOptions(include=("*.html",), format_name="po"))
    assert plan.skipped == {"excluded": 5, "no page": 2}


def test_results_inside_the_folder_are_never_read(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    out, other = site / "out", site / "sub" / "other"
    run(site, out)
    first = tree(out)
    run(site, other, exclude=("out",))
    result = run(site, out)
    assert result.skipped["results"] > 10
    assert tree(out) == first


def test_two_results_of_one_name(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
        (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(UsageError, match=r"one/a.txt and .*two/a.txt would both"):
        run([one, two], tmp_path / "out")
    assert not (tmp_path / "out").exists()
    (two / "a.txt").rename(two / "b.txt")
    assert len(run([one, two], tmp_path / "out").pages) == 2


def test_a_result_that_would_be_a_file_and_a_folder(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    (one / "a.txt").write_text(TEXT, encoding="utf-8")
    (two / "a.txt").mkdir(parents=True)
    (two / "a.txt" / "b.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(UsageError, match="a file and a folder at once"):
        run([one, two], tmp_path / "out")


def test_names_that_differ_in_capital_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, out = tmp_path / "site", tmp_path / "out"
    site.mkdir()
    for name in ("PAGE.txt", "page.txt"):
        (site / name).write_text(TEXT, encoding="utf-8")
    if len(list(site.iterdir())) == 1:
        pytest.skip("capital letters do not count on this file system")
    assert run(site, out).doubles == (("PAGE.txt", "page.txt"),)
    (out / ".GLOSSA").mkdir()  # where they do not count, it is there already
    with pytest.raises(UsageError, match=r"PAGE.txt and page.txt would be one file"):
        run(site, out)


def test_a_site_may_have_an_index_like_ours(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    for name in ("index-glossa.html", "INDEX-GLOSSA-2.html"):
        (site / name).write_bytes(b"\x00 no page")
    (site / "a.txt").write_text(TEXT, encoding="utf-8")
    result = run(site, tmp_path / "out")
    assert result.index == tmp_path / "out" / "index-glossa-3.html"


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names are Unicode there")
def test_names_of_all_kinds(tmp_path: Path) -> None:
    site, out = tmp_path / "site", tmp_path / "out"
    (site / "目录 100%").mkdir(parents=True)
    raw = os.fsdecode(b"caf\xe9.txt")
    names = (raw, "two\nlines.txt", "目录 100%/a#b?.txt", "<b>.txt")
    for name in names:
        (site / name).write_text(TEXT, encoding="utf-8")
    (site / "loop").symlink_to(site, target_is_directory=True)
    (site / ".hidden.txt").write_text(TEXT, encoding="utf-8")
    result = run(site, out)
    assert all((out / name).read_text(encoding="utf-8").startswith("Said") for name in names)
    assert result.skipped == {"hidden": 1, "link": 1}
    index = (out / "index-glossa.html").read_text(encoding="utf-8")
    for href in ("./caf%E9.txt", "./two%0Alines.txt", "./%E7%9B%AE%E5%BD%95%20100%25/a%23b%3F.txt"):
        assert f'href="{href}"' in index
    assert "<b>.txt" not in index
    assert run(site, out).count(result.pages[0].status) == 0  # all as they were


def test_a_name_too_long_for_its_result(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / ("a" * 250 + ".txt")).write_text(TEXT, encoding="utf-8")
    (site / "b.txt").write_text(TEXT, encoding="utf-8")
    result = run(site, tmp_path / "out", format_name="xliff")
    assert [page.name for page in result.pages] == ["b.txt"]
    assert "bytes long" in result.failed[0].error.found


@pytest.fixture
def as_anybody() -> Iterator[Path]:
    """A folder to work in, as somebody who may not read everything."""
    if not hasattr(os, "seteuid"):
        pytest.skip("no such users on this system")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        run(make_site(folder / "warm"), folder / "warm-out")  # all is imported, as oneself
        before = os.geteuid()
        if before == 0:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            os.seteuid(before)


def test_what_may_not_be_read(as_anybody: Path) -> None:
    site, out = make_site(as_anybody / "site"), as_anybody / "out"
    (site / "sub").chmod(0)
    (site / "page-0.txt").chmod(0)
    try:
        result = run(site, out)
    finally:
        (site / "sub").chmod(0o755)
    assert [page.name for page in result.pages] == ["page-3.txt"]
    found = {Path(one.name).name: one.error.found for one in result.failed}
    assert found["sub"] == "Permission denied"
    assert found["page-0.txt"] == "no permission to read it"


def test_a_folder_that_may_not_be_written(as_anybody: Path) -> None:
    site = make_site(as_anybody / "site")
    (as_anybody / "closed").mkdir(mode=0o555)
    with pytest.raises(OutputError, match="cannot be made"):
        run(site, as_anybody / "closed" / "out")


def test_binary_text_and_bilingual_files_are_copied(tmp_path: Path) -> None:
    site, out = tmp_path / "site", tmp_path / "out"
    site.mkdir()
    (site / "a.txt").write_text(TEXT, encoding="utf-8")
    (site / "data.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    run(site, tmp_path / "tables", format_name="markdown")
    (site / "table.md").write_bytes((tmp_path / "tables" / "a.txt.md").read_bytes())
    result = run(site, out)
    assert [page.name for page in result.pages] == ["a.txt"]
    assert (result.copied, result.skipped, result.failed) == (2, {"bilingual": 1}, [])
    assert (out / "table.md").read_bytes() == (site / "table.md").read_bytes()


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    result = run(tmp_path / "site", tmp_path / "out")
    assert (result.pages, result.failed) == ([], [])
    assert "No page was translated" in (tmp_path / "out" / "index-glossa.html").read_text("utf-8")
