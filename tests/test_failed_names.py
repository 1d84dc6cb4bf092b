"""A file that cannot be read is named as it was found, not by its last part alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossa import pipeline
from glossa.cli import main
from glossa.errors import InputError


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    site = Path("site")
    (site / "sub").mkdir(parents=True)
    (site / "sub" / "broken.docx").write_bytes(b"PK\x03\x04 no archive")
    (site / "page.txt").write_text("Toli County\n", encoding="utf-8")
    return site


def test_a_folder_of_pages_names_the_folder_of_the_broken_one(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["normalize", str(site), "--diff", "-q"]) == 3
    assert "glossa: site/sub/broken.docx: it is no ZIP archive" in capsys.readouterr().err


def test_a_page_that_cannot_be_loaded_has_its_path(site: Path) -> None:
    with pytest.raises(InputError) as caught:
        pipeline.load_page(site / "sub" / "broken.docx")
    assert caught.value.where == "site/sub/broken.docx"
    assert str(caught.value).startswith("site/sub/broken.docx: ")
