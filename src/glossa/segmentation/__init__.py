"""Segmentation: what every line of a page is, what language, and where its sentences end.

`segment` fills the units of a document; `segment_text` cuts one line. Both are pure functions of
the text: the same input gives the same segments, on every machine.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from glossa.model import Document, Part
from glossa.segmentation.assemble import parts_of
from glossa.segmentation.kept import kept_in
from glossa.segmentation.kinds import kinds_of
from glossa.segmentation.language import identify, page_readings
from glossa.segmentation.protect import find_protected

__all__ = ["RULES_VERSION", "find_protected", "identify", "segment", "segment_text"]

RULES_VERSION: Final = "3"
"""Changes whenever the same page may come out segmented differently; part of every signature."""


def segment(document: Document) -> Document:
    """The document with kinds, parts, languages, spans and protected stretches filled in.

    Units keep their ids and places; what was there of kinds and parts is replaced. Segments are
    named `u1.s1`, `u1.s2` ... Never raises for any text.
    """
    units = document.units
    page = page_readings((unit.source for unit in units), document.text)
    kept = kept_in(document)
    parts = [
        parts_of(unit.source, unit.start, f"{unit.id}.", page, kept.get(unit.id, ()))
        for unit in units
    ]
    kinds = kinds_of(units, parts)
    segmented = zip(units, kinds, parts, strict=True)
    return replace(
        document,
        units=tuple(replace(unit, kind=kind, parts=found) for unit, kind, found in segmented),
    )


def segment_text(text: str) -> tuple[Part, ...]:
    """The parts of one line: segments named `s1`, `s2` ... and the ignorables between them.

    Offsets are code points into `text`; the parts join to it exactly.
    """
    return parts_of(text, 0, "", page_readings((text,), text))
