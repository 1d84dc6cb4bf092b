"""How like two abstract texts are, 0 to 1: what the threshold of a fuzzy match is measured in."""

from __future__ import annotations

from typing import Final

from glossa.script import primary_subtag, written_in_han

__all__ = ["likeness"]

_WITHOUT_BLANKS: Final = frozenset({"th", "lo", "km", "my", "bo", "dz"})


def likeness(one: str, other: str, language: str, *, floor: float = 0.0) -> float:
    """1 - edits / length of the longer, over abstract texts (`glossa.memory.abstract`).

    Chinese is compared by character, and so is Thai, which has no blanks between words. Where words
    stand between blanks, the likeness of the letters and that of the words count half each: `form`
    and `from` are near in letters only, `child` and `children` are two words but near. Below
    `floor` (0 to 1) it is 0: what is far is soon known.
    """
    from rapidfuzz.distance.Levenshtein import normalized_similarity

    if written_in_han(language) or primary_subtag(language) in _WITHOUT_BLANKS:
        return normalized_similarity(one, other, score_cutoff=floor)
    letters = normalized_similarity(one, other, score_cutoff=max(0.0, 2 * floor - 1))
    both = (letters + normalized_similarity(one.split(), other.split())) / 2
    return both if both >= floor else 0.0
