"""`glossa glossary convert`, `check` and `list` on the command line: options, text, exit codes."""

import json
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from glossary_files import GOLDEN

from glossa.cli import main

SHORT = GOLDEN / "glossary-csv" / "short.csv"
RICH = GOLDEN / "glossary-tsv" / "rich.tsv"


def test_three_lines_become_tbx_and_come_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tbx, back = tmp_path / "mine.tbx", tmp_path / "back.tsv"
    assert main(["glossary", "convert", str(SHORT), str(tbx)]) == 0
    assert main(["glossary", "convert", str(tbx), str(back)]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        f"{tbx}: tbx, made from 4 concepts, 8 terms",
        f"{back}: tsv, made from 4 concepts, 8 terms",
    ]
    assert back.read_bytes() == (GOLDEN / "glossary-tsv" / "short.tsv").read_bytes()


def test_dash_is_stdout_in_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(raw, encoding="utf-8"))
    assert main(["glossary", "convert", str(SHORT), "-", "--to", "omegat", "-q"]) == 0
    sys.stdout.flush()
    assert raw.getvalue() == (GOLDEN / "glossary-omegat" / "short.utf8").read_bytes()


def test_what_is_lost_is_an_error_that_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old", encoding="utf-8")
    arguments = ["glossary", "convert", str(SHORT), "--to", "deepl", str(out)]
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert said == (
        "glossa: deepl cannot hold all of it:\n"
        "  1 notes (first: '和田' of user.8c6502829437)\n"
        "  choose another format with --to, or leave it out on purpose with --lossy\n"
    )
    assert out.read_text(encoding="utf-8") == "old"
    assert main([*arguments, "--lossy"]) == 0
    assert capsys.readouterr().err.splitlines()[1:] == [
        "left out, as --lossy allows:",
        "  1 notes (first: '和田' of user.8c6502829437)",
    ]
    assert out.read_bytes() == (GOLDEN / "glossary-deepl" / "short.csv").read_bytes()


def test_rows_that_cannot_be_read_are_listed_and_the_rest_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text("和田,Khotan\n托里,\n和,And\n", encoding="utf-8")
    out = tmp_path / "a.utf8"
    assert main(["glossary", "convert", str(tmp_path / "a.csv"), str(out)]) == 1
    assert out.read_text(encoding="utf-8") == "和田\tKhotan\n和\tAnd\n"
    assert capsys.readouterr().err.splitlines() == [
        f"{out}: omegat, made from 2 concepts, 4 terms",
        "a.csv:2: error: empty-term: one side of the pair is empty; row left out",
    ]


def test_own_glossary_of_one_kind_in_one_style(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def counties(*more: str) -> str:
        out = tmp_path / "counties.utf8"
        options = ["--own", "--kind", "county", "--lossy", "-q", *more]
        assert main(["glossary", "convert", *options, str(out)]) == 0
        return out.read_text(encoding="utf-8")

    assert "\n托里县\tToli County" in counties()
    assert "\n托里县\tTuoli County" in counties("--style", "pinyin")
    assert "首页" not in counties()
    (tmp_path / "mine.csv").write_text("托里县,Torli County\n", encoding="utf-8")
    assert "\n托里县\tTorli County" in counties(str(tmp_path / "mine.csv"))
    assert capsys.readouterr().err == ""


def test_languages_of_pairs_that_a_file_does_not_state(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Hotan\tKhotan\n", encoding="utf-8")
    out = tmp_path / "b.csv"
    arguments = [str(tmp_path / "a.txt"), "--source", "EN", "--target", "fr"]
    assert main(["glossary", "convert", *arguments, str(out), "--to", "google-terms", "-q"]) == 0
    assert out.read_text(encoding="utf-8") == "en,fr\nHotan,Khotan\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([str(SHORT)], 2, "one file is named where two are needed"),
        ([str(SHORT), str(SHORT)], 2, "the result would replace what it is made of"),
        ([str(SHORT), "out.pdf"], 2, "no glossary format has files called *.pdf"),
        ([str(SHORT), "-"], 2, "stdout has no name to tell the format by"),
        ([str(SHORT), "x.csv", "--to", "xls"], 2, "did you mean xlsx?"),
        ([str(SHORT), "x.csv", "--from", "xls"], 2, "--from: no glossary format 'xls'"),
        ([str(SHORT), "no/such/folder/x.csv"], 3, "the folder for the result does not exist"),
        ([str(SHORT), "x.utx"], 2, "add --date|give it as --date"),
        ([str(SHORT), "x.utx", "--date", "today"], 2, "'today' is none"),
        ([str(SHORT), "x.csv", "--kind", "county"], 2, "kinds: user"),
        ([str(SHORT), "x.csv", "--style", "bbc"], 2, "there is no style 'bbc'"),
        ([str(SHORT), "x.csv", "--source", "Chinese, of course"], 2, "--source: "),
        (["nothing.csv", "x.csv"], 4, "there is no such glossary"),
    ],
)
def test_bad_calls(
    arguments: list[str],
    code: int,
    message: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["glossary", "convert", *arguments]) == code
    said = capsys.readouterr().err
    assert any(part in said for part in message.split("|"))
    assert list(tmp_path.iterdir()) == []


