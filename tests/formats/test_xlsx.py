"""Workbooks as people give them back, and as somebody makes them who means harm."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from golden_bitexts import BITEXTS
from openpyxl import Workbook, load_workbook

from glossa.errors import BitextError, FormatError
from glossa.formats import FORMATS
from glossa.formats.table import serialize_csv
from glossa.formats.xlsx import parse_xlsx, serialize_xlsx
from glossa.model import Bitext, Entry, Finding, Kind, MatchType, State, Step

PAGE = BITEXTS["page"]
COLUMNS = ["source", "id", "target", "state", "note", "remarks", "kind", "language", "from"]


def edit(change: Callable[[Any], object], bitext: Bitext = PAGE) -> Bitext:
    """What is read after somebody has opened the workbook, done something, and saved it."""
    book = load_workbook(BytesIO(serialize_xlsx(bitext)))
    change(book["translation"])
    return parse_xlsx(saved(book), "p.xlsx")


def saved(book: Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def row_of(sheet: Any, entry_id: str) -> int:
    return next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 2).value == entry_id)


def put(entry_id: str, column: str, value: object) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        sheet.cell(row_of(sheet, entry_id), COLUMNS.index(column) + 1).value = value

    return change


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def new_findings(bitext: Bitext, entry_id: str) -> list[Finding]:
    return list(bitext[entry_id].findings[len(PAGE[entry_id].findings) :])


def replaced(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with one stretch of one part replaced."""
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for info in source.infolist():
            content = source.read(info)
            if info.filename == part:
                assert old in content
                content = content.replace(old, new, 1)
            archive.writestr(info, content)
    return target.getvalue()


# What people see ---------------------------------------------------------------------------------


def test_the_first_sheet_is_for_people_the_second_is_hidden() -> None:
    book = load_workbook(BytesIO(serialize_xlsx(PAGE)))
    sheet, data = book.worksheets
    assert [cell.value for cell in sheet[1]] == COLUMNS
    assert sheet.column_dimensions["B"].hidden
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:I11")
    assert (data.title, data.sheet_state) == ("glossa", "hidden")
    assert data.protection.sheet
    row = [cell.value for cell in sheet[row_of(sheet, "u5.s1")]]
    assert row[5:] == [
        """Warning: The number 120 is missing: put it in.
Error: '摊位' is still Chinese: translate it or take it out.""",
        "paragraph",
        "zh-Hans",
        "the engine translate-zh_en-1_9",
    ]
    assert not sheet.cell(row_of(sheet, "u6.s1"), 3).value  # to be filled in
    assert all(cell.alignment.wrap_text for cell in sheet["C"])


def test_every_cell_but_the_header_can_be_sorted_and_only_three_columns_be_typed_into() -> None:
    """Excel sorts no rows with locked cells in them, whatever the protection allows."""
    sheet = load_workbook(BytesIO(serialize_xlsx(PAGE))).worksheets[0]
    protection = sheet.protection
    assert protection.sheet
    assert not protection.password
    # openpyxl says what is forbidden.
    assert not any((protection.sort, protection.autoFilter, protection.formatColumns))
    assert {cell.protection.locked for cell in sheet[1]} == {True}
    assert not any(cell.protection.locked for row in sheet.iter_rows(min_row=2) for cell in row)
    validations = sheet.data_validations.dataValidation
    assert [(str(one.sqref), one.type, one.formula1) for one in validations] == [
        ("A2:B1048576", "custom", "FALSE"),
        ("D2:D1048576", "list", '"initial,translated,reviewed,final"'),
        ("F2:I1048576", "custom", "FALSE"),
    ]
    assert {rule.formula[0] for rules in sheet.conditional_formatting for rule in rules.rules} == {
        f'"{state}"' for state in State
    }


def test_a_target_from_right_to_left_is_shown_so() -> None:
    bitext = Bitext("p", (Entry("u1", "首页", "باش بەت", "zh-Hans"),), "ug-Arab")
    sheet = load_workbook(BytesIO(serialize_xlsx(bitext))).worksheets[0]
    assert sheet["C2"].alignment.readingOrder == 2
    assert sheet["A2"].alignment.readingOrder == 0
    assert sheet.column_dimensions["C"].alignment.readingOrder == 2  # what is filled in later


