"""Where the words of an answer come from: read off a decoder's attention. Pure; no model here.

The attention of a model that was not trained to align is a noisy aligner (Alkhouli 2018), so what
comes out has a weight, and whoever changes a text by it must ask for a clear peak.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from glossa.engines.tokens import Tokenizer

__all__ = ["Place", "offsets_of", "place_of", "tokens_inside"]

_WORD: Final = re.compile(r"\w+(?:['’.-]\w+)*")
_SHARE: Final = 0.5
"""Words beside the peak belong to it if they have this share of its weight."""
_SMALL_WORDS: Final = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with")
)
"""At the edge of a place they belong to the sentence around it."""
Span = tuple[int, int]


class Place(NamedTuple):
    """A stretch of a target that an engine made of a stretch of the source."""

    start: int
    """Offset into the target."""
    end: int
    weight: float
    """Attention of the place's strongest token to the stretch of the source: 0 to 1."""


def offsets_of(tokenizer: Tokenizer, tokens: Sequence[str], text: str) -> list[Span] | None:
    """Where each token stands in `text`; None where the tokens do not spell the text out.

    Pieces of one character share its place.
    """
    spans: list[Span] = []
    done = 0
    for count in range(1, len(tokens) + 1):
        spelled = tokenizer.decode(list(tokens[:count]))
        end = len(spelled) if text.startswith(spelled) else done
        spans.append((done, max(done, end)))
        done = max(done, end)
    return spans if done == len(text) else None


def place_of(
    attention: Sequence[Sequence[float]],
    source_offsets: Sequence[Span],
    target_offsets: Sequence[Span],
    span: Span,
    target: str,
) -> Place | None:
    """The words of `target` that look at `span` of the source most; None where none does.

    `attention`: target tokens by source tokens. The place is the word with the strongest token,
    with the neighbours that have at least half its weight, less the small words at its edges.
    """
    start, end = span
    looked_at = [n for n, (at, to) in enumerate(source_offsets) if at < end and to > start]
    if not looked_at:
        return None
    weights = [sum(row[n] for n in looked_at if n < len(row)) for row in attention]
    words = [found.span() for found in _WORD.finditer(target)]
    by_word = [
        max(
            (
                weight
                for weight, (from_, to) in zip(weights, target_offsets, strict=False)
                if from_ < word_end and to > word_start
            ),
            default=0.0,
        )
        for word_start, word_end in words
    ]
    if not by_word or not max(by_word):
        return None
    first = last = max(range(len(words)), key=by_word.__getitem__)
    peak = by_word[first]
    while first > 0 and by_word[first - 1] >= _SHARE * peak:
        first -= 1
    while last + 1 < len(words) and by_word[last + 1] >= _SHARE * peak:
        last += 1
    while first < last and _is_small(target, words[first]):
        first += 1
    while first < last and _is_small(target, words[last]):
        last -= 1
    return Place(words[first][0], words[last][1], peak)


def _is_small(target: str, word: Span) -> bool:
    return target[word[0] : word[1]].lower() in _SMALL_WORDS


def tokens_inside(
    tokenizer: Tokenizer, tokens: Sequence[str], text: str, spans: Sequence[Span]
) -> frozenset[int]:
    """Numbers of the tokens that touch one of the spans of `text`; none where that is open."""
    offsets = offsets_of(tokenizer, tokens, text) if spans else None
    return frozenset(
        number
        for number, (at, to) in enumerate(offsets or ())
        if any(at < end and to > start for start, end in spans)
    )
