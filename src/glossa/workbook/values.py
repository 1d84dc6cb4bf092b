"""Values of cells as text, rows within bounds, ranges as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Final, TypeVar

__all__ = ["ERRORS", "LAST_ROW", "bounded", "letters", "merged_down", "text_of"]

ERRORS: Final = frozenset(("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"))
"""What Excel shows where a formula has no result."""
LAST_ROW: Final = 1_048_576
_MOST_CELLS: Final = 50_000_000
"""Of one sheet, with the empty ones before a row's last; a full table has 12 million."""
_CELL: Final = re.compile(r"([A-Z]+)([0-9]+)")
_Row = TypeVar("_Row", bound=Sequence[object])


def bounded(rows: Iterable[_Row]) -> Iterator[tuple[int, _Row]]:
    """The rows with their numbers, from 1. Raises `ValueError` beyond what a sheet may hold."""
    width = 0
    for number, row in enumerate(rows, 1):
        width += len(row)
        if number > LAST_ROW:
            raise ValueError(f"a row beyond Excel's last, {LAST_ROW:,}")
        if width > _MOST_CELLS:
            raise ValueError(f"a sheet of more than {_MOST_CELLS:,} cells")
        yield number, row


def text_of(value: object) -> str:
    """A value as people write it: whole numbers without a point, dates in ISO 8601."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def letters(column: int) -> str:
    """The letters of a column counted from 0.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def merged_down(ranges: Sequence[str]) -> dict[int, list[tuple[int, int]]]:
    """Column, from 0 -> (first row, last row) of each range that is merged downwards, in order.

    A cell merged only sideways is not in it: its value belongs to the first column alone.

    >>> merged_down(["B2:C4", "A1:B1"])
    {1: [(2, 4)]}
    """
    found: dict[int, list[tuple[int, int]]] = {}
    for text in ranges:
        start, end = (_CELL.fullmatch(corner) for corner in text.split(":"))
        if start is not None and end is not None and start[2] != end[2]:
            found.setdefault(_number(start[1]), []).append((int(start[2]), int(end[2])))
    return {column: sorted(rows) for column, rows in sorted(found.items())}


def _number(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
