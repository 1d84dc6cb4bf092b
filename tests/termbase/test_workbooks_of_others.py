"""Workbooks as people furnish them, and as somebody makes them who means harm."""

import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from glossary_files import codes, load_bytes, write
from openpyxl import Workbook

from glossa.termbase.exchange import parse_glossary_file
from glossa.termbase.exchange.base import Parsed


def workbook(*rows: tuple[object, ...], merged: tuple[str, ...] = ()) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def altered(old: bytes, new: bytes) -> bytes:
    """A small good workbook, with one stretch of its sheet replaced."""
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(workbook(("和田", "Khotan"), ("托里", "Toli")))) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                assert old in data
                data = data.replace(old, new)
            archive.writestr(part.filename, data)
    return target.getvalue()


def pairs_of(parsed: Parsed) -> list[tuple[str, str]]:
    return [(pair.source, pair.target) for pair in parsed.pairs]


@pytest.mark.parametrize("header", [("中文", "英文"), ("序号", "中文", "英文", "备注")])
def test_a_title_above_the_header_is_passed_over(header: tuple[str, ...]) -> None:
    at = header.index("中文")
    row = (*(["1"] * at), "和田", "Khotan")
    data = workbook(("Glossary of Ms Li",), (), ("2026",), header, row)
    parsed = parse_glossary_file(data, "g.xlsx", 0)
    assert pairs_of(parsed) == [("和田", "Khotan")]
    assert codes(parsed.findings) == []
    assert parsed.pairs[0].where == "g.xlsx:Sheet:5"


def test_a_title_above_the_full_shape(tmp_path: Path) -> None:
    header = ("concept", "kind", "language", "term", "status", "source")
    data = workbook(("Ours",), header, ("c", "city", "en", "Hotan", "preferred", "me"))
    assert list(load_bytes(tmp_path, data, "g.xlsx").concepts) == ["c"]


def test_lines_of_a_text_are_no_title() -> None:
    data = workbook(("How to use it",), ("Ask first",), ("Place", "Number"))
    parsed = parse_glossary_file(data, "g.xlsx", 0)
    assert [code for code, _ in codes(parsed.findings)] == ["sheet-skipped"]
    assert "no row that names the columns" in parsed.findings[0].message


def test_merged_cells_at_the_end_of_a_row() -> None:
    data = workbook(("和田", "Khotan"), ("和阗",), (), ("托里", "Toli"), merged=("B1:B3",))
    parsed = parse_glossary_file(data, "g.xlsx", 0)
    assert pairs_of(parsed) == [("和田", "Khotan"), ("和阗", "Khotan"), ("托里", "Toli")]


@pytest.mark.parametrize("start", [b'<row r="2"', b'<row\n r="2"'])
def test_a_row_far_beyond_excels_last(start: bytes) -> None:
    data = altered(b'<row r="2"', start.replace(b'"2"', b'"2000000000"'))
    parsed = parse_glossary_file(data, "g.xlsx", 0)
    assert codes(parsed.findings) == [("not-a-workbook", "g.xlsx")]
    assert "beyond Excel's last" in parsed.findings[0].message


def test_a_sheet_of_too_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few bytes make very many cells: each row is as wide as its last cell is far."""
    from glossa.workbook import values

    assert values._MOST_CELLS == 50_000_000
    monkeypatch.setattr(values, "_MOST_CELLS", 20_000)
    wide = b"".join(
        b'<row r="%d"><c r="XFD%d" t="inlineStr"><is><t>x</t></is></c></row>' % (i, i)
        for i in (3, 4)
    )
    parsed = parse_glossary_file(altered(b"</sheetData>", wide + b"</sheetData>"), "g.xlsx", 0)
    assert codes(parsed.findings) == [("not-a-workbook", "g.xlsx")]
    assert "more than 20,000 cells" in parsed.findings[0].message


def test_merged_ranges_cost_no_more_than_they_hold() -> None:
    columns = [a + b for a in "ABCDEFGHIJ" for b in "ABCDEFGHIJ"]
    ranges = b"".join(b'<mergeCell ref="%b1:%b10000"/>' % (c, c) for c in map(str.encode, columns))
    data = altered(b"</sheetData>", b"</sheetData><mergeCells>" + ranges + b"</mergeCells>")
    tracemalloc.start()
    parsed = parse_glossary_file(data, "g.xlsx", 0)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert pairs_of(parsed) == [("和田", "Khotan"), ("托里", "Toli")]
    assert peak < 20 * 1024**2


@pytest.mark.parametrize("note", ['=HYPERLINK("http://x.example")', "@SUM(1)", "＝1"])
def test_a_formula_in_a_note_stays_out_of_what_a_service_reads(note: str, tmp_path: Path) -> None:
    cell = note.replace('"', '""')
    glossary = load_bytes(tmp_path, f'和田,Khotan,"{cell}"\n'.encode())
    data, losses = write(list(glossary.concepts.values()), "google-terms", lossy=True)
    assert data.decode() == "zh-CN,en\n和田,Khotan\n"
    assert len(losses) == 1
    assert losses[0].startswith("1 notes that a spreadsheet would run as a formula (first: '和田'")
