"""Read a workbook: every visible sheet that holds a glossary, values only, nothing evaluated."""

from __future__ import annotations

import re
import warnings
import zipfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from glossa.model import Finding, Severity
from glossa.termbase.exchange.base import Parsed
from glossa.termbase.exchange.table import names_columns, parse_cells
from glossa.termbase.exchange.xlsx_archive import Hidden, look_over, scan_sheet

if TYPE_CHECKING:
    from glossa.termbase.rows import Pair, Row

__all__ = ["parse_xlsx"]

_CELL: Final = re.compile(r"([A-Z]+)([0-9]+)")
_ERRORS: Final = frozenset(("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"))
_MANY: Final = 20
"""Remarks of one sort on one sheet; the rest is counted."""
_LAST_ROW: Final = 1_048_576
_MOST_CELLS: Final = 50_000_000
"""Of one sheet, with the empty ones before a row's last; a full table has 12 million."""
_TITLES: Final = 5
"""Rows of a single cell that may stand above a header."""


def parse_xlsx(data: bytes, name: str, layer: int) -> Parsed:
    """Rows or pairs of every visible sheet; findings stand at `file:sheet:row`."""
    findings: list[Finding] = []
    rows: list[Row] = []
    pairs: list[Pair] = []
    try:
        archive = zipfile.ZipFile(BytesIO(data)) if zipfile.is_zipfile(BytesIO(data)) else None
        refused = look_over(data, archive, name)
        if refused is not None or archive is None:
            return Parsed(findings=(refused,) if refused else ())
        for title, parsed in _sheets(data, archive, name, layer, findings):
            rows += parsed.rows
            pairs += parsed.pairs
            findings += parsed.findings
            if not (parsed.rows or parsed.pairs or parsed.findings):
                findings.append(report("sheet-skipped", "the sheet is empty", f"{name}:{title}"))
    except Exception as error:  # noqa: BLE001 - a damaged workbook fails in any part of openpyxl
        message = f"the workbook is damaged: {type(error).__name__}: {error}"
        findings.append(Finding("not-a-workbook", message, Severity.ERROR, where=name))
    if not (rows or pairs or findings):
        findings.append(Finding("empty-glossary", "the workbook has no sheet", where=name))
    return Parsed(tuple(rows), tuple(pairs), tuple(findings))


def report(code: str, message: str, where: str, raw: str = "") -> Finding:
    """A finding that is good to know."""
    return Finding(code, message, Severity.INFO, where=where, raw=raw)


def _sheets(
    data: bytes, archive: zipfile.ZipFile, name: str, layer: int, findings: list[Finding]
) -> Iterator[tuple[str, Parsed]]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # What openpyxl cannot keep (styles, drawings, validations) is nothing to a glossary.
        warnings.simplefilter("ignore")
        workbook = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in workbook.worksheets:
            where = f"{name}:{sheet.title}"
            if sheet.sheet_state != "visible":
                message = "the sheet is hidden and was not read; show it if it belongs here"
                findings.append(report("sheet-skipped", message, where))
                continue
            sheet.reset_dimensions()  # what a file says of its own size is often wrong
            # openpyxl streams values and forgets the rest; the part's name is known only inside.
            hidden = scan_sheet(archive, sheet._worksheet_path)  # noqa: SLF001
            reader = _Sheet(where, hidden, findings)
            iterator = reader.rows(sheet.iter_rows(values_only=True))
            above = list(_titles(iterator))
            if not _is_glossary(above):
                message = (
                    "the sheet begins with a single cell, and no row that names the columns "
                    "follows: no glossary, not read"
                )
                findings.append(report("sheet-skipped", message, where, "".join(above[0][1])))
                continue
            yield sheet.title, parse_cells(chain(above[-1:], iterator), where, layer, [])


