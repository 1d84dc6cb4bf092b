"""A bitext as flat rows of text, and back: what tables of every kind hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from glossa.errors import FormatError
from glossa.formats.exact import dump
from glossa.formats.records import (
    Reader,
    emptied,
    entry_facts,
    finding_record,
    settled,
    signature_record,
    step_record,
    unique_entries,
)
from glossa.model import Bitext, Entry, Finding, Severity, State

__all__ = ["COLUMNS", "SHOWN", "Line", "Row", "bitext_of", "rows_of"]

Row = dict[str, str]


class Line(NamedTuple):
    """A row as it was read."""

    row: Row
    where: str
    """`file:line`."""
    removed: bool = False
    """Whether somebody has taken the target away that glossa wrote."""
    findings: tuple[Finding, ...] = ()
    """What was remarked while it was read."""


COLUMNS: Final = (
    "id",
    "kind",
    "language",
    "source",
    "target",
    "state",
    "match",
    "origin",
    "note",
    "findings",
    "start",
    "end",
    "steps",
    "page",
    "target_language",
    "signature",
    "page_findings",
)
"""In this order in every table: what people read first, what only glossa needs last."""
SHOWN: Final = ("from", "remarks")
"""Columns in words, for people: made of the others, and not read."""
_OF_PAGE: Final = ("page", "target_language", "signature", "page_findings")


def rows_of(bitext: Bitext) -> Iterator[Row]:
    """A row an entry; the page's signature and findings stand in the first row only.

    A bitext without entries is one row without id and source, so that the page is not lost.
    Raises `FormatError` for an entry that would look like it.
    """
    signature, findings = bitext.signature, bitext.findings
    page = {
        "page": bitext.name,
        "target_language": bitext.target_language,
        "signature": dump(signature_record(signature)) if signature.values else "",
        "page_findings": _json([finding_record(finding) for finding in findings]),
    }
    if not bitext.entries:
        yield dict.fromkeys(COLUMNS, "") | {"start": "0", "end": "0"} | page
    for entry in bitext:
        if not (entry.id or entry.source or entry.target):
            raise FormatError(
                "an entry has no id, no source and no target",
                where=bitext.name,
                advice="give it an id, or leave it out",
            )
        yield _row(entry) | page
        page |= {"signature": "", "page_findings": ""}


def _row(entry: Entry) -> Row:
    row: Row = dict.fromkeys(COLUMNS, "")
    row |= {key: str(value) for key, value in entry_facts(entry).items()}
    return row | {
        "id": entry.id,
        "source": entry.source,
        "target": entry.target,
        "note": entry.note,
        "findings": _json([finding_record(finding) for finding in entry.findings]),
        "steps": _json([step_record(step) for step in entry.steps]),
    }


def _json(records: list[dict[str, object]]) -> str:
    return dump(records) if records else ""


def bitext_of(lines: Iterable[Line], name: str, broken: Iterable[tuple[str, str]]) -> Bitext:
    """The bitext of rows.

    `broken`: places and raw text of rows with too many cells. Missing columns mean the defaults;
    columns that glossa does not know are named in a finding.
    """
    entries: list[Entry] = []
    findings: list[Finding] = []
    page: dict[str, str] = {}
    unknown: set[str] = set()
    for number, line in enumerate(lines, 1):
        row = line.row
        unknown |= row.keys() - {*COLUMNS, *SHOWN}
        findings += _gather(page, row, line.where)
        if row.get("id") or row.get("source") or row.get("target"):
            entries.append(_entry(line, number))
        elif line.findings:
            findings += line.findings
        elif stray := {key: row[key] for key in ("note", "findings") if row.get(key)}:
            findings.append(_stray(line.where, dump(stray)))
    findings += [_unknown_column(column, name) for column in sorted(unknown)]
    findings += [_broken(where, raw) for where, raw in broken]
    reader = Reader(name or "-")
    bitext = Bitext(
        page.get("page", name),
        tuple(entries),
        page.get("target_language", "und"),
        reader.signature(page),
        (*reader.remarks(page, "page_findings"), *reader.findings, *findings),
    )
    return unique_entries(bitext, name or "-")


def _gather(page: dict[str, str], row: Row, where: str) -> Iterator[Finding]:
    """Take the page's fields from the first row that has them; report a row of another page."""
    for field in _OF_PAGE:
        value = row.get(field)
        if value is None:
            continue
        page[field] = page.get(field) or value
        if value and value != page[field]:
            yield Finding(
                "mixed-pages",
                f"This row has another '{field}' than the rows above; the first was taken: "
                "keep one page to a file.",
                where=where,
                raw=value,
            )


def _entry(line: Line, number: int) -> Entry:
    row = line.row
    reader = Reader(line.where)
    source = row.get("source", "")
    entry = reader.entry(
        row,
        entry_id=row.get("id", f"row{number}"),
        source=source,
        target=row.get("target", source),
        note=row.get("note", ""),
    )
    if line.findings:
        entry = replace(entry, findings=(*entry.findings, *line.findings))
    if not line.removed or not (row.get("state") or row.get("match")):
        return settled(entry, row)
    # Where the source only stood in, nothing was taken away.
    initial = entry.state is State.INITIAL
    return replace(entry, target=source) if initial else emptied(entry)


def _stray(where: str, raw: str) -> Finding:
    return Finding(
        "broken-row",
        "This row has neither an id nor a source nor a target, so nothing can hold its remark: "
        "put the remark beside the segment that it is about.",
        where=where,
        raw=raw,
    )


def _unknown_column(column: str, name: str) -> Finding:
    return Finding(
        "unknown-column",
        f"The column '{column}' is none of glossa's and was left out: "
        "put remarks into 'note' to keep them.",
        Severity.INFO,
        where=name or "-",
        raw=column,
    )


def _broken(where: str, raw: str) -> Finding:
    return Finding(
        "broken-row",
        "This row has more cells than the header; the cells beyond it were left out: "
        "look for a separator that should stand in quotation marks.",
        where=where,
        raw=raw,
    )
