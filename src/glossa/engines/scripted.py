"""An engine with fixed answers: for tests, and to replay a run without its model."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossa.engines.attention import Place
from glossa.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["Call", "ScriptedEngine"]


@dataclass(frozen=True, slots=True)
class Call:
    """One call of an engine."""

    method: str
    """`translate`, `alternatives`, `continued` or `places` (of which the targets are kept)."""
    segments: tuple[str, ...]
    strict: bool = False
    count: int = 1
    openings: tuple[str, ...] = ()


class ScriptedEngine:
    """Answers what it was told to; every call is kept in `calls`.

    `answers`: target by source. `default`: makes the answer to any other source; without it,
    an unknown source raises `UsageError`. `strict_answers` stand before `answers` in a strict
    call. `more`: further hypotheses by source, behind the answer. `doubtful`: the
    confidence of targets that are less than certain. `continuations`: answers by opening.
    `placed`: what the engine made of stretches of sources, so that `places` can find it.
    """

    def __init__(
        self,
        answers: Mapping[str, str],
        default: Callable[[str], str] | None = None,
        *,
        strict_answers: Mapping[str, str] | None = None,
        more: Mapping[str, Sequence[str]] | None = None,
        doubtful: Mapping[str, float] | None = None,
        continuations: Mapping[str, str] | None = None,
        placed: Mapping[str, str] | None = None,
        name: str = "scripted",
        source_language: str = "zh-Hans",
        target_language: str = "en",
    ) -> None:
        self.name = name
        self.source_language = source_language
        self.target_language = target_language
        self.calls: list[Call] = []
        self._answers = dict(answers)
        self._default = default
        self._doubtful = dict(doubtful or {})
        self._continuations = dict(continuations or {})
        self._placed = dict(placed or {})
        self._strict_answers = dict(strict_answers or {})
        self._more = {source: tuple(texts) for source, texts in (more or {}).items()}

    def signature(self) -> dict[str, str]:
        """The name, and a hash of the answers."""
        parts = [self._answers, self._strict_answers, self._more, self._continuations, self._placed]
        script = json.dumps(parts, sort_keys=True)
        return {
            "model": self.name,
            "model-hash": hashlib.sha256(script.encode()).hexdigest()[:12],
        }

    def translate(self, segments: Sequence[str], *, strict: bool = False) -> list[str]:
        """The answer to each segment; blank in, empty out. Raises `UsageError`."""
        self.calls.append(Call("translate", tuple(segments), strict=strict))
        return [self._answer(segment, strict=strict) for segment in segments]

    def alternatives(self, segments: Sequence[str], count: int) -> list[list[str]]:
        """The answer to each segment and the further hypotheses, `count` at most."""
        self.calls.append(Call("alternatives", tuple(segments), count=count))
        texts = [
            [self._answer(segment, strict=False), *self._more.get(segment, ())]
            for segment in segments
        ]
        return [list(dict.fromkeys(some))[: max(1, count)] for some in texts]

    def continued(self, segments: Sequence[str], openings: Sequence[str]) -> list[str]:
        """The `continuations` by opening, else the plain answers, which need not begin so."""
        self.calls.append(Call("continued", tuple(segments), openings=tuple(openings)))
        return [
            self._continuations.get(opening) or self._answer(segment, strict=False)
            for segment, opening in zip(segments, openings, strict=True)
        ]

    def places(
        self, sources: Sequence[str], spans: Sequence[tuple[int, int]], targets: Sequence[str]
    ) -> list[Place | None]:
        """What `placed` says of a stretch of a source, where it stands in the target."""
        self.calls.append(Call("places", tuple(targets)))
        found: list[Place | None] = []
        for source, (start, end), target in zip(sources, spans, targets, strict=True):
            words = self._placed.get(source[start:end], "")
            at = target.find(words) if words else -1
            found.append(Place(at, at + len(words), 1.0) if at >= 0 else None)
        return found

    def confidence(
        self,
        sources: Sequence[str],
        targets: Sequence[str],
        given: Sequence[Sequence[tuple[int, int]]] = (),
    ) -> list[float]:
        """1.0 for each target: what stands in a script is certain, unless `doubtful` says else."""
        return [self._doubtful.get(target, 1.0) for _, target in zip(sources, targets, strict=True)]

    def _answer(self, segment: str, *, strict: bool) -> str:
        if not segment.strip():
            return ""
        if strict and segment in self._strict_answers:
            return self._strict_answers[segment]
        if segment in self._answers:
            return self._answers[segment]
        if self._default is None:
            raise UsageError(
                f"the engine has no answer to {segment!r}",
                where=self.name,
                advice="add it to the answers, or give a `default`",
            )
        return self._default(segment)
