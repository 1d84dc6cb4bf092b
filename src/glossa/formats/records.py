"""Entries as plain JSON values, and back: the part that every bilingual format shares.

Reading never fails on a bad value: what is missing or wrong becomes the field's default and a
finding `bad-value`, because people edit these files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, Final, TypeVar

from glossa.formats.exact import dump
from glossa.model import Bitext, Entry, Finding, Kind, MatchType, Severity, Signature, State, Step

__all__ = [
    "SEEN",
    "SURE",
    "Reader",
    "emptied",
    "entry_facts",
    "finding_record",
    "is_open",
    "settled",
    "signature_record",
    "step_record",
    "unique_entries",
]

Record = dict[str, Any]
_Choice = TypeVar("_Choice", bound=StrEnum)
_Item = TypeVar("_Item")

SEEN: Final = frozenset({State.REVIEWED, State.FINAL})
"""States that a person has given."""
SURE: Final = frozenset({MatchType.TERMBASE, MatchType.RULE, MatchType.COPIED})
"""House terms, fixed rules, copies: no second look as long as nobody has changed them."""


def entry_facts(entry: Entry) -> Record:
    """What a person does not edit: kind, language, offsets, state, match, origin, in this order."""
    return {
        "kind": entry.kind.value,
        "language": entry.language,
        "start": entry.start,
        "end": entry.end,
        "state": entry.state.value,
        "match": entry.match.value,
        "origin": entry.origin,
    }


def step_record(step: Step) -> Record:
    """A step as a JSON object; an empty detail is left out."""
    record: Record = {
        "action": step.action,
        "start": step.start,
        "end": step.end,
        "before": step.before,
        "after": step.after,
    }
    return record | ({"detail": step.detail} if step.detail else {})


def finding_record(finding: Finding) -> Record:
    """A finding as a JSON object; fields at their default are left out."""
    record: Record = {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
    }
    optional = {
        "start": finding.start,
        "end": finding.end,
        "where": finding.where or None,
        "raw": finding.raw or None,
    }
    return record | {key: value for key, value in optional.items() if value is not None}


def signature_record(signature: Signature) -> list[list[str]]:
    """Pairs of key and value, in the signature's order."""
    return [[key, value] for key, value in signature.values]


class Reader:
    """Reads the values of one entry (or of a page) and collects what was wrong with them."""

    def __init__(self, where: str) -> None:
        """`where`: `file:line`, for the findings."""
        self.where = where
        self.findings: list[Finding] = []

    def report(self, code: str, message: str, raw: object = "", **fields: Any) -> None:
        """Add a finding about this entry; `raw` is kept as JSON unless it is text."""
        text = raw if isinstance(raw, str) else dump(raw)
        self.findings.append(Finding(code, message, where=self.where, raw=text, **fields))

    def bad(self, field: str, raw: object, instead: object) -> None:
        """Report a value that cannot be read."""
        self.report(
            "bad-value",
            f"The field '{field}' cannot be read; {instead!r} was taken instead: "
            "put it right or leave the machine's fields as glossa wrote them.",
            raw,
        )

    def text(self, record: Mapping[str, Any], field: str, default: str = "") -> str:
        """A text, or the default where it is missing."""
        value = record.get(field, default)
        if isinstance(value, str):
            return value
        self.bad(field, value, default)
        return default

    def number(self, record: Mapping[str, Any], field: str, default: int | None) -> int | None:
        """A whole number, also written as text (`12`, or `12.0` as spreadsheets like it)."""
        value = record.get(field, default)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        try:
            if isinstance(value, str):
                return int(value.removesuffix(".0")) if value else default
        except ValueError:
            pass
        self.bad(field, value, default)
        return default

    def choice(self, record: Mapping[str, Any], field: str, default: _Choice) -> _Choice:
        """A member of the default's enumeration, in any case."""
        value = record.get(field)
        if value is None or value == "":
            return default
        try:
            return type(default)(str(value).strip().lower())
        except ValueError:
            self.bad(field, value, default.value)
            return default

    def items(
        self, record: Mapping[str, Any], field: str, read: Callable[[Any], _Item]
    ) -> tuple[_Item, ...]:
        """A list, given as such or as JSON text; a broken item is reported and left out."""
        value = self.json(record, field, [])
        if not isinstance(value, list):
            self.bad(field, value, [])
            return ()
        found: list[_Item] = []
        for item in value:
            try:
                found.append(read(item))
            except (KeyError, TypeError, ValueError, AttributeError):
                self.bad(field, item, "nothing")
        return tuple(found)

    def json(self, record: Mapping[str, Any], field: str, default: object) -> object:
        """A JSON value, decoded if it is text; empty text is the default."""
        value = record.get(field, default)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else default
        except (ValueError, RecursionError):
            self.bad(field, value, default)
            return default

    def steps(self, record: Mapping[str, Any], field: str = "steps") -> tuple[Step, ...]:
        """The steps of an entry."""
        return self.items(record, field, _step)

    def remarks(self, record: Mapping[str, Any], field: str = "findings") -> tuple[Finding, ...]:
        """The findings of an entry or a page, as they were written."""
        return self.items(record, field, _finding)

    def signature(self, record: Mapping[str, Any], field: str = "signature") -> Signature:
        """A signature from its pairs."""
        return Signature(self.items(record, field, _pair))

    def entry(
        self, record: Mapping[str, Any], *, entry_id: str, source: str, target: str, note: str
    ) -> Entry:
        """An entry of these texts and of the record's facts, steps and findings."""
        fields: dict[str, Any] = {
            "language": self.text(record, "language") or "und",
            "kind": self.choice(record, "kind", Kind.OTHER),
            "start": self.number(record, "start", 0),
            "end": self.number(record, "end", 0),
            "state": self.choice(record, "state", State.INITIAL),
            "match": self.choice(record, "match", MatchType.NONE),
            "origin": self.text(record, "origin"),
            "steps": self.steps(record),
        }
        remarks = self.remarks(record)
        return Entry(
            entry_id, source, target, note=note, findings=(*remarks, *self.findings), **fields
        )


