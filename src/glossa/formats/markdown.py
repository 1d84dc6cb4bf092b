"""A Markdown table that people read and edit anywhere; the machine's data stands in one comment.

The comment below the table holds the whole bitext as JSON Lines; the table is laid over it when the
file is read. `docs/formats/markdown.md` explains the escapes and what a person's edits mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from glossa.errors import BitextError
from glossa.formats.cells import Cell, Given, Showing, plain_line
from glossa.formats.exact import require_unique_ids, shown
from glossa.formats.jsonl import parse_jsonl, serialize_jsonl
from glossa.formats.laid_over import column_gone, laid_over, unknown_column
from glossa.formats.markdown_cells import read_cell, split_row, write_cell
from glossa.formats.po_words import remark
from glossa.formats.records import is_open
from glossa.formats.rows import COLUMNS as TABLE_COLUMNS
from glossa.formats.rows import SHOWN, bitext_of
from glossa.model import Bitext, Entry, Finding, Severity

__all__ = ["MARK", "parse_markdown", "serialize_markdown"]

MARK: Final = b"<!-- glossa 1:"
"""Stands near the beginning of every file; its number is the layout's version."""
COLUMNS: Final = ("id", "kind", "language", "source", "target", "state", "note", "remarks")
_NEEDED: Final = ("id", "source", "target", "state", "note")
_TITLE: Final = (
    MARK.decode() + " edit target, state (initial, translated, reviewed, final) and note -->"
)
_DATA_START: Final = "<!-- glossa data"
_DATA_END: Final = "-->"
_RULE: Final = re.compile("[ \t]*:?-+:?[ \t]*")
_NEWLINE: Final = re.compile("\r\n|\r|\n")
_KNOWN: Final = frozenset({*TABLE_COLUMNS, *SHOWN})


def serialize_markdown(bitext: Bitext) -> str:
    """The table, and the data below it; LF.

    Raises `FormatError` if two entries have one id, or for text that is no Unicode (split pairs of
    surrogates).
    """
    require_unique_ids(bitext, (entry.id for entry in bitext))
    # Two hyphens may end the comment, and a tag in it would look like one to careless readers.
    data = serialize_jsonl(bitext).replace("--", "-\\u002d").replace("<", "\\u003c")
    rows = [COLUMNS, ("---",) * len(COLUMNS), *(tuple(_written(entry)) for entry in bitext)]
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    return f"{_TITLE}\n\n{table}\n{_DATA_START}: leave this comment as it is\n{data}{_DATA_END}\n"


def _written(entry: Entry) -> Iterator[str]:
    cells = _cells(entry)
    return (write_cell(cells[column]) for column in COLUMNS)


def _cells(entry: Entry) -> dict[str, str]:
    """The cells of an entry by column. Where nothing was found the target is left open."""
    open_ = entry.target == entry.source and is_open(entry)
    return {
        "id": shown(entry.id),
        "kind": entry.kind.value,
        "language": shown(entry.language),
        "source": shown(entry.source),
        "target": "" if open_ else shown(entry.target),
        "state": entry.state.value,
        "note": shown(entry.note),
        "remarks": "\n".join(remark(finding) for finding in entry.findings),
    }


_SHOWING: Final = Showing(_cells, as_read=lambda text: text, is_cut=lambda _text: False)


@dataclass(slots=True)
class _Table:
    """What a file holds besides the data."""

    rows: list[Given] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    """Lines that belong to no table."""
    rule: int = 0
    """The line above the last rule."""
    headings: list[str] = field(default_factory=list)
    """Those of the first table that is none of ours."""


