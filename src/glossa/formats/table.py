"""Tables: CSV and TSV for spreadsheets, DataFrames for pandas; JSON Lines come from `jsonl`.

Files are written through pandas and read with `csv`, which gives line numbers and changes no cell
(`NA`, `null`, `001` stay what they are). `docs/formats/table.md` explains columns and escapes.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from glossa.errors import BitextError
from glossa.formats.exact import dump, require_unique_ids, shown
from glossa.formats.jsonl import parse_jsonl, serialize_jsonl
from glossa.formats.rows import COLUMNS, Line, Row, bitext_of, rows_of

if TYPE_CHECKING:
    import pandas as pd

    from glossa.model import Bitext

__all__ = [
    "EXACT",
    "from_pandas",
    "from_values",
    "parse_csv",
    "parse_jsonl",
    "parse_tsv",
    "require_source",
    "serialize_csv",
    "serialize_jsonl",
    "serialize_tsv",
    "to_pandas",
    "whole",
]

EXACT = "exact"
"""The last column of files: JSON of the cells that could not be written as they are."""
# Spreadsheets run a cell that starts so as a formula (the full-width signs in East Asian ones).
_GUARDED = re.compile("'*[=+\\-@\t\n＝＋－＠]")
_LONE = re.compile("[\ud800-\udfff]")


def to_pandas(bitext: Bitext) -> pd.DataFrame:
    """One row an entry, columns as in the CSV file; `start` and `end` are integers, all else text.

    Findings and steps are JSON in their cells. A bitext without entries is one row without an id.
    """
    import pandas as pd

    frame = pd.DataFrame(list(rows_of(bitext)), columns=list(COLUMNS), dtype=object)
    return frame.astype({"start": "int64", "end": "int64"})


def from_pandas(frame: pd.DataFrame) -> Bitext:
    """The bitext of a frame; columns other than `source` may be missing, missing values are empty.

    A target that is missing (None, NaN) is none; one that is an empty text is that. Raises
    `BitextError` if there is no column `source`.
    """
    columns = [str(column) for column in frame.columns]
    require_source(columns, "the frame")
    empty = frame.isna().to_numpy()
    rows = (
        tuple(None if missing else value for value, missing in zip(values, blanks, strict=True))
        for values, blanks in zip(frame.itertuples(index=False, name=None), empty, strict=True)
    )
    return from_values(columns, rows, "")


def from_values(columns: Sequence[str], rows: Iterable[tuple[object, ...]], name: str) -> Bitext:
    """The bitext of rows of values, None where there is none; `name` is the file's."""
    lines: list[Line] = []
    for number, values in enumerate(rows, 1):
        cells = dict(zip(columns, values, strict=True))
        row = {column: "" if value is None else str(value) for column, value in cells.items()}
        _restore(row)
        if cells.get("id", "") is None:
            row.pop("id", None)
        removed = cells.get("target", "") is None and bool(row["source"])
        lines.append(Line(row, f"{name}: row {number}" if name else f"row {number}", removed))
    return bitext_of(lines, name, [])


def serialize_csv(bitext: Bitext) -> str:
    """Comma-separated, quoted where needed, LF; files get a byte-order mark, for Excel.

    Raises `FormatError` if two entries have one id.
    """
    return _serialize(bitext, ",")


def serialize_tsv(bitext: Bitext) -> str:
    """Tab-separated, otherwise as `serialize_csv`."""
    return _serialize(bitext, "\t")


def _serialize(bitext: Bitext, separator: str) -> str:
    import pandas as pd

    require_unique_ids(bitext, (entry.id for entry in bitext))
    rows = [_to_cells(row) for row in rows_of(bitext)]
    frame = pd.DataFrame(rows, columns=[*COLUMNS, EXACT], dtype=object)
    text = frame.to_csv(sep=separator, index=False, lineterminator="\n")
    return str(text)


