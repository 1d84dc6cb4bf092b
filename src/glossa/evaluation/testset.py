"""Test sets: sentences with a reference and, perhaps, the terms that each one holds.

TSV: `zh TAB en` and perhaps a third column of terms, `症状=symptoms | 发热=fever`; a first line `zh
en terms` is a header, lines with `#` are remarks. JSONL: one object a line with `source` and
`reference` (or `zh` and `en`) and perhaps `terms`: an object, or a list of pairs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from glossa.errors import InputError
from glossa.files import read_bytes
from glossa.model import Finding, Severity

__all__ = ["Case", "TestSet", "Wanted", "load_testset", "parse_testset"]

_HEADERS: Final = frozenset({"zh", "source", "src", "chinese"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term of a source and the wording that its target must have."""

    source: str
    target: str
    accept: tuple[str, ...] = ()
    """Other wordings that are right; a test set that lists its terms has none."""


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence."""

    source: str
    reference: str
    terms: tuple[Wanted, ...] = ()
    where: str = ""
    """`file:line`."""


@dataclass(frozen=True, slots=True)
class TestSet:
    """What was read."""

    name: str
    cases: tuple[Case, ...]
    listed: bool = False
    """Whether the file names the terms; else they are the glossary's."""
    findings: tuple[Finding, ...] = ()

    def first(self, limit: int | None) -> TestSet:
        """The first `limit` cases."""
        return self if limit is None else replace(self, cases=self.cases[:limit])


def load_testset(path: Path) -> TestSet:
    """Read a test set. Raises `InputError` where there is none in the file."""
    return parse_testset(read_bytes(path), path.name)


def parse_testset(data: bytes, name: str) -> TestSet:
    """Bytes of a test set; each broken line is a finding and the rest is read.

    Raises `InputError` for what is no UTF-8, or holds no sentence at all.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"byte {error.start} is no UTF-8", where=name, advice="save the test set as UTF-8"
        ) from error
    findings: list[Finding] = []
    as_json = name.endswith((".jsonl", ".json")) or text.lstrip()[:1] == "{"
    read = _json_lines if as_json else _table_lines
    cases: list[Case] = []
    listed = False
    for where, source, reference, terms, line in read(text, name, findings):
        source, reference = " ".join(source.split()), " ".join(reference.split())
        if not source or not reference:
            findings.append(_row(where, "has no source or no reference; it is left out", line))
            continue
        listed = listed or terms is not None
        found = tuple(_terms(source, terms or (), where, findings))
        cases.append(Case(source, reference, found, where))
    if not cases:
        raise InputError(
            "holds no sentence with a reference",
            where=name,
            advice="give lines of Chinese TAB English, and perhaps TAB terms (zh=en | zh=en)",
        )
    return TestSet(name, tuple(cases), listed, tuple(findings))


Row = tuple[str, str, str, "tuple[tuple[str, str], ...] | None", str]


def _table_lines(text: str, name: str, findings: list[Finding]) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), 1):
        line = line.rstrip("\r")
        where = f"{name}:{number}"
        cells = line.split("\t")
        if not line.strip() or line.startswith("#"):
            continue
        if number == 1 and cells[0].strip().lower() in _HEADERS:
            continue
        if len(cells) < 2:
            findings.append(_row(where, "has one column; it is left out", line))
            continue
        terms = None if len(cells) < 3 else tuple(_pairs(cells[2], where, findings))
        yield where, cells[0], cells[1], terms, line


def _pairs(cell: str, where: str, findings: list[Finding]) -> Iterator[tuple[str, str]]:
    for part in cell.split(" | "):
        source, sign, target = part.strip().partition("=")
        if source.strip() and target.strip():
            yield source.strip(), target.strip()
        elif part.strip():
            said = "is no term `zh=en`" if not sign else "lacks one side"
            findings.append(_term(where, f"{part.strip()!r} {said}; it is left out", part))


def _json_lines(text: str, name: str, findings: list[Finding]) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), 1):
        where = f"{name}:{number}"
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            findings.append(_row(where, f"is no JSON ({error}); it is left out", line))
            continue
        source = row.get("source", row.get("zh")) if isinstance(row, dict) else None
        reference = row.get("reference", row.get("en")) if isinstance(row, dict) else None
        if not (isinstance(source, str) and isinstance(reference, str)):
            findings.append(
                _row(where, "lacks `source` or `reference` as text; it is left out", line)
            )
            continue
        terms = row.get("terms")
        pairs = None if terms is None else tuple(_json_pairs(terms, where, findings))
        yield where, source, reference, pairs, line


def _json_pairs(terms: Any, where: str, findings: list[Finding]) -> Iterator[tuple[str, str]]:
    items: Iterable[Any] = terms.items() if isinstance(terms, dict) else terms
    if not isinstance(terms, list | dict):
        findings.append(_term(where, "`terms` is neither a list nor an object", str(terms)))
        return
    for item in items:
        if isinstance(item, dict):
            item = (item.get("source"), item.get("target"))
        sides = tuple(item) if isinstance(item, list | tuple) else ()
        if len(sides) == 2 and all(isinstance(side, str) and side.strip() for side in sides):
            yield sides[0].strip(), sides[1].strip()
        else:
            findings.append(
                _term(where, f"{item!r} is no pair of texts; it is left out", str(item))
            )


def _terms(
    source: str, pairs: Iterable[tuple[str, str]], where: str, findings: list[Finding]
) -> Iterator[Wanted]:
    """Each term once, the first of several targets; those that are not in the source are said."""
    seen: set[str] = set()
    for term, target in pairs:
        # Blanks between Chinese and Latin are a matter of taste: COVID-19爆发, COVID-19 爆发.
        found = re.search(r"\s*".join(map(re.escape, "".join(term.split()))), source, re.IGNORECASE)
        if found is None:
            findings.append(_term(where, f"{term!r} is not in the source; it is left out", term))
        elif found[0] not in seen:
            seen.add(found[0])
            yield Wanted(found[0], target)


def _row(where: str, said: str, raw: str) -> Finding:
    return Finding("testset-row", f"the line {said}", Severity.ERROR, where=where, raw=raw)


def _term(where: str, said: str, raw: str) -> Finding:
    return Finding("testset-term", said, Severity.WARNING, where=where, raw=raw)
