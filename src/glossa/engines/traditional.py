"""Traditional Chinese through a model of simplified Chinese: OpenCC writes it anew first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from glossa.engines.attention import Place
    from glossa.engines.base import Engine

__all__ = ["SIMPLIFIED_BY", "TraditionalEngine", "to_simplified"]

_CONFIGURATION = "tw2sp"
"""Characters and the words that differ (軟體 -> 软件); also right for Hong Kong's characters."""
SIMPLIFIED_BY: Final = f"opencc-{_CONFIGURATION}"
"""How `to_simplified` is named in a signature."""


class TraditionalEngine:
    """An engine for `zh-Hant` made of one for `zh-Hans`."""

    source_language = "zh-Hant"

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.name = engine.name
        self.target_language = engine.target_language

    def signature(self) -> dict[str, str]:
        """That of the engine inside, and how the script was changed."""
        return {**self._engine.signature(), "script": SIMPLIFIED_BY}

    def translate(self, segments: Sequence[str], *, strict: bool = False) -> list[str]:
        """See `Engine.translate`."""
        return self._engine.translate(self._simplified(segments), strict=strict)

    def alternatives(self, segments: Sequence[str], count: int) -> list[list[str]]:
        """See `Engine.alternatives`."""
        return self._engine.alternatives(self._simplified(segments), count)

    def continued(self, segments: Sequence[str], openings: Sequence[str]) -> list[str]:
        """See `Engine.continued`."""
        return self._engine.continued(self._simplified(segments), openings)

    def places(
        self, sources: Sequence[str], spans: Sequence[tuple[int, int]], targets: Sequence[str]
    ) -> list[Place | None]:
        """See `Engine.places`; None where the other script changed the length of the source."""
        simplified = self._simplified(sources)
        found = self._engine.places(simplified, spans, targets)
        return [
            place if len(simple) == len(source) else None
            for place, simple, source in zip(found, simplified, sources, strict=True)
        ]

    def confidence(
        self,
        sources: Sequence[str],
        targets: Sequence[str],
        given: Sequence[Sequence[tuple[int, int]]] = (),
    ) -> list[float]:
        """See `Engine.confidence`."""
        return self._engine.confidence(self._simplified(sources), targets, given)

    def _simplified(self, texts: Sequence[str]) -> list[str]:
        return [to_simplified(text) for text in texts]


def to_simplified(text: str) -> str:
    """Traditional Chinese in simplified characters and words; the length may change."""
    converted: str = _converter().convert(text)
    return converted


@lru_cache(maxsize=1)
def _converter() -> Any:
    import opencc

    return opencc.OpenCC(_CONFIGURATION)
