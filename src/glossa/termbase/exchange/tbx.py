"""TBX, the exchange format of termbases: ISO 30042:2019 (v3) and 2008 (v2), dialect TBX-Basic.

`docs/formats/tbx.md` says what is kept, how, and what is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glossa.model import Finding
from glossa.termbase.concepts import Concept, Term
from glossa.termbase.exchange.base import Parsed, Writing
from glossa.termbase.exchange.tbx_entry import EntryReader
from glossa.termbase.exchange.tbx_words import is_language
from glossa.termbase.exchange.tbx_write import DCA, DCT, V2, is_writable, write_tbx
from glossa.termbase.exchange.tbx_xml import entries, held, tidy
from glossa.termbase.rows import Row

__all__ = [
    "losses_tbx",
    "losses_tbx2",
    "losses_tbx_dca",
    "parse_tbx",
    "serialize_tbx",
    "serialize_tbx2",
    "serialize_tbx_dca",
]


def parse_tbx(data: bytes, name: str, layer: int = 0) -> Parsed:
    """The terms of a TBX file of any version and style, as the file's own XML declaration reads.

    `name` is the file's name for findings, `layer` goes into the terms. Broken XML and whatever a
    glossary cannot hold become findings; nothing is fetched and no entity is replaced.
    """
    findings: list[Finding] = []
    reader = EntryReader(name, layer, findings)
    rows: list[Row] = []
    for entry in entries(data, name, findings):
        rows += reader.read(entry)
    reader.close(len(rows))
    return Parsed(rows=tuple(rows), findings=tuple(findings))


def serialize_tbx(concepts: Sequence[Concept], writing: Writing) -> bytes:
    """TBX v3, dialect TBX-Basic, data categories as tags (DCT)."""
    return write_tbx(concepts, writing, DCT)


def serialize_tbx_dca(concepts: Sequence[Concept], writing: Writing) -> bytes:
    """TBX v3, dialect TBX-Basic, data categories as attributes (DCA)."""
    return write_tbx(concepts, writing, DCA)


def serialize_tbx2(concepts: Sequence[Concept], writing: Writing) -> bytes:
    """TBX v2 (`martif`), for tools that have not learnt v3: OmegaT before 6, translate-toolkit."""
    return write_tbx(concepts, writing, V2)


@dataclass(slots=True)
class _Loss:
    """One sort of loss: how often, and where first."""

    sentence: str
    """With `{count}` and `{first}`."""
    count: int = 0
    first: str = ""

    def add(self, concept: Concept, text: str) -> None:
        self.first = self.first or f"{concept.id}: {text[:80]!r}"
        self.count += 1


def losses_tbx(concepts: Sequence[Concept], _writing: Writing) -> tuple[str, ...]:
    """What TBX cannot hold of these concepts: sentences, each with a count and an example."""
    signs = _Loss("{count} texts hold signs that XML cannot; pictures take their place ({first})")
    blanks = _Loss(
        "{count} texts are empty, or have blanks around them, line breaks or tabs; "
        "single blanks take their place ({first})"
    )
    terms = _Loss("{count} terms without a text or with an unreadable context go ({first})")
    tags = _Loss("{count} terms have a language tag that is none of BCP 47 ({first})")
    empty = _Loss("{count} concepts without a term go ({first})")
    for concept in concepts:
        if not any(map(is_writable, concept.terms)):
            empty.add(concept, concept.kind)
        for text in (concept.kind, *concept.codes):
            _look(concept, text, signs, blanks, needed=True)
        for term in concept.terms:
            if not is_writable(term):
                terms.add(concept, term.text)
            elif not is_language(term.language):
                tags.add(concept, term.language)
            for text in _texts(term):
                _look(concept, text, signs, blanks, needed=False)
            for style in term.styles:
                _look(concept, style, signs, blanks, needed=True)
    return tuple(
        loss.sentence.format(count=loss.count, first=loss.first)
        for loss in (signs, blanks, terms, tags, empty)
        if loss.count
    )


losses_tbx_dca = losses_tbx
losses_tbx2 = losses_tbx


def _texts(term: Term) -> Iterator[str]:
    yield term.text
    yield term.source
    yield term.note
    for condition in term.context:
        yield from condition.values


def _look(concept: Concept, text: str, signs: _Loss, blanks: _Loss, *, needed: bool) -> None:
    clean = tidy(text)
    if held(clean) != clean:
        signs.add(concept, text)
    elif clean != text or (needed and not text):
        blanks.add(concept, text)
