"""What goes into a memory and what comes out: frozen dataclasses, no behaviour.

A *pair* is one segment remembered with its target. A *query* asks for one segment of a page; a
*hit* is the answer. Languages are BCP 47 tags, as in `glossa.model`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from glossa.model import Kind, MatchType, Protected, State, Step

__all__ = [
    "PERSONS",
    "Added",
    "Candidate",
    "Compacted",
    "Hit",
    "Pair",
    "Query",
    "Stats",
]

PERSONS: Final = frozenset({State.REVIEWED, State.FINAL})
"""The states that only a person gives; every other is a machine's."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One segment remembered, in the words of XLIFF and TMX."""

    source: str
    target: str
    source_language: str
    target_language: str
    state: State
    """`reviewed` and `final` are a person's, `translated` a machine's."""
    match: MatchType = MatchType.HAND
    origin: str = ""
    """Where the target came from: a model's name, a file's name, a person; may be empty."""
    before: str = ""
    """Source of the segment before this one on its page; with `after` it is the context."""
    after: str = ""
    kind: Kind = Kind.OTHER
    page: str = ""
    """The page's name."""
    entry: str = ""
    """The segment's id on that page."""
    note: str = ""

    @property
    def by_person(self) -> bool:
        """Whether a person stands behind it."""
        return self.state in PERSONS


@dataclass(frozen=True, slots=True)
class Query:
    """One segment of a page that a memory is asked for."""

    source: str
    language: str
    target_language: str
    before: str = ""
    after: str = ""
    protected: tuple[Protected, ...] = ()
    """Offsets into `source`; what stands there is exchanged, never compared."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that resembles a query; whether it can be used is for `adapt` to say."""

    pair: Pair
    score: float
    """0..1: likeness of the two abstract sources (`glossa.memory.likeness`)."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a memory answers."""

    pair: Pair
    match: MatchType
    """`icm` in context, else `tm`."""
    score: float
    """0..1; 1.0 where the source is the very same."""
    target: str
    """The pair's target after numbers, dates and literals were put right for the query."""
    steps: tuple[Step, ...] = ()
    """From the pair's target to `target`; empty where they are the same."""
    why: str = ""
    """What was put right, in words; empty where nothing was."""
    rivals: int = 0
    """How many other targets persons gave this very source."""
    differs: tuple[str, ...] = ()
    """What the sources do not share and nothing put right; empty where the target is whole."""
    turning: bool = False
    """Whether a number, a name or a word that may turn the meaning is among that."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the pairs of one `add`; the four together are as many as were given."""

    new: int = 0
    replaced: int = 0
    same: int = 0
    """It stood there already, word for word."""
    refused: int = 0
    """A machine's pair where a person's stands, or one with no source or no target."""

    def __add__(self, other: Added) -> Added:
        return Added(
            self.new + other.new,
            self.replaced + other.replaced,
            self.same + other.same,
            self.refused + other.refused,
        )


@dataclass(frozen=True, slots=True)
class Stats:
    """What a memory holds; each table is sorted by its key."""

    pairs: int
    languages: tuple[tuple[tuple[str, str], int], ...] = ()
    """((source language, target language), pairs)."""
    states: tuple[tuple[State, int], ...] = ()
    matches: tuple[tuple[MatchType, int], ...] = ()
    pages: tuple[tuple[str, int], ...] = ()
    """(page's name, pairs)."""
    size: int = 0
    """Bytes on disk, with what stands beside the file (`-wal`)."""
    revision: int = 0
    """How many changes the memory has seen; the later has the higher number."""


@dataclass(frozen=True, slots=True)
class Compacted:
    """What `compact` did."""

    outranked: int = 0
    """Machine's pairs dropped because a person's stands for the same source and languages."""
    merged: int = 0
    """Pairs of one source and context put together: a tag in other letters, a twin of a crash."""
    kept: int = 0
    before: int = 0
    """Bytes on disk before."""
    after: int = 0
    """Bytes on disk after."""
