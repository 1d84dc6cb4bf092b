"""Bytes in and bytes out: stdin, stdout, several pages, odd names, broken places."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from glossa import pipeline
from glossa.cli import main
from glossa.engines import ScriptedEngine

CALL = "from glossa.cli import main; sys.exit(main())"
SCRIPT = {"今天天气很好": "The weather is fine today"}


@pytest.fixture(autouse=True)
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The languages for which an engine was made."""
    languages: list[str] = []

    def make(_: pipeline.Engines, language: str) -> ScriptedEngine:
        languages.append(language)
        return ScriptedEngine(SCRIPT)

    monkeypatch.setattr(pipeline.Engines, "_make", make)
    return languages


def glossa(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", f"import sys; {CALL}", *arguments],
        stdout=options.pop("stdout", subprocess.PIPE),  # type: ignore[call-overload]
        stderr=subprocess.PIPE,
        check=False,
        **options,
    )


def test_terminal_codes_of_a_page_are_text(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(b"Hello \x1b[31mred\x1b[0m world.\r\n")
    for command in (["translate", "-q"], ["normalize", "-q"]):
        assert main([*command, str(page)]) == 0
        assert capsysbinary.readouterr().out == page.read_bytes()


@pytest.mark.parametrize(
    ("data", "out"),
    [
        ("\ufeffHi \ud83d there\n".encode("utf-16-le", "surrogatepass"), "Hi � there\n".encode()),
        ("\ufeffHello\n".encode("utf-16-le") + b"x", "Hello\n��".encode()),
        ("首页\n".encode("gb18030") * 4 + b"\xff\xff", b"Home\n" * 4 + "��".encode()),
        ("首页\n".encode() + b"\xff\xe9\n" + "首页\n".encode() * 9, None),
    ],
    ids=["half a pair", "cut", "no GB 18030", "no UTF-8"],
)
def test_stdout_is_utf8_and_loses_nothing_of_a_utf8_page(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], data: bytes, out: bytes | None
) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(data)
    assert main(["translate", "-q", str(page)]) == 0
    if out is None:
        out = b"Home\n\xff\xe9\n" + b"Home\n" * 9
    assert capsysbinary.readouterr().out == out
    goal = tmp_path / "out.txt"  # in its own encoding, every byte is kept
    assert main(["translate", "-q", str(page), "-o", str(goal), "--from", "ru"]) == 0
    assert goal.read_bytes() == data


def test_a_page_in_gb18030_from_stdin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = "首页\n来源：中国日报网\n".encode("gb18030")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert main(["translate", "-", "-q"]) == 0
    assert capsys.readouterr().out == "Home\nSource: chinadaily.com.cn\n"


def test_a_closed_stdin_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["translate", "-"]) == 3
    assert "stdin is closed" in capsys.readouterr().err


def test_one_page_that_fails_does_not_lose_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], made: list[str]
) -> None:
    for name in ("a.txt", "c.txt"):
        (tmp_path / name).write_text("今天天气很好\n", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    goal = tmp_path / "out"
    goal.mkdir()
    changes = tmp_path / "changes.tsv"
    pages = [str(tmp_path / name) for name in ("a.txt", "b.txt", "none.txt", "c.txt")]
    assert main(["translate", *pages, "-q", "-o", str(goal), "--changes", str(changes)]) == 3
    assert sorted(path.name for path in goal.iterdir()) == ["a.txt.en.txt", "c.txt.en.txt"]
    assert changes.is_file()
    err = capsys.readouterr().err
    assert "b.txt: this is a PNG image" in err
    assert "none.txt: no such file" in err
    assert "2 of 4 pages were not done" in err
    assert made == ["zh-Hans"]  # one model for all pages


def test_two_pages_never_go_into_one_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "b", "out"):
        (tmp_path / name).mkdir()
    pages = [tmp_path / "a" / "index.txt", tmp_path / "b" / "index.txt"]
    for page in pages:
        page.write_text("首页\n", encoding="utf-8")
    assert main(["translate", *map(str, pages), "-o", str(tmp_path / "out")]) == 2
    assert "would both be written to" in capsys.readouterr().err
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--as", "xml"], 2),
        (["-o", "none/out.po"], 3),
        (["--changes", "none/changes.tsv"], 3),
        (["--model", "none"], 4),
    ],
)
def test_a_call_that_cannot_end_well_starts_no_work(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    code: int,
    made: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "models"))
    Path("page.txt").write_text("今天天气很好\n", encoding="utf-8")
    assert main(["translate", "page.txt", *options]) == code
    assert made == []
    assert [path.name for path in tmp_path.iterdir()] == ["page.txt"]


