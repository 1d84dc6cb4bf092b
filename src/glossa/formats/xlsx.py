"""Excel workbooks: one sheet for people, one hidden for the machine; written with XlsxWriter.

No cell ever is a formula, a link, a number or a date. `docs/formats/xlsx.md` says what is kept and
what a person's edits mean; `xlsx_read` and `xlsx_parse` read the file back.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from glossa.errors import FormatError
from glossa.formats.exact import require_unique_ids, shown
from glossa.formats.jsonl import serialize_jsonl
from glossa.formats.xlsx_layout import COLUMNS, DATA_SHEET, MARK, SHEET, cells_of, pieces
from glossa.formats.xlsx_parse import is_ours, parse_xlsx
from glossa.model import Bitext, Entry, MatchType, State
from glossa.webpage import direction
from glossa.workbook import LAST_ROW, letters

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["is_ours", "parse_xlsx", "serialize_xlsx"]

# A workbook states when it was made; the same bitext must give the same bytes.
_MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no time zones
_WIDTHS: Final = {"source": 46, "target": 50, "note": 26, "remarks": 38, "from": 22}
_WIDTH: Final = 12
_LAST: Final = LAST_ROW - 1
_STATES: Final = {
    State.INITIAL: "#FCE4D6",
    State.TRANSLATED: "#FFF2CC",
    State.REVIEWED: "#E2EFDA",
    State.FINAL: "#C6E0B4",
}
_MATCHES: Final = {
    MatchType.TERMBASE: "#DDEBF7",
    MatchType.RULE: "#DDEBF7",
    MatchType.MEMORY: "#E4DFEC",
    MatchType.IN_CONTEXT: "#E4DFEC",
    MatchType.ALIGNED: "#E4DFEC",
    MatchType.HAND: "#E2EFDA",
    MatchType.ENGINE: "#FFF2CC",
    MatchType.COPIED: "#EDEDED",
    MatchType.NONE: "#FCE4D6",
}
# Spelled out, for what XlsxWriter allows by default is its own affair.
_ALLOWED: Final = {
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
    "delete_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
_STATES_TOLD: Final = (
    "initial: not translated yet\ntranslated: by machine, nobody has read it\n"
    "reviewed: you have read it\nfinal: it may go out"
)
_BASE: Final = {"num_format": "@", "text_wrap": True, "valign": "top"}


def serialize_xlsx(bitext: Bitext) -> bytes:
    """The workbook, the same bytes for the same bitext.

    Raises `FormatError` if two entries have one id, for text that is no Unicode (split pairs of
    surrogates), and for more entries than a sheet has rows.
    """
    from xlsxwriter import Workbook

    require_unique_ids(bitext, (entry.id for entry in bitext))
    lines = serialize_jsonl(bitext).split("\n")[:-1]
    if len(lines) >= LAST_ROW:
        raise FormatError(
            f"{len(bitext):,} entries are more than a sheet has rows",
            where=bitext.name,
            advice="use another format, or give each page a workbook of its own",
        )
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as workbook:
        workbook.set_properties({"title": shown(bitext.name)[:255], "created": _MADE})
        sheet = workbook.add_worksheet(SHEET)
        _Writer(workbook, sheet, bitext).write()
        _write_data(workbook.add_worksheet(DATA_SHEET), lines)
    return target.getvalue()


def _write_data(sheet: Any, lines: list[str]) -> None:
    sheet.write_string(0, 0, MARK)
    for row, line in enumerate(lines, 1):
        for column, piece in enumerate(pieces(line)):
            sheet.write_string(row, column, piece)
    sheet.protect()
    sheet.hide()


class _Writer:
    """Writes the sheet that people see."""

    def __init__(self, workbook: Any, sheet: Any, bitext: Bitext) -> None:
        self._make: Callable[[dict[str, object]], Any] = workbook.add_format
        self._sheet = sheet
        self._bitext = bitext
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def write(self) -> None:
        """The header, a row an entry, and what makes a long table easy to work in."""
        sheet = self._sheet
        head = self._format(bold=True, bg_color="#D9E1F2", locked=True, bottom=1)
        for index, column in enumerate(COLUMNS):
            rtl = column == "target" and direction(self._bitext.target_language) == "rtl"
            hidden = {"hidden": True} if column == "id" else {}
            look = self._format(rtl=rtl)
            sheet.set_column(index, index, _WIDTHS.get(column, _WIDTH), look, hidden)
            sheet.write_string(0, index, column, head)
        for row, entry in enumerate(self._bitext, 1):
            self._write_row(row, entry)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(self._bitext), 1), len(COLUMNS) - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{letters(len(COLUMNS) - 1)}{LAST_ROW}"})
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        self._guard()

    def _write_row(self, row: int, entry: Entry) -> None:
        looks = {
            "source": self._format(rtl=direction(entry.language) == "rtl"),
            "target": self._format(rtl=direction(self._bitext.target_language) == "rtl"),
            "from": self._format(bg_color=_MATCHES[entry.match]),
        }
        for index, (column, text) in enumerate(cells_of(entry).items()):
            self._sheet.write_string(row, index, text, looks.get(column) or self._format())

    def _guard(self) -> None:
        """Protection without a password: ids and sources stay, rows can be sorted.

        Excel sorts no locked cells, so none but the header is locked: what is not to be changed
        refuses to be typed into.
        """
        states: dict[str, object] = {
            "validate": "list",
            "source": [state.value for state in State],
            "input_title": "How far is it?",
            "input_message": _STATES_TOLD,
            "error_title": "No such state",
            "error_message": "Choose one from the list.",
        }
        fixed: dict[str, object] = {
            "validate": "custom",
            "value": "=FALSE",
            "error_title": "Not to be changed",
            "error_message": "Edit target, state and note. Esc takes this back.",
        }
        for first, last, rule in (
            ("source", "id", fixed),
            ("state", "state", states),
            ("remarks", "from", fixed),
        ):
            columns = COLUMNS.index(first), COLUMNS.index(last)
            self._sheet.data_validation(1, columns[0], _LAST, columns[1], rule)
        at = COLUMNS.index("state")
        for state, colour in _STATES.items():
            look = self._make({"bg_color": colour})
            rule = {"type": "cell", "criteria": "==", "value": f'"{state}"', "format": look}
            self._sheet.conditional_format(1, at, _LAST, at, rule)
        self._sheet.protect("", _ALLOWED)

    def _format(self, *, rtl: bool = False, **more: object) -> Any:
        """A look, made once: text, wrapped, not locked."""
        look = _BASE | {"locked": False} | ({"reading_order": 2} if rtl else {}) | more
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._make(look)
        return self._made[key]
