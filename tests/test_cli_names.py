"""`glossa translate`: the options about names reach the page, and a wrong one is explained."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossa.cli import main

PAGE = "They say “Hetian is warm” to us.\n\nTorrey County is far. All like Toli County.\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_quotations(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["translate", "-q", "--quotations", str(page)]) == 0
    assert capsys.readouterr().out.startswith("They say “Hotan is warm” to us.")


@pytest.mark.parametrize(
    ("option", "gloss"), [("--first-mention", "托里县"), ("--first-mention=zh-Hant", "托里縣")]
)
def test_first_mention(
    page: Path, capsys: pytest.CaptureFixture[str], option: str, gloss: str
) -> None:
    assert main(["translate", "-q", str(page), option]) == 0
    said = capsys.readouterr().out
    assert said.endswith(f"Toli County ({gloss}) is far. All like Toli County.\n")


def test_a_language_without_names(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["translate", "-q", str(page), "--first-mention", "sw"]) == 2
    said = capsys.readouterr().err
    assert "--first-mention" in said
    assert "zh-Hans" in said


@pytest.mark.parametrize(
    "command",
    [
        ["glossary", "lookup", "Korla"],
        ["glossary", "list", "--kind", "desert"],
        ["normalize", "{page}"],
        ["check", "{page}"],
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_every_command_says_what_is_wrong_with_a_glossary(
    page: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    mine = page.with_name("mine.csv")
    mine.write_text("和田,Khotan\n,broken\n", encoding="utf-8")
    main([*(part.format(page=page) for part in command), "--glossary", str(mine)])
    assert "mine.csv:2: error: empty-term: one side" in capsys.readouterr().err
