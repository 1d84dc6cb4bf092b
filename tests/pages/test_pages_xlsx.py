"""Workbooks: the text of cells and of what is around them, in place; nothing else moves."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from office_files import GOLDEN, golden, members, packed, parts_of

from glossa.errors import InputError
from glossa.markup import Filled, Placed
from glossa.model import Document
from glossa.pages import xlsx
from glossa.segmentation import segment

BOOK = golden("xlsx/karez")
X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def read(data: bytes) -> Document:
    return segment(xlsx.parse(data, "karez.xlsx"))


def put(data: bytes, targets: dict[str, str], language: str = "en") -> bytes:
    document = read(data)
    filled = {
        one.id: Filled(targets[one.source]) for one in document.segments if one.source in targets
    }
    assert {one.source for one in document.segments if one.id in filled} == set(targets)
    return xlsx.rebuild(document, filled, language=language).data


def everything(document: Document) -> dict[str, Filled]:
    return {one.id: Filled(f"T-{one.id}") for one in document.segments}


def made(write: Callable[[Any], None]) -> bytes:
    """A workbook that xlsxwriter makes."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    write(book)
    book.close()
    return stream.getvalue()


def cells(data: bytes, sheet: int = 0) -> dict[str, object]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        cell.coordinate: cell.value
        for row in book.worksheets[sheet].iter_rows()
        for cell in row
        if cell.value is not None
    }


def codes(document: Document) -> list[str]:
    return [finding.code for finding in document.findings]


def test_golden_workbook_is_read_as_its_listing_says() -> None:
    document = read(BOOK)
    lines = []
    for unit in document.units:
        assert unit.markup
        lines.append(f"{unit.markup.element}\t{'/'.join(unit.markup.path)}\t{unit.source!r}")
        lines += [
            f"\t{code.id} {code.kind} {document.text[code.start : code.end]!r}"
            for code in document.codes
            if unit.start <= code.start and code.end <= unit.end
        ]
    lines += [f"{finding.code} {finding.raw}".rstrip() for finding in document.findings]
    expected = (GOLDEN / "xlsx" / "karez.read.txt").read_text(encoding="utf-8")
    assert "\n".join(lines) + "\n" == expected


def test_nothing_changed_gives_the_very_bytes() -> None:
    document = read(BOOK)
    assert xlsx.rebuild(document, {}, language="en").data == BOOK
    same = {one.id: Filled(one.source) for one in document.segments}
    assert xlsx.rebuild(document, same, language="en").data == BOOK


def test_only_parts_with_text_change() -> None:
    document = read(BOOK)
    out = xlsx.rebuild(document, everything(document), language="en")
    before, after = members(BOOK), members(out.data)
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "xl/workbook.xml",
        "xl/sharedStrings.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/tables/table1.xml",
        "xl/comments1.xml",
        "xl/drawings/drawing1.xml",
    }
    for name in changed:
        etree.fromstring(after[name])


def test_openpyxl_finds_the_targets_and_everything_that_is_no_text_as_it_was() -> None:
    before = cells(BOOK)
    out = put(BOOK, {"名称": "Name", "长度": "Length", "米衣木阿吉坎儿井": "Miyim Haji Karez"})
    after = cells(out)
    assert after["A1"] == "Name"
    assert after["A3"] == "Miyim Haji Karez"
    untouched = {place for place in before if not isinstance(before[place], str)}
    assert untouched >= {"B3", "C3"}
    for place in untouched:
        assert after[place] == before[place]
    assert after["D3"] == before["D3"] == '=A3&"（"&B3&"公里）"'
    table = openpyxl.load_workbook(io.BytesIO(out)).worksheets[0].tables["karez"]
    assert table.column_names[:2] == ["Name", "Length"]


def test_one_string_in_several_cells_is_one_unit() -> None:
    document = read(BOOK)
    assert [unit.source for unit in document.units].count("吐鲁番市") == 1
    out = cells(put(BOOK, {"吐鲁番市": "Turpan"}))
    assert [place for place, value in out.items() if value == "Turpan"] == ["E3", "E4"]


def test_formats_inside_a_cell_come_out_around_the_right_words() -> None:
    document = read(BOOK)
    (code,) = (one for one in document.codes if one.kind == "bold")
    part = next(one for one in document.segments if one.start <= code.start < one.end)
    text = "The oldest karez of all"
    filled = {part.id: Filled(text, (Placed(code.id, 4, 10),))}
    out = xlsx.rebuild(document, filled, language="en").data
    book = openpyxl.load_workbook(io.BytesIO(out), rich_text=True)
    found = book.worksheets[0]["A6"].value
    assert str(found) == text
    bold = [str(one) for one in found if not isinstance(one, str) and one.font.b]
    assert bold == ["oldest"]
    before, after = (members(data)["xl/sharedStrings.xml"].count(b"<rPh") for data in (BOOK, out))
    assert (before, after) == (2, 1)


