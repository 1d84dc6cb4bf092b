"""Segmentation: what every line of a page is, what language, and where its sentences end.

`segment` fills the units of a document; `segment_text` cuts one line. Both are pure functions of
the text: the same input gives the same segments, on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from glossa.markup import alone, members_of
from glossa.model import Document, Kind, Part, Unit
from glossa.segmentation.assemble import parts_of
from glossa.segmentation.kept import edges_in, kept_in
from glossa.segmentation.kinds import kinds_of
from glossa.segmentation.language import identify, page_readings
from glossa.segmentation.page_languages import Readings
from glossa.segmentation.protect import find_protected

__all__ = ["RULES_VERSION", "find_protected", "identify", "segment", "segment_text"]

RULES_VERSION: Final = "5"
"""Changes whenever the same page may come out segmented differently; part of every signature."""


def segment(document: Document) -> Document:
    """The document with kinds, parts, languages, spans and protected stretches filled in.

    Units keep their ids and places; what was there of kinds and parts is replaced. Segments are
    named `u1.s1`, `u1.s2` ... Never raises for any text.
    """
    units = document.units
    kept, edges = kept_in(document), edges_in(document)
    parts = [
        parts_of(
            unit.source,
            unit.start,
            f"{unit.id}.",
            page,
            kept.get(unit.id, ()),
            edges.get(unit.id, ()),
        )
        for group, page in _readings(document)
        for unit in group
    ]
    kinds = list(_kinds(units, parts))
    segmented = zip(units, kinds, parts, strict=True)
    return replace(
        document,
        units=tuple(replace(unit, kind=kind, parts=found) for unit, kind, found in segmented),
    )


def _readings(document: Document) -> Iterator[tuple[Sequence[Unit], Readings]]:
    """Units with what their page tells of its language; pages in an archive are pages of their own.

    The chapters of a book are in one language, which its title in Han alone does not tell.
    """
    units = document.units
    if document.format != "zip":
        yield units, page_readings((unit.source for unit in units), document.text)
        return
    for _, group in groupby(units, key=lambda unit: members_of(unit.markup)[:1]):
        own = list(group)
        text = document.text[own[0].start : own[-1].end]
        yield own, page_readings((unit.source for unit in own), text)


def _kinds(units: Sequence[Unit], parts: Sequence[tuple[Part, ...]]) -> Iterator[Kind]:
    """The kind of each unit on its own page: a chapter, a page in an archive."""
    pairs = zip(units, parts, strict=True)
    for _, group in groupby(pairs, key=lambda pair: members_of(pair[0].markup)):
        own, found = zip(*group, strict=True)
        yield from kinds_of([_alone(unit) for unit in own], found)


def _alone(unit: Unit) -> Unit:
    markup = alone(unit.markup)
    return unit if markup is unit.markup else replace(unit, markup=markup)


def segment_text(text: str) -> tuple[Part, ...]:
    """The parts of one line: segments named `s1`, `s2` ... and the ignorables between them.

    Offsets are code points into `text`; the parts join to it exactly.
    """
    return parts_of(text, 0, "", page_readings((text,), text))
