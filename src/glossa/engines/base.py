"""What every engine promises: n segments in, n targets out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

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

    def confidence(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        """How sure the engine is of each target for its source, from 0 to 1.

        The geometric mean of the probabilities of the target's tokens. Not comparable between
        models; within one it tells what to read first.
        """
        ...
