"""One side of an alignment, made ready: its words, its lengths, where its blocks begin."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossa.alignment.evidence import Bags
from glossa.alignment.lengths import length_of
from glossa.alignment.model import Piece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Side", "border_weights", "make_side"]


@dataclass(frozen=True)
class Side:
    """All arrays have one value a piece."""

    bags: Bags
    lengths: NDArray[np.float64]
    kinds: NDArray[np.str_]
    begins: NDArray[np.bool_]
    """Whether a block begins with the piece."""

    def __len__(self) -> int:
        return len(self.lengths)

    @property
    def borders(self) -> float:
        """The share of pieces after the first with which a block begins."""
        return float(self.begins[1:].mean()) if len(self) > 1 else 0.0


def make_side(pieces: Sequence[Piece], bags: Bags) -> Side:
    """`bags`: the words of the same pieces."""
    import numpy as np

    units = [piece.unit for piece in pieces]
    begins = [place == 0 or units[place - 1] != unit for place, unit in enumerate(units)]
    return Side(
        bags,
        np.array([length_of(piece.text) for piece in pieces]),
        np.array([piece.kind.value for piece in pieces]),
        np.array(begins, dtype=np.bool_),
    )


def border_weights(share: float, inside: float) -> tuple[float, float]:
    """What it weighs that neighbours have a border between them, or none, if one link joins them.

    `share`: how many neighbours have one; where all or none have, it says nothing. `inside`: how
    much rarer it is within a link.
    """
    if not 0.0 < share < 1.0:
        return 0.0, 0.0
    joined = inside * share / (inside * share + 1.0 - share)
    return math.log(joined / share), math.log((1.0 - joined) / (1.0 - share))


def start_weights(one: float, other: float, together: float) -> NDArray[np.float64]:
    """What it weighs that a block begins (1) or not (0) on each side, source by target."""
    import numpy as np

    if not (0.0 < one < 1.0 and 0.0 < other < 1.0):
        return np.zeros((2, 2))
    more = together * min(one * (1 - other), other * (1 - one))
    shift = np.array([[more, -more], [-more, more]])
    alone = np.outer([1 - one, one], [1 - other, other])
    result: NDArray[np.float64] = np.log((alone + shift) / alone)
    return result
