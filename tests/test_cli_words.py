"""What the command line says: help that can be read, faults of the user's own files, summaries."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from glossa.cli import COMMANDS, main
from glossa.cli.normalize_report import unified_diff
from glossa.cli.report import summary_text
from glossa.model import Finding, Severity
from glossa.summary import Summary


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text("首页\n", encoding="utf-8")
    return path


def test_the_examples_of_the_help_stand_on_lines_of_their_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for command in ("translate page.txt -o", "glossary lookup", "normalize"):
        assert sum(line.startswith(f"  glossa {command} ") for line in lines) == 1


@pytest.mark.parametrize(
    "command",
    [
        *([name] for name in COMMANDS),
        *(["glossary", name] for name in ("lookup", "list", "check", "convert")),
        *(["memory", name] for name in ("import", "export", "search", "stats", "compact")),
        *(["models", name] for name in ("list", "install", "verify", "remove")),
    ],
    ids=" ".join,
)
def test_every_option_says_what_it_does_and_no_help_is_cut_off(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--help"]) == 0
    out = capsys.readouterr().out
    assert "..." not in out.partition("\nCommands:")[2]
    options = out.partition("\nOptions:\n")[2].partition("\n\n")[0].splitlines()
    named = [number for number, line in enumerate(options) if line.lstrip().startswith("-")]
    assert named
    for number, end in zip(named, [*named[1:], len(options)], strict=True):
        text = " ".join(options[number:end]).split("[default:")[0].strip()
        assert text.partition("  ")[2].strip(), options[number]


def test_a_fault_in_the_users_glossary_is_said_with_the_page(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_bytes("zh,en\n首页,Front door\n".encode() + b"\xff\xfe,nothing\n")
    for command, severity in (("translate", ""), ("normalize", "error: ")):
        assert main([command, str(page), "--glossary", str(mine)]) == 0
        assert f"mine.csv:3: {severity}not-utf8: " in capsys.readouterr().err
    assert main(["translate", str(page), str(page), "--glossary", str(mine)]) == 0
    assert capsys.readouterr().err.count("not-utf8") == 1
    assert main(["translate", str(page), "-q", "--glossary", str(mine)]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["translate", "{page}", "--glossary", "mine.csv"],
        ["glossary", "lookup", "Hotan", "--glossary", "mine.csv"],
        ["glossary", "check", "mine.csv"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_glossary_that_is_not_there_is_exit_code_4(
    page: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([argument.format(page=page) for argument in arguments]) == 4
    assert "mine.csv: there is no such glossary\n  " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["", "  "], "NAME...: an empty name\n  say which"),
        (["Hotan", "--limit", "0"], "0 is not in the range x>=1"),
    ],
)
def test_a_lookup_of_nothing_is_a_wrong_call(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["glossary", "lookup", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_lookup_in_vain_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["glossary", "lookup", "xyzzyqwv"]) == 1
    assert "\n  add it to a list of yours" in capsys.readouterr().err


def test_the_columns_of_a_lookup_stand_in_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["glossary", "lookup", "托里县"]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    starts = {len(line) - len(line.partition(": ")[2].lstrip()) for line in lines}
    assert len(starts) == 1


def summary(*findings: tuple[int, Finding]) -> Summary:
    return Summary("-", "utf-8", 1, {"copy": 1}, {}, (), findings, 0)


def test_a_summary_groups_what_is_the_same_but_for_a_figure() -> None:
    said = [
        Finding("low-confidence", f"the engine is not sure of this ({figure}); read it")
        for figure in ("0.09", "0.11")
    ]
    text = summary_text(summary((3, said[0]), (5, said[1])), style="un")
    assert text.splitlines() == [
        "stdin (utf-8): 1 segment; 1 copied.",
        "To look at (2):",
        "  lines 3, 5: low-confidence: the engine is not sure of this; read it",
    ]


def test_a_summary_places_what_is_not_on_the_page() -> None:
    text = summary_text(
        summary(
            (0, Finding("not-utf8", "no", Severity.ERROR, where="mine.csv:2")),
            (0, Finding("cut-character", "cut", Severity.WARNING, where="-")),
        ),
        style="un",
    )
    assert text.splitlines()[2:] == ["  mine.csv:2: not-utf8: no", "  cut-character: cut"]


def test_normalize_counts_one_name_and_shows_the_diff_of_what_it_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, goal = tmp_path / "page.txt", tmp_path / "out.txt"
    path.write_text("Atushi is warm.\n", encoding="utf-8")
    assert main(["normalize", str(path), "--diff", "-o", str(goal)]) == 0
    out, err = capsys.readouterr()
    assert "+Artux is warm." in out
    assert err.splitlines()[-1] == "1 name folded to style cn-media"
    assert goal.read_text(encoding="utf-8") == "Artux is warm.\n"


def test_a_diff_knows_no_line_end_but_the_line_feed() -> None:
    before, after = "a\u2028b\x1cc\nend", "a\u2028B\x1cc\nend"
    assert unified_diff(before, after, "p").splitlines(keepends=True) != []
    assert unified_diff(before, after, "p").split("\n")[3:] == [
        "-a\u2028b\x1cc",
        "+a\u2028B\x1cc",
        " end",
        "\\ No newline at end of file",
        "",
    ]


def test_what_is_no_plain_text_has_blocks_not_lines() -> None:
    finding = Finding("untranslated", "nothing usable", Severity.WARNING)
    of_word = replace(summary((7, finding), (9, finding)), format="docx")
    said = summary_text(of_word, style="un").splitlines()
    assert said[0].startswith("stdin (docx): 1 segment")
    assert said[2].startswith("  blocks 7, 9: untranslated")