def parse_markdown(text: str, name: str = "") -> Bitext:
    """Read a table that glossa wrote, however it was edited; or any with a column `source`.

    Rows may be moved, deleted and added, columns moved and removed. `name` is the file's, for
    messages, and the page's where the file names none. Raises `BitextError` if no table has such a
    column.
    """
    text = _NEWLINE.sub("\n", text.removeprefix("\ufeff"))
    start = text.rfind(f"\n{_DATA_START}") + 1
    end = text.find(_DATA_END, start) % (len(text) + 1)  # cut off: to the end
    data = text[start:end] if start else ""
    # The lines of the data count as lines, and are none of the table.
    rest = text[:start] + "\n" * data.count("\n") + text[end + len(_DATA_END) :] if data else text
    table = _read(rest.split("\n"), name or "-")
    if not table.columns:
        raise BitextError(
            f"no table has a column 'source'; there are: {', '.join(table.headings) or 'none'}",
            where=name,
            advice=f"keep the header that glossa wrote: {' | '.join(COLUMNS)}",
        )
    findings = [unknown_column(heading, name or "-") for heading in table.unknown]
    if table.beside:
        findings.append(_beside("\n".join(table.beside), name))
    kept = _kept(data, name)
    if kept is None:
        if MARK.decode() in text:
            findings.append(_data_lost(name))
        bitext = bitext_of(map(plain_line, table.rows), name, [])
        return replace(bitext, findings=(*bitext.findings, *findings))
    gone = [column for column in _NEEDED if column not in table.columns]
    findings += [column_gone(column, name) for column in gone]
    return laid_over(kept, table.rows, _SHOWING, name, findings)


def _kept(data: str, name: str) -> Bitext | None:
    """What the comment holds; None where there is none, or nothing in it can be read."""
    try:
        return parse_jsonl(data.partition("\n")[2], name) if data else None
    except BitextError:
        return None


def _read(lines: Sequence[str], name: str) -> _Table:
    """Every table of ours: a header that names our columns, a rule, rows up to an empty line."""
    table = _Table()
    header: list[str] = []
    for number, line in enumerate(lines, 1):
        below = lines[number] if number < len(lines) else ""
        if not line.strip():
            header = []
        elif header:
            if number - 1 != table.rule:
                table.rows.append(_given(header, line, f"{name}:{number}"))
        elif "|" in line and all(map(_RULE.fullmatch, split_row(below))):
            header = _header([read_cell(cell) for cell in split_row(line)], table)
            table.rule = number
            if not header:
                table.beside.append(line)
        elif MARK.decode() not in line:
            table.beside.append(line)
    return table


def _header(headings: list[str], table: _Table) -> list[str]:
    """The columns of a table; none where it is not ours."""
    names = [heading.strip().lower() for heading in headings]
    if "source" not in names and len(_KNOWN & set(names)) < 2:
        table.headings = table.headings or headings
        return []
    columns = [name if name in _KNOWN else "" for name in names]
    table.columns += columns
    table.unknown += [
        text for text, name in zip(headings, columns, strict=True) if text and not name
    ]
    return columns


def _given(header: list[str], line: str, where: str) -> Given:
    texts = [read_cell(cell) for cell in split_row(line)]
    cells = {column: Cell(text) for column, text in zip(header, texts, strict=False) if column}
    if len(texts) <= len(header):
        return Given(cells, where)
    finding = Finding(
        "broken-row",
        "This row has more cells than the header, so nothing was taken from it: write a vertical "
        "bar inside a text as \\|.",
        where=where,
        raw=line,
    )
    sure = {column: cell for column, cell in cells.items() if column in {"id", "source"}}
    return Given(sure, where, (finding,))


def _beside(lines: str, name: str) -> Finding:
    return Finding(
        "foreign-data",
        "What stands beside the table was left out: put remarks into 'note' to keep them.",
        Severity.INFO,
        where=name or "-",
        raw=lines,
    )


def _data_lost(name: str) -> Finding:
    return Finding(
        "machine-data-lost",
        "The comment 'glossa data' is gone or spoilt, so offsets, origins and steps are unknown: "
        "export the page again and copy the translation over.",
        where=name or "-",
    )
