"""A table as a person gives it back: its rows laid over what glossa wrote, by id and source."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from glossa.formats.cells import Cell, Given, Showing, edited, plain_line
from glossa.formats.exact import dump
from glossa.formats.records import unique_entries
from glossa.formats.rows import bitext_of
from glossa.model import Bitext, Entry, Finding, Severity

__all__ = ["column_gone", "laid_over", "unknown_column"]

_MANY: Final = 100
"""Rows whose text a finding repeats."""
Key = tuple[str, str]


@dataclass(slots=True)
class _Matched:
    """Which row belongs to which entry."""

    rows: dict[int, Given] = field(default_factory=dict)
    """By the entry's place."""
    remarks: dict[int, Finding] = field(default_factory=dict)
    new: list[Given] = field(default_factory=list)


def laid_over(
    kept: Bitext, rows: Sequence[Given], showing: Showing, name: str, findings: Sequence[Finding]
) -> Bitext:
    """The bitext that glossa wrote, with what a person has changed in the rows that show it.

    Entries stand in the page's order, whatever the order of the rows; new ones at the end.
    `findings`: about the file, put behind the page's own; `name`: the file's.
    """
    matched = _match(kept, rows, showing)
    said = list(findings)
    entries: list[Entry] = []
    removed: list[Entry] = []
    for place, entry in enumerate(kept):
        row = matched.rows.get(place)
        if row is None:
            removed.append(entry)
            continue
        remark = matched.remarks.get(place)
        new, found = edited(entry, row, showing)
        found = found if remark is None else [remark, *found]
        entries.append(replace(new, findings=(*new.findings, *found)) if found else new)
    if removed:
        said.append(_removed(removed, name))
    added = bitext_of(map(plain_line, matched.new), name, [])
    everything = (*kept.findings, *said, *added.findings)
    bitext = replace(kept, entries=(*entries, *added), findings=everything)
    return unique_entries(bitext, name or "-")


def _match(kept: Bitext, rows: Sequence[Given], showing: Showing) -> _Matched:
    """Find each row's entry: by id and source, by the source alone, by the id alone.

    A source counts before an id, for ids are hidden and are left behind when cells are moved.
    """
    matched = _Matched()
    whole: dict[Key, deque[int]] = defaultdict(deque)
    for place, entry in enumerate(kept):
        shown = showing.cells(entry)
        whole[showing.as_read(shown["id"]), showing.as_read(shown["source"])].append(place)
    rest = [row for row in rows if _take(matched, whole.get(_key(row, showing)), row) is None]
    sources: dict[str, deque[int]] = defaultdict(deque)
    ids: dict[str, deque[int]] = defaultdict(deque)
    for (entry_id, source), places in whole.items():
        sources[source].extend(places)
        ids[entry_id].extend(places)
    copies = {_texts(row) for row in matched.rows.values()}
    for row in rest:
        entry_id, source = _key(row, showing)
        by_source = _take(matched, sources.get(source) if source else None, row)
        if by_source is not None:
            if entry_id:
                matched.remarks[by_source] = _moved(row, entry_id)
            continue
        by_id = _take(matched, ids.get(entry_id) if entry_id else None, row)
        if by_id is None and _texts(row) not in copies:
            matched.new.append(row)
    return matched


def _key(row: Given, showing: Showing) -> Key:
    """The id and the source of a row, empty where it lacks them."""
    entry_id, source = (row.cells.get(column, Cell("")).text for column in ("id", "source"))
    return showing.as_read(entry_id), showing.as_read(source)


def _texts(row: Given) -> tuple[tuple[str, str], ...]:
    return tuple((column, cell.text) for column, cell in sorted(row.cells.items()))


def _take(matched: _Matched, places: deque[int] | None, row: Given) -> int | None:
    """Give the row to the first entry of `places` that has none yet; its place, if there is one."""
    while places:
        place = places.popleft()
        if place not in matched.rows:
            matched.rows[place] = row
            return place
    return None


def _moved(row: Given, entry_id: str) -> Finding:
    return Finding(
        "row-moved",
        "The id of this row is another segment's; the row was read by its source: sort and "
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
        f"{count} {'are' if len(entries) > 1 else 'is'} no longer in the table; what stood "
        "there is not part of the result: export the page again if that was not meant.",
        where=name or "-",
        raw=dump(texts),
    )


def column_gone(column: str, name: str) -> Finding:
    """A remark on a column that somebody has taken away."""
    instead = "rows were told by their sources" if column == "id" else "what glossa wrote counts"
    return Finding(
        "column-removed",
        f"The column '{column}' is gone; {instead}.",
        Severity.INFO,
        where=name or "-",
        raw=column,
    )


def unknown_column(heading: str, where: str) -> Finding:
    """A remark on a column that somebody has put in."""
    return Finding(
        "unknown-column",
        f"The column '{heading}' is none of glossa's and was left out: "
        "put remarks into 'note' to keep them.",
        Severity.INFO,
        where=where,
        raw=heading,
    )
