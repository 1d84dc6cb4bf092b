"""A lexicon learnt from the two pages themselves: which of their words stand in linked pieces.

IBM model 1 over the links of a first pass, each as sure as that pass was, beginning from what is
known already. A pair of words seen once proves nothing, so a part is taken off each count.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from glossa.alignment.evidence import Bags, Renderings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Sure", "learn"]

Sure = tuple[int, int, int, int, float]
"""First piece and number of pieces of each side, and how sure the link is (0 to 1)."""

_ROUNDS: Final = 3
_UNSEEN: Final = 0.02
"""What an unknown pair of words begins with."""
_NULL: Final = 0.02
_DOUBT: Final = 0.3
_HELD: Final = 4.0
"""So many times is a word thought to have been seen with what the table says of it."""
_LEAST: Final = 0.02


def learn(one: Bags, other: Bags, links: Sequence[Sure], known: Renderings) -> Renderings:
    """What is `known`, and what the links teach, in one table."""
    import numpy as np

    width = len(other.number)
    keys, words, sure = _pairs(one, other, links)
    base = known.source * width + known.target
    if not len(keys):
        return known
    pairs, at = np.unique(keys, return_inverse=True)
    place = np.minimum(np.searchsorted(base, pairs), len(base) - 1) if len(base) else None
    prior = np.zeros(len(pairs))
    if place is not None:
        hit = base[place] == pairs
        prior[hit] = known.chance[place[hit]]
    source = pairs // width
    chance = prior + _UNSEEN
    total = np.zeros(len(one.number))
    for first, pieces, _, _, certainty in links:
        here = one.words[one.starts[first] : one.starts[first + pieces]]
        np.add.at(total, here, certainty)
    for _ in range(_ROUNDS):
        weight = chance[at]
        explained = np.bincount(words, weights=weight) + _NULL
        counts = np.bincount(at, weights=sure * weight / explained[words])
        seen = np.maximum(counts - _DOUBT, 0.0)
        chance = (seen + _HELD * prior) / (total[source] + _HELD)
    keep = chance > _LEAST
    found = dict(zip(base.tolist(), known.chance.tolist(), strict=True))
    found.update(zip(pairs[keep].tolist(), chance[keep].tolist(), strict=True))
    order = sorted(found)
    flat = np.array(order, dtype=np.int64)
    return Renderings(flat // width, flat % width, np.array([found[key] for key in order]))


def _pairs(
    one: Bags, other: Bags, links: Sequence[Sure]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """For each pair of words in a link: its key, which word of the target it is, how sure."""
    import numpy as np

    width = len(other.number)
    keys, words, sure = [], [], []
    count = 0
    for first, pieces, begin, many, certainty in links:
        here = one.words[one.starts[first] : one.starts[first + pieces]]
        there = other.words[other.starts[begin] : other.starts[begin + many]]
        keys.append((here[:, None] * width + there[None, :]).ravel())
        words.append(np.tile(np.arange(count, count + len(there)), len(here)))
        sure.append(np.full(len(here) * len(there), certainty))
        count += len(there)
    if not keys:
        empty = np.zeros(0, dtype=np.int64)
        return empty, empty, np.zeros(0)
    return np.concatenate(keys), np.concatenate(words), np.concatenate(sure)