def test_no_cell_is_anything_but_text() -> None:
    signs = ("=1+1", "+1", "-1", "@a", "http://x.example", "mailto:a@b", "{=1}", "001", "1e5")
    entries = tuple(Entry(sign, sign, sign, origin=sign, note=sign) for sign in signs)
    data = serialize_xlsx(Bitext("=1", entries, "=1"))
    for sheet in load_workbook(BytesIO(data)).worksheets:
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value}
        assert kinds == {"s"}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheets = [part for name, part in parts.items() if "worksheets/" in name]
    assert not any(b"<f>" in part or b"hyperlink" in part for part in sheets)
    assert parse_xlsx(data) == Bitext("=1", entries, "=1")


def test_the_bytes_tell_nothing_of_the_hour() -> None:
    with zipfile.ZipFile(BytesIO(serialize_xlsx(PAGE))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


# What people do ----------------------------------------------------------------------------------


def test_a_persons_words_count_and_the_rest_stays_exactly() -> None:
    def change(sheet: Any) -> None:
        put("u2.s1", "target", "Good harvest in Toli County")(sheet)
        put("u2.s1", "state", "Reviewed")(sheet)
        put("u6.s1", "target", "Ghosts")(sheet)
        put("u6.s1", "note", "sic")(sheet)

    read = edit(change)
    old = PAGE["u2.s1"]
    assert read["u2.s1"].target == "Good harvest in Toli County"
    assert read["u2.s1"].state is State.REVIEWED
    assert read["u2.s1"].steps == old.steps
    assert (read["u6.s1"].target, read["u6.s1"].note) == ("Ghosts", "sic")
    assert read["u6.s1"].state is State.INITIAL  # merging sees that the steps do not give it
    rest = [entry for entry in read if entry.id not in {"u2.s1", "u6.s1"}]
    assert rest == [entry for entry in PAGE if entry.id not in {"u2.s1", "u6.s1"}]
    assert read.findings == PAGE.findings


def test_a_target_emptied_is_open_again() -> None:
    read = edit(put("u2.s1", "target", None))
    entry = read["u2.s1"]
    assert (entry.target, entry.state) == (PAGE["u2.s1"].source, State.INITIAL)
    assert codes(entry.findings) == ["target-removed"]


def test_a_source_may_stay_if_a_person_says_so() -> None:
    entry = edit(put("u6.s1", "state", "final"))["u6.s1"]
    assert (entry.target, entry.state) == ("魃魈魁鬾", State.FINAL)


def test_rows_in_another_order_come_back_in_the_pages() -> None:
    def change(sheet: Any) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for number, row in enumerate(sorted(rows, key=lambda row: row[0]), 2):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value
                sheet.cell(number, column).data_type = "s"
        sheet.row_dimensions[4].hidden = True  # filtered

    read = edit(change)
    assert read.entries == PAGE.entries
    assert codes(read.findings[1:]) == ["hidden-rows"]


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_may_be_gone(column: str) -> None:
    read = edit(lambda sheet: sheet.delete_cols(COLUMNS.index(column) + 1))
    assert read.entries == PAGE.entries
    gone = [] if column in {"remarks", "kind", "language", "from"} else ["column-removed"]
    assert codes(read.findings[1:]) == gone


def test_columns_in_another_order_and_with_other_headings() -> None:
    def change(sheet: Any) -> None:
        sheet.move_range("A1:A11", cols=20)
        sheet["U1"] = "SOURCE "
        sheet["C1"] = "English"
        sheet["J1"] = "my own"
        sheet["J3"] = "look"
        put("u1.s1", "target", "Start")(sheet)

    read = edit(change)
    assert read["u1.s1"].target == "Start"
    assert read.entries[1:] == PAGE.entries[1:]
    assert [(one.code, one.raw) for one in read.findings[1:]] == [
        ("column-renamed", "English"),
        ("unknown-column", "my own"),
    ]


def test_rows_deleted_and_added() -> None:
    def change(sheet: Any) -> None:
        sheet.delete_rows(row_of(sheet, "u3.s1"))
        sheet.append(["新行", None, "A new line"])
        sheet.append([None, None, None, None, "a remark on nothing"])

    read = edit(change)
    assert [(entry.id, entry.target) for entry in read][-1] == ("row1", "A new line")
    assert [entry for entry in PAGE if entry.id != "u3.s1"] == list(read)[:-1]
    removed, stray = read.findings[1:]
    assert (removed.code, removed.raw) == ("rows-removed", '{"u3.s1": "26 September 2025"}')
    assert (stray.code, stray.raw) == ("broken-row", '{"note": "a remark on nothing"}')


def test_a_row_copied_is_one_and_a_copy_that_was_changed_is_kept_apart() -> None:
    def change(sheet: Any) -> None:
        row = [cell.value for cell in sheet[row_of(sheet, "u1.s1")]]
        sheet.append(row)
        sheet.append([*row[:2], "Start page", *row[3:]])

    read = edit(change)
    assert [entry.id for entry in read][-2:] == ["u9.s1", "u1.s1#2"]
    assert read["u1.s1"] == PAGE["u1.s1"]
    assert read["u1.s1#2"].target == "Start page"
    assert codes(read["u1.s1#2"].findings) == ["duplicate-id"]


def test_cells_moved_without_the_hidden_ids_are_read_by_their_sources() -> None:
    def change(sheet: Any) -> None:
        sheet.cell(2, 2).value, sheet.cell(3, 2).value = "u2.s1", "u1.s1"

    read = edit(change)
    assert [entry.target for entry in read] == [entry.target for entry in PAGE]
    assert [(one.code, one.raw) for one in new_findings(read, "u1.s1")] == [("row-moved", "u2.s1")]


def test_a_changed_source_is_the_pages_again() -> None:
    read = edit(put("u1.s1", "source", "主页"))
    assert (read["u1.s1"].source, read["u1.s1"].target) == ("首页", "Home")
    (finding,) = read["u1.s1"].findings
    assert (finding.code, finding.raw, finding.where) == (
        "source-changed",
        "主页",
        "p.xlsx:translation:2",
    )


def test_merged_cells_leave_the_lower_ones_open() -> None:
    def change(sheet: Any) -> None:
        row = row_of(sheet, "u7.s1")
        sheet.merge_cells(f"C{row}:C{row + 1}")

    read = edit(change)
    assert read["u7.s1"] == PAGE["u7.s1"]
    assert codes(tuple(new_findings(read, "u7.s2"))) == ["target-removed", "merged-cells"]
    assert codes(read.findings[1:]) == ["merged-cells"]


@pytest.mark.parametrize(
    ("old", "value", "target", "found"),
    [
        ("001", 1, "001", []),
        ("1,200", 1200, "1,200", []),
        ("50%", 0.5, "50%", []),
        ("True", True, "True", []),
        ("2025", 2026, "2026", ["number-cell"]),
        ("26 September 2025", date(2025, 9, 26), "26 September 2025", []),
        ("2025年9月26日", date(2025, 9, 26), "2025年9月26日", []),
        ("9/26/25", date(2025, 9, 26), "9/26/25", []),
        ("26 September 2025", date(2025, 9, 27), "2025-09-27", ["date-cell"]),
        (
            "26 September 2025",
            datetime.fromisoformat("2025-09-26T08:30"),
            "2025-09-26T08:30:00",
            ["date-cell"],
        ),
        ("a", "#N/A", "a", ["formula-cell"]),  # openpyxl writes it as an error
        ("a", "=1+1", "a", ["formula-cell"]),  # it has never been calculated
        ("a", "=cmd|' /C calc'!A0", "a", ["formula-cell"]),
    ],
)
def test_what_excel_makes_of_a_text(old: str, value: object, target: str, found: list[str]) -> None:
    bitext = Bitext("p", (Entry("u1", "源", old, state=State.REVIEWED, match=MatchType.HAND),))
    (entry,) = edit(put("u1", "target", value), bitext)
    assert (entry.target, codes(entry.findings)) == (target, found)
    if str(value).startswith("="):
        assert entry.findings[0].message == (
            "target: A formula without a result was not taken: put in the words."
        )
        assert entry.findings[0].raw == value
        for format_ in FORMATS:
            again = format_.decode(format_.encode(Bitext("p", (entry,))), "x")
            assert again.entries == (entry,)
        assert not [
            line for line in serialize_csv(Bitext("p", (entry,))).split(",") if line[:1] == "="
        ]


@pytest.mark.parametrize(
    ("look", "found"),
    [
        (b"<b/>", ["rich-text"]),
        (b'<color rgb="FFFF0000"/>', ["rich-text"]),
        (b'<color rgb="FF000000"/><rFont val="SimSun"/>', []),  # LibreOffice, beside Chinese
    ],
)
def test_words_in_bold_or_in_colour_become_plain(look: bytes, found: list[str]) -> None:
    data = serialize_xlsx(Bitext("p", (Entry("u1", "甲", "Xyz", match=MatchType.ENGINE),)))
    runs = b"<r><t>X</t></r><r><rPr>" + look + b"</rPr><t>y</t></r>"
    data = replaced(data, "xl/sharedStrings.xml", b"<t>Xyz</t>", runs)
    (entry,) = parse_xlsx(data)
    assert (entry.target, codes(entry.findings)) == ("Xy", found)


@pytest.mark.parametrize(
    ("cell", "target", "raw"),
    [
        (b'<c r="C2" t="str"><f>UPPER(&quot;b&quot;)</f><v>B</v></c>', "B", '=UPPER("b")'),
        (b'<c r="C2"><f>1+1</f><v>2</v></c>', "2", "=1+1"),
        (b'<c r="C2" t="str"><f>A9</f><v>A</v></c>', "A", "=A9"),
        (b'<c r="C2" t="e"><f>cmd|\' /C calc\'!A0</f><v>#REF!</v></c>', "A", "=cmd|' /C calc'!A0"),
    ],
)
def test_a_formula_is_never_more_than_what_it_came_to(cell: bytes, target: str, raw: str) -> None:
    data = serialize_xlsx(Bitext("p", (Entry("u1", "甲", "A", match=MatchType.ENGINE),)))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    start = sheet.index(b'<c r="C2"')
    old = sheet[start : sheet.index(b"</c>", start) + 4]
    (entry,) = parse_xlsx(replaced(data, "xl/worksheets/sheet1.xml", old, cell))
    assert entry.target == target
    assert [(one.code, one.raw) for one in entry.findings] == [("formula-cell", raw)]


def test_another_sheet_first_and_another_name() -> None:
    book = load_workbook(BytesIO(serialize_xlsx(PAGE)))
    book["translation"].title = "Übersetzung"
    book.create_sheet("to do", 0).append(["ask", "Ms Li"])
    book.create_sheet("empty", 0)
    book["glossa"].title = "x"
    read = parse_xlsx(saved(book), "p.xlsx")
    assert read.entries == PAGE.entries
    assert [(one.code, one.where) for one in read.findings[1:]] == [
        ("sheet-skipped", "p.xlsx:to do")
    ]


def test_titles_above_the_header_are_passed_over() -> None:
    read = edit(lambda sheet: sheet.insert_rows(1, 3))
    assert read == PAGE


def test_without_the_hidden_sheet_the_rest_is_read() -> None:
    book = load_workbook(BytesIO(serialize_xlsx(PAGE)))
    del book["glossa"]
    read = parse_xlsx(saved(book), "p.xlsx")
    assert codes(read.findings) == ["machine-data-lost"]
    seen = [(one.id, one.source, one.target, one.state, one.kind, one.note) for one in read]
    assert seen == [(one.id, one.source, one.target, one.state, one.kind, one.note) for one in PAGE]


def test_a_workbook_of_somebody_else() -> None:
    book = Workbook()
    book.active.append(["Source", "Target", "Kind"])
    book.active.append(["首页", "Home", "navigation"])
    book.active.append([2025, None, None])
    read = parse_xlsx(saved(book), "p.xlsx")
    assert read.entries[0] == Entry(
        "row1",
        "首页",
        "Home",
        kind=Kind.NAVIGATION,
        state=State.REVIEWED,
        match=MatchType.MEMORY,
    )
    assert (read.entries[1].source, read.entries[1].target) == ("2025", "2025")
    assert codes(read.entries[1].findings) == ["number-cell"]


def test_a_frame_that_pandas_wrote_to_a_workbook_is_read() -> None:
    target = BytesIO()
    PAGE.to_pandas().to_excel(target, index=False)
    read = parse_xlsx(target.getvalue())
    assert [entry.steps for entry in read] == [entry.steps for entry in PAGE]
    assert read.signature == PAGE.signature


# What does not fit -------------------------------------------------------------------------------


def test_a_text_too_long_for_excel_is_kept_and_not_cut_by_an_edit() -> None:
    long = "长😀" * 20_000
    bitext = Bitext("p", (Entry("u1", long, long + "x", state=State.REVIEWED),))
    data = serialize_xlsx(bitext)
    assert parse_xlsx(data) == bitext
    for sheet in load_workbook(BytesIO(data)).worksheets:
        sizes = [len(str(cell.value).encode("utf-16-le")) // 2 for row in sheet for cell in row]
        assert max(sizes) <= 32_767
    (entry,) = edit(put("u1", "target", "short"), bitext)
    assert entry.target == long + "x"
    assert [(one.code, one.raw) for one in entry.findings] == [("long-text", "short")]


def test_escapes_of_excels_own_stay_what_they_are() -> None:
    texts = ("_x0041_", "_x005F_x0041_", "a_x000D_\nb", "\ufffe", "\ud800", "tab\tnul\0", "a\r\nb")
    entries = tuple(
        Entry(f"{number}_x0041_", text, text + "!", note=text, state=State.REVIEWED)
        for number, text in enumerate(texts)
    )
    assert parse_xlsx(serialize_xlsx(Bitext("p", entries))).entries == entries


def test_more_rows_than_a_sheet_has(monkeypatch: pytest.MonkeyPatch) -> None:
    from glossa.formats import xlsx

    monkeypatch.setattr(xlsx, "LAST_ROW", 3)
    serialize_xlsx(Bitext("p", PAGE.entries[:1]))
    with pytest.raises(FormatError, match="2 entries are more than a sheet has rows"):
        serialize_xlsx(Bitext("p", PAGE.entries[:2]))


def bomb() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (64 * 1024**2))
    return target.getvalue()


def hidden_doctype() -> bytes:
    """A sheet under a name that nobody takes for XML."""
    old, new = b"worksheets/sheet1.xml", b"worksheets/sheet1.bin"
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(serialize_xlsx(PAGE))) as archive,
        zipfile.ZipFile(target, "w") as made,
    ):
        for part in archive.namelist():
            data = archive.read(part).replace(old, new)
            if part.endswith("sheet1.xml"):
                data = data.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)
            made.writestr(part.replace(old.decode(), new.decode()), data)
    return target.getvalue()


