"""Cut a segment that is too long for a model, at the safest places there are.

CTranslate2 would drop what lies beyond its limit without a word, and models answer badly to more
than they were trained on.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["cut_text"]

# From the safest place to the least safe; each matches the end of a piece.
_ENDS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"\n\s*",
        r"[。！？!?…]+[”’」』）》】\)\]\"']*\s*|(?<=[^\W\d])\.[”’\)\]\"']*\s+",
        r"[；;]\s*|:\s+|[：—]+\s*",
        r"[，、]\s*|,\s+",
        r"\s+",
    )
)


def cut_text(text: str, count: Callable[[str], int], limit: int) -> list[str]:
    """Pieces of `text` of at most `limit` tokens each; joined they are `text` again.

    `count` gives the tokens of a text. The cuts stand behind sentences, else behind clauses, commas
    or blanks, and only in a text without any of these between two characters.
    """
    return list(_cut(text, count, limit, 0))


def _cut(text: str, count: Callable[[str], int], limit: int, level: int) -> Iterator[str]:
    if count(text) <= limit or len(text) < 2:
        yield text
        return
    while level < len(_ENDS):
        parts = _split(text, _ENDS[level])
        if len(parts) > 1:
            for piece in _merge(parts, count, limit):
                yield from _cut(piece, count, limit, level + 1)
            return
        level += 1
    middle = _middle(text)
    yield from _cut(text[:middle], count, limit, level)
    yield from _cut(text[middle:], count, limit, level)


def _split(text: str, end: re.Pattern[str]) -> list[str]:
    places = [0, *(match.end() for match in end.finditer(text)), len(text)]
    return [text[i:j] for i, j in pairwise(places) if i < j]


def _merge(parts: list[str], count: Callable[[str], int], limit: int) -> Iterator[str]:
    """Neighbours joined as long as their counts sum up to no more than `limit`."""
    held: list[str] = []
    size = 0
    for part in parts:
        tokens = count(part)
        if held and size + tokens > limit:
            yield "".join(held)
            held, size = [], 0
        held.append(part)
        size += tokens
    yield "".join(held)


def _middle(text: str) -> int:
    """A place near the middle that parts no letter from its marks."""
    middle = len(text) // 2
    place = middle
    while place < len(text) - 1 and unicodedata.combining(text[place]):
        place += 1
    return middle if unicodedata.combining(text[place]) else place
