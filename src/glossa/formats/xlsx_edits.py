"""A workbook as a person gives it back: the rows laid over what glossa wrote, by id and source."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from glossa.errors import BitextError
from glossa.formats.exact import dump
from glossa.formats.jsonl import parse_jsonl
from glossa.formats.records import unique_entries
from glossa.formats.rows import Line, bitext_of
from glossa.formats.xlsx_cells import edited, plain_line
from glossa.formats.xlsx_layout import COLUMNS, as_read, fit
from glossa.formats.xlsx_read import Book, Sheet, SheetRow, read_book
from glossa.model import Bitext, Entry, Finding, Severity

__all__ = ["parse_xlsx"]

_NEEDED: Final = ("id", "source", "target", "state", "note")
_MANY: Final = 100
"""Rows whose text a finding repeats."""
Key = tuple[str, str]


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
    if not book.data:
        return _plain(book, rows, name, findings)
    kept = parse_jsonl("\n".join(book.data), name)
    there = {column for sheet in book.sheets for column in sheet.header}
    findings += [_gone(column, name) for column in _NEEDED if column not in there]
    return _laid_over(kept, rows, name, findings)


def _plain(book: Book, rows: list[SheetRow], name: str, findings: list[Finding]) -> Bitext:
    """The bitext of a workbook without glossa's data: a table like any other."""
    if any({"from", "remarks"} <= set(sheet.header) for sheet in book.sheets):
        findings.append(
            Finding(
                "machine-data-lost",
                "The hidden sheet 'glossa' is gone, so offsets, origins and steps are unknown: "
                "export the page again and copy the translation over.",
                where=name or "-",
            )
        )
    bitext = bitext_of((plain_line(row.cells, row.where) for row in rows), name, [])
    return replace(bitext, findings=(*bitext.findings, *findings))


@dataclass(slots=True)
class _Matched:
    """Which row belongs to which entry."""

    rows: dict[int, SheetRow] = field(default_factory=dict)
    """By the entry's place."""
    remarks: dict[int, Finding] = field(default_factory=dict)
    new: list[SheetRow] = field(default_factory=list)


def _laid_over(
    kept: Bitext, rows: Sequence[SheetRow], name: str, findings: list[Finding]
) -> Bitext:
    """Entries in the page's order, whatever the order of the rows; new ones at the end."""
    matched = _match(kept, rows)
    entries: list[Entry] = []
    removed: list[Entry] = []
    for place, entry in enumerate(kept):
        row = matched.rows.get(place)
        if row is None:
            removed.append(entry)
            continue
        remark = matched.remarks.get(place)
        new, said = edited(entry, row.cells, row.where)
        said = said if remark is None else [remark, *said]
        entries.append(replace(new, findings=(*new.findings, *said)) if said else new)
    if removed:
        findings.append(_removed(removed, name))
    lines: list[Line] = [plain_line(row.cells, row.where) for row in matched.new]
    added = bitext_of(lines, name, [])
    findings = [*kept.findings, *findings, *added.findings]
    return unique_entries(
        replace(kept, entries=(*entries, *added), findings=tuple(findings)), name or "-"
    )


def _match(kept: Bitext, rows: Sequence[SheetRow]) -> _Matched:
    """Find each row's entry: by id and source, by the source alone, by the id alone.

    A source counts before an id, for ids are hidden and are left behind when cells are moved.
    """
    matched = _Matched()
    whole: dict[Key, deque[int]] = defaultdict(deque)
    for place, entry in enumerate(kept):
        whole[as_read(fit(entry.id)), as_read(fit(entry.source))].append(place)
    rest = [row for row in rows if _take(matched, whole.get(_key(row)), row) is None]
    sources: dict[str, deque[int]] = defaultdict(deque)
    ids: dict[str, deque[int]] = defaultdict(deque)
    for (entry_id, source), places in whole.items():
        sources[source].extend(places)
        ids[entry_id].extend(places)
    copies = {_texts(row) for row in matched.rows.values()}
    for row in rest:
        entry_id, source = _key(row)
        by_source = _take(matched, sources.get(source) if source else None, row)
        if by_source is not None:
            if entry_id:
                matched.remarks[by_source] = _moved(row, entry_id)
            continue
        by_id = _take(matched, ids.get(entry_id) if entry_id else None, row)
        if by_id is None and _texts(row) not in copies:
            matched.new.append(row)
    return matched


def _key(row: SheetRow) -> Key:
    """The id and the source of a row, empty where it lacks them."""
    entry_id, source = (row.cells.get(column) for column in ("id", "source"))
    return as_read(entry_id.text if entry_id else ""), as_read(source.text if source else "")


def _texts(row: SheetRow) -> tuple[tuple[str, str], ...]:
    return tuple((column, cell.text) for column, cell in sorted(row.cells.items()))


def _take(matched: _Matched, places: deque[int] | None, row: SheetRow) -> int | None:
    """Give the row to the first entry of `places` that has none yet; its place, if there is one."""
    while places:
        place = places.popleft()
        if place not in matched.rows:
            matched.rows[place] = row
            return place
    return None


def _moved(row: SheetRow, entry_id: str) -> Finding:
    return Finding(
        "row-moved",
        "The hidden id of this row is another segment's; the row was read by its source: sort and "
        "move whole rows.",
        Severity.INFO,
        where=row.where,
        raw=entry_id,
    )


def _removed(entries: Sequence[Entry], name: str) -> Finding:
    texts = {entry.id: entry.target for entry in entries[:_MANY]}
    count = f"{len(entries):,} row{'s' if len(entries) > 1 else ''} of the page"
    return Finding(
        "rows-removed",
        f"{count} {'are' if len(entries) > 1 else 'is'} no longer in the workbook; what stood "
        "there is not part of the result: export the page again if that was not meant.",
        where=name or "-",
        raw=dump(texts),
    )


def _gone(column: str, name: str) -> Finding:
    instead = "rows were told by their sources" if column == "id" else "what glossa wrote counts"
    return Finding(
        "column-removed",
        f"The column '{column}' is gone; {instead}.",
        Severity.INFO,
        where=name or "-",
        raw=column,
    )


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

    def info(code: str, message: str, raw: str = "") -> Finding:
        return Finding(code, message, Severity.INFO, where=sheet.where, raw=raw)

    if sheet.hidden:
        yield info("hidden-rows", f"{sheet.hidden} hidden or filtered rows were read like others.")
    if sheet.merged:
        yield info("merged-cells", f"{sheet.merged} merged ranges: only the first cell has a text.")
    for heading, column in sheet.renamed:
        message = f"The heading '{heading}' was taken for '{column}', which stood in its place."
        yield info("column-renamed", message, heading)
    for heading in sheet.unknown:
        if heading not in [old for old, _ in sheet.renamed]:
            message = f"The column '{heading}' is none of glossa's and was left out: "
            yield info("unknown-column", f"{message}put remarks into 'note' to keep them.", heading)
