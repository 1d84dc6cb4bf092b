"""A web page names files: it may not choose which of ours are replaced, or which are given away."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossa.cli import main
from glossa.pipeline.companions import copy_companions


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("in/.ssh", "out"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "in" / ".ssh" / "key").write_text("secret")
    (tmp_path / "in" / "report.txt").write_text("before")
    (tmp_path / "out" / "report.txt").write_text("work of a month")
    return tmp_path


def test_a_page_that_refers_to_itself_does_not_replace_its_translation(folder: Path) -> None:
    page = "<meta charset=utf-8><p>Tori County is near.</p><iframe src=page.html></iframe>"
    (folder / "in" / "page.html").write_text(page)
    goal = folder / "out" / "page.html"
    assert main(["translate", str(folder / "in" / "page.html"), "-o", str(goal), "-q"]) == 0
    assert "Toli County is near" in goal.read_text()


def test_a_page_does_not_replace_other_files_beside_its_result(folder: Path) -> None:
    page = folder / "in" / "page.html"
    page.write_text("<p>x<img src=report.txt>")
    (finding,) = copy_companions(page, folder / "out" / "page.html")
    assert finding.code == "companion-left-out"
    assert "report.txt" in finding.message
    assert (folder / "out" / "report.txt").read_text() == "work of a month"


def test_hidden_files_that_a_page_names_are_not_copied(folder: Path) -> None:
    page = folder / "in" / "page.html"
    page.write_text("<p>x<img src=.ssh/key><img src='a/../.ssh/key'>")
    (finding,) = copy_companions(page, folder / "out" / "page.html")
    assert finding.code == "companion-left-out"
    assert not (folder / "out" / ".ssh").exists()
