"""What the cells of a row mean for its entry: a text that was typed, or what Excel made of it.

For tables that show an entry to people and keep it exactly elsewhere: workbooks, Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import Enum
from typing import Final, NamedTuple

from glossa.formats.records import Reader, emptied
from glossa.formats.rows import Line
from glossa.model import Entry, Finding, Severity
from glossa.numerals import MONTHS

__all__ = ["Cell", "Given", "Made", "Showing", "edited", "plain_line"]

_WORD: Final = re.compile(r"\d+|[^\W\d_]+")
_EDITED: Final = ("source", "target", "state", "note")


class Made(Enum):
    """What a cell is besides plain text."""

    TEXT = 0
    RICH = 1
    """Words in bold, in colour ..."""
    NUMBER = 2
    DATE = 3
    FORMULA = 4
    ERROR = 5
    MERGED = 6
    """Lies under the first cell of a merged range, which has its value."""


class Cell(NamedTuple):
    """One cell."""

    text: str
    made: Made = Made.TEXT
    raw: str = ""
    """A formula, an error, a date in ISO 8601."""
    value: object = None
    """A number or a date as such."""


class Given(NamedTuple):
    """One row by the names of its columns; columns that the table lacks are missing."""

    cells: dict[str, Cell]
    where: str
    """`file:line`, `file:sheet:row`."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Showing:
    """How a format shows an entry to people."""

    cells: Callable[[Entry], dict[str, str]]
    """The cells by column; at least id, source, target, state, note, kind and language."""
    as_read: Callable[[str], str]
    """What is the same of a cell before and after a tool has written and read it."""
    is_cut: Callable[[str], bool]
    """Whether a cell holds only the beginning of a text."""


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
_CODES = {
    Made.RICH: "rich-text",
    Made.NUMBER: "number-cell",
    Made.DATE: "date-cell",
    Made.FORMULA: "formula-cell",
    Made.ERROR: "formula-cell",
    Made.MERGED: "merged-cells",
}
_HARMLESS: Final = frozenset({Made.RICH, Made.NUMBER})


def plain_line(given: Given) -> Line:
    """A row of a table that glossa knows nothing of."""
    reader = Reader(given.where)
    for column, cell in given.cells.items():
        if column in _EDITED and cell.made is not Made.TEXT:
            _remark(reader, column, cell)
    row = {column: cell.text for column, cell in given.cells.items()}
    if not row.get("id"):
        row.pop("id", None)  # one that somebody has added
    removed = row.get("target") == "" and bool(row.get("source"))
    return Line(row, given.where, removed, (*given.findings, *reader.findings))


def edited(entry: Entry, given: Given, showing: Showing) -> tuple[Entry, list[Finding]]:
    """The entry with a person's target, state and note; what is untouched stays exactly.

    The findings are about this reading; those that the entry has already stay with it.
    """
    reader = Reader(given.where)
    reader.findings += given.findings
    cells = given.cells
    row = _Row(reader, cells, showing.cells(entry), showing.as_read)
    source = cells.get("source")
    if source is not None and row.changed("source"):
        reader.report(
            "source-changed",
            "The source was changed in the table; the page's own was kept: correct it in the page.",
            source.raw or source.text,
        )
    note, target = row.changed("note"), row.changed("target")
    for column, text in (("note", note), ("target", target)):
        if text is not None and showing.is_cut(getattr(entry, column)):
            _report_long(reader, column, text)
            note, target = (None, target) if column == "note" else (note, None)
    texts = {column: cell.text for column, cell in cells.items()}
    new = replace(
        entry,
        kind=reader.choice(texts, "kind", entry.kind),
        state=reader.choice(texts, "state", entry.state),
        language=row.changed("language") or entry.language,
        note=entry.note if note is None else note,
    )
    if target == "" and entry.source and row.shown["target"]:
        new = emptied(new)
    elif target is not None:
        new = replace(new, target=target)
    return new, reader.findings


@dataclass(frozen=True, slots=True)
class _Row:
    """A row beside what glossa wrote into it."""

    reader: Reader
    cells: Mapping[str, Cell]
    shown: Mapping[str, str]
    as_read: Callable[[str], str]

    def changed(self, column: str) -> str | None:
        """The new text of a cell; None where nobody changed it."""
        old, cell = self.shown[column], self.cells.get(column)
        if cell is None or (column == "source" and not cell.text):
            return None
        untouched = self.as_read(cell.text) == self.as_read(old)
        if untouched and cell.made is Made.TEXT:
            return None
        if cell.made is Made.FORMULA and cell.raw == old:
            return None  # a tool took the text itself for a formula
        if cell.made is Made.NUMBER and _same_number(old, cell.text):
            return None
        if cell.made is Made.DATE and _same_date(old, cell.value):
            return None
        if cell.made is not Made.TEXT:
            _remark(self.reader, column, cell)
        nothing = cell.made in {Made.FORMULA, Made.ERROR} and not cell.text
        return None if untouched or nothing else cell.text


def _remark(reader: Reader, column: str, cell: Cell) -> None:
    severity = Severity.INFO if cell.made in _HARMLESS else Severity.WARNING
    message = f"{column}: {_REMARKS[cell.made]}"
    if cell.made is Made.FORMULA and not cell.text:
        message = f"{column}: A formula without a result was not taken: put in the words."
    reader.report(_CODES[cell.made], message, cell.raw or cell.text, severity=severity)


def _report_long(reader: Reader, column: str, text: str) -> None:
    reader.report(
        "long-text",
        f"The {column} is too long for Excel, which had only its beginning; the whole text was "
        "kept: edit it in another format.",
        text,
    )


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