def test_format_names_in_any_case(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("首页\n", encoding="utf-8")
    goal = tmp_path / "out.dat"
    assert main(["translate", str(page), "-q", "--as", "TEXT", "-o", str(goal)]) == 0
    assert goal.read_bytes() == b"Home\n"
    assert main(["translate", str(page), "-q", "--overwrite", "--as", "PO", "-o", str(goal)]) == 0
    assert b'msgstr "Home"' in goal.read_bytes()


def test_an_encoding_that_cannot_hold_the_result_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes("首頁\n".encode("big5"))
    mine = tmp_path / "mine.csv"
    mine.write_text("zh,en\n首页,Ḫome\n", encoding="utf-8")
    goal = tmp_path / "out.txt"
    options = ["--encoding", "big5", "--glossary", str(mine), "-o", str(goal)]
    assert main(["translate", str(page), *options]) == 0
    assert goal.read_bytes() == "Ḫome\n".encode()
    assert "encoding-changed" in capsys.readouterr().err
    page.write_bytes(b"Urumqi is a city.\n")
    options = ["--encoding", "ascii", "--style", "academic", "-o", str(goal)]
    assert main(["normalize", str(page), *options]) == 0
    assert goal.read_bytes() == "Ürümchi is a city.\n".encode()
    assert "encoding-changed" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "darwin", reason="its file names are UTF-8")
def test_names_of_files_that_are_no_text(tmp_path: Path) -> None:
    page = os.fsencode(tmp_path) + b"/\xff.txt"
    with open(page, "wb") as file:  # noqa: PTH123 - a name in bytes
        file.write(b"Hetian is fine.\n")
    name = os.fsdecode(page)
    changes = tmp_path / "changes.tsv"
    assert (
        main(["translate", name, "-q", "--changes", str(changes), "-o", str(tmp_path / "o.po")])
        == 0
    )
    assert b"\xff.txt\t1\tu1.s1\tHetian\tHotan" in changes.read_bytes()


def test_halves_of_characters_that_a_file_names_are_no_crash(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes("今天天气很好\n".encode())
    edited = tmp_path / "page.jsonl"
    row = {"id": "u1.s1", "source": "今天天气很好", "target": "It \ud800 is", "state": "reviewed"}
    other = {"id": "u9.s9", "source": "明天", "target": "\udfff", "state": "reviewed"}
    edited.write_text(f"{json.dumps(row)}\n{json.dumps(other)}\n", encoding="ascii")
    for options in ([], ["--json"]):
        ran = glossa("merge", str(page), str(edited), *options)
        assert (ran.returncode, ran.stdout) == (0, "It � is\n".encode())
        assert "�".encode() in ran.stderr


def test_a_text_in_the_place_of_a_file_name_is_no_crash(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["translate", "今天天气很好。" * 100]) == 3
    assert "name that long" in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Hello there.\n" * 20_000, encoding="utf-8")
    read, write = os.pipe()
    os.close(read)
    try:
        run = glossa("translate", "-q", str(page), stdout=write)
    finally:
        os.close(write)
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_stdout_is_said(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Hello there.\n", encoding="utf-8")
    with Path("/dev/full").open("wb") as full:
        run = glossa("translate", "-q", str(page), stdout=full)
    assert run.returncode == 3
    assert run.stderr.decode().splitlines() == ["glossa: stdout: No space left on device"]


def test_no_locale_and_no_home_that_can_be_written(tmp_path: Path) -> None:
    page = tmp_path / "页.txt"
    page.write_text("首页\n", encoding="utf-8")
    environment = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    environment |= {"HOME": "/nonexistent", "PATH": os.defpath}
    environment |= {"PYTHONPATH": str(Path(pipeline.__file__).parents[2])}
    run = glossa("translate", str(page), env=environment)
    assert (run.returncode, run.stdout) == (0, b"Home\n")
    assert "页.txt (utf-8): 1 segment;".encode() in run.stderr


def test_python_m_glossa() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "glossa", "--help"], capture_output=True, text=True, check=True
    )
    assert run.stdout.startswith("Usage: glossa ")