def other_columns() -> bytes:
    book = Workbook()
    book.active.append(["name", "age"])
    book.active.append(["Li", 40])
    return saved(book)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "this is no workbook"),
        (b"PK\x03\x04 no workbook", "this is no workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "a workbook of Excel 97 to 2003"),
        (serialize_xlsx(PAGE)[:4000], "this is no workbook"),
        (bomb(), "would unpack to 64 MiB"),
        (
            replaced(
                serialize_xlsx(PAGE),
                "xl/sharedStrings.xml",
                b"<sst",
                b'<!DOCTYPE sst [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst',
            ),
            "declares a document type",
        ),
        (hidden_doctype(), "sheet1.bin declares a document type"),
        (
            replaced(serialize_xlsx(PAGE), "xl/worksheets/sheet1.xml", b"<sheetData>", b"<x>"),
            "the workbook is damaged",
        ),
        (other_columns(), "no sheet has a column 'source'; there are: name, age, Li, 40"),
    ],
    ids=[
        *("nothing", "no zip", "xls", "cut short", "bomb", "entities", "hidden entities"),
        *("damaged", "other columns"),
    ],
)
def test_what_is_no_workbook_of_ours_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(BitextError) as caught:
        parse_xlsx(data, "p.xlsx")
    assert message in str(caught.value)
    assert str(caught.value).startswith("p.xlsx: ")
    assert "\n  " in str(caught.value)


