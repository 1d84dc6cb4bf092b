"""UTX, the glossary format of the AAMT: tab-separated, a header behind `#`, a status for each pair.

Read: versions 1.00 to 1.20, told by the names of the columns. Written: 1.11.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from glossa.errors import FormatError
from glossa.model import Finding, Severity
from glossa.termbase.concepts import (
    ADMITTED,
    DEPRECATED,
    PREFERRED,
    SUPERSEDED,
    TEMPLATE,
    Concept,
    Term,
)
from glossa.termbase.exchange.base import Parsed, Writing
from glossa.termbase.exchange.cells import join_cells, split_cells
from glossa.termbase.exchange.lost import Losses
from glossa.termbase.exchange.sides import about_term, same_script, service_tag
from glossa.termbase.exchange.text import decode_text
from glossa.termbase.index import group_of
from glossa.termbase.merge import USER, user_id
from glossa.termbase.pairs import CHINESE, ENGLISH, pair_language
from glossa.termbase.rows import Row
from glossa.termbase.terms import examine

__all__ = ["losses_utx", "parse_utx", "serialize_utx"]

_STATUS_WORDS: Final = {
    PREFERRED: "approved",
    ADMITTED: "non-standard",
    DEPRECATED: "forbidden",
    SUPERSEDED: "non-standard",
}
_STATUSES: Final = {
    "approved": PREFERRED,
    "provisional": ADMITTED,
    "non-standard": ADMITTED,
    "forbidden": DEPRECATED,
}
_COLUMNS: Final = ("src", "tgt", "src:pos", "term status", "src:comment", "concept ID")
_EMPTY: Final = ("", "-")
_LANGUAGES: Final = re.compile(r"([A-Za-z]{2,3}(?:-\w+)*)\s*/\s*([A-Za-z]{2,3}(?:-\w+)*)")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(slots=True)
class _File:
    """What the header of a file says."""

    name: str
    layer: int
    findings: list[Finding]
    columns: list[str] = field(default_factory=list)
    languages: tuple[str, str] = (CHINESE, ENGLISH)
    seen: set[tuple[str, str, str]] = field(default_factory=set)
    """Concept, language and text of the terms so far."""
    preferred: set[tuple[str, str]] = field(default_factory=set)
    """Concept and language of the preferred terms so far."""

    def report(self, code: str, message: str, number: int, raw: str) -> None:
        """Remark on a line."""
        place = f"{self.name}:{number}"
        self.findings.append(Finding(code, message, Severity.ERROR, where=place, raw=raw))

    def read_header(self, cells: Sequence[str], number: int) -> None:
        """Take a line that begins with `#`: the first states the languages, one the columns."""
        first = cells[0].removeprefix("#").strip()
        if first.upper().startswith("UTX") and number == 1:
            found = _LANGUAGES.search(first)
            if found is None:
                message = f"the header names no languages; taken as {'/'.join(self.languages)}"
                self.report("bad-language", message, number, "\t".join(cells))
                return
            self.languages = (_language(found[1]), _language(found[2]))
        elif first.lower() in ("src", "source"):
            self.columns = [first.lower(), *(cell.strip().lower() for cell in cells[1:])]


def _language(tag: str) -> str:
    return pair_language(tag) or tag


def parse_utx(data: bytes, name: str, layer: int) -> Parsed:
    """The terms of a UTX file, filed by concept id, else by their source."""
    findings: list[Finding] = []
    text = decode_text(data, name, findings).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    file = _File(name, layer, findings)
    rows: list[Row] = []
    for number, cells in split_cells(text, name, "\t", findings):
        if cells[0].startswith("#"):
            file.read_header(cells, number)
        else:
            rows += _rows(cells, number, file)
    return Parsed(rows=tuple(rows), findings=tuple(findings))


def _rows(cells: Sequence[str], number: int, file: _File) -> Iterator[Row]:
    """The source and the target of a line, each unless it stands above already."""
    raw = "\t".join(cells)
    columns = file.columns or [column.lower() for column in _COLUMNS[:3]]
    if any(cells[len(columns) :]):
        message = f"{len(cells)} cells where the header has {len(columns)}; row left out"
        file.report("cell-count", message, number, raw)
        return
    values = {
        column: "" if cell.strip() in _EMPTY else cell.strip()
        for column, cell in zip(columns, cells, strict=False)
    }
    source, target = cells[0].strip(), cells[1].strip() if len(cells) > 1 else ""
    if source in _EMPTY or target in _EMPTY:
        file.report("empty-term", "one side of the pair is empty; row left out", number, raw)
        return
    word = values.get("term status", values.get("status", "")).lower()
    status = _STATUSES.get(word, PREFERRED)
    if word and word not in _STATUSES:
        message = f"unknown term status {word!r}; taken as approved"
        file.report("unknown-status", message, number, raw)
    concept = values.get("concept id") or user_id(source)
    note = values.get("src:comment") or values.get("comment") or values.get("tgt:comment", "")
    for text, language, own in zip(
        (source, target), file.languages, (PREFERRED, status), strict=True
    ):
        if (concept, language, text) in file.seen:
            continue
        file.seen.add((concept, language, text))
        if own == PREFERRED and (concept, language) in file.preferred:
            own = ADMITTED
        if own == PREFERRED:
            file.preferred.add((concept, language))
        where = f"{file.name}:{number}"
        term = Term(
            text, concept, language, own, source=USER, note=note, where=where, layer=file.layer
        )
        yield Row(term, USER, ())


def serialize_utx(concepts: Sequence[Concept], writing: Writing) -> bytes:
    """UTF-8 without a mark, CRLF. Raises `FormatError` without a date: UTX states one."""
    if not _is_day(writing.date):
        raise FormatError(
            f"UTX states the day of its making, and {writing.date!r} is none"
            if writing.date
            else "UTX states the day of its making, and glossa reads no clock",
            where="--date",
            advice="give it as --date 2026-01-31",
        )
    pair = f"{service_tag(writing.source_language)}/{service_tag(writing.target_language)}"
    header = f"#UTX 1.11; {pair}; {writing.date}\n#" + "\t".join(_COLUMNS) + "\n"
    rows = (
        (source.text, target.text, "noun", status, source.note or "-", source.concept)
        for source, target, status in _lines(concepts, writing, Losses())
    )
    text = header + join_cells(rows, "\t")
    return text.replace("\n", "\r\n").encode("utf-8", "replace")


def _is_day(text: str) -> bool:
    try:
        return _DATE.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def losses_utx(concepts: Sequence[Concept], writing: Writing) -> tuple[str, ...]:
    """What a line of UTX cannot say."""
    losses = Losses()
    for _ in _lines(concepts, writing, losses):
        pass
    return losses.sentences()


def _lines(
    concepts: Sequence[Concept], writing: Writing, losses: Losses
) -> Iterator[tuple[Term, Term, str]]:
    """Source, target and status word: what the style writes first, then all else of a concept."""
    for concept in concepts:
        if concept.kind == TEMPLATE:
            losses.add("templates, whose gaps mean nothing elsewhere", concept.terms[0])
            continue
        if concept.kind != USER or concept.codes:
            losses.add("concepts whose kind or codes are left out", concept.id)
        lines = _lines_of(concept, writing, losses)
        if lines:
            _count(concept, [term for line in lines for term in line[:2]], losses)
            yield from lines
        else:
            what = f"concepts without a pair of {writing.source_language} and "
            losses.add(what + writing.target_language, concept.id)


def _lines_of(concept: Concept, writing: Writing, losses: Losses) -> list[tuple[Term, Term, str]]:
    sources, targets = (
        [term for term in _terms(concept, language) if _can_be_written(term, losses)]
        for language in (writing.source_language, writing.target_language)
    )
    lines: list[tuple[Term, Term, str]] = []
    for source in sources:
        target = writing.target(source, writing.target_language)
        if target is not None and any(target is term for term in targets):
            lines.append((source, target, _STATUS_WORDS[PREFERRED]))
    # The source that is written comes before its variants: what comes first is read as preferred.
    lines.sort(key=lambda line: line[0].status != PREFERRED)
    written = {line[1].text for line in lines}
    allowed = {line[0].text for line in lines}
    for target in targets:
        back = writing.target(target, writing.source_language)
        if back is None or target.text in written or back.text not in allowed:
            continue
        status = ADMITTED if target.status == PREFERRED else target.status
        lines.append((back, target, _STATUS_WORDS[status]))
    return lines


def _terms(concept: Concept, language: str) -> list[Term]:
    """The terms of a language, each wording once."""
    terms = [
        term
        for term in concept.terms
        if group_of(term.language) == group_of(language) and same_script(term, language)
    ]
    return list({term.text: term for term in reversed(terms)}.values())[::-1]


def _can_be_written(term: Term, losses: Losses) -> bool:
    if examine(term, USER, force=True)[0] is None:
        losses.add("terms that glossa would not read again", term)
        return False
    if term.text.startswith("#") or term.text == "-":
        losses.add("terms that UTX takes for remarks or for nothing", term)
        return False
    return True


def _count(concept: Concept, written: Sequence[Term], losses: Losses) -> None:
    """Count what is left out of the terms of a concept that is written."""
    first = written[0]
    known = {id(term) for term in written}
    for term in concept.terms:
        if id(term) not in known:
            losses.add("terms in other languages, or without a counterpart", term)
            continue
        about_term(term, losses, statuses=(PREFERRED, ADMITTED, DEPRECATED))
        if any(sign in term.note for sign in "\t\n\r") or term.note == "-":
            losses.add("notes that do not fit into a cell", term)
        elif term.note != first.note:
            losses.add("notes that are not the first term's", term)
        if term.language == first.language and term.status == DEPRECATED:
            losses.add("misspellings of sources, which count as admitted", term)
