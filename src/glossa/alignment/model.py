"""What is aligned, and what comes out: pieces of two texts and the links between them."""

from __future__ import annotations

from dataclasses import dataclass

from glossa.model import Kind

__all__ = ["Link", "Piece"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One segment of one side."""

    id: str
    text: str
    """May be empty; an empty piece says nothing about where it belongs."""
    language: str = "und"
    """BCP 47: `zh-Hans`; both sides may be in the same language."""
    kind: Kind = Kind.OTHER
    unit: int = 0
    """Index of the block it stands in; never falls from one piece to the next."""


@dataclass(frozen=True, slots=True)
class Link:
    """Pieces that say the same; or, with an empty side, one piece that nothing answers."""

    source: tuple[int, ...]
    """Indexes of neighbouring pieces of the source, in order; may be empty."""
    target: tuple[int, ...]
    """The same for the target; never empty together with `source`."""
    score: float
    """How likely just this link is right, from 0 to 1."""
