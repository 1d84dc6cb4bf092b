"""TBX, the exchange format of termbases: ISO 30042:2019 (v3) and 2008 (v2), dialect TBX-Basic.

`docs/formats/tbx.md` says what is kept, how, and what is not.
"""

from __future__ import annotations

from collections.abc import Sequence

from glossa.model import Finding
from glossa.termbase.concepts import Concept
from glossa.termbase.exchange.base import Parsed, Writing
from glossa.termbase.exchange.lost import Losses
from glossa.termbase.exchange.tbx_entry import EntryReader
from glossa.termbase.exchange.tbx_words import is_language
from glossa.termbase.exchange.tbx_write import DCA, DCT, V2, is_writable, write_tbx
from glossa.termbase.exchange.tbx_xml import entries, held, tidy
from glossa.termbase.rows import Row, context_text

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
    """TBX v2 (`martif`), for tools that do not read v3, such as OmegaT 3.6."""
    return write_tbx(concepts, writing, V2)


def losses_tbx(concepts: Sequence[Concept], _writing: Writing) -> tuple[str, ...]:
    """What TBX cannot hold of these concepts: sentences, each with a count and an example."""
    losses = Losses()
    for concept in concepts:
        if not any(map(is_writable, concept.terms)):
            losses.add(
                "concepts without a term that can be written, which are left out", concept.id
            )
        for text in (concept.kind, *concept.codes):
            _look(concept, text or " ", losses)
        for term in concept.terms:
            if not is_writable(term):
                losses.add("terms without a text or with a strange context; left out", term)
            elif not is_language(term.language):
                losses.add("terms whose language tag is none of BCP 47", term)
            for text in (term.text, term.source, term.note, context_text(term.context)):
                _look(concept, text, losses)
            for style in term.styles:
                _look(concept, style or " ", losses)
    return losses.sentences()


losses_tbx_dca = losses_tbx
losses_tbx2 = losses_tbx


def _look(concept: Concept, text: str, losses: Losses) -> None:
    """Note a text that does not read back as it is."""
    clean = tidy(text)
    if clean != text:
        sort = "texts that are empty or have line breaks, tabs or blanks around them, now one blank"
        losses.add(sort, f"{text!r} of {concept.id}")
    if held(clean) != clean:
        losses.add(
            "texts with signs that XML cannot hold, now pictures", f"{text!r} of {concept.id}"
        )