def test_data_that_somebody_has_spoilt_costs_what_it_held_and_says_so() -> None:
    steps = (Step("engine", 0, 1, "甲", "A"),)
    bitext = Bitext("p", (Entry("u1", "甲", "A", steps=steps), Entry("u2", "乙", "B", steps=steps)))
    book = load_workbook(BytesIO(serialize_xlsx(bitext)))
    book["glossa"]["A3"] = "{"
    read = parse_xlsx(saved(book), "p.xlsx")
    assert [(entry.id, entry.target) for entry in read] == [("u2", "B"), ("u1", "A")]
    assert read["u2"].steps == steps
    assert "broken-row" in codes(read.findings)


def test_data_of_which_nothing_is_left_leaves_a_table_like_any_other() -> None:
    bitext = Bitext("p", (Entry("u1", "甲", "A", state=State.FINAL, match=MatchType.HAND),))
    book = load_workbook(BytesIO(serialize_xlsx(bitext)))
    for row in book["glossa"].iter_rows(min_row=2):
        row[0].value = "["
    read = parse_xlsx(saved(book), "p.xlsx")
    assert [(entry.source, entry.target, entry.state) for entry in read] == [
        ("甲", "A", State.FINAL)
    ]
    assert codes(read.findings) == ["machine-data-lost"]
