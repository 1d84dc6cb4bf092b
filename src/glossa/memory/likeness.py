"""How like two abstract texts are, 0 to 1: what the threshold of a fuzzy match is measured in."""

from __future__ import annotations

from glossa.script import written_in_han

__all__ = ["THRESHOLD", "likeness"]

THRESHOLD = 0.85
"""From here on a remembered target is more often right than not (docs/decisions/0011)."""


def likeness(one: str, other: str, language: str) -> float:
    """1 - edits / length of both together, over abstract texts (`glossa.memory.abstract`).

    Chinese is compared by character. Where words stand between blanks, the likeness of the letters
    and that of the words count half each: `form` and `from` are near in letters only, `child` and
    `children` are two words but near.
    """
    from rapidfuzz.distance import Indel

    letters = Indel.normalized_similarity(one, other)
    if written_in_han(language):
        return letters
    return (letters + Indel.normalized_similarity(one.split(), other.split())) / 2
