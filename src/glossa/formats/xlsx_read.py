"""The sheets of a workbook as cells of text, each with what Excel made of it. Nothing is evaluated.

Every sheet whose header names columns of a bitext is read, wherever it stands and whatever it is
called; the sheet of data is known by its first cell.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from io import BytesIO
from itertools import islice
from typing import Any, Final

from glossa.errors import BitextError
from glossa.formats import rows as tables
from glossa.formats.cells import Cell, Given, Made
from glossa.formats.xlsx_layout import COLUMNS, MARK
from glossa.workbook import bounded, letters, look_over, merged_down, scan_sheet, text_of

__all__ = ["Book", "Sheet", "read_book"]

_KNOWN: Final = frozenset({*tables.COLUMNS, *tables.SHOWN})
_EDITED: Final = frozenset({"source", "target", "state", "note"})
_ABOVE: Final = 20
"""Rows that may stand above a header."""
_MARK: Final = MARK.split()[0]


@dataclass(slots=True)
class Sheet:
    """A sheet that holds a bitext."""

    where: str
    """`file:sheet`."""
    header: list[str]
    """The column of each cell; empty where it has none of ours."""
    unknown: list[str]
    """Headings that are none of ours."""
    renamed: list[tuple[str, str]]
    """Headings and the columns that they stand for by their place."""
    merged: int = 0
    hidden: int = 0
    """Hidden or filtered rows."""
    rows: list[Given] = field(default_factory=list)


@dataclass(slots=True)
class Book:
    """A workbook."""

    data: list[str] = field(default_factory=list)
    """The lines of JSON that glossa wrote; empty in workbooks of others."""
    sheets: list[Sheet] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    """Sheets that hold something else."""
    headings: list[str] = field(default_factory=list)
    """The first row of the first such sheet, for a message."""


def read_book(data: bytes, name: str) -> Book:
    """Read a workbook. Raises `BitextError` for what is none, is damaged or far too large."""
    archive = zipfile.ZipFile(BytesIO(data)) if zipfile.is_zipfile(BytesIO(data)) else None
    refused = look_over(data, archive, name)
    if refused is not None or archive is None:
        raise BitextError(
            refused.message if refused else "this is no workbook",
            where=name,
            advice="give a workbook (.xlsx) as Excel or LibreOffice saves it",
        )
    try:
        return _read(data, archive, name)
    except Exception as error:  # a damaged workbook fails in any part of openpyxl
        raise BitextError(
            f"the workbook is damaged: {type(error).__name__}: {error}",
            where=name,
            advice="open it in Excel or LibreOffice and save it again",
        ) from error


def _read(data: bytes, archive: zipfile.ZipFile, name: str) -> Book:
    from openpyxl import load_workbook

    book = Book()
    with warnings.catch_warnings():
        # What openpyxl cannot keep (drawings, validations) is nothing to a bitext.
        warnings.simplefilter("ignore")
        options = {"read_only": True, "keep_links": False, "rich_text": True}
        workbook = load_workbook(BytesIO(data), data_only=True, **options)
        for index, sheet in enumerate(workbook.worksheets):
            sheet.reset_dimensions()  # what a file says of its own size is often wrong
            # openpyxl streams values and forgets the rest; the part's name is known only inside.
            found = scan_sheet(archive, sheet._worksheet_path)  # noqa: SLF001
            reader = _Cells(merged_down(found.merged))
            if found.formulas:
                again = load_workbook(BytesIO(data), data_only=False, **options)
                reader.formulas = _formulas(again.worksheets[index], found.formulas)
                again.close()
            rows = bounded(sheet.iter_rows())
            above = list(islice(rows, _ABOVE))
            if above and _is_data(above[0][1]):
                book.data += _lines(above[1:])
                book.data += _lines(rows)
                continue
            at = next((at for at, (_, row) in enumerate(above) if _names(row)), None)
            where = f"{name or '-'}:{sheet.title}"
            if at is None:
                first = [text for _, row in above for text in _texts(row) if text]
                if first:
                    book.others.append(where)
                    book.headings = book.headings or first[:12]
                continue
            read = _header(where, _texts(above[at][1]))
            read.merged, read.hidden = len(found.merged), found.rows
            reader.header = read.header
            for number, row in _chain(above[at + 1 :], rows):
                if cells := reader.row(number, row):
                    read.rows.append(Given(cells, f"{where}:{number}"))
            book.sheets.append(read)
        workbook.close()
    return book


def _chain(
    first: Sequence[tuple[int, Any]], rest: Iterator[tuple[int, Any]]
) -> Iterator[tuple[int, Any]]:
    yield from first
    yield from rest


def _texts(row: Sequence[Any]) -> list[str]:
    return [text_of(cell.value).strip() for cell in row]


def _is_data(row: Sequence[Any]) -> bool:
    return bool(row) and text_of(row[0].value).split()[:1] == [_MARK]


def _lines(rows: Any) -> Iterator[str]:
    for _, row in rows:
        if line := "".join(text_of(cell.value) for cell in row):
            yield line


def _names(row: Sequence[Any]) -> bool:
    """Whether a row is the header of a bitext: it names the source, or two columns of ours."""
    words = {text.lower() for text in _texts(row)}
    return "source" in words or len(words & _KNOWN) > 1


def _header(where: str, headings: list[str]) -> Sheet:
    """The columns of a sheet; a heading that was changed is known by its place."""
    names = [heading.lower() for heading in headings]
    header = ["" if name in names[:at] else name for at, name in enumerate(names)]
    header = [name if name in _KNOWN else "" for name in header]
    renamed = []
    if len(set(header) & set(COLUMNS)) > 2:
        for at, column in enumerate(COLUMNS[: len(header)]):
            if column in _EDITED and not header[at] and column not in header:
                header[at] = column
                renamed.append((headings[at], column))
    unknown = [text for text, column in zip(headings, header, strict=True) if text and not column]
    return Sheet(where, header, unknown, renamed)


def _formulas(sheet: Any, places: set[str]) -> dict[str, str]:
    """The formulas of these cells, as text."""
    found: dict[str, str] = {}
    sheet.reset_dimensions()
    for number, row in bounded(sheet.iter_rows()):
        for column, cell in enumerate(row):
            if (place := f"{letters(column)}{number}") in places:
                found[place] = str(getattr(cell.value, "text", cell.value) or "=")
    return found


class _Cells:
    """Turns the cells of one sheet into text."""

    def __init__(self, down: dict[int, list[tuple[int, int]]]) -> None:
        self.header: list[str] = []
        self.formulas: dict[str, str] = {}
        self._down = down

    def row(self, number: int, row: Sequence[Any]) -> dict[str, Cell]:
        """The cells of a row; none for an empty row."""
        cells: dict[str, Cell] = {}
        for at, column in enumerate(self.header):
            cell = self._cell(row[at], number, at) if at < len(row) else Cell("")
            if not cell.text and self._is_covered(number, at):
                cell = Cell("", Made.MERGED)
            if column:
                cells[column] = cell
        empty = not any(cell.text or cell.raw for cell in cells.values())
        return {} if empty else cells

    def _is_covered(self, number: int, column: int) -> bool:
        return any(start < number <= end for start, end in self._down.get(column, ()))

    def _cell(self, cell: Any, number: int, column: int) -> Cell:
        value = cell.value
        is_error = cell.data_type == "e"
        place = f"{letters(column)}{number}"
        if place in self.formulas:
            return Cell("" if is_error else text_of(value), Made.FORMULA, self.formulas[place])
        if value is None:
            return Cell("")
        if is_error:
            return Cell("", Made.ERROR, str(value))
        if isinstance(value, date | time):
            text = text_of(value)
            return Cell(text, Made.DATE, text, value)
        if isinstance(value, bool | int | float):
            return Cell(text_of(value), Made.NUMBER, value=value)
        return Cell(text_of(value), Made.RICH if _is_rich(value) else Made.TEXT)


def _is_rich(value: object) -> bool:
    """Whether words of a cell look otherwise than the rest of it.

    LibreOffice cuts a text into runs wherever Chinese and Latin meet: fonts are nobody's meaning.
    """
    if not isinstance(value, list):
        return False
    fonts = [font for run in value if (font := getattr(run, "font", None)) is not None]
    return any(
        font.b or font.i or font.u or font.strike or font.vertAlign or _colour(font)
        for font in fonts
    )


def _colour(font: Any) -> bool:
    rgb = getattr(font.color, "rgb", None)
    return isinstance(rgb, str) and rgb not in {"FF000000", "00000000"}
