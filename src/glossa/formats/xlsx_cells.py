"""What the cells of a row mean for its entry: a text that was typed, or what Excel made of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Final

from glossa.formats.records import Reader, emptied
from glossa.formats.rows import Line
from glossa.formats.xlsx_layout import as_read, cells_of, is_cut
from glossa.formats.xlsx_read import Cell, Made
from glossa.model import Entry, Finding, Severity
from glossa.numerals import MONTHS

__all__ = ["edited", "plain_line"]

_WORD: Final = re.compile(r"\d+|[^\W\d_]+")
_EDITED: Final = ("source", "target", "state", "note")
_REMARKS: Final = {
    Made.RICH: "Bold, colours and the like were left out: a text is plain here.",
    Made.NUMBER: "Excel holds a number here: see whether zeros or signs are missing, and format "
    "the column as text.",
    Made.DATE: "Excel holds a date here, and how it was written is lost: write it again, in a cell "
    "formatted as text.",
    Made.FORMULA: "A formula stood here; what it had come to was taken as text: put in the words.",
    Made.ERROR: "An error of a formula stands here; it was not taken: put in the words.",
    Made.MERGED: "This cell was merged with the one above, which has the text: separate them, and "
    "give each segment its own.",
}
_CODES: Final = {
    Made.RICH: "rich-text",
    Made.NUMBER: "number-cell",
    Made.DATE: "date-cell",
    Made.FORMULA: "formula-cell",
    Made.ERROR: "formula-cell",
    Made.MERGED: "merged-cells",
}
_HARMLESS: Final = frozenset({Made.RICH, Made.NUMBER})


def plain_line(cells: Mapping[str, Cell], where: str) -> Line:
    """A row of a workbook that glossa knows nothing of."""
    reader = Reader(where)
    for column, cell in cells.items():
        if column in _EDITED and cell.made is not Made.TEXT:
            _remark(reader, column, cell)
    row = {column: cell.text for column, cell in cells.items()}
    removed = row.get("target") == "" and bool(row.get("source"))
    return Line(row, where, removed, tuple(reader.findings))


def edited(entry: Entry, cells: Mapping[str, Cell], where: str) -> tuple[Entry, list[Finding]]:
    """The entry with a person's target, state and note; what is untouched stays exactly.

    The findings are about this reading; those that the entry has already stay with it.
    """
    reader = Reader(where)
    shown = cells_of(entry)
    source = cells.get("source")
    changed = _changed(reader, "source", source, shown)
    if source is not None and changed:
        reader.report(
            "source-changed",
            "The source was changed in the workbook; the page's own was kept: correct it in the "
            "page.",
            source.raw or source.text,
        )
    texts = {column: cells[column].text for column in ("state", "kind") if column in cells}
    language = cells["language"].text if "language" in cells else ""
    entry_language = entry.language if as_read(language) == shown["language"] else language
    note = _long(reader, "note", entry.note, _changed(reader, "note", cells.get("note"), shown))
    target = _changed(reader, "target", cells.get("target"), shown)
    target = _long(reader, "target", entry.target, target)
    new = replace(
        entry,
        kind=reader.choice(texts, "kind", entry.kind),
        state=reader.choice(texts, "state", entry.state),
        language=entry_language or entry.language,
        note=entry.note if note is None else note,
    )
    if target == "" and entry.source and shown["target"]:
        new = emptied(new)
    elif target is not None:
        new = replace(new, target=target)
    return new, reader.findings


def _changed(
    reader: Reader, column: str, cell: Cell | None, shown: Mapping[str, str]
) -> str | None:
    """The new text of a cell; None where nobody changed it."""
    old = shown[column]
    if cell is None or (column == "source" and not cell.text):
        return None
    if as_read(cell.text) == as_read(old) and cell.made is Made.TEXT:
        return None
    if cell.made is Made.NUMBER and _same_number(old, cell.text):
        return None
    if cell.made is Made.DATE and _same_date(old, cell.value):
        return None
    if cell.made is not Made.TEXT:
        _remark(reader, column, cell)
    if as_read(cell.text) == as_read(old):
        return None
    if cell.made in {Made.FORMULA, Made.ERROR} and not cell.text:
        return None  # nothing that could be taken
    return cell.text


def _remark(reader: Reader, column: str, cell: Cell) -> None:
    severity = Severity.INFO if cell.made in _HARMLESS else Severity.WARNING
    message = f"{column}: {_REMARKS[cell.made]}"
    reader.report(_CODES[cell.made], message, cell.raw or cell.text, severity=severity)


def _long(reader: Reader, column: str, old: str, new: str | None) -> str | None:
    """A changed text; None, and a finding, where the cell never held the whole of it."""
    if new is None or not is_cut(old):
        return new
    reader.report(
        "long-text",
        f"The {column} is too long for Excel, which had only its beginning; the whole text was "
        "kept: edit it in another format.",
        new,
    )
    return None


def _same_number(old: str, new: str) -> bool:
    """Whether Excel has made this number of the text (`001`, `1,000`, `50%`)."""
    text = old.strip().replace(",", "")
    try:
        value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        return value == float(new)
    except ValueError:
        return old.strip().upper() == new  # TRUE, FALSE


def _same_date(old: str, value: object) -> bool:
    """Whether Excel has made this date of the text (`26 September 2025`, `2025年9月26日`)."""
    if not isinstance(value, date) or (isinstance(value, datetime) and value.time() != time()):
        return False
    words = _WORD.findall(old)
    numbers = {int(word) for word in words if word.isdecimal()}
    name = MONTHS[value.month - 1].lower()
    named = any(len(word) > 2 and name.startswith(word.lower()) for word in words)
    years = {value.year, value.year % 100}
    return (
        numbers <= {*years, value.month, value.day}
        and value.day in numbers
        and bool(years & numbers)
        and (named or value.month in numbers)
    )