def settled(entry: Entry, record: Mapping[str, Any]) -> Entry:
    """An entry that came without state and match (a person's, another tool's) with both filled in.

    A target counts as a person's: state reviewed, match `tm`. Without one the source stands in.
    """
    if record.get("state") or record.get("match"):
        return entry
    if not entry.target:
        return replace(entry, target=entry.source)
    if entry.target == entry.source:
        return entry
    return replace(entry, state=State.REVIEWED, match=MatchType.MEMORY)


def is_open(entry: Entry) -> bool:
    """Whether nothing was found for it and no person has said that the source may stay."""
    return entry.state not in SEEN and (
        entry.state is State.INITIAL or entry.match is MatchType.NONE
    )


def emptied(entry: Entry) -> Entry:
    """The entry after a person has taken its target away: the source stands in, with a finding."""
    finding = Finding(
        "target-removed",
        "The translation was emptied by hand; the source stands in its place: translate it.",
        Severity.INFO,
    )
    return replace(
        entry,
        target=entry.source,
        state=State.INITIAL,
        match=MatchType.NONE,
        origin="",
        steps=(),
        findings=(*entry.findings, finding),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def _step(item: Record) -> Step:
    return Step(
        _text(item["action"]),
        _whole(item["start"]),
        _whole(item["end"]),
        _text(item["before"]),
        _text(item["after"]),
        _text(item.get("detail", "")),
    )


def _finding(item: Record) -> Finding:
    start, end = item.get("start"), item.get("end")
    return Finding(
        _text(item["code"]),
        _text(item["message"]),
        Severity(item["severity"]),
        None if start is None else _whole(start),
        None if end is None else _whole(end),
        _text(item.get("where", "")),
        _text(item.get("raw", "")),
    )


def _pair(item: list[str]) -> tuple[str, str]:
    key, value = item
    return _text(key), _text(value)


def unique_entries(bitext: Bitext, where: str) -> Bitext:
    """The bitext with a fresh id (`u3.s1#2`) and a finding where an id stands again."""
    taken = {entry.id for entry in bitext}
    if len(taken) == len(bitext):
        return bitext
    seen: dict[str, int] = {}
    entries: list[Entry] = []
    for entry in bitext:
        number = seen[entry.id] = seen.get(entry.id, 0) + 1
        if number > 1:
            while (fresh := f"{entry.id}#{number}") in taken:
                number += 1
            seen[entry.id] = number
            taken.add(fresh)
            entry = _renamed(entry, fresh, where)
        entries.append(entry)
    return bitext.with_entries(tuple(entries))


def _renamed(entry: Entry, fresh: str, where: str) -> Entry:
    finding = Finding(
        "duplicate-id",
        f"The id '{entry.id}' stands more than once; this entry is now '{fresh}': "
        "keep the one that is right and delete the other.",
        where=where,
        raw=entry.id,
    )
    return replace(entry, id=fresh, findings=(*entry.findings, finding))
