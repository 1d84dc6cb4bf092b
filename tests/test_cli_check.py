"""`glossa check` as a user meets it: what it prints, its exit codes, bad input."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import pytest

from glossa import pipeline
from glossa.cli import main
from glossa.cli.progress import progress_line
from glossa.model import Bitext, Entry, MatchType
from glossa.pipeline import load_termbase, save_bitext
from glossa.termbase import Termbase

CLEAN = "Figs from Hotan.\n"
SEVERAL = "Figs from Hotan and Hetian.\n"


@lru_cache(maxsize=1)
def own_glossary() -> Termbase:
    return load_termbase()


@pytest.fixture(autouse=True)
def loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Glossa's own glossary is loaded once for all tests here."""

    def load(glossaries: Sequence[str] = (), *, style: str = "cn-media") -> Termbase:
        if glossaries:
            return load_termbase(glossaries, style=style)
        return own_glossary().with_style(style)

    monkeypatch.setattr(pipeline, "load_termbase", load)


def make(folder: Path, **pages: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in pages.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_folder_in_several_spellings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "pages", a=SEVERAL, b="All of Hetian.\n")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "pages"]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "Names in more than one spelling (1)",
        "",
        "  Hotan  [prefecture, cn-653200, cn-653201, cn-653221]",
        "    Hetian     2x  would be folded to Hotan (other-style)",
        "      pages/a.txt:1:21, pages/b.txt:1:8",
        "    Hotan      1x  as the style writes it",
        "      pages/a.txt:1:11",
    ]
    assert err == (
        "2 pages: names in several spellings 1, other names to look at 0, "
        "as style cn-media writes them 0, candidates 0, findings 0\n"
    )


def test_exit_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clean = make(tmp_path / "clean", a=CLEAN)
    assert main(["check", str(clean), "-q"]) == 0
    assert capsys.readouterr() == ("", "")
    other = make(tmp_path / "other", a="Figs from Hetian and the Qarasay Township.\n")
    assert main(["check", str(other), "-q"]) == 0
    assert main(["check", str(other), "-q", "--strict"]) == 1
    capsys.readouterr()
    assert main(["check", str(clean), str(tmp_path / "nothing"), "-q"]) == 3
    assert "no such file or folder" in capsys.readouterr().out
    assert main(["check"]) == 2
    assert main(["check", str(clean), "--style", "nothing"]) == 2
    assert main(["check", str(clean), "--language", "no tag"]) == 2
    assert main(["check", str(clean), "--glossary", str(tmp_path / "none.csv")]) in {3, 4}
    assert main(["check", str(clean), "--html", str(tmp_path / "no" / "r.html")]) == 3


def test_a_style_decides_what_is_wanted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make(tmp_path / "pages", a=SEVERAL)
    assert main(["check", str(folder), "--style", "pinyin", "--json", "-q"]) == 1
    (name,) = json.loads(capsys.readouterr().out)["names"]
    assert (name["wanted"], name["several"]) == ("Hetian", True)


