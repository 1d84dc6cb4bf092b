"""The command line as a user meets it: what it prints, where, and the exit codes of DESIGN 7."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from glossa import pipeline
from glossa.cli import COMMANDS, cli, main
from glossa.engines import ScriptedEngine
from glossa.errors import ModelBrokenError
from glossa.models.embedded import embedded_files

PAGE = """\
  • 首页
  • 新闻
来源:中国日报网 发布日期: 2025年09月26日

Torrey County and Hetian sell figs from Atushi.

今天天气很好
滇ICP备05004184号-1
"""
ENGLISH = """\
  • Home
  • News
Source: chinadaily.com.cn Publication date: 26 September 2025

Toli County and Hotan sell figs from Artux.

The weather is fine today
Yunnan ICP No. 05004184-1
"""


@pytest.fixture(autouse=True)
def scripted(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = ScriptedEngine({"今天天气很好": "The weather is fine today"})
    monkeypatch.setattr(pipeline.Engines, "_make", lambda self, language: engine)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE.encode())
    return path


def test_translate_prints_the_page_and_a_summary(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["translate", str(page)]) == 0
    out, err = capsys.readouterr()
    assert out == ENGLISH
    assert err.splitlines() == [
        (
            "page.txt (utf-8): 9 segments; 5 from the glossary, 2 by rule (dates, numbers, "
            "filings), 1 by the engine (scripted), 1 copied."
        ),
        (
            "Names folded to style cn-media: Torrey County -> Toli County, Hetian -> Hotan, "
            "Atushi -> Artux."
        ),
    ]


def test_no_normalize_leaves_english_byte_for_byte(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["translate", str(page), "--no-normalize", "-q"]) == 0
    out, err = capsys.readouterr()
    assert "Torrey County and Hetian sell figs from Atushi." in out
    assert err == ""


def test_a_page_in_english_comes_out_byte_for_byte(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    data = b"\xef\xbb\xbfOne line.\r\n\r\n  Another\x85 line \t\r\nlast"
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    out = tmp_path / "out.txt"
    assert main(["translate", str(path), "-o", str(out)]) == 0
    assert out.read_bytes() == data


def test_style_and_glossary_are_the_users_choice(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("zh,en\n首页,Front door\n", encoding="utf-8")
    assert main(["translate", str(page), "-q", "--style", "pinyin", "--glossary", str(mine)]) == 0
    out = capsys.readouterr().out
    assert "Front door" in out
    assert "Tuoli County and Hetian sell figs from Atushi." in out


@pytest.mark.parametrize("suffix", ["po", "csv", "tsv", "jsonl"])
def test_bilingual_files_can_be_read_back_whole(page: Path, tmp_path: Path, suffix: str) -> None:
    goal = tmp_path / f"out.{suffix}"
    assert main(["translate", str(page), "-q", "-o", str(goal)]) == 0
    read = pipeline.load_bitext(goal)
    written = pipeline.translate(pipeline.load_page(page))
    assert read == written
    assert pipeline.rebuild(pipeline.load_page(page), read) == ENGLISH


def test_as_beats_the_ending_and_stdout_takes_bilingual_files(
    page: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["translate", str(page), "-q", "--as", "jsonl"]) == 0
    lines = capsysbinary.readouterr().out.decode().splitlines()
    assert all(json.loads(line) for line in lines)
    assert len(lines) >= 9


def test_a_page_from_stdin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    assert main(["translate", "-", "-q"]) == 0
    assert capsys.readouterr().out == ENGLISH


def test_several_pages_go_into_a_folder(page: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.txt"
    second.write_text("首页\n", encoding="utf-8")
    goal = tmp_path / "out"
    goal.mkdir()
    assert main(["translate", str(page), str(second), "-q", "-o", str(goal)]) == 0
    assert (goal / "page.txt.en.txt").read_text(encoding="utf-8") == ENGLISH
    assert (goal / "second.txt.en.txt").read_text(encoding="utf-8") == "Home\n"


def test_the_change_list_and_the_json_summary(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = tmp_path / "changes.tsv"
    assert main(["translate", str(page), "--json", "--changes", str(changes)]) == 0
    rows = [line.split("\t") for line in changes.read_text(encoding="utf-8").splitlines()]
    assert rows[0] == ["page", "line", "segment", "before", "after", "why"]
    assert [row[:5] for row in rows[1:]] == [
        ["page.txt", "5", "u4.s1", "Torrey County", "Toli County"],
        ["page.txt", "5", "u4.s1", "Hetian", "Hotan"],
        ["page.txt", "5", "u4.s1", "Atushi", "Artux"],
    ]
    [summary] = json.loads(capsys.readouterr().err)
    assert summary["segments"] == 9
    assert len(summary["changes"]) == 3


def test_segment_shows_kinds_languages_and_spans(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["segment", str(page)]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert rows[0] == ["id", "kind", "language", "start", "end", "source", "spans", "protected"]
    assert rows[1] == ["u1.s1", "navigation", "zh-Hans", "4", "6", "首页", "", ""]
    assert main(["segment", str(page), "--as", "jsonl"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    for record in records:
        assert PAGE[record["start"] : record["end"]] == record["source"]


def test_lookup_by_every_road(capsys: pytest.CaptureFixture[str]) -> None:
    for query in ("Torrey County", "TOLI COUNTY", "托里县", "托里縣", "Tuōlǐ Xiàn", "tuoli xian"):
        assert main(["glossary", "lookup", query]) == 0
        assert capsys.readouterr().out.startswith("Toli County  托里县  [county, cn-654224]")
    assert main(["glossary", "lookup", "Hotten Prefectur"]) == 1
    out, err = capsys.readouterr()
    assert "Hotan Prefecture" in out
    assert "no term is 'Hotten Prefectur'; the nearest:" in err
    assert main(["glossary", "lookup", "--json", "首页"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["preferred"] == "Home"


def test_normalize_shows_its_changes_and_touches_nothing(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["normalize", str(page), "--diff"]) == 0
    out, err = capsys.readouterr()
    assert "-Torrey County and Hetian sell figs from Atushi.\n" in out
    assert "+Toli County and Hotan sell figs from Artux.\n" in out
    assert "首页" not in [line[1:] for line in out.splitlines() if line[0] in "+-"]
    assert err.splitlines()[0].startswith("line 5: Torrey County -> Toli County (concept=")
    assert err.splitlines()[-1] == "3 names folded to style cn-media"
    assert page.read_bytes() == PAGE.encode()
    assert main(["normalize", str(page), "-q"]) == 0
    assert (
        capsys.readouterr()
        .out.replace("Toli", "Torrey")
        .replace("Hotan", "Hetian")
        .replace("Artux", "Atushi")
        == PAGE
    )


def test_a_broken_glossary_row_is_named_with_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine.tsv"
    header = "concept\tkind\tlanguage\tterm\tstatus\ttype\tstyles\tcontext\tcode\tsource\tnote\n"
    mine.write_text(
        header + "x.1\tproduct\ten\tWidget\tbest\tfullForm\t\t\t\tme\t\n", encoding="utf-8"
    )
    assert main(["glossary", "check", str(mine)]) == 1
    out = capsys.readouterr().out
    assert "mine.tsv:2" in out
    assert "best" in out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["translate", "nowhere.txt"], 3, "nowhere.txt: no such file"),
        (["translate", "."], 2, "glossa translate . -o OUT/"),
        (["translate", "{page}", "-o", "none/out.po"], 3, "mkdir -p none"),
        (["translate", "{page}", "-o", "out.pox"], 2, "no bilingual format '.pox'"),
        (["translate", "{page}", "--as", "xml"], 2, "known are: po"),
        (["translate", "{page}", "--style", "mine"], 2, "mine"),
        (["translate", "{binary}"], 3, "PNG"),
        (["translate"], 2, "Missing argument"),
        (["nonsense"], 2, "No such command"),
        (["glossary", "list", "--kind", "nothing"], 2, "kinds: "),
    ],
)
def test_bad_calls_say_what_where_and_what_next(
    page: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    binary = tmp_path / "picture.txt"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    before = sorted(tmp_path.iterdir())
    arguments = [argument.format(page=page, binary=binary) for argument in arguments]
    assert main(arguments) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "Traceback" not in err
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("data", [b"", b"   \n\t\n \r\n", "\u3000\u3000\n".encode()])
def test_a_page_without_text_comes_out_as_it_is(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], data: bytes
) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    assert main(["translate", str(path)]) == 0
    out, err = capsysbinary.readouterr()
    assert out == data
    assert b"nothing to translate" in err


def test_controls_and_rare_line_ends_survive_every_format(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    text = "Hello\u2028there\x85and\x1cso on \x00\x07.\n首页\n"
    path.write_bytes(text.encode())
    plain = tmp_path / "out.txt"
    assert main(["translate", str(path), "-q", "-o", str(plain)]) == 0
    expected = plain.read_bytes()
    assert expected.startswith("Hello\u2028there\x85and\x1cso on \x00\x07.\nHome\n".encode())
    document = pipeline.load_page(path)
    for suffix in ("po", "csv", "tsv", "jsonl"):
        goal = tmp_path / f"out.{suffix}"
        assert main(["translate", str(path), "-q", "-o", str(goal)]) == 0
        assert pipeline.rebuild(document, pipeline.load_bitext(goal)).encode() == expected


def test_a_result_that_cannot_be_written_leaves_the_old_one(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    goal = tmp_path / "out.po"
    goal.write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert main(["translate", str(page), "-q", "--overwrite", "-o", str(goal)]) == 3
    assert goal.read_text(encoding="utf-8") == "old"
    assert "No space left on device" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.po", "page.txt"]


def test_a_killed_run_leaves_the_old_file_whole(tmp_path: Path) -> None:
    goal = tmp_path / "out.txt"
    goal.write_text("old", encoding="utf-8")
    program = (
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from glossa.files import write_safely\n"
        "real = os.fsync\n"
        "os.fsync = lambda fd: (print('now', flush=True), time.sleep(60))\n"
        f"write_safely(Path({str(goal)!r}), b'new' * 1000)\n"
    )
    run = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    with run.stdout:
        assert run.stdout.readline() == "now\n"  # the data are in the temporary file
        run.send_signal(signal.SIGKILL)
        run.wait()
    assert goal.read_text(encoding="utf-8") == "old"


def test_a_language_without_a_model_gives_the_page_and_exit_code_4(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.undo()  # the real way to engines
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "none"))
    path = tmp_path / "page.txt"
    path.write_text("首页\nПравительство приняло новое решение о школах\n", encoding="utf-8")
    assert main(["translate", str(path)]) == 4
    out, err = capsys.readouterr()
    assert out == "Home\nПравительство приняло новое решение о школах\n"
    assert "glossa models install translate-ru_en" in err


def test_a_page_is_never_replaced_by_its_translation(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["translate", str(page), "-o", str(page)]) == 2
    assert "would replace the page itself" in capsys.readouterr().err
    assert page.read_bytes() == PAGE.encode()


def test_dev_stdout_is_stdout(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["translate", str(page), "-q", "-o", "/dev/stdout"]) == 0
    assert capsys.readouterr().out == ENGLISH


def test_a_language_that_is_not_there_is_said_and_html_called_txt_is_html(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "page.txt"
    path.write_text("<html><body><p>首页</p></body></html>\n", encoding="utf-8")
    assert main(["translate", str(path), "--from", "fr"]) == 0
    out, err = capsys.readouterr()
    assert out == "<html><body><p>首页</p></body></html>\n"
    assert "source-language-absent: nothing on the page is in fr" in err
    assert main(["translate", str(path)]) == 0
    assert "<p>Home</p>" in capsys.readouterr().out
    path.write_text("Paragraphs <p> are explained here.\n", encoding="utf-8")
    assert main(["translate", str(path)]) == 0


def test_a_long_page_and_a_long_line_are_linear(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    cpu_seconds: Callable[[Callable[[], object]], float],
) -> None:
    """Sizes small enough for the suite; the issue's 50 MB and 100,000 lines are in benchmarks/."""
    path = tmp_path / "page.txt"
    times = []
    for factor in (1, 4):
        path.write_text("Toli County sells figs. " * 1_000 * factor, encoding="utf-8")
        times.append(cpu_seconds(lambda: main(["translate", str(path), "-q"])))
        assert len(capsys.readouterr().out) == 3 * 24_000 * factor
    assert times[1] < 10 * times[0]  # four times as long; quadratic would be sixteen


def test_version_names_the_parts_of_the_signature(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["glossa", "glossary", "rules"]


def test_version_is_told_beside_a_damaged_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "translate-zh_en-half").mkdir()
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path))

    def unreadable(package: object) -> str:
        raise ModelBrokenError("cannot be read: truncated file", where="somewhere")

    monkeypatch.setattr("glossa.models.ModelPackage.sha256", property(unreadable))
    assert main(["--version"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("glossa ")
    [embedded] = embedded_files()
    assert f"model {embedded.stem} cannot be read: truncated file (embedded)" in lines
    assert any("translate-zh_en-half" in line and "metadata.json" in line for line in lines)


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    for name, line in COMMANDS.items():
        assert f"\n  {name} " in out
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        assert command.help is not None
        assert line == " ".join(command.help.split("\n\n")[0].split())


def test_help_imports_no_command() -> None:
    program = """
import sys
from glossa.cli import main
main(["--help"])
print(*sorted(name for name in sys.modules if name.startswith("glossa")), file=sys.stderr)
"""
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stderr.split() == ["glossa", "glossa.cli", "glossa.errors", "glossa.version"]
