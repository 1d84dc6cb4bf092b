"""Read a workbook: every visible sheet that holds a glossary, values only, nothing evaluated."""

from __future__ import annotations

import warnings
import zipfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, time
from io import BytesIO
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from glossa.model import Finding, Severity
from glossa.termbase.exchange.base import Parsed
from glossa.termbase.exchange.table import names_columns, parse_cells
from glossa.workbook import (
    ERRORS,
    LAST_ROW,
    Hidden,
    bounded,
    letters,
    look_over,
    merged_down,
    scan_sheet,
    text_of,
)

if TYPE_CHECKING:
    from glossa.termbase.rows import Pair, Row

__all__ = ["parse_xlsx"]

_MANY: Final = 20
"""Remarks of one sort on one sheet; the rest is counted."""
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
        self._down = merged_down(hidden.merged)
        if hidden.rows:
            message = f"{hidden.rows} hidden or filtered rows were read like the others"
            findings.append(report("hidden-rows", message, where))
        if hidden.merged:
            message = f"{len(hidden.merged)} merged ranges: each row got the value of the first"
            findings.append(report("merged-cells", message, where, ", ".join(hidden.merged[:5])))

    def rows(self, values: Iterator[Sequence[object]]) -> Iterator[tuple[int, list[str]]]:
        """Rows that are not empty, with their numbers."""
        above: dict[tuple[int, int], str] = {}
        for number, row in bounded(values):
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
            start, end = ranges[bisect_right(ranges, (number, LAST_ROW)) - 1]
            if not start <= number <= end:
                continue
            if start == number:
                above[start, column] = cells[column] if column < len(cells) else ""
            elif value := above.get((start, column), ""):
                cells += [""] * (column + 1 - len(cells))
                cells[column] = value

    def _text(self, value: object, row: int, column: int) -> str:
        text = "" if value in ERRORS else text_of(value)
        if isinstance(value, date | time):
            message = f"Excel holds a date here, read as {text}; format the cell as text"
            self.report("date-cell", message, row, column, text)
        if self._formulas and f"{letters(column)}{row}" in self._formulas:
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
            Finding(code, f"{letters(column)}{row}: {message}", where=place, raw=raw)
        )