def test_check_takes_every_format_and_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text("和田,Khotan\n托里,\n", encoding="utf-8")
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    (tmp_path / "c.utx").write_text("#UTX 1.11; zh-CN/en\n#src\ttgt\n和田\t\n", encoding="utf-8")
    (tmp_path / "empty.tsv").write_bytes(b"")
    files = [str(tmp_path / name) for name in ("a.csv", "b.xlsx", "c.utx", "empty.tsv")]
    assert main(["glossary", "check", *files]) == 1
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "b.xlsx: error: not-a-workbook: this is no workbook: it is no zip archive, or damaged",
        "c.utx:3: error: empty-term: one side of the pair is empty; row left out",
        "empty.tsv: warning: empty-glossary: the file holds no term",
        "a.csv:2: error: empty-term: one side of the pair is empty; row left out",
    ]
    assert said.err.endswith("concepts, findings: 4\n")
    assert main(["glossary", "check", "--json", files[0]]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "code": "empty-term",
        "severity": "error",
        "where": "a.csv:2",
        "message": "one side of the pair is empty; row left out",
        "raw": "托里\t",
    }
    assert main(["glossary", "check", str(SHORT)]) == 0


def test_list_as_json_and_in_other_languages(capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--kind", "people", "--language", "zh-Hant", "--language", "ug-Arab"]
    assert main(["glossary", "list", *options]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("\t") == ["concept", "kind", "zh-Hant", "ug-Arab"]
    uyghur = next(line.split("\t") for line in lines if "維吾爾族" in line)
    assert uyghur[1:3] == ["people", "維吾爾族"]
    assert main(["glossary", "list", *options, "--json"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(records) == len(lines) - 1
    record = next(item for item in records if item["concept"] == uyghur[0])
    assert record["preferred"]["zh-Hant"] == "維吾爾族"
    assert list(record) == ["concept", "kind", "codes", "terms", "preferred"]
    assert main(["glossary", "list", "--language", "xx"]) == 2
    assert "--language: no term is in 'xx'\n  languages: " in capsys.readouterr().err


@pytest.mark.parametrize("way", ["dot", "link"])
def test_a_list_is_never_written_over_by_another_name(
    way: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("和田,Khotan\n", encoding="utf-8")
    out = f"{tmp_path}/./mine.csv"
    if way == "link":
        out = str(tmp_path / "link.csv")
        Path(out).symlink_to(mine)
    assert main(["glossary", "convert", str(mine), out]) == 2
    assert "the result would replace what it is made of" in capsys.readouterr().err
    assert mine.read_text(encoding="utf-8") == "和田,Khotan\n"