def test_a_header_that_a_formula_names_stays_and_so_does_the_formula() -> None:
    document = read(BOOK)
    assert "深度" not in [unit.source for unit in document.units]
    (finding,) = (one for one in document.findings if one.code == "table-header-kept")
    assert finding.raw == "深度"
    out = xlsx.rebuild(document, everything(document), language="en").data
    assert cells(out)["C1"] == "深度"
    assert b"karez[\xe6\xb7\xb1\xe5\xba\xa6]" in members(out)["xl/worksheets/sheet1.xml"]


def test_two_headers_with_one_translation_get_numbers_in_cell_and_table_alike() -> None:
    document = read(BOOK)
    filled = {
        one.id: Filled("Name")
        for one in document.segments
        if one.source in {"名称", "长度", "地点"}
    }
    built = xlsx.rebuild(document, filled, language="en")
    assert [one.code for one in built.findings] == ["table-header-numbered"]
    found = cells(built.data)
    names = (
        openpyxl.load_workbook(io.BytesIO(built.data)).worksheets[0].tables["karez"].column_names
    )
    assert [found["A1"], found["B1"], found["E1"]] == ["Name", "Name 2", "Name 3"]
    assert [names[0], names[1], names[4]] == ["Name", "Name 2", "Name 3"]


def test_excel_is_asked_to_reckon_anew_where_there_are_formulas() -> None:
    out = members(put(BOOK, {"名称": "Name"}))
    assert b'fullCalcOnLoad="1"' in out["xl/workbook.xml"]
    plain = made(lambda book: book.add_worksheet().write("A1", "名称"))
    document = read(plain)
    built = xlsx.rebuild(document, everything(document), language="en").data
    assert members(built)["xl/workbook.xml"] == members(plain)["xl/workbook.xml"]


def test_headers_and_footers_keep_their_codes() -> None:
    out = put(BOOK, {"坎儿井清单": "2025 list", "水利局": "R&D"})
    sheet = openpyxl.load_workbook(io.BytesIO(out)).worksheets[0]
    text = members(out)["xl/worksheets/sheet1.xml"].decode()
    assert '&amp;L&amp;"SimSun,Bold"&amp;14 2025 list&amp;CR&amp;&amp;D&amp;R&amp;P/&amp;N' in text
    assert sheet.oddHeader.left.size == 14


def test_what_excel_cannot_hold_stays_and_is_said() -> None:
    document = read(BOOK)
    long = {"坎儿井清单": "x" * 300, "米衣木阿吉坎儿井": "y" * 40_000, "名称": "z" * 256}
    filled = {one.id: Filled(long[one.source]) for one in document.segments if one.source in long}
    built = xlsx.rebuild(document, filled, language="en")
    assert [one.code for one in built.findings] == ["text-too-long"] * 3
    assert built.data == BOOK


def test_notes_drawings_and_hidden_sheets_are_translated() -> None:
    out = put(BOOK, {"请核对": "Please check", "示意图": "Sketch", "隐藏的内容": "Hidden"})
    parts = members(out)
    assert b"Please check" in parts["xl/comments1.xml"]
    assert b'lang="en-US"' in parts["xl/drawings/drawing1.xml"]
    assert b"Sketch" in parts["xl/drawings/drawing1.xml"]
    assert cells(out, 1)["A1"] == "Hidden"


def test_lines_of_a_cell_are_units_of_their_own() -> None:
    data = made(lambda book: book.add_worksheet().write("A1", "吐鲁番市\n高昌区\n 2025\n"))
    document = read(data)
    assert document.text == "吐鲁番市\n高昌区\n2025"
    assert cells(put(data, {"高昌区": "Gaochang"}))["A1"] == "吐鲁番市\nGaochang\n 2025\n"


def test_escapes_of_excel_stay_and_a_target_that_looks_like_one_is_text() -> None:
    def write(book: Any) -> None:
        book.add_worksheet().write("A1", "一行\r文字")

    data = made(write)
    assert b"_x000D_" in members(data)["xl/sharedStrings.xml"]
    document = read(data)
    assert document.text == "一行文字"
    out = xlsx.rebuild(document, {"u1.s1": Filled("a _x0041_ b")}, language="en").data
    assert cells(out)["A1"] == "a _x0041_ b_x000D_" or "_x0041_" in str(cells(out)["A1"])


def test_text_that_stands_in_the_sheet_itself_is_read() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write("A1", "名称")
    sheet.write_formula("B1", '=A1&"！"', None, "名称！")
    book.close()
    document = read(stream.getvalue())
    assert [unit.source for unit in document.units] == ["名称"]
    out = cells(put(stream.getvalue(), {"名称": "Name <1>"}))
    assert out == {"A1": "Name <1>", "B1": '=A1&"！"'}


