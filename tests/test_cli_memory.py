"""`glossa memory` and `--memory` as a user meets them: what is printed, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from glossa.cli import main

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="Other" creationtoolversion="1" segtype="sentence"
 o-tmf="x" adminlang="en" srclang="zh-CN" datatype="plaintext"/><body>
<tu><tuv xml:lang="zh-CN"><seg>首页</seg></tuv><tuv xml:lang="en"><seg>Front door</seg></tuv></tu>
<tu><tuv xml:lang="zh-CN"><seg>2025年09月26日</seg></tuv>
<tuv xml:lang="en"><seg>Sept. 26, 2025</seg></tuv></tu>
</body></tmx>
"""


@pytest.fixture
def memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    (tmp_path / "theirs.tmx").write_text(TMX, encoding="utf-8")
    path = str(tmp_path / "mine.db")
    assert main(["memory", "import", str(tmp_path / "theirs.tmx"), "--memory", path]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "2 new" in said.err
    assert "mine.db: 2 pairs" in said.err
    return path


def test_a_memory_of_another_tool_counts_as_a_persons_and_goes_first(
    memory: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.txt"
    page.write_text("首页\n2026年01月03日\n", encoding="utf-8")
    assert main(["translate", str(page), "--memory", memory]) == 0
    said = capsys.readouterr()
    assert said.out == "Front door\nJan. 3, 2026\n"
    assert "2 from memory" in said.err


def test_searching_shows_both_sides_and_says_where_nothing_is(
    memory: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["memory", "search", "front", "--memory", memory]) == 0
    out = capsys.readouterr().out
    assert "首页" in out
    assert "Front door" in out
    assert "\033" not in out
    assert main(["memory", "search", "front", "--side", "source", "--memory", memory]) == 1
    assert "nowhere" in capsys.readouterr().err
    assert main(["memory", "search", "首页", "--json", "--memory", memory]) == 0
    assert json.loads(capsys.readouterr().out)["target"] == "Front door"
    assert main(["memory", "search", " ", "--memory", memory]) == 2


def test_a_terminal_gets_what_was_looked_for_highlighted(
    memory: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(["memory", "search", "front", "--memory", memory]) == 0
    out = capsys.readouterr().out
    assert "\033[" in out
    assert "Front\033[0m door" in out


def test_figures_and_tidying(memory: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["memory", "stats", "--memory", memory]) == 0
    assert "2 pairs" in capsys.readouterr().out
    assert main(["memory", "stats", "--json", "--memory", memory]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["pairs"] == 2
    assert len(record["digest"]) == 64
    assert main(["memory", "compact", "--memory", memory]) == 0
    assert "2 pairs kept" in capsys.readouterr().out
    assert main(["memory", "compact", "--json", "--memory", memory]) == 0
    assert json.loads(capsys.readouterr().out)["kept"] == 2


def test_out_and_in_again_is_the_same_memory(
    memory: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, again = str(tmp_path / "out.xlsx"), str(tmp_path / "again.db")
    assert main(["memory", "export", "--memory", memory, "-o", out]) == 0
    assert "2 pairs" in capsys.readouterr().err
    assert main(["memory", "import", out, "--memory", again, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["added"]["new"] == 2
    digests = []
    for path in (memory, again):
        main(["memory", "stats", "--json", "--memory", path])
        digests.append(json.loads(capsys.readouterr().out)["digest"])
    assert digests[0] == digests[1]
    assert main(["memory", "import", memory, "--memory", again]) == 0
    assert "2 known" in capsys.readouterr().err


def test_to_stdout_the_format_must_be_named(
    memory: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["memory", "export", "--memory", memory]) == 2
    assert "--as" in capsys.readouterr().err
    assert main(["memory", "export", "--memory", memory, "--as", "tmx"]) == 0
    assert "<seg>Front door</seg>" in capsys.readouterr().out
    assert main(["memory", "export", "--memory", memory, "-o", memory]) == 2


def test_what_cannot_be_read_is_said_and_the_rest_is_learnt(
    memory: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.tmx"
    bad.write_text("<tmx><body>", encoding="utf-8")
    other = str(tmp_path / "other.db")
    theirs = str(tmp_path / "theirs.tmx")
    assert main(["memory", "import", str(bad), theirs, "--memory", other]) == 3
    said = capsys.readouterr().err
    assert "bad.tmx" in said
    assert "2 new" in said


@pytest.mark.parametrize(
    "command", [["search", "x"], ["stats"], ["compact"], ["export", "--as", "po"]]
)
def test_a_memory_that_is_not_there_is_not_made(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none.db"
    assert main(["memory", *command, "--memory", str(missing)]) == 3
    assert "no such memory" in capsys.readouterr().err
    assert not missing.exists()


def test_what_is_no_memory_is_refused_before_any_page_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.db"
    wrong.write_text("首页\n", encoding="utf-8")
    assert main(["translate", str(tmp_path / "no-page.txt"), "--memory", str(wrong)]) == 3
    assert "wrong.db" in capsys.readouterr().err


def test_no_result_replaces_the_memory(
    memory: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path(memory).read_bytes()
    page = tmp_path / "page.txt"
    page.write_text("首页\n", encoding="utf-8")
    for call in (["translate", str(page)], ["memory", "export"]):
        assert main([*call, "--memory", memory, "-o", memory, "--as", "csv"]) == 2
        assert "would replace the memory" in capsys.readouterr().err
    assert Path(memory).read_bytes() == before


@pytest.mark.parametrize("value", ["0", "2", "-1", "near"])
def test_a_likeness_mistyped_is_a_wrong_call(
    value: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.txt"
    page.write_text("首页\n", encoding="utf-8")
    assert main(["translate", str(page), f"--fuzzy={value}"]) == 2
    assert "--fuzzy" in capsys.readouterr().err
