"""A saved page that is written elsewhere takes its pictures along, and nothing from outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossa import pipeline
from glossa.cli.outputs import BILINGUAL, PAGE, write_result
from glossa.model import Bitext, Document, Finding
from glossa.pipeline.companions import copy_companions

HTML = '<meta charset=utf-8><img src="News_files/1.png"><link href="News_files/s.css" rel=x><p>云南'


@pytest.fixture
def page(tmp_path: Path) -> Path:
    folder = tmp_path / "in" / "News_files" / "deep"
    folder.mkdir(parents=True)
    (folder / "font.woff").write_bytes(b"font")
    (folder.parent / "1.png").write_bytes(b"png")
    (folder.parent / "s.css").write_bytes(b"")
    page = tmp_path / "in" / "News.html"
    page.write_text(HTML, encoding="utf-8")
    (tmp_path / "out").mkdir()
    return page


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_folder_is_copied_whole_under_its_own_name(page: Path, tmp_path: Path) -> None:
    goal = tmp_path / "out" / "News.en.html"
    assert copy_companions(page, goal) == ()
    assert _files(tmp_path / "out") == {
        "News_files/1.png": b"png",
        "News_files/deep/font.woff": b"font",
        "News_files/s.css": b"",
    }


def test_what_is_there_already_is_not_written_again(page: Path, tmp_path: Path) -> None:
    goal = tmp_path / "out" / "News.html"
    copy_companions(page, goal)
    before = {path: path.stat().st_ino for path in (tmp_path / "out").rglob("*")}
    (page.parent / "News_files" / "1.png").write_bytes(b"PNG")
    copy_companions(page, goal)
    after = {path: path.stat().st_ino for path in (tmp_path / "out").rglob("*")}
    assert {path.name for path in before if before[path] != after[path]} == {"1.png"}


def test_in_the_same_folder_nothing_is_done(page: Path, tmp_path: Path) -> None:
    (tmp_path / "again").symlink_to(page.parent)
    for folder in (page.parent, tmp_path / "again"):
        assert copy_companions(page, folder / "News.en.html") == ()
    assert len(_files(page.parent)) == 4


def test_a_page_without_its_folder_says_what_will_not_be_found(tmp_path: Path) -> None:
    source = tmp_path / "News.html"
    images = "".join(f'<img src="img/{number}.png">' for number in range(4))
    source.write_text(HTML + images, encoding="utf-8")
    (tmp_path / "out").mkdir()
    (finding,) = copy_companions(source, tmp_path / "out" / "News.html")
    assert finding.code == "companion-missing"
    assert finding.severity.value == "info"
    assert finding.message.startswith("News_files, img/0.png, img/1.png and 2 more: ")
    assert _files(tmp_path / "out") == {}


def test_links_are_not_followed_and_said(page: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "key").write_bytes(b"key")
    files = page.parent / "News_files"
    (files / "link").symlink_to(secret / "key")
    (files / "linked").symlink_to(secret)
    (page.parent / "img").symlink_to(secret)
    page.write_text(HTML + '<img src="img/key">', encoding="utf-8")
    (finding,) = copy_companions(page, tmp_path / "out" / "News.html")
    assert finding.code == "companion-left-out"
    assert "News_files/link, News_files/linked, img/key" in finding.message
    assert b"key" not in _files(tmp_path / "out").values()


def test_a_link_in_the_new_place_is_not_written_through(page: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "out" / "News_files").symlink_to(elsewhere)
    (finding,) = copy_companions(page, tmp_path / "out" / "News.html")
    assert finding.code == "companion-left-out"
    assert _files(elsewhere) == {}


def test_a_result_written_by_a_command_finds_its_pictures(page: Path, tmp_path: Path) -> None:
    document = Document("News.html", "", format="html")
    goal = tmp_path / "out" / "News.html"
    bitext = Bitext("News.html", ())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "save_page", lambda *_, **__: (Finding("loop", "first"),))
        said = write_result(document, bitext, goal, PAGE, source=page)
        assert [one.code for one in said] == ["loop"]
        assert len(_files(tmp_path / "out")) == 3
        (page.parent / "News_files" / "s.css").unlink()
        page.write_text(HTML + "<img src=gone.png>")
        said = write_result(document, bitext, goal, BILINGUAL, source=str(page))
        assert [one.code for one in said] == ["loop", "companion-missing"]


def test_a_page_that_is_no_web_page_has_no_companions(page: Path, tmp_path: Path) -> None:
    text = page.with_suffix(".txt")
    text.write_text("News_files/1.png")
    assert copy_companions(text, tmp_path / "out" / "News.txt") == ()
    assert _files(tmp_path / "out") == {}
