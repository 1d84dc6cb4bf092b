"""Bad glossary files: each fault is a finding with its place, the rest loads, nothing crashes."""

import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from glossary_files import codes, found, load_bytes, write
from termbase_cases import SMALL

from glossa.errors import GlossaryError
from glossa.model import Severity
from glossa.termbase import load_termbase
from glossa.termbase.exchange import parse_glossary_file
from glossa.termbase.load import Glossary, load_glossary
from glossa.termbase.rows import COLUMNS

HEADER = ",".join(COLUMNS)


def pairs(glossary: Glossary) -> list[tuple[str, ...]]:
    return [tuple(term.text for term in item.terms) for item in glossary.concepts.values()]


# --- encodings -----------------------------------------------------------------------------------

TEXT = "zh,en\n和田,Khotan\n库尔勒,Korla\n"
TABS = TEXT.replace(",", "\t")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (TEXT.encode("utf-8-sig"), []),
        (TEXT.encode("gb18030"), [("encoding-guessed", "g.csv")]),
        (TABS.encode("utf-16"), [("encoding-guessed", "g.csv")]),
        (b"\xfe\xff" + TABS.encode("utf-16-be"), [("encoding-guessed", "g.csv")]),
        (TABS.encode("utf-16-le"), [("encoding-guessed", "g.csv")]),
        (TEXT.encode("utf-32"), [("encoding-guessed", "g.csv")]),
        (b"sep=;\r\n" + TEXT.replace(",", ";").replace("\n", "\r\n").encode(), []),
        (b"\xef\xbb\xbfsep=;\r\n" + TEXT.replace(",", ";").encode(), []),
        (TEXT.replace(",", ";").replace("\n", "\r").encode(), []),
    ],
    ids=["bom", "gb18030", "utf16", "utf16-be", "utf16-no-mark", "utf32", "excel", "sep", "mac"],
)
def test_a_whole_file_in_another_encoding_or_as_excel_saves_it(
    data: bytes, said: list[tuple[str, str]], tmp_path: Path
) -> None:
    glossary = load_bytes(tmp_path, data)
    assert pairs(glossary) == [("和田", "Khotan"), ("库尔勒", "Korla")]
    assert codes(glossary.findings) == said


def test_gb18030_rows_among_utf8_rows_are_left_out_and_shown(tmp_path: Path) -> None:
    data = "和田,Khotan\n乌鲁木齐,Urumqi\n".encode() + "托里,Toli\n".encode("gb18030")
    glossary = load_bytes(tmp_path, data)
    assert pairs(glossary) == [("和田", "Khotan"), ("乌鲁木齐", "Urumqi")]
    assert codes(glossary.findings) == [("not-utf8", "g.csv:3")]
    assert "as GB18030 it would be '托里,Toli'" in glossary.findings[0].message


def test_utf8_rows_among_gb18030_rows_are_read_and_said(tmp_path: Path) -> None:
    data = "和田,Khotan\n托里,Toli\n".encode("gb18030") + "乌鲁木齐,Urumqi\n".encode()
    glossary = load_bytes(tmp_path, data)
    assert pairs(glossary) == [("和田", "Khotan"), ("托里", "Toli"), ("乌鲁木齐", "Urumqi")]
    assert codes(glossary.findings) == [
        ("encoding-guessed", "g.csv"),
        ("mixed-encodings", "g.csv:3"),
    ]


def test_two_bytes_of_gb18030_that_are_utf8_too(tmp_path: Path) -> None:
    """一 is the bytes D2 BB, which are also the Cyrillic һ."""
    glossary = load_bytes(tmp_path, "一带一路,Belt and Road\n一一,Yiyi\n".encode("gb18030"))
    assert pairs(glossary) == [("一带一路", "Belt and Road"), ("一一", "Yiyi")]


def test_western_letters_are_not_taken_for_chinese(tmp_path: Path) -> None:
    data = "Ürümqi,Ouroumtsi\nKachgar,Kaşgar\nRégion,région\nKorla,Korla\n".encode("cp1254")
    glossary = load_bytes(tmp_path, data)
    assert pairs(glossary) == [("Korla", "Korla")]
    assert codes(glossary.findings) == [("not-utf8", f"g.csv:{line}") for line in (1, 2, 3)]


def test_bytes_of_no_encoding_in_a_gb18030_file(tmp_path: Path) -> None:
    data = "和田,Khotan\n托里,Toli\n".encode("gb18030") + b"\xff\xff,x\n"
    glossary = load_bytes(tmp_path, data)
    assert pairs(glossary) == [("和田", "Khotan"), ("托里", "Toli")]
    assert codes(glossary.findings) == [("encoding-guessed", "g.csv"), ("not-utf8", "g.csv:3")]