def test_sheets_keep_their_names_and_what_is_kept_is_said_once() -> None:
    parts = parts_of("xlsx/karez")
    parts["xl/vbaProject.bin"] = b"not opened"
    parts["xl/pivotCache/pivotCacheDefinition1.xml"] = b"<x/>"
    document = read(packed(parts))
    for code in ("macros-kept", "sheet-names-kept", "formulas-kept", "pivot-kept"):
        assert codes(document).count(code) == 1
    out = xlsx.rebuild(document, everything(document), language="en").data
    assert openpyxl.load_workbook(io.BytesIO(out)).sheetnames == ["清单", "说明"]
    assert members(out)["xl/vbaProject.bin"] == b"not opened"


def test_a_damaged_sheet_is_said_and_the_rest_is_done() -> None:
    data = golden("xlsx/karez", **{"xl/worksheets/sheet2.xml": b"<worksheet><c>"})
    document = read(data)
    assert codes(document).count("damaged-part") == 1
    out = members(put(data, {"名称": "Name"}))
    assert out["xl/worksheets/sheet2.xml"] == b"<worksheet><c>"


def test_strings_that_are_not_there_harm_nothing() -> None:
    parts = parts_of("xlsx/karez")
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{X}"><si><t>名称</t></si></sst>'.encode()
    data = packed(parts)
    assert b"Name" in members(put(data, {"名称": "Name"}))["xl/sharedStrings.xml"]


def test_lost_strings_and_a_sheet_named_twice_harm_nothing() -> None:
    parts = parts_of("xlsx/karez")
    del parts["xl/sharedStrings.xml"]
    data = packed(parts)
    assert b"Please check" in members(put(data, {"请核对": "Please check"}))["xl/comments1.xml"]
    relations = "xl/_rels/workbook.xml.rels"
    twice = parts_of("xlsx/karez")[relations].replace(b"sheet2.xml", b"sheet1.xml")
    out = members(put(golden("xlsx/karez", **{relations: twice}), {"水利局": "Water Office"}))
    assert b"Water Office" in out["xl/worksheets/sheet1.xml"]


BOMB = b"<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "97 to 2003"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (b"no archive at all", "archive"),
        (golden("xlsx/karez", **{"xl/workbook.xml": BOMB + b"<w/>"}), "document type"),
        (golden("xlsx/karez", **{"xl/workbook.xml": b"<workbook>"}), "damaged"),
        (
            golden(
                "xlsx/karez",
                **{
                    "xl/workbook.bin": b"",
                    "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/'
                    b'package/2006/relationships"><Relationship Id="a" Type="x/officeDocument" '
                    b'Target="xl/workbook.bin"/></Relationships>',
                },
            ),
            "binary",
        ),
    ],
)
def test_what_cannot_be_read_says_so_and_what_to_do(data: bytes, found: str) -> None:
    with pytest.raises(InputError, match=found) as caught:
        xlsx.parse(data, "x.xlsx")
    assert caught.value.advice


def test_a_bomb_in_a_sheet_is_refused_and_the_rest_is_read() -> None:
    document = read(golden("xlsx/karez", **{"xl/worksheets/sheet2.xml": BOMB + b"<x/>"}))
    (finding,) = (one for one in document.findings if one.code == "damaged-part")
    assert "document type" in finding.message
    assert "名称" in document.text


def test_a_workbook_without_text_says_so() -> None:
    assert "empty-page" in codes(read(made(lambda book: book.add_worksheet().write("A1", 7))))


@pytest.mark.judge
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice Calc is not installed")
def test_libreoffice_shows_the_targets(tmp_path: Path) -> None:
    out = put(BOOK, {"名称": "Name", "米衣木阿吉坎儿井": "Miyim Haji Karez"})
    (tmp_path / "out.xlsx").write_bytes(out)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    options = ["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", tmp_path]
    subprocess.run(
        ["soffice", profile, "--headless", *options, tmp_path / "out.xlsx"],
        check=True,
        capture_output=True,
        timeout=120,
        env={**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)},
    )
    rows = list(csv.reader((tmp_path / "out.csv").read_text("utf-8").splitlines()))
    assert rows[0][0] == "Name"
    assert rows[2][0] == "Miyim Haji Karez"
    assert rows[2][3] == "Miyim Haji Karez（9公里）"


VALUES = st.one_of(
    st.text(st.sampled_from("中文字。a b1\n_x&<="), min_size=1, max_size=8),
    st.integers(0, 99),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(VALUES, max_size=4), max_size=4), st.booleans())
def test_any_sheet_comes_back_and_targets_stand_where_sources_stood(
    rows: list[list[str | int]], flat: bool
) -> None:
    stream = io.BytesIO()
    options = {"constant_memory": flat, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    data = stream.getvalue()
    document = read(data)
    assert document.text == "\n".join(unit.source for unit in document.units)
    assert xlsx.rebuild(document, {}, language="en").data == data
    filled = {one.id: Filled("译" + one.id.replace(".", "点")) for one in document.segments}
    out = xlsx.rebuild(document, filled, language="zh").data
    before, after = cells(data), cells(out)
    assert set(before) == set(after)
    text = "\n".join(str(value) for value in after.values())
    for target in filled.values():
        assert target.text in text
    for place, value in before.items():
        if not isinstance(value, str):
            assert after[place] == value
