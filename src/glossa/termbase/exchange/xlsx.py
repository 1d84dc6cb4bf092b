"""glossa's own table as an Excel workbook: written with XlsxWriter, every cell as text.

What a workbook of the user's holds is read in `xlsx_read`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from glossa.termbase.concepts import FORMS, STATUSES, Concept
from glossa.termbase.exchange.base import Writing
from glossa.termbase.exchange.lost import Losses
from glossa.termbase.exchange.table import rows_of, unread
from glossa.termbase.exchange.xlsx_read import parse_xlsx
from glossa.termbase.rows import COLUMNS

__all__ = ["losses_xlsx", "parse_xlsx", "serialize_xlsx"]

_LONGEST: Final = 32_767
_MOST_ROWS: Final = 1_048_576
# XML holds none of these, and Excel's way around it (`_x0001_`) is read by few other tools.
_NOT_HELD: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|x005F_|_x[0-9A-Fa-f]{4}_"
)
_WIDTHS: Final = {"concept": 16, "term": 32, "context": 24, "source": 30, "note": 40}
# A workbook states when it was made; the same glossary must give the same bytes.
_MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no time zones


def serialize_xlsx(concepts: Sequence[Concept], _writing: Writing) -> bytes:
    """One sheet `glossary`: header frozen and filtered, status and type as drop-down lists.

    Every cell is text: nothing becomes a formula, a link, a date or a number.
    """
    from xlsxwriter import Workbook

    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = Workbook(target, options)
    workbook.set_properties({"title": "Glossary", "created": _MADE})
    sheet = workbook.add_worksheet("glossary")
    text = workbook.add_format({"num_format": "@"})
    bold = workbook.add_format({"num_format": "@", "bold": True})
    for index, column in enumerate(COLUMNS):
        sheet.set_column(index, index, _WIDTHS.get(column, 12), text)
        sheet.write_string(0, index, column, bold)
    last = 0
    for last, (_, cells) in enumerate(rows_of(concepts), 1):
        if last >= _MOST_ROWS:
            break
        for index, cell in enumerate(cells):
            if cell:
                sheet.write_string(last, index, _fit(cell), text)
    _furnish(sheet, last)
    workbook.close()
    return target.getvalue()


def _fit(cell: str) -> str:
    """The cell cut to what Excel holds, with `�` for what XML cannot."""
    return re.sub("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]", "�", cell)[:_LONGEST]


def _furnish(sheet: Any, last: int) -> None:
    """What makes a long table easy to work in."""
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(COLUMNS) - 1)
    for column, values in (("status", STATUSES), ("type", FORMS)):
        index = COLUMNS.index(column)
        rule = {"validate": "list", "source": list(values), "error_title": column}
        sheet.data_validation(1, index, _MOST_ROWS - 1, index, rule)
    end = chr(ord("A") + len(COLUMNS) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{end}{_MOST_ROWS}"})


def losses_xlsx(concepts: Sequence[Concept], _writing: Writing) -> tuple[str, ...]:
    """Cells that are too long for Excel, rows beyond its last, signs that XML cannot hold."""
    losses = Losses()
    for number, (term, cells) in enumerate(rows_of(concepts), 2):
        if number > _MOST_ROWS:
            losses.add(f"rows beyond Excel's {_MOST_ROWS:,}", term)
        if any(len(cell) > _LONGEST for cell in cells):
            losses.add(f"cells of more than {_LONGEST:,} characters, which are cut", term)
        if any(_NOT_HELD.search(cell) for cell in cells):
            losses.add("cells with characters that a workbook cannot hold", term)
    return (*losses.sentences(), *unread(concepts))
