"""Word documents and workbooks from the command line: translated, edited elsewhere, merged back."""

from __future__ import annotations

import io
import sys
from functools import cache
from pathlib import Path

import docx as python_docx
import openpyxl
import pytest

from glossa import pipeline
from glossa.cli import main
from glossa.engines import ScriptedEngine
from glossa.pipeline import load_termbase

GOLDEN = Path(__file__).parent / "golden" / "pages"
sys.path.insert(0, str(Path(__file__).parent / "pages"))

from office_files import golden  # noqa: E402  # it stands beside the tests of the formats

ANSWERS = {
    "吐鲁番的坎儿井有2000多年历史，详见公示网站。": (
        "The karez of Turpan are over 2000 years old, see the notice site."
    ),
    "保护水源": "Protect the water",
}
own_termbase = cache(load_termbase)


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> ScriptedEngine:
    made = ScriptedEngine(ANSWERS, default=lambda source: f"About {len(source)}")
    monkeypatch.setattr(pipeline.Engines, "_make", lambda self, language: made)
    monkeypatch.setattr(pipeline, "load_termbase", lambda *_, **__: own_termbase())
    return made


def run(*arguments: object) -> int:
    return main([str(one) for one in arguments])


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.docx"
    path.write_bytes(golden("docx/notice"))
    return path


def test_a_document_comes_out_translated_with_its_formatting(report: Path) -> None:
    out = report.with_name("out.docx")
    assert run("translate", report, "-q", "-o", out) == 0
    opened = python_docx.Document(io.BytesIO(out.read_bytes()))
    found = next(one for one in opened.paragraphs if "Turpan" in one.text)
    assert found.text.startswith(ANSWERS["吐鲁番的坎儿井有2000多年历史，详见公示网站。"])
    assert any(one.bold for one in found.runs)
    (link,) = found.hyperlinks
    assert "site" in link.text
    assert link.address == "https://www.example.org/gongshi"
    assert "Protect the water" in [one.text for one in opened.paragraphs]


def test_a_persons_words_come_back_into_the_document(report: Path) -> None:
    catalogue, out = report.with_suffix(".po"), report.with_name("merged.docx")
    assert run("translate", report, "-q", "-o", catalogue) == 0
    text = catalogue.read_text(encoding="utf-8")
    assert 'msgstr "Protect the water"' in text
    text = text.replace('msgstr "Protect the water"', 'msgstr "Guard the springs"')
    catalogue.write_text(text, encoding="utf-8")
    assert run("merge", report, catalogue, "-o", out) == 0
    opened = python_docx.Document(io.BytesIO(out.read_bytes()))
    assert "Guard the springs" in [one.text for one in opened.paragraphs]


def test_a_workbook_ends_as_it_began_and_a_bilingual_one_must_be_asked_for(tmp_path: Path) -> None:
    page, out, review = (tmp_path / name for name in ("list.xlsx", "out.xlsx", "review.xlsx"))
    page.write_bytes(golden("xlsx/karez"))
    assert run("translate", page, "-q", "-o", out) == 0
    assert openpyxl.load_workbook(out).sheetnames == ["清单", "说明"]
    assert run("translate", page, "-q", "-o", review, "--as", "xlsx") == 0
    assert openpyxl.load_workbook(review).sheetnames[0] == "translation"


@pytest.mark.parametrize("name", ["old.doc", "old.docx", "old.xls", "old.xlsx"])
def test_old_files_are_refused_with_what_to_do(
    name: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    page = tmp_path / name
    page.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert run("translate", page, "-o", tmp_path / "out.txt", "--as", "page") == 3
    _, err = capsysbinary.readouterr()
    assert b"save it" in err
