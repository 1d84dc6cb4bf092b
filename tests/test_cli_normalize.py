"""`glossa normalize` on folders: what is written, where, and what is left alone."""

from __future__ import annotations

import json
import stat
import subprocess
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import pytest

from glossa import pipeline
from glossa.cli import main
from glossa.pipeline import load_termbase
from glossa.termbase import Termbase

PAGES = {
    "a.txt": b"Figs from Hetian.\r\nAnd from Khotan.\r\n",
    "deep/b.txt": b"Figs from Hotan.\n",
    "deep/utf16.txt": "\ufeffFigs from Hetian – cheap.\n".encode("utf-16-le"),
    "gb.txt": ("这是一个关于和田的页面，说的是水果和蔬菜。\n" * 8 + "Figs from Hetian.\n").encode(
        "gb18030"
    ),
}
FOLDED = {
    "a.txt": b"Figs from Hotan.\r\nAnd from Hotan.\r\n",
    "deep/b.txt": b"Figs from Hotan.\n",
    "deep/utf16.txt": "\ufeffFigs from Hotan – cheap.\n".encode("utf-16-le"),
    "gb.txt": ("这是一个关于和田的页面，说的是水果和蔬菜。\n" * 8 + "Figs from Hotan.\n").encode(
        "gb18030"
    ),
}


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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "pages"
    for name, data in PAGES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_a_folder_into_another_of_the_same_tree(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["normalize", str(folder), "-o", str(tmp_path / "out")]) == 0
    assert contents(tmp_path / "out") == FOLDED
    assert contents(folder) == PAGES
    out, err = capsys.readouterr()
    assert out == ""
    lines = err.splitlines()
    assert lines[0].split() == ["page", "names", "findings"]
    assert [line.rsplit("/", 1)[-1].split() for line in lines[1:-1]] == [
        ["a.txt", "2", "0"],
        ["gb.txt", "1", "0"],
        ["utf16.txt", "1", "0"],
    ]
    assert lines[-1] == "4 names folded to style cn-media in 3 of 4 pages"


def test_in_place_only_with_write_and_twice_changes_nothing_more(folder: Path) -> None:
    for path in folder.rglob("*.txt"):
        path.chmod(0o640)
    untouched = (folder / "deep" / "b.txt").stat()
    assert main(["normalize", str(folder), "--write", "-q"]) == 0
    assert contents(folder) == FOLDED
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*.txt")} == {0o640}
    after = (folder / "deep" / "b.txt").stat()
    assert (after.st_ino, after.st_mtime_ns) == (untouched.st_ino, untouched.st_mtime_ns)
    before = {path: path.stat().st_ino for path in folder.rglob("*.txt")}
    assert main(["normalize", str(folder), "--write", "-q"]) == 0
    assert {path: path.stat().st_ino for path in folder.rglob("*.txt")} == before


