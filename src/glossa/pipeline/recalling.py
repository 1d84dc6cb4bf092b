"""Where memory and translator join: a page's segments are asked for, the answers put in order.

`glossa.memory` knows no translator, `glossa.translator` no memory; both speak of segments only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from glossa.errors import UsageError
from glossa.model import MatchType, Signature
from glossa.pipeline.remembering import VALUES_ONLY, open_memory
from glossa.script import primary_subtag

if TYPE_CHECKING:
    from glossa.memory import Hit, Memory
    from glossa.memory.adapt import Name
    from glossa.termbase import Termbase
    from glossa.translator import Asked, Recalled

__all__ = ["opened", "recall_from", "require_threshold", "with_memory"]

PathLike = str | Path

_EXACT: Final = 2.0
"""Over 1: only the very same source."""


def require_threshold(value: float | None) -> float:
    """The threshold for fuzzy matches, above 0 to 1; None turns them off. Raises `UsageError`."""
    if value is None:
        return VALUES_ONLY
    if not 0 < value <= 1:
        raise UsageError(
            f"{value} is no likeness", where="--fuzzy", advice="use one from 0.5 to 1, or off"
        )
    return min(value, VALUES_ONLY)


def recall_from(
    memories: Sequence[Memory], termbase: Termbase, language: str, threshold: float
) -> Callable[[Sequence[Asked]], list[Recalled | None]]:
    """How a translator asks `memories`: the best answer of all, the earlier memory's on a tie.

    `language`: of the targets (BCP 47). `threshold`: as `require_threshold` gives it.
    """
    from glossa.memory import Query

    names = _names_of(termbase, language)

    def recall(asked: Sequence[Asked]) -> list[Recalled | None]:
        queries = [
            Query(one.source, one.language, language, one.before, one.after) for one in asked
        ]
        best: list[Recalled | None] = [None] * len(queries)
        # Text in the target language is only ever made like itself: nothing near is looked for.
        target = primary_subtag(language)
        copied = [at for at, one in enumerate(asked) if primary_subtag(one.language) == target]
        others = [at for at, one in enumerate(asked) if primary_subtag(one.language) != target]
        for memory in memories:
            for places, least in ((others, threshold), (copied, _EXACT)):
                wanted = [queries[at] for at in places]
                hits = memory.look_up(wanted, threshold=least, names=names)
                for at, hit in zip(places, hits, strict=True):
                    found, rival = None if hit is None else _recalled(hit), best[at]
                    if found and (rival is None or _rank(found) > _rank(rival)):
                        best[at] = found
        return best

    return recall


def _rank(found: Recalled) -> tuple[bool, bool, bool, bool, float]:
    return (
        found.by_person and found.whole,
        found.by_person,
        found.whole,
        found.in_context,
        found.score,
    )


def _recalled(hit: Hit) -> Recalled:
    from glossa.translator import Recalled

    return Recalled(
        source=hit.pair.source,
        said=hit.pair.target,
        steps=hit.steps,
        score=hit.score,
        in_context=hit.match is MatchType.IN_CONTEXT,
        by_person=hit.pair.by_person,
        differs=hit.differs,
        turning=hit.turning,
        rivals=hit.rivals,
        origin=hit.pair.page or hit.pair.origin,
    )


def with_memory(signature: Signature, memories: Sequence[Memory], threshold: float) -> Signature:
    """A signature that names the content of the memories and the threshold."""
    digests = " ".join(memory.digest[:12] for memory in memories)
    fuzzy = "off" if threshold >= VALUES_ONLY else f"{threshold:g}"
    return Signature.of({**dict(signature.values), "memory": digests, "memory-fuzzy": fuzzy})


@contextmanager
def opened(
    memory: Memory | PathLike | Sequence[Memory | PathLike] | None,
) -> Iterator[list[Memory]]:
    """Memories to ask; those given as a path are opened, for reading only, and closed again."""
    if memory is None:
        given: Sequence[Memory | PathLike] = ()
    elif isinstance(memory, Sequence) and not isinstance(memory, str):
        given = memory
    else:
        given = (memory,)
    with ExitStack() as stack:
        yield [
            stack.enter_context(open_memory(one, readonly=True))
            if isinstance(one, str | Path)
            else one
            for one in given
        ]


def _names_of(termbase: Termbase, language: str) -> Callable[[str, str], Sequence[Name]]:
    """Names of places, people and organisations that are beyond doubt; words are not exchanged."""
    from glossa.memory.adapt import Name
    from glossa.translator.mentions import GLOSSED_KINDS

    kinds = {*GLOSSED_KINDS, "country"}

    @lru_cache(maxsize=4096)
    def names(text: str, source_language: str) -> tuple[Name, ...]:
        found: list[Name] = []
        for match in termbase.match(text, source_language):
            if len(match.concepts) != 1 or match.concepts[0].kind not in kinds:
                continue
            rendering = termbase.rendering(match, language)
            if rendering is not None:
                forms = (rendering.text, *rendering.accept)
                found.append(Name(match.start, match.end, match.concepts[0].id, forms))
        return tuple(found)

    return names
