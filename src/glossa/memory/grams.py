"""Pieces of text by which an index finds it again; for look-alikes, and for the concordance.

Scripts without blanks between words (Han, kana, Thai ...) are cut into pairs of characters.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Final

from glossa.memory.abstract import normalised

__all__ = ["folded", "likeness_grams", "search_expression", "search_tokens", "size_class"]

_UNSPACED: Final = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Tibetan, Burmese, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_MARKS: Final = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff"
"""Marks that stand in words and are no letters for `re`: accents, vowel signs."""
_RUN: Final = re.compile(f"([{_UNSPACED}]+)|(?:[^\\W_{_UNSPACED}]|[{_MARKS}])+")
_STEM: Final = 6
"""Letters of a word that count: `translated` and `translation` share a piece."""
_CLASSES: Final = 64
_LONGEST: Final = 1000
"""Characters of a text that are indexed for look-alikes."""
_TOKENS: Final = 24
"""Pieces of a search that the index is asked for; the text itself decides."""


def folded(text: str) -> str:
    """What the concordance compares: NFKC, case folded, blanks joined."""
    return " ".join(normalised(text).split())


def likeness_grams(text: str) -> set[str]:
    """The pieces of an abstract text, for finding what resembles it.

    Pairs of characters where words have no blanks between them, else the first letters of a word.
    """
    pieces: set[str] = set()
    for run in _RUN.finditer(text[:_LONGEST]):
        word = run[0]
        if run[1] is not None and len(word) > 1:
            pieces.update([word[at : at + 2] for at in range(len(word) - 1)])
        else:
            pieces.add(word[:_STEM])
    return pieces or {text[:_STEM]}


def size_class(length: int) -> int:
    """0..63: the length of a text in steps of an eighth, so that it fits in six bits."""
    return min(_CLASSES - 1, int(math.log(length + 1) * 8))


def search_tokens(text: str, side: str) -> str:
    """The tokens of one side (`s`, `t`) of a pair for the full-text index, parted by blanks.

    Each piece of two (Han ...) or three characters, and the shorter ends of the runs, so that every
    stretch of text is the beginning of a token. `text` is folded.
    """
    pieces: dict[str, None] = {}
    for run in _RUN.finditer(text):
        pieces |= _beginnings(run[0], 2 if run[1] is not None else 3)
    return f"{side}{f' {side}'.join(pieces)}" if pieces else ""


@lru_cache(maxsize=1 << 16)
def _beginnings(word: str, size: int) -> dict[str, None]:
    """What begins at each character of a word, `size` characters of it."""
    return dict.fromkeys([word[at : at + size] for at in range(len(word))])


def search_expression(text: str, side: str) -> str:
    """What to ask the full-text index for a stretch of folded text; empty where it cannot help."""
    whole: dict[str, None] = {}
    begun: dict[str, None] = {}
    for run in _RUN.finditer(text):
        word, size = run[0], 2 if run[1] is not None else 3
        if len(word) < size:
            begun[word] = None
        for at in range(len(word) - size + 1):
            whole[word[at : at + size]] = None
    parts = [f'"{side}{piece}"' for piece in list(whole)[:_TOKENS]]
    parts += [f'"{side}{piece}"*' for piece in list(begun)[: 0 if len(parts) > 1 else 2]]
    return " AND ".join(parts)