def _to_cells(row: Row) -> Row:
    cells = {column: shown(value) for column, value in row.items()}
    exact = {column: value for column, value in row.items() if cells[column] != value}
    if row["source"] and not row["target"]:
        exact["target"] = ""  # so that a target emptied by hand can be told from it
    if not row["id"] and (row["source"] or row["target"]):
        exact["id"] = ""  # so that a row added by hand can be told from it
    guarded = {column: _guard(value) for column, value in cells.items()}
    return guarded | {EXACT: dump(exact) if exact else ""}


def _from_cells(cells: Mapping[str, str], where: str) -> Line:
    row = {column: _unguard(value) for column, value in cells.items()}
    exact = _restore(row)
    if not row.get("id") and exact.get("id") != "":
        row.pop("id", None)
    emptied = row.get("target") == "" and bool(row.get("source")) and exact.get("target") != ""
    return Line(row, where, emptied)


def _restore(row: Row) -> dict[str, Any]:
    """Put the exact texts back whose cells are untouched; returns what the cell `exact` held."""
    exact = _exact(row.pop(EXACT, ""))
    for column, value in exact.items():
        if isinstance(value, str) and row.get(column) in {shown(value), whole(value)}:
            row[column] = value
    return exact


def whole(text: str) -> str:
    """The text with `�` for all that UTF-8 cannot hold, as Parquet has it."""
    return _LONE.sub("\N{REPLACEMENT CHARACTER}", text)


def _exact(cell: str) -> dict[str, Any]:
    # A cell that a person spoilt costs a few control characters, which the cells show as pictures.
    try:
        value = json.loads(cell) if cell else {}
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _guard(cell: str) -> str:
    return f"'{cell}" if _GUARDED.match(cell) else cell


def _unguard(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell


def parse_csv(text: str, name: str = "") -> Bitext:
    """Read a table that glossa wrote, however a spreadsheet saved it (`,`, `;` or tabs).

    Rows that do not fit become findings. `name` is the file's, for messages, and the page's where
    the table names none. Raises `BitextError` if there is no header with `source`, or a quotation
    mark is never closed.
    """
    text = text.removeprefix("\ufeff")
    (columns, _), *lines = _read(text, name) or [([], 0)]
    columns = [column.strip().lower() for column in columns]
    require_source(columns, name)
    rows: list[Line] = []
    broken: list[tuple[str, str]] = []
    for cells, number in lines:
        where = f"{name or '-'}:{number}"
        if any(cells[len(columns) :]):
            broken.append((where, dump(cells)))
        if any(cells):
            padded = cells + [""] * (len(columns) - len(cells))
            rows.append(_from_cells(dict(zip(columns, padded, strict=False)), where))
    return bitext_of(rows, name, broken)


parse_tsv = parse_csv


def _read(text: str, name: str) -> list[tuple[list[str], int]]:
    """Cells and first line of each row, the header's first; its commonest separator is the file's.

    The csv module's limit on the length of a cell is global: it is lifted and put back.
    """
    header = re.split("[\r\n]", text, maxsplit=1)[0]
    separator = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[list[str], int]] = []
    limit = csv.field_size_limit(sys.maxsize)
    line = 1
    try:
        for cells in reader:
            rows.append((cells, line))
            line = reader.line_num + 1
    except csv.Error as error:
        raise BitextError(
            f"the table breaks off in the row that starts here: {error}",
            where=f"{name or '-'}:{line}",
            advice="look for a quotation mark that is never closed",
        ) from None
    finally:
        csv.field_size_limit(limit)
    return rows


def require_source(columns: Sequence[str], name: str) -> None:
    """Raise `BitextError` where there is no column `source`; `name` is the file's."""
    if "source" not in columns:
        raise BitextError(
            f"no column 'source'; there are: {', '.join(columns) or 'none'}",
            where=name,
            advice=f"keep the header that glossa wrote: {', '.join(COLUMNS[:9])} ...",
        )