# --- files that are none -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(256)), "not-text"),
        ("program", b"\x7fELF" + bytes(200), "not-text"),
        ("noise.csv", bytes(range(1, 32)) * 20, "not-text"),
        ("zip.xlsx", b"PK\x03\x04" + bytes(50), "not-a-workbook"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not-a-workbook"),
    ],
)
def test_a_binary_file_is_no_glossary(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    assert found(data, name) == [(code, name)]
    with pytest.raises(GlossaryError, match="no term could be loaded") as caught:
        load_bytes(tmp_path, data, name)
    assert name in str(caught.value)


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"\xef\xbb\xbf", b",,\n", b"zh,en\n", HEADER.encode()]
)
def test_an_empty_file_over_a_good_glossary_is_an_error(data: bytes, tmp_path: Path) -> None:
    """The user named it and would wait for its terms in vain."""
    (tmp_path / "mine.csv").write_bytes(data)
    with pytest.raises(GlossaryError, match="no term could be loaded"):
        load_termbase([SMALL, tmp_path / "mine.csv"])


def test_a_folder_without_a_table(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("和田,Khotan\n", encoding="utf-8")
    with pytest.raises(GlossaryError, match="the folder holds no table"):
        load_glossary([tmp_path])


# --- rows ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("zh,en\n和田\n托里,Toli\n", [("empty-term", "g.csv:2")]),
        ("zh,en\n和田,a,b,c\n托里,Toli\n", [("cell-count", "g.csv:2")]),
        ("托里,Toli\n和田，Khotan\n", [("empty-term", "g.csv:2")]),
        ('托里,Toli\n"和田,Khotan\n库尔勒,Korla\n', [("broken-row", "g.csv:2")]),
        ('托里,Toli\n和田,"Khotan\n\n', [("broken-row", "g.csv:2")]),
        ("托里,Toli\n托里,Toli\n", [("duplicate-row", "g.csv:2")]),
    ],
)
def test_broken_lines_of_a_short_list(
    text: str, said: list[tuple[str, str]], tmp_path: Path
) -> None:
    glossary = load_bytes(tmp_path, text.encode())
    assert codes(glossary.findings) == said
    assert ("托里", "Toli") in pairs(glossary)
    assert all(finding.raw for finding in glossary.findings)


def test_a_full_width_comma_is_explained(tmp_path: Path) -> None:
    glossary = load_bytes(tmp_path, "托里,Toli\n和田，Khotan\n".encode())
    assert "write a plain comma" in glossary.findings[0].message


def test_a_quotation_mark_that_is_never_closed_costs_one_line(tmp_path: Path) -> None:
    lines = [f"名字{number},Name {number}" for number in range(300)]
    lines[3] = '名字3,"Name 3'
    glossary = load_bytes(tmp_path, "\n".join(lines).encode())
    assert codes(glossary.findings) == [("broken-row", "g.csv:4")]
    assert len(glossary.concepts) == 299


def test_a_second_stray_quotation_mark_far_below_does_not_make_one_row_of_all_between(
    tmp_path: Path,
) -> None:
    lines = [f"名字{number},Name {number}" for number in range(400)]
    lines[3] = '名字3,"Name 3'
    lines[300] = '名字300,"Name 300'
    glossary = load_bytes(tmp_path, "\n".join(lines).encode())
    assert codes(glossary.findings) == [("broken-row", "g.csv:4"), ("broken-row", "g.csv:301")]
    assert len(glossary.concepts) == 398


def test_line_breaks_in_quotation_marks_and_inches_without(tmp_path: Path) -> None:
    text = f'{HEADER}\nc1,product,zh-Hans,电视,preferred,fullForm,,,,me,"two\nlines"\n'
    text += 'c1,product,en,5" screen,preferred,fullForm,,,,me,\n,,,\nbad,,,\n'
    glossary = load_bytes(tmp_path, text.encode())
    (concept,) = glossary.concepts.values()
    assert [(term.text, term.note, term.where) for term in concept.terms] == [
        ("电视", "two\nlines", "g.csv:2"),
        ('5" screen', "", "g.csv:4"),
    ]
    assert codes(glossary.findings) == [("empty-kind", "g.csv:6")]


