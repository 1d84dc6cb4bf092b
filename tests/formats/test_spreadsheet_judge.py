"""LibreOffice judges our workbooks: it opens them, saves them anew, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from golden_bitexts import BITEXTS
from openpyxl import load_workbook

from glossa.formats import get_format
from glossa.formats.exact import shown
from glossa.formats.table import parse_csv
from glossa.formats.xlsx import parse_xlsx, serialize_xlsx
from glossa.model import Bitext, Entry, State

pytestmark = [
    pytest.mark.judge,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice Calc is not installed"),
]
SIGNS = ("=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "＝1", "001", "1e5", "TRUE", "1/2")
FORMULAS = Bitext(
    "formulas.txt",
    tuple(
        Entry(f"u{number}", sign, sign, "en", note=sign, state=State.REVIEWED)
        for number, sign in enumerate(
            (
                "=1+1",
                "=cmd|' /C calc'!A0",
                "+1",
                "-1",
                "@SUM(1)",
                "＝1",
                "001",
                "1e5",
                "TRUE",
                "1/2",
            )
        )
    ),
)
PAGES = {**BITEXTS, "formulas": FORMULAS}
# The commas, the quotation marks and UTF-8, as text and not as shown.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false"
XLSX = "xlsx:Calc MS Excel 2007 XML"


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every page as LibreOffice has saved it, as a workbook and as a CSV file."""
    folder = tmp_path_factory.mktemp("office")
    pages = folder / "in"
    pages.mkdir()
    for name, bitext in PAGES.items():
        (pages / f"{name}.xlsx").write_bytes(serialize_xlsx(bitext))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for goal in (XLSX, CSV):
        paths = [str(path) for path in sorted(pages.iterdir())]
        subprocess.run(
            [
                "soffice",
                profile,
                "--headless",
                "--convert-to",
                goal,
                "--outdir",
                str(folder),
                *paths,
            ],
            check=True,
            capture_output=True,
            timeout=120,
            env={**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder)},
        )
    return folder


@pytest.mark.parametrize("name", PAGES)
def test_a_workbook_saved_anew_reads_the_same(saved: Path, name: str) -> None:
    assert parse_xlsx((saved / f"{name}.xlsx").read_bytes(), "x.xlsx") == PAGES[name]


def test_what_helps_and_guards_people_is_still_there(saved: Path) -> None:
    book = load_workbook(saved / "page.xlsx")
    sheet, data = book.worksheets
    rules = {one.type: one for one in sheet.data_validations.dataValidation}
    assert rules["list"].formula1 == '"initial,translated,reviewed,final"'
    assert str(rules["list"].sqref).startswith("D2:D")
    assert sheet.protection.sheet
    assert {sheet.protection.sort, sheet.protection.autoFilter} == {False}  # not forbidden
    assert not sheet["C2"].protection.locked
    assert sheet.column_dimensions["B"].hidden
    assert sheet.auto_filter.ref == "A1:I11"
    assert (data.sheet_state, data.protection.sheet) == ("hidden", True)
    assert len([rule for rules in sheet.conditional_formatting for rule in rules.rules]) == 4


def test_a_right_to_left_target_stays_so(saved: Path) -> None:
    sheet = load_workbook(saved / "control.xlsx").worksheets[0]
    assert sheet["C2"].alignment.readingOrder == 2


def test_nothing_has_become_a_formula(saved: Path) -> None:
    data = (saved / "formulas.xlsx").read_bytes()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/" in name]
    assert not [sheet for sheet in sheets if b"<f" in sheet.replace(b"<formula", b"")]


@pytest.mark.parametrize("name", PAGES)
def test_the_sheet_saved_as_csv_has_the_words(saved: Path, name: str) -> None:
    """Only what people see is in it, control characters as pictures."""
    read = parse_csv((saved / f"{name}.csv").read_text(encoding="utf-8"), name)
    kept = get_format("xlsx").decode((saved / f"{name}.xlsx").read_bytes())
    expected = [
        (one.id, shown(one.target), one.state, one.kind, one.language, one.note) for one in kept
    ]
    seen = [(one.id, one.target, one.state, one.kind, one.language, one.note) for one in read]
    assert seen == expected
    assert read.findings == ()
