"""What an engine has answered once it is not asked again, on whatever page the question stands.

An answer depends on its question alone (`engines.shapes`), so a page comes out the same with the
answers kept or without, in any order of pages, and wherever a run was stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Any, Final

from glossa.pipeline import Engines

if TYPE_CHECKING:
    from glossa.engines.attention import Place
    from glossa.engines.base import Engine

__all__ = ["AskingFirst", "CachingEngine", "CachingEngines", "FirstQuestions"]

_HELD: Final = 32_000_000
"""Characters of questions and answers that are kept, about 100 MB; the oldest go first."""


class FirstQuestions(Exception):  # noqa: N818 - no error: it ends a rehearsal
    """What a page asks an engine first."""

    def __init__(self, language: str, segments: Sequence[str]) -> None:
        self.language = language
        self.segments = tuple(segments)
        super().__init__(language)


class CachingEngine:
    """An engine that keeps what another one answers, question by question.

    Its answers are those of `engine`, exactly. `held`: how many characters are kept.
    """

    def __init__(self, engine: Engine, held: int = _HELD) -> None:
        self._engine = engine
        self._most = held
        self._held = 0
        self._answers: dict[Hashable, Any] = {}
        self.name = engine.name
        self.source_language = engine.source_language
        self.target_language = engine.target_language

    def __getattr__(self, name: str) -> Any:
        # What engines learn to do later works through this one too, uncached.
        return getattr(self._engine, name)

    def signature(self) -> dict[str, str]:
        """That of the engine inside: nothing here decides a result."""
        return self._engine.signature()

    def translate(self, segments: Sequence[str], *, strict: bool = False) -> list[str]:
        """See `Engine.translate`."""
        keys = [("translate", strict, text) for text in segments]
        return self._answered(
            keys,
            lambda at: self._engine.translate([segments[place] for place in at], strict=strict),
        )

    def alternatives(self, segments: Sequence[str], count: int) -> list[list[str]]:
        """See `Engine.alternatives`."""
        keys = [("alternatives", count, text) for text in segments]
        found = self._answered(
            keys,
            lambda at: self._engine.alternatives([segments[place] for place in at], count),
        )
        return [list(texts) for texts in found]

    def continued(self, segments: Sequence[str], openings: Sequence[str]) -> list[str]:
        """See `Engine.continued`."""
        keys = [("continued", *both) for both in zip(segments, openings, strict=True)]
        return self._answered(
            keys,
            lambda at: self._engine.continued(
                [segments[place] for place in at], [openings[place] for place in at]
            ),
        )

    def places(
        self, sources: Sequence[str], spans: Sequence[tuple[int, int]], targets: Sequence[str]
    ) -> list[Place | None]:
        """See `Engine.places`."""
        keys = [("places", *three) for three in zip(sources, spans, targets, strict=True)]
        return self._answered(
            keys,
            lambda at: self._engine.places(
                [sources[place] for place in at],
                [spans[place] for place in at],
                [targets[place] for place in at],
            ),
        )

    def confidence(
        self,
        sources: Sequence[str],
        targets: Sequence[str],
        given: Sequence[Sequence[tuple[int, int]]] = (),
    ) -> list[float]:
        """See `Engine.confidence`."""
        spans = [tuple(some) for some in given] if given else [()] * len(sources)
        keys = [("confidence", *three) for three in zip(sources, targets, spans, strict=True)]
        return self._answered(
            keys,
            lambda at: self._engine.confidence(
                [sources[place] for place in at],
                [targets[place] for place in at],
                [spans[place] for place in at],
            ),
        )

    def _answered(
        self,
        keys: Sequence[tuple[Any, ...]],
        ask: Callable[[Sequence[int]], Sequence[Any]],
    ) -> list[Any]:
        """The answer to each question; `ask` is called once, for those that are new."""
        fresh: dict[tuple[Any, ...], int] = {}
        for place, key in enumerate(keys):
            if key not in self._answers:
                fresh.setdefault(key, place)
        said = dict(zip(fresh, ask(list(fresh.values())), strict=True)) if fresh else {}
        found = [said[key] if key in said else self._answers[key] for key in keys]
        self._keep(said)
        return found

    def _keep(self, said: dict[tuple[Any, ...], Any]) -> None:
        self._answers |= said
        self._held += sum(_size(key) + _size(answer) for key, answer in said.items())
        while self._held > self._most and self._answers:
            oldest = next(iter(self._answers))
            self._held -= _size(oldest) + _size(self._answers.pop(oldest))


class CachingEngines(Engines):
    """The engines of a run over many pages, with what they answered.

    `engines`: where they come from.
    """

    def __init__(self, engines: Engines) -> None:
        self._inner = engines
        self._caching: dict[str, CachingEngine] = {}
        self.asked: set[str] = set()
        """Languages that an engine was wanted for, had or not, since this was last emptied."""

    def get(self, language: str) -> Engine:
        """The engine for a source language. Raises `ModelMissingError`."""
        self.asked.add(language)
        engine = self._inner.get(language)
        if language not in self._caching:
            self._caching[language] = CachingEngine(engine)
        return self._caching[language]

    def findings(self, languages: Any) -> Any:
        """See `Engines.findings`."""
        return self._inner.findings(languages)


class AskingFirst(Engines):
    """Engines that end a rehearsal at the first question, with `FirstQuestions`."""

    def __init__(self, engines: Engines) -> None:
        self._inner = engines

    def get(self, language: str) -> Engine:
        """One that only listens. Raises `ModelMissingError` as the real one does."""
        return _Listener(self._inner.get(language), language)

    def findings(self, languages: Any) -> Any:
        """Nothing: nobody reads what a rehearsal finds."""
        return ()


class _Listener(CachingEngine):
    def __init__(self, engine: Engine, language: str) -> None:
        super().__init__(engine)
        self._language = language

    def translate(self, segments: Sequence[str], *, strict: bool = False) -> list[str]:
        raise FirstQuestions(self._language, segments)

    def places(
        self, sources: Sequence[str], spans: Sequence[tuple[int, int]], targets: Sequence[str]
    ) -> list[Place | None]:
        raise FirstQuestions(self._language, ())  # all is translated without an engine


def _size(value: Any) -> int:
    """Roughly how many characters a question or an answer takes."""
    if isinstance(value, str):
        return len(value) + 50
    if isinstance(value, tuple | list):
        return 50 + sum(map(_size, value))
    return 50
