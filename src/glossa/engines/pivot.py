"""A chain of engines for a pair that has none of its own: Chinese, English, French."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from glossa.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossa.engines.attention import Place
    from glossa.engines.base import Engine

__all__ = ["PivotEngine"]

_HELD: Final = 10_000
"""Answers of the first engines kept: those of a long page, so that each is asked for once."""


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
        self._held: dict[str, str] = {}
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
        if not strict:
            return self._engines[-1].translate(self._before_last(segments))
        texts = list(segments)
        for engine in self._engines:
            texts = engine.translate(texts, strict=True)
        return texts

    def alternatives(self, segments: Sequence[str], count: int) -> list[list[str]]:
        """Alternatives of the last engine for the best that those before it have."""
        return self._engines[-1].alternatives(self._before_last(segments), count)

    def continued(self, segments: Sequence[str], openings: Sequence[str]) -> list[str]:
        """The last engine goes on from the openings; see `Engine.continued`."""
        return self._engines[-1].continued(self._before_last(segments), openings)

    def places(
        self, sources: Sequence[str], spans: Sequence[tuple[int, int]], targets: Sequence[str]
    ) -> list[Place | None]:
        """None for each: a place would have to be followed through every text in between."""
        return [None for _ in zip(sources, spans, targets, strict=True)]

    def confidence(
        self,
        sources: Sequence[str],
        targets: Sequence[str],
        given: Sequence[Sequence[tuple[int, int]]] = (),
    ) -> list[float]:
        """The confidence of the last engine, given the best that those before it have."""
        return self._engines[-1].confidence(self._before_last(sources), targets, given)

    def _before_last(self, segments: Sequence[str]) -> list[str]:
        """What the last engine reads; the newest answers are kept, as the same is asked again."""
        if len(self._engines) == 1:
            return list(segments)
        fresh = [text for text in dict.fromkeys(segments) if text not in self._held]
        texts = list(fresh)
        for engine in self._engines[:-1]:
            texts = engine.translate(texts) if texts else []
        answers = dict(zip(fresh, texts, strict=True))
        found = [answers[text] if text in answers else self._held[text] for text in segments]
        self._keep(answers)
        return found

    def _keep(self, answers: dict[str, str]) -> None:
        self._held |= answers
        while len(self._held) > _HELD:
            del self._held[next(iter(self._held))]