def test_a_missing_column_of_the_full_shape(tmp_path: Path) -> None:
    text = "concept,kind,term,status\nc1,county,Toli,preferred\n"
    assert found(text.encode()) == [("missing-column", "g.csv:1")]
    with pytest.raises(GlossaryError, match="has no column language"):
        load_bytes(tmp_path, text.encode())


def test_one_id_for_two_things(tmp_path: Path) -> None:
    rows = [
        "c1,county,zh-Hans,托里县,preferred,fullForm,,,,me,",
        "c1,county,en,Toli County,preferred,fullForm,,,,me,",
        "c1,city,zh-Hans,和田市,preferred,fullForm,,,,me,",
        "c1,city,en,Hotan City,preferred,fullForm,,,,me,",
    ]
    (tmp_path / "g.csv").write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    assert codes(load_termbase([tmp_path / "g.csv"]).findings) == [
        ("kind-conflict", "g.csv:4"),
        ("kind-conflict", "g.csv:5"),
        ("two-preferred", "g.csv:4"),
        ("two-preferred", "g.csv:5"),
    ]


def test_a_million_rows_are_read_in_one_pass() -> None:
    """Twice the rows, twice the look-ups: counted, not timed."""

    class Counting(str):
        __slots__ = ()
        calls = 0

        def strip(self, *arguments: Any) -> str:
            Counting.calls += 1
            return super().strip(*arguments)

    from glossa.termbase.pairs import parse_pairs

    def calls(rows: int) -> int:
        Counting.calls = 0
        cells = ((number, [Counting(f"名{number}"), f"N{number}"]) for number in range(rows))
        assert sum(1 for _ in parse_pairs(cells, "g", [])) == rows
        return Counting.calls

    assert calls(2_000) == 2 * calls(1_000)


# --- workbooks -----------------------------------------------------------------------------------


