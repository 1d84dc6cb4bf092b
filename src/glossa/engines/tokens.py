"""What every tokenizer does, and how many tokens an answer may have."""

from __future__ import annotations

from typing import Final, Protocol

__all__ = ["Tokenizer", "bucket_of", "max_answer"]

_BUCKETS: Final = (4, 8, 16, 32, 64, 96, 128, 192, 256)
_MOST: Final = 500
"""Models may have no more than 512 places, and CTranslate2 fails at the first beyond."""


class Tokenizer(Protocol):
    """Cuts a text into a model's tokens and joins tokens to text again."""

    def encode(self, text: str) -> list[str]:
        """The tokens of one segment; none for a text that holds nothing but blanks."""
        ...

    def decode(self, tokens: list[str]) -> str:
        """The text of one answer."""
        ...


def bucket_of(length: int) -> int:
    """The smallest bucket that holds `length` tokens.

    Sources of one bucket are decoded under one bound, which follows from the bucket alone, so an
    answer never depends on what else stands on the page (see `shapes` too).
    """
    return next((bucket for bucket in _BUCKETS if length <= bucket), length)


def max_answer(bucket: int, *, strict: bool) -> int:
    """The most tokens an answer to a source of that bucket may have.

    Chinese to English takes about 1.3 tokens for one, names and single words up to four. Only a
    loop needs more, and a tight bound ends it early.
    """
    return min(_MOST, 2 * bucket + 6 if strict else 3 * bucket + 16)
