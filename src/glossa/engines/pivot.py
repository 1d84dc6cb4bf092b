"""A chain of engines for a pair that has none of its own: Chinese, English, French."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from glossa.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossa.engines.base import Engine

__all__ = ["PivotEngine"]


class PivotEngine:
    """Each engine translates what the one before it answered.

    Raises `UsageError` where the engines do not fit together.
    """

    def __init__(self, engines: Sequence[Engine]) -> None:
        if not engines:
            raise UsageError("a chain of no engines")
        for one, two in pairwise(engines):
            if one.target_language != two.source_language:
                raise UsageError(
                    f"{one.name} answers in {one.target_language}, "
                    f"{two.name} reads {two.source_language}"
                )
        self._engines = tuple(engines)
        self.name = "+".join(engine.name for engine in engines)
        self.source_language = engines[0].source_language
        self.target_language = engines[-1].target_language

    def signature(self) -> dict[str, str]:
        """Every value of the engines, joined with `+` where they differ."""
        each = [engine.signature() for engine in self._engines]
        keys = dict.fromkeys(key for signature in each for key in signature)
        joined = {}
        for key in keys:
            values = [signature.get(key, "") for signature in each]
            joined[key] = values[0] if len(set(values)) == 1 else "+".join(values)
        return joined

    def translate(self, segments: Sequence[str], *, strict: bool = False) -> list[str]:
        """One hypothesis for each segment; see `Engine.translate`."""
        texts = list(segments)
        for engine in self._engines:
            texts = engine.translate(texts, strict=strict)
        return texts

    def alternatives(self, segments: Sequence[str], count: int) -> list[list[str]]:
        """Alternatives of the last engine for the best that those before it have."""
        return self._engines[-1].alternatives(self._before_last(segments), count)

    def confidence(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        """The confidence of the last engine, given the best that those before it have."""
        return self._engines[-1].confidence(self._before_last(sources), targets)

    def _before_last(self, segments: Sequence[str]) -> list[str]:
        texts = list(segments)
        for engine in self._engines[:-1]:
            texts = engine.translate(texts)
        return texts