@pytest.mark.parametrize("style", ["cn-media", "pinyin", "academic", "un"])
def test_normalizing_twice_is_normalizing_once(
    tmp_path: Path, style: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    corpus = Path(__file__).parents[1] / "corpus" / "pages"
    once, twice = tmp_path / "once", tmp_path / "twice"
    options = ["--style", style, "-q"]
    assert main(["normalize", str(corpus), "-o", str(once), *options]) == 0
    assert main(["normalize", str(once), "-o", str(twice), *options]) == 0
    assert contents(once) == contents(twice)
    assert main(["normalize", str(once), "--diff", *options]) == 0
    assert capsysbinary.readouterr().out == b""


def test_the_diff_is_a_patch(
    folder: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("gb.txt", "deep/utf16.txt"):  # a diff on stdout is UTF-8, whatever the pages are
        (folder / name).unlink()
    monkeypatch.chdir(folder.parent)
    assert main(["normalize", "pages", "--diff", "-q"]) == 0
    patch = capsysbinary.readouterr().out
    assert b"--- pages/a.txt\n+++ pages/a.txt (normalized)\n" in patch
    assert contents(folder)["a.txt"] == PAGES["a.txt"]
    git = ["git", "apply", "-p0", "--whitespace=nowarn", "-"]
    patch = patch.replace(b" (normalized)", b"")
    subprocess.run(git, input=patch, check=True, cwd=folder.parent)
    assert contents(folder)["a.txt"] == FOLDED["a.txt"]


def test_every_change_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "gloss.txt").write_text("To Toli County.\n", encoding="utf-8")
    assert main(["normalize", str(folder), "--json", "-q"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["schema"] == "glossa-normalize-1"
    assert data["changes"][:2] == [
        {
            "file": str(folder / "a.txt"),
            "line": line,
            "column": column,
            "action": "fold",
            "before": before,
            "after": "Hotan",
            "concepts": ["cn-653200", "cn-653201", "cn-653221"],
            "rule": "other-style",
            "by": "",
            "style": "cn-media",
        }
        for line, column, before in ((1, 11, "Hetian"), (2, 10, "Khotan"))
    ]
    encodings = {Path(page["file"]).name: page["encoding"] for page in data["pages"]}
    assert encodings["gb.txt"] == "gb18030"
    assert encodings["utf16.txt"] == "utf-16-le"
    assert (data["failed"], data["skipped"]) == ([], {})
    assert main(["normalize", str(folder / "gloss.txt"), "--json", "--first-mention", "-q"]) == 0
    (gloss,) = json.loads(capsys.readouterr().out)["changes"]
    assert (gloss["action"], gloss["before"], gloss["after"]) == ("gloss", "", " (托里县)")
    assert contents(folder)["a.txt"] == PAGES["a.txt"]


def test_quotations_are_folded_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.txt"
    page.write_text("He said: “I live in Hetian.”\n", encoding="utf-8")
    assert main(["normalize", str(page), "-q"]) == 0
    assert "Hetian" in capsys.readouterr().out
    assert main(["normalize", str(page), "-q", "--quotations"]) == 0
    assert "Hotan" in capsys.readouterr().out


def test_a_page_whose_encoding_cannot_hold_the_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"Urumqi is a city.\n")
    (folder / "b.txt").write_bytes(b"Hotan is a city.\n")
    options = ["--encoding", "ascii", "--style", "academic"]
    assert main(["normalize", str(folder), "--write", *options]) == 3
    assert (folder / "a.txt").read_bytes() == b"Urumqi is a city.\n"
    assert (folder / "b.txt").read_bytes() == b"Khotan is a city.\n"
    err = capsys.readouterr().err
    assert f"{folder / 'a.txt'}: ascii cannot hold 'Ü'; the page was left as it is" in err
    out = tmp_path / "out"
    assert main(["normalize", str(folder), "-o", str(out), *options]) == 0
    assert (out / "a.txt").read_bytes() == "Ürümchi is a city.\n".encode()
    assert "in 1 of 2 pages" in capsys.readouterr().err


def test_what_is_no_page_is_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outside = folder.parent / "outside.txt"
    outside.write_bytes(PAGES["a.txt"])
    (folder / "link.txt").symlink_to(outside)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "data.po").write_text('msgid "Hetian"\nmsgstr "Hetian"\n', encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert main(["normalize", str(folder), "--write"]) == 0
    assert outside.read_bytes() == PAGES["a.txt"]
    assert (folder / "link.txt").is_symlink()
    assert "Hetian" in (folder / "data.po").read_text(encoding="utf-8")
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.endswith("; 4 skipped (bilingual 1, binary 1, link 2)")


def test_a_bilingual_file_is_never_changed_in_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "data.po"
    path.write_text('msgid "All of Hetian is old."\nmsgstr ""\n', encoding="utf-8")
    before = path.read_bytes()
    assert main(["normalize", str(path), "--write", "--quotations"]) == 3
    assert "folding would change its sources" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_page_that_fails_is_listed_and_the_rest_is_done(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "b.txt":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    arguments = ["normalize", str(folder), str(folder.parent / "none"), "--json"]
    assert main(arguments) == 3
    out, err = capsys.readouterr()
    assert [failure["file"] for failure in json.loads(out)["failed"]] == [
        str(folder.parent / "none"),
        str(folder / "deep" / "b.txt"),
    ]
    assert "no permission to read it" in err
    assert "in 3 of 3 pages" in err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "several pages do not go to one stdout"),
        (["--write", "-o", "out"], "--write changes the files themselves"),
        (["--diff", "--json"], "both want stdout"),
        (["-o", "{folder}/out"], "would lie among the pages"),
        (["-o", "{folder}"], "would lie among the pages"),
    ],
)
def test_calls_that_make_no_sense(
    folder: Path, options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [option.replace("{folder}", str(folder)) for option in options]
    assert main(["normalize", str(folder), *given]) == 2
    assert said in capsys.readouterr().err
    assert contents(folder) == PAGES


def test_two_pages_of_one_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = folder.parent / "a.txt"
    other.write_bytes(b"x\n")
    arguments = ["normalize", str(folder / "a.txt"), str(other), "-o", str(folder.parent / "out")]
    assert main(arguments) == 2
    assert "would both be written to" in capsys.readouterr().err
    assert main(["normalize", "-", "--write"]) == 2


@pytest.mark.parametrize("output", ["{page}", "{folder}"])
def test_a_page_is_not_replaced_by_the_way(
    folder: Path, output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = folder / "a.txt"
    goal = output.format(page=page, folder=folder)
    assert main(["normalize", str(page), "-o", goal]) == 2
    assert "would replace the page itself" in capsys.readouterr().err
    assert contents(folder) == PAGES


def test_a_folder_that_cannot_be_made(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder.parent / "file").write_bytes(b"")
    assert main(["normalize", str(folder), "-o", str(folder.parent / "file" / "out"), "-q"]) == 3
    assert "the folder for the result cannot be made" in capsys.readouterr().err


def test_nothing_half_written_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    assert main(["normalize", str(folder), "--write", "-q"]) == 3
    assert contents(folder) == PAGES
    assert not list(folder.rglob(".glossa*"))