def workbook(fill: Callable[[Any], object]) -> bytes:
    """A workbook as people make them: `fill` gets openpyxl's."""
    from openpyxl import Workbook

    book = Workbook()
    fill(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def rows_into(sheet: Any, *rows: tuple[object, ...]) -> None:
    for row in rows:
        sheet.append(row)


def test_numbers_and_dates_of_a_workbook_are_text(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        rows_into(
            book.active,
            ("zh", "en"),
            ("编号", 650100),
            ("比率", 1.5),
            ("五四", date(2026, 5, 4)),
            ("开幕", datetime(2026, 5, 4, 8, 30)),  # noqa: DTZ001 - as Excel holds it
            ("真的", True),
            ("不适用", "NA"),
        )

    glossary = load_bytes(tmp_path, workbook(fill), "g.xlsx")
    assert [english for _, english in pairs(glossary)] == [
        "650100",
        "1.5",
        "2026-05-04",
        "2026-05-04T08:30:00",
        "TRUE",
        "NA",
    ]
    assert codes(glossary.findings) == [
        ("date-cell", "g.xlsx:Sheet:4"),
        ("date-cell", "g.xlsx:Sheet:5"),
        ("common-term", "g.xlsx:Sheet:6"),
    ]
    assert glossary.findings[0].message.startswith("B4: Excel holds a date here")


def test_merged_cells_hidden_rows_and_several_sheets(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        sheet.title = "places"
        rows_into(
            sheet,
            ("concept", "kind", "language", "term", "status", "source"),
            ("c1", "county", "zh-Hans", "托里", "preferred", "me"),
            (None, None, "en", "Toli", "preferred", "me"),
            (None, None, "en", "Torli", "deprecated", "me"),
        )
        sheet.merge_cells("A2:A4")
        sheet.merge_cells("B2:B4")
        sheet.row_dimensions[4].hidden = True
        rows_into(book.create_sheet("people"), ("zh", "en"), ("白雪娇", "Bai Xuejiao"), ("甲乙",))
        rows_into(book.create_sheet("read me"), ("This workbook is ours.",), ("Ask first.",))
        book.create_sheet("empty")
        secret = book.create_sheet("secret")
        rows_into(secret, ("zh", "en"), ("机密", "Secret"))
        secret.sheet_state = "hidden"

    glossary = load_bytes(tmp_path, workbook(fill), "g.xlsx")
    assert pairs(glossary) == [("托里", "Toli", "Torli"), ("白雪娇", "Bai Xuejiao")]
    said = [item for item in codes(glossary.findings) if item[0] != "missing-column"]
    assert said == [
        ("hidden-rows", "g.xlsx:places"),
        ("merged-cells", "g.xlsx:places"),
        ("empty-term", "g.xlsx:people:3"),
        ("sheet-skipped", "g.xlsx:read me"),
        ("sheet-skipped", "g.xlsx:empty"),
        ("sheet-skipped", "g.xlsx:secret"),
    ]


def test_a_formula_in_a_workbook_is_never_worked_out(tmp_path: Path) -> None:
    from xlsxwriter import Workbook

    target = BytesIO()
    book = Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("s")
    sheet.write_row(0, 0, ["zh", "en"])
    sheet.write_string(1, 0, "和田")
    sheet.write_formula(1, 1, '=CONCATENATE("Hot","an")', None, "Khotan")
    sheet.write_string(2, 0, "托里")
    sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
    book.close()
    glossary = load_bytes(tmp_path, target.getvalue(), "g.xlsx")
    assert pairs(glossary) == [("和田", "Khotan")]
    assert codes(glossary.findings) == [
        ("formula-cell", "g.xlsx:s:2"),
        ("formula-cell", "g.xlsx:s:3"),
        ("empty-term", "g.xlsx:s:3"),
    ]


@pytest.mark.parametrize(
    "formula", ['=HYPERLINK("http://x.example","Hotan")', "@SUM(1)", "+1", "-1"]
)
@pytest.mark.parametrize("to", ["csv", "tsv", "xlsx"])
def test_a_formula_in_a_cell_comes_out_harmless(formula: str, to: str, tmp_path: Path) -> None:
    cell = formula.replace('"', '""')
    glossary = load_bytes(tmp_path, f'和田,"{cell}"\n'.encode())
    assert pairs(glossary) == [("和田", formula)]
    data, _ = write(list(glossary.concepts.values()), to)
    if to == "xlsx":
        with zipfile.ZipFile(BytesIO(data)) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml")
            assert not any(name.endswith("hyperlinks.xml") for name in archive.namelist())
        assert b"<f>" not in sheet
        assert b"hyperlink" not in sheet
    else:
        assert f"'{formula[:8]}" in data.decode().replace('""', '"')
    again = load_bytes(tmp_path, data, f"again.{to}")
    assert pairs(again) == [("和田", formula)]


def bomb(kind: str) -> bytes:
    """Archives that a careless reader would choke on."""
    good = workbook(lambda book: rows_into(book.active, ("和田", "Khotan")))
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(good)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                if kind == "zeros":
                    data = b" " * (40 * 1024**2)
                elif kind == "entities":
                    data = b'<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]>' + data
                elif kind == "prolog":
                    data = b"<!--" + b"x" * 70_000 + b"-->" + data
                elif kind == "cut":
                    data = data[: len(data) // 2]
                elif kind == "no-sheet":
                    continue
            archive.writestr(part.filename, data)
    data = target.getvalue()
    return data[: len(data) // 2] if kind == "half" else data


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("zeros", "the workbook would unpack to 40 MiB"),
        ("entities", "declares a document type"),
        ("prolog", "declares a document type"),
        ("cut", "the workbook is damaged"),
        ("half", "no zip archive, or damaged"),
    ],
)
def test_a_workbook_that_is_a_bomb_or_broken(kind: str, message: str) -> None:
    parsed = parse_glossary_file(bomb(kind), "g.xlsx", 0)
    assert [finding.code for finding in parsed.findings] == ["not-a-workbook"]
    assert message in parsed.findings[0].message
    assert parsed.findings[0].severity is Severity.ERROR


def test_a_workbook_without_its_sheet() -> None:
    assert found(bomb("no-sheet"), "g.xlsx") == [("empty-glossary", "g.xlsx")]


def test_a_lie_about_the_size_of_a_part() -> None:
    """The directory of the archive says ten bytes; what is unpacked stops there."""
    data = bytearray(bomb("zeros"))
    real = struct.pack("<L", 40 * 1024**2)
    while (at := data.find(real)) >= 0:
        data[at : at + 4] = struct.pack("<L", 10)
    parsed = parse_glossary_file(bytes(data), "g.xlsx", 0)
    assert [finding.code for finding in parsed.findings] == ["not-a-workbook"]


def test_other_archives_and_protected_workbooks() -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    protected = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    messages = [
        parse_glossary_file(data, "g.xlsx", 0).findings[0].message
        for data in (target.getvalue(), protected, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    ]
    assert messages == [
        "this is a zip archive, but no workbook: it has no xl/workbook.xml",
        "the workbook is protected with a password; save it without one",
        "this is a workbook of Excel 97 to 2003 (.xls); save it as .xlsx",
    ]
