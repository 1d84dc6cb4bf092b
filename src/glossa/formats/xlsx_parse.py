"""A workbook read back: its sheet for people laid over what the hidden one keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from glossa.errors import BitextError
from glossa.formats.cells import Given, Showing, plain_line
from glossa.formats.jsonl import parse_jsonl
from glossa.formats.laid_over import column_gone, laid_over, unknown_column
from glossa.formats.rows import bitext_of
from glossa.formats.xlsx_layout import COLUMNS, as_read, cells_of, is_cut
from glossa.formats.xlsx_read import Book, Sheet, read_book
from glossa.model import Bitext, Finding, Severity

__all__ = ["is_ours", "parse_xlsx"]

_NEEDED: Final = ("id", "source", "target", "state", "note")
_SHOWING: Final = Showing(cells_of, as_read, is_cut)


def parse_xlsx(data: bytes, name: str = "") -> Bitext:
    """Read a workbook that glossa wrote, however it was edited and saved; or any with a `source`.

    Rows may be sorted, filtered, hidden, deleted and added, columns moved, removed and renamed,
    sheets too. `name` is the file's, for messages, and the page's where the workbook names none.
    Raises `BitextError` for what is no workbook, or has no sheet with the columns of a bitext.
    """
    book = read_book(data, name)
    if not book.sheets:
        raise BitextError(
            f"no sheet has a column 'source'; there are: {', '.join(book.headings) or 'none'}",
            where=name,
            advice=f"keep the first row that glossa wrote: {', '.join(COLUMNS)}",
        )
    findings = [finding for sheet in book.sheets for finding in _remarks(sheet)]
    findings += [_skipped(where) for where in book.others]
    rows = [row for sheet in book.sheets for row in sheet.rows]
    try:
        kept = parse_jsonl("\n".join(book.data), name)
    except BitextError:  # there is none, or nothing in it can be read
        return _plain(book, rows, name, findings)
    there = {column for sheet in book.sheets for column in sheet.header}
    findings += [column_gone(column, name) for column in _NEEDED if column not in there]
    return laid_over(kept, rows, _SHOWING, name, findings)


def is_ours(data: bytes) -> bool:
    """Whether glossa wrote a workbook, however it was edited; False for a table of anything."""
    try:
        book = read_book(data, "")
    except BitextError:
        return False
    return bool(book.data) or any(_ours(sheet) for sheet in book.sheets)


def _ours(sheet: Sheet) -> bool:
    """Whether a sheet has columns that nobody but glossa calls so."""
    return {"from", "remarks"} <= set(sheet.header)


def _plain(book: Book, rows: list[Given], name: str, findings: list[Finding]) -> Bitext:
    """The bitext of a workbook without glossa's data: a table like any other."""
    if any(_ours(sheet) for sheet in book.sheets):
        findings.append(
            Finding(
                "machine-data-lost",
                "The hidden sheet 'glossa' is gone or spoilt, so offsets, origins and steps are "
                "unknown: export the page again and copy the translation over.",
                where=name or "-",
            )
        )
    bitext = bitext_of(map(plain_line, rows), name, [])
    return replace(bitext, findings=(*bitext.findings, *findings))


def _skipped(where: str) -> Finding:
    return Finding(
        "sheet-skipped",
        "No row of this sheet names the columns of a bitext, so it was not read: give it the "
        "header that glossa wrote if it belongs here.",
        Severity.INFO,
        where=where,
    )


def _remarks(sheet: Sheet) -> Iterator[Finding]:
    """What is good to know about a sheet as a whole."""

    def report(code: str, message: str, raw: str = "") -> Finding:
        return Finding(code, message, Severity.INFO, where=sheet.where, raw=raw)

    if sheet.hidden:
        yield report(
            "hidden-rows", f"{sheet.hidden} hidden or filtered rows were read like others."
        )
    if sheet.merged:
        yield report(
            "merged-cells", f"{sheet.merged} merged ranges: only the first cell has a text."
        )
    for heading, column in sheet.renamed:
        message = f"The heading '{heading}' was taken for '{column}', which stood in its place."
        yield report("column-renamed", message, heading)
    for heading in sheet.unknown:
        yield unknown_column(heading, sheet.where)
