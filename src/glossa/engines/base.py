"""What every engine promises: n segments in, n targets out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from glossa.engines.attention import Place

__all__ = ["Engine"]


@runtime_checkable
class Engine(Protocol):
    """Translates segments of one language pair; knows nothing of pages, terms or memory."""

    name: str
    """The model's name: `translate-zh_en-1_9`."""
    source_language: str
    """BCP 47: `zh-Hans`."""
    target_language: str

    def signature(self) -> dict[str, str]:
        """What decides the output: `model`, `model-hash`, `beam`, `compute`; short values."""
        ...

    def translate(self, segments: Sequence[str], *, strict: bool = False) -> list[str]:
        """Exactly one hypothesis for each segment, in the same order (law 3).

        `strict` decodes against loops and inventions (repetition penalty, no repeated n-grams, a
        tight length bound): for a second try on segments whose first answer failed a check.
        """
        ...

    def alternatives(self, segments: Sequence[str], count: int) -> list[list[str]]:
        """Up to `count` different hypotheses for each segment, the best first, at least one."""
        ...

    def continued(self, segments: Sequence[str], openings: Sequence[str]) -> list[str]:
        """One hypothesis for each segment that begins with its opening.

        The engine takes the opening as its own words and goes on. What it cannot do so, because
        the segment is too long for it, is answered as `translate` answers.
        """
        ...

    def places(
        self, sources: Sequence[str], spans: Sequence[tuple[int, int]], targets: Sequence[str]
    ) -> list[Place | None]:
        """Where in each target the engine sees what it made of a span of its source.

        None where it cannot tell. The weight (0 to 1) says how clear it is.
        """
        ...

    def confidence(
        self,
        sources: Sequence[str],
        targets: Sequence[str],
        given: Sequence[Sequence[tuple[int, int]]] = (),
    ) -> list[float]:
        """How sure the engine is of each target for its source, from 0 to 1.

        The geometric mean of the probabilities of the target's tokens. Not comparable between
        models; within one it tells what to read first.

        `given`: for each target the stretches that are not the engine's own words (names of the
        glossary); what it thinks of them does not count. Empty, or as long as `targets`.
        """
        ...