def test_stdin_json_and_html(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(SEVERAL.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    goal = tmp_path / "report.html"
    assert main(["check", "-", "--json", "--html", str(goal), "-q"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["schema"] == "glossa-check-1"
    assert data["names"][0]["spellings"][0]["places"][0]["file"] == "-"
    assert goal.read_text(encoding="utf-8").startswith("<!doctype html>")
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["check", "-", "-q"]) == 3
    assert "-: stdin is closed" in capsys.readouterr().out


def test_bilingual_files_are_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "pairs.csv"
    table.write_text(
        "id,language,source,target\ns1,zh-Hans,和田有12口井。,Hotan has wells.\n"
        "s2,zh-Hans,喀什很大。,Kashgar is large.\n",
        encoding="utf-8",
    )
    assert main(["check", str(table), "-q"]) == 1
    assert "pairs.csv#s1: warning: lost-number: " in capsys.readouterr().out
    table.write_text("name,age\nHetian,3\n", encoding="utf-8")
    assert main(["check", str(table), "-q"]) == 0
    assert "info: read-as-text: " in capsys.readouterr().out
    broken = tmp_path / "broken.po"
    broken.write_text('msgid "a\nmsgstr', encoding="utf-8")
    assert main(["check", str(broken), "-q"]) == 3
    assert "broken.po: " in capsys.readouterr().out


def test_a_report_of_a_bitext_is_checked_and_a_damaged_one_is_no_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "page.html"
    entry = Entry("s1", "和田有12口井。", "Hotan has wells.", "zh-Hans", match=MatchType.ENGINE)
    save_bitext(Bitext("page.txt", (entry,)), report)
    assert main(["check", str(report), "-q"]) == 1
    assert "page.html#s1: warning: lost-number: " in capsys.readouterr().out
    assert main(["check", str(tmp_path), "-q"]) == 0  # left out inside a folder
    capsys.readouterr()
    report.write_text(report.read_text(encoding="utf-8").replace("Hotan", "Hetian"), "utf-8")
    assert main(["check", str(report), "-q"]) == 3
    assert "page.html: this report was changed after glossa wrote it" in capsys.readouterr().out


def test_what_cannot_be_read_is_listed_and_the_rest_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make(tmp_path / "pages", a=SEVERAL, shut=SEVERAL, empty="")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (folder / ".hidden").write_text("x", encoding="utf-8")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "shut.txt":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert main(["check", str(folder)]) == 3
    out, err = capsys.readouterr()
    assert "Names in more than one spelling (1)" in out
    assert f"Not read (1)\n  {folder / 'shut.txt'}: no permission to read it; " in out
    assert err.startswith("2 pages, 3 skipped (binary 1, hidden 1, link 1), 1 not read: ")
    monkeypatch.undo()
    assert main(["check", str(folder / "picture.txt"), "-q"]) == 3
    assert "this is a PNG image, not text" in capsys.readouterr().out


def test_include_exclude_and_an_empty_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make(tmp_path / "pages", a=SEVERAL, b=CLEAN)
    (tmp_path / "none").mkdir()
    assert main(["check", str(folder), "--exclude", "a.*", "-q"]) == 0
    assert main(["check", str(folder), "--include", "a.*", "-q"]) == 1
    assert main(["check", str(tmp_path / "none")]) == 0
    assert capsys.readouterr().err.startswith("0 pages: ")


def test_a_report_among_the_pages_is_no_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = make(tmp_path / "pages", a=CLEAN)
    for _ in range(2):
        assert main(["check", str(folder), "--html", str(folder / "report.html")]) == 0
    assert capsys.readouterr().err.splitlines()[1].startswith("1 page, 1 skipped (report 1): ")


def test_faults_of_a_glossary_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make(tmp_path / "pages", a=CLEAN)
    mine = tmp_path / "mine.csv"
    mine.write_text("zh,en\n首页,Front door\n和田\n", encoding="utf-8")
    assert main(["check", str(folder), "--glossary", str(mine)]) == 0
    assert "mine.csv:3: " in capsys.readouterr().err


def test_candidates_can_be_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make(tmp_path / "pages", a="We went to Qarasay Township.\n")
    assert main(["check", str(folder), "-q"]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0] == "Candidates: no concept in the glossary (1)"
    assert "a.txt:1:12: We went to Qarasay Township." in out
    assert main(["check", str(folder), "-q", "--no-candidates"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.skipif(sys.platform == "darwin", reason="its file names are UTF-8")
def test_odd_file_names(tmp_path: Path) -> None:
    """In a process of its own: a failure's report cannot carry such names between workers."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for name in (b"new\nline.txt", b"\xff.txt", b"<b>.txt"):
        with open(os.fsencode(pages) + b"/" + name, "wb") as file:  # noqa: PTH123 - bytes
            file.write(SEVERAL.encode())
    goal = tmp_path / "report.html"
    check = [sys.executable, "-m", "glossa", "check", str(pages), "-q"]
    table = subprocess.run(check, check=False, capture_output=True)
    assert table.returncode == 1
    assert b"new\\nline.txt:1:21" in table.stdout
    assert b"/\xff.txt:1:21" in table.stdout
    run = subprocess.run([*check, "--json", "--html", str(goal)], check=False, capture_output=True)
    assert run.returncode == 1
    files = {
        place["file"][len(str(pages)) + 1 :]
        for spelling in json.loads(run.stdout)["names"][0]["spellings"]
        for place in spelling["places"]
    }
    assert files == {"new\nline.txt", "\udcff.txt", "<b>.txt"}
    assert "&lt;b&gt;.txt" in goal.read_text(encoding="utf-8")


def test_progress_is_drawn_on_a_terminal_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert progress_line() is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    show = progress_line()
    assert show is not None
    for number in range(1, 13):
        show(number, 12, "page.txt")
    assert capsys.readouterr().err == "\r\033[K1 of 12\r\033[K11 of 12\r\033[K"
