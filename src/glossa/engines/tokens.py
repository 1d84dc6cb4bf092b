"""What every tokenizer does, and how many tokens an answer may have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

__all__ = ["Tokenizer", "as_it_is", "bucket_of", "has_letter", "max_answer", "share_read"]

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

    def knows(self, letter: str) -> bool:
        """Whether a letter is in the vocabulary, not spelt in bytes or unknown."""
        ...


def has_letter(text: str) -> bool:
    """Whether there is a letter in a text of any script, so that there is something to translate.

    >>> has_letter("12月"), has_letter("12.5 % 😀 ①")
    (True, False)
    """
    return any(map(str.isalpha, text))


def as_it_is(text: str) -> str:
    """What stands for a text without a letter: itself, nothing where there is nothing to see."""
    return text.strip() if any(map(str.isprintable, "".join(text.split()))) else ""


def share_read(source: str, target: str, knows: Callable[[str], bool]) -> float:
    """The share of the source's letters that a model knows (0 to 1), those copied left out.

    >>> knows = "刘".__contains__
    >>> share_read("刘䶮", "Liu", knows), share_read("刘䶮", "Liu 䶮", knows)
    (0.5, 1.0)
    """
    letters = [sign for sign in source if sign.isalpha() and sign not in target]
    read = sum(map(knows, letters))
    return read / len(letters) if letters else 1.0


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
