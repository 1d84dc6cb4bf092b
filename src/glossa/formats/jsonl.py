"""JSON Lines: a line for the page, then a line for each entry, nothing flattened.

Kept: everything. The page's line has the key `glossa` (the layout's version). Lines may be lost,
added or reordered; every other line stands for itself.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from glossa.errors import BitextError
from glossa.formats.exact import dump, require_unique_ids
from glossa.formats.records import (
    Reader,
    entry_facts,
    finding_record,
    settled,
    signature_record,
    step_record,
    unique_entries,
)
from glossa.model import Bitext, Entry, Finding

__all__ = ["parse_jsonl", "serialize_jsonl"]

VERSION = 1
_NEWLINE = re.compile("\r\n|\r|\n")


def serialize_jsonl(bitext: Bitext) -> str:
    """One JSON object a line, LF at the end of each.

    Raises `FormatError` if two entries have one id, or for text that is no Unicode (split pairs of
    surrogates).
    """
    require_unique_ids(bitext, (entry.id for entry in bitext))
    page = {
        "glossa": VERSION,
        "page": bitext.name,
        "target_language": bitext.target_language,
        "signature": signature_record(bitext.signature),
        "findings": [finding_record(finding) for finding in bitext.findings],
    }
    records = [page, *(_record(entry) for entry in bitext)]
    return "".join(dump(record) + "\n" for record in records)


def _record(entry: Entry) -> dict[str, Any]:
    facts = entry_facts(entry)
    return {
        "id": entry.id,
        "kind": facts.pop("kind"),
        "language": facts.pop("language"),
        "source": entry.source,
        "target": entry.target,
        **facts,
        "note": entry.note,
        "findings": [finding_record(finding) for finding in entry.findings],
        "steps": [step_record(step) for step in entry.steps],
    }


def parse_jsonl(text: str, name: str = "") -> Bitext:
    """Read what `serialize_jsonl` wrote, or any lines of objects with `source` and `target`.

    A line that is no such object becomes a finding `broken-row` of the bitext. `name` is the
    file's, for messages, and the page's where the file names none. Raises `BitextError` if no line
    is usable.
    """
    entries: list[Entry] = []
    broken: list[Finding] = []
    page: dict[str, Any] | None = None
    for number, line in enumerate(_NEWLINE.split(text.removeprefix("\ufeff")), 1):
        if not line.strip(" \t"):
            continue
        where = f"{name or '-'}:{number}"
        record = _object(line)
        if record is not None and "glossa" in record and page is None:
            page = record
        elif record is None or not isinstance(record.get("source"), str):
            broken.append(_broken(line, where))
        else:
            entries.append(_entry(record, where, number))
    if page is None and not entries:
        raise BitextError(
            "no line is a JSON object with a 'source'",
            where=name,
            advice="give a file that glossa exported as JSONL; see docs/formats/table.md",
        )
    return _bitext(page or {}, entries, broken, name)


def _bitext(page: dict[str, Any], entries: list[Entry], broken: list[Finding], name: str) -> Bitext:
    reader = Reader(name or "-")
    bitext = Bitext(
        reader.text(page, "page", name),
        tuple(entries),
        reader.text(page, "target_language", "und"),
        reader.signature(page),
    )
    findings = (*reader.remarks(page), *reader.findings, *broken)
    return unique_entries(replace(bitext, findings=findings), name or "-")


def _object(line: str) -> dict[str, Any] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _broken(line: str, where: str) -> Finding:
    return Finding(
        "broken-row",
        "This line is no JSON object with a 'source' text: mend it or delete it.",
        where=where,
        raw=line,
    )


def _entry(record: dict[str, Any], where: str, number: int) -> Entry:
    reader = Reader(where)
    entry = reader.entry(
        record,
        entry_id=reader.text(record, "id", f"row{number}"),
        source=record["source"],
        target=reader.text(record, "target", record["source"]),
        note=reader.text(record, "note"),
    )
    return settled(entry, record)
