"""What is asked of this room, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from glossa.markup import Code
from glossa.model import Entry, Segment

if TYPE_CHECKING:
    from glossa.engines.base import Engine
    from glossa.termbase import Termbase

__all__ = ["Before", "Lexicon", "Place", "Span", "Task", "Tools", "Wanted"]

Span = tuple[int, int]
Lexicon = Callable[
    [frozenset[str], frozenset[str]], Mapping[str, Mapping[str, tuple[float, float]]]
]
"""(words of the sources, words of the targets) -> source word -> target word -> the chance (0 to 1)
of the target word given the source word, and the other way round. Words are cut as in `evidence`.
"""


@dataclass(frozen=True, slots=True)
class Before:
    """What stood in a target before a person wrote another, and where its codes were."""

    target: str
    places: Mapping[Span, Span]
    """Offsets into `target` by those of the code into the segment's source."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What may be asked for a place; all but the termbase may be absent."""

    termbase: Termbase
    target_language: str = "en"
    engine_for: Callable[[str], Engine | None] | None = None
    """Gives the engine for a source language, or None."""
    lexicon: Lexicon | None = None
    before: Mapping[str, Before] = field(default_factory=dict)
    """By the id of the segment."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a code stands in a target, and how that is known."""

    start: int
    end: int
    by: str
    """`steps`, `whole`, `edited`, `literal`, `glossary`, `rule`, `sound`, `words`, `beside`."""
    weight: float = 1.0
    """0 to 1."""

    @property
    def span(self) -> Span:
        """Its offsets into the target."""
        return self.start, self.end


@dataclass(slots=True)
class Wanted:
    """A stretch of a source, or a point in it, whose counterpart is looked for."""

    start: int
    """Offset into the segment's source."""
    end: int
    codes: tuple[Code, ...]
    """Those that stand there; the outermost first."""
    anchor: Span | None = None
    """Of a point: the words before it."""
    place: Place | None = None

    @property
    def is_point(self) -> bool:
        """Whether it holds no text."""
        return self.start == self.end

    @property
    def asked(self) -> Span:
        """The words that are looked for."""
        return (self.start, self.end) if self.anchor is None else self.anchor


@dataclass(slots=True)
class Task:
    """One segment with codes in it, whose target is not its source."""

    number: int
    """Index of the entry."""
    entry: Entry
    segment: Segment
    wanted: list[Wanted]

    @property
    def source(self) -> str:
        """The text that the codes are in."""
        return self.segment.source

    @property
    def target(self) -> str:
        """The text that they go into."""
        return self.entry.target

    def said(self, wanted: Wanted) -> str:
        """The words that are looked for."""
        start, end = wanted.asked
        return self.segment.source[start:end]