def _titles(rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """The first rows, up to the first that is no title."""
    for row in islice(rows, _TITLES + 1):
        yield row
        if not _is_title(row):
            return


def _is_glossary(first: Sequence[tuple[int, list[str]]]) -> bool:
    """Whether a sheet may begin so: with nothing, a row of cells, or a header below titles."""
    if len(first) > 1:
        return names_columns(first[-1][1])
    return not (first and _is_title(first[0]))


def _is_title(row: tuple[int, list[str]]) -> bool:
    return sum(map(bool, row[1])) < 2


class _Sheet:
    """Turns the values of a sheet into rows of text, and says where they were no text."""

    def __init__(self, where: str, hidden: Hidden, findings: list[Finding]) -> None:
        self._where = where
        self._findings = findings
        self._formulas = hidden.formulas
        self._said: dict[str, int] = {}
        self._down = _merged_down(hidden.merged)
        if hidden.rows:
            message = f"{hidden.rows} hidden or filtered rows were read like the others"
            findings.append(report("hidden-rows", message, where))
        if hidden.merged:
            message = f"{len(hidden.merged)} merged ranges: each row got the value of the first"
            findings.append(report("merged-cells", message, where, ", ".join(hidden.merged[:5])))

    def rows(self, values: Iterator[Sequence[object]]) -> Iterator[tuple[int, list[str]]]:
        """Rows that are not empty, with their numbers."""
        above: dict[tuple[int, int], str] = {}
        width = 0
        for number, row in enumerate(values, 1):
            width += len(row)
            if number > _LAST_ROW:
                raise ValueError(f"a row beyond Excel's last, {_LAST_ROW:,}")
            if width > _MOST_CELLS:
                raise ValueError(f"a sheet of more than {_MOST_CELLS:,} cells")
            cells = [
                "" if value is None else self._text(value, number, column)
                for column, value in enumerate(row)
            ]
            if self._down:
                self._fill(number, cells, above)
            while cells and not cells[-1].strip():
                cells.pop()
            if cells:
                yield number, cells

    def _fill(self, number: int, cells: list[str], above: dict[tuple[int, int], str]) -> None:
        """Give merged cells the value of the first of their range; an empty row stays empty."""
        if not any(cells):
            return
        for column, ranges in self._down.items():
            start, end = ranges[bisect_right(ranges, (number, _LAST_ROW)) - 1]
            if not start <= number <= end:
                continue
            if start == number:
                above[start, column] = cells[column] if column < len(cells) else ""
            elif value := above.get((start, column), ""):
                cells += [""] * (column + 1 - len(cells))
                cells[column] = value

    def _text(self, value: object, row: int, column: int) -> str:
        if isinstance(value, str):
            text = "" if value in _ERRORS else value
        elif isinstance(value, bool):
            text = str(value).upper()
        elif isinstance(value, float):
            text = str(int(value)) if value.is_integer() else repr(value)
        elif isinstance(value, datetime) and value.time() == time():
            text = value.date().isoformat()
        elif isinstance(value, date | time):
            text = value.isoformat()
        else:
            text = str(value)
        if isinstance(value, date | time):
            message = f"Excel holds a date here, read as {text}; format the cell as text"
            self.report("date-cell", message, row, column, text)
        if self._formulas and f"{_letters(column)}{row}" in self._formulas:
            message = f"a formula; its last result was taken, {text!r}"
            self.report("formula-cell", message, row, column, text)
        return text

    def report(self, code: str, message: str, row: int, column: int, raw: str) -> None:
        """Remark on a cell, unless there were many of this sort on the sheet."""
        count = self._said[code] = self._said.get(code, 0) + 1
        if count > _MANY:
            return
        if count == _MANY:
            message += "; more such cells are not listed"
        place = f"{self._where}:{row}"
        self._findings.append(
            Finding(code, f"{_letters(column)}{row}: {message}", where=place, raw=raw)
        )


def _letters(column: int) -> str:
    """The letters of a column counted from 0: `A`, `Z`, `AA`."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _merged_down(ranges: Sequence[str]) -> dict[int, list[tuple[int, int]]]:
    """Column, from 0 -> (first row, last row) of each range that is merged downwards, in order.

    A cell merged only sideways stays empty: its value belongs to the first column alone.
    """
    found: dict[int, list[tuple[int, int]]] = {}
    for text in ranges:
        start, end = (_CELL.fullmatch(corner) for corner in text.split(":"))
        if start is not None and end is not None and start[2] != end[2]:
            found.setdefault(_number(start[1]), []).append((int(start[2]), int(end[2])))
    return {column: sorted(rows) for column, rows in sorted(found.items())}


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
