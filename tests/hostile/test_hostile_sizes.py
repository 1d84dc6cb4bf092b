"""A web page of 100 MB is refused at once, with what to do; nothing is read or lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossa.cli import main
from glossa.pages import html


def test_a_table_of_a_hundred_megabytes_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "table.html"
    page.write_bytes(b"<table>" + b"<tr><td>1</td></tr>\n" * (100_000_000 // 20))
    assert main(["translate", str(page), "-o", str(tmp_path / "out.html")]) == 3
    err = capsys.readouterr().err
    assert "a web page of 95 MB; 32 MB is the most" in err
    assert "Part it" in err
    assert not (tmp_path / "out.html").exists()


def test_what_is_just_small_enough_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = "<p>中文</p>".encode()
    monkeypatch.setattr(html, "LARGEST", len(data))
    assert html.parse(data, "p.html").text == "中文"
