"""What the words of two texts say about whether they translate each other.

IBM model 1 (Brown et al. 1993) beside chance, as Moore (2002) does for sentences: each word of the
target is there because some word of the source is rendered by it, or by chance. The sum over its
words of the logarithm of `(chance + rendered) / chance` is the weight of the evidence, and the mean
of both directions is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["EXACT", "Bags", "Renderings", "word_weights"]

EXACT: Final = "#~"
"""Signs in front of figures and literals (`glossa.alignment.clues`)."""

_TRUST: Final = 0.25
"""Share of the words of a right pair that the table is thought to explain."""
_TRUST_EXACT: Final = 0.5
"""The same for figures and addresses, which seldom get lost."""
_USUAL_WORDS: Final = 400.0
"""So many words of ordinary text are added to a page's own, to tell how common a word is."""
_UNKNOWN: Final = 2e-4
"""How common a word is of which nothing is known."""


class Bags:
    """The words of one side, as numbers, piece by piece."""

    def __init__(
        self, bags: Sequence[Sequence[str]], usual: Mapping[str, float] | None = None
    ) -> None:
        """`usual`: how common words are in ordinary text (0 to 1)."""
        import numpy as np

        self.number: dict[str, int] = {}
        flat = [self.number.setdefault(word, len(self.number)) for bag in bags for word in bag]
        self.pieces = np.repeat(np.arange(len(bags)), [len(bag) for bag in bags])
        self.words = np.array(flat, dtype=np.int64)
        self.sizes = np.array([len(bag) for bag in bags], dtype=np.float64)
        counts = np.bincount(self.words, minlength=len(self.number)).astype(np.float64)
        prior = np.array([(usual or {}).get(word, _UNKNOWN) for word in self.number])
        self.chance = (counts + _USUAL_WORDS * prior) / (len(flat) + _USUAL_WORDS)
        self.trust = np.array(
            [_TRUST_EXACT if word[0] in EXACT else _TRUST for word in self.number]
        )
        self.starts = np.searchsorted(self.pieces, np.arange(len(bags) + 1))

    def merged(self, edges: NDArray[np.int64]) -> Bags:
        """The same words in larger bags, each from one edge (a piece) up to the next."""
        import numpy as np

        result = copy(self)
        here = slice(self.starts[edges[0]], self.starts[edges[-1]])
        result.words = self.words[here]
        result.pieces = np.searchsorted(edges, self.pieces[here], side="right") - 1
        result.starts = self.starts[edges] - self.starts[edges[0]]
        result.sizes = np.diff(result.starts).astype(np.float64)
        return result


@dataclass(frozen=True)
class Renderings:
    """A sparse table: which words of a side are rendered by which of the other, how often."""

    source: NDArray[np.int64]
    """Sorted."""
    target: NDArray[np.int64]
    chance: NDArray[np.float64]
    """Of the target's word, given the source's."""


def word_weights(
    one: Bags,
    other: Bags,
    table: Renderings,
    rows: tuple[int, int],
    columns: tuple[int, int],
    together: int,
) -> list[NDArray[np.float64]]:
    """For 1, 2 ... `together` pieces of one side, the evidence of each single piece of the other.

    Each matrix has a row for every first piece in `rows` and a column for every piece in `columns`.
    """
    import numpy as np

    first, end = rows
    last = min(end + together - 1, len(one.sizes))
    here = slice(one.starts[first], one.starts[last])
    there = slice(other.starts[columns[0]], other.starts[columns[1]])
    begin = np.searchsorted(table.source, one.words[here])
    fan = np.searchsorted(table.source, one.words[here], side="right") - begin
    at = np.repeat(begin - np.concatenate([[0], np.cumsum(fan)[:-1]]), fan) + np.arange(fan.sum())
    used, word = np.unique(other.words[there], return_inverse=True)
    place = np.full(len(other.number), -1)
    place[used] = np.arange(len(used))
    to = place[table.target[at]]
    known = to >= 0
    row = np.repeat(one.pieces[here] - first, fan)[known]
    size = (last - first, len(used))
    said = np.bincount(
        row * size[1] + to[known], weights=table.chance[at][known], minlength=size[0] * size[1]
    ).reshape(size)
    wide = columns[1] - columns[0]
    counts = np.bincount(
        word * wide + other.pieces[there] - columns[0], minlength=size[1] * wide
    ).reshape(size[1], wide)
    chance = other.chance[used]
    # A word that nothing here can render says nothing either way.
    live = said.any(axis=0)
    said, counts, chance = said[:, live], counts[live].astype(np.float32), chance[live]
    trust = other.trust[used][live]
    sizes = one.sizes[first:last]
    result = []
    total = said = said.astype(np.float64)
    length: NDArray[np.float64] = np.zeros(0)
    for pieces in range(1, together + 1):
        many = last - first - pieces + 1
        if many < 1:
            break
        total = said[:many] if pieces == 1 else total[:many] + said[pieces - 1 :]
        length = sizes[:many] if pieces == 1 else length[:many] + sizes[pieces - 1 :]
        rendered = total / np.maximum(length, 1.0)[:, None] / chance
        gain = np.log((1 - trust) + trust * rendered).astype(np.float32)
        result.append((gain @ counts).astype(np.float64)[: end - first])
    return result
