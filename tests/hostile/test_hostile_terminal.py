"""What a page or its name holds cannot steer the terminal that speaks of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from glossa.cli import main
from glossa.cli.tables import harmless, print_table

TRAP = "a\x1b]0;x\x07\x9b31m\u202eb"
ACTING = ("\x1b", "\x07", "\x9b", "\u202e")


def test_only_signs_that_act_are_written_out() -> None:
    assert harmless(TRAP) == r"a\x1b]0;x\x07\x9b31m\u202eb"
    assert harmless("首页\u3000\xa0\u200cسالام\n\tx") == "首页\u3000\xa0\u200cسالام\n\tx"


@pytest.mark.skipif(sys.platform == "win32", reason="no file has such a name there")
def test_names_of_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / f"{TRAP}.txt"
    page.write_text("Tori County is near.\n", encoding="utf-8")
    main(["translate", str(page), "-o", str(tmp_path / "out.txt")])
    main(["translate", str(tmp_path / f"{TRAP}.none"), "-o", str(tmp_path / "out.txt")])
    said = capsys.readouterr().err
    assert r"\x1b]0;x" in said
    assert not [sign for sign in ACTING if sign in said]


def test_a_table_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    print_table(["source"], [[TRAP]])
    said = capsys.readouterr().out
    assert "0;x" in said  # in bold: codes of our own are there
    assert not [sign for sign in ("\x1b]", *ACTING[1:]) if sign in said]
