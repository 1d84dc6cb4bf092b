"""How well the lengths of two texts go together, beside what chance would give.

After Gale and Church (1993), divided by chance as Moore (2002) does: the logarithm of the ratio of
two lengths is normal, and its mean is learnt from the texts themselves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from glossa.script import HAN

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Lengths", "fit_ratio", "length_of", "length_weights"]

_HAN_RUN: Final = re.compile(f"[{HAN}]+")
_HAN_WEIGHT: Final = 3.0
_SPREAD: Final = 0.03
_SPREAD_SHORT: Final = 2.6
"""Variance of the logarithm of the ratio: `_SPREAD + _SPREAD_SHORT / length`."""
_USUAL: Final = (4.2, 1.0, 4.0)
"""Mean and variance of the logarithm of a piece's length, and how many pieces say so."""
_RATIO_WEIGHT: Final = 3.0
"""So many pairs say that both sides are of one length, before any pair was seen."""


def length_of(text: str) -> float:
    """Signs that are no blanks; an ideograph counts as three letters."""
    han = sum(len(run) for run in _HAN_RUN.findall(text))
    return len("".join(text.split())) + (_HAN_WEIGHT - 1) * han + 1.0


class Lengths:
    """The lengths of one side's pieces."""

    def __init__(self, lengths: NDArray[np.float64]) -> None:
        """`lengths`: as `length_of` gives them."""
        import numpy as np

        self.sums = np.concatenate([[0.0], np.cumsum(lengths)])
        logs = np.log(lengths)
        mean, variance, weight = _USUAL
        count = len(logs)
        self._mean = float((logs.sum() + mean * weight) / (count + weight))
        spread = float(((logs - self._mean) ** 2).sum())
        self._variance = (spread + variance * weight) / (count + weight)

    def of(self, first: int, end: int, pieces: int) -> NDArray[np.float64]:
        """Logarithm of the length of `pieces` together, from each place in `first ... end - 1`."""
        import numpy as np

        logs: NDArray[np.float64] = np.log(
            self.sums[first + pieces : end + pieces] - self.sums[first:end]
        )
        return logs

    def chance(self, logs: NDArray[np.float64], pieces: int) -> NDArray[np.float64]:
        """Log density of the length of any `pieces` together."""
        import math

        # The sum of lengths that are log-normal is nearly so again (Fenton, Wilkinson).
        variance = math.log1p(math.expm1(self._variance) / pieces)
        mean = math.log(pieces) + self._mean + self._variance / 2 - variance / 2
        return _log_normal(logs - mean, variance)


def _log_normal(
    away: NDArray[np.float64], variance: NDArray[np.float64] | float
) -> NDArray[np.float64]:
    import numpy as np

    result: NDArray[np.float64] = -0.5 * (np.log(2 * np.pi * variance) + away**2 / variance)
    return result


def fit_ratio(
    one: NDArray[np.float64], other: NDArray[np.float64], sure: NDArray[np.float64]
) -> float:
    """Mean logarithm of the ratio of lengths, from pairs and how sure each is (0 to 1)."""
    import numpy as np

    return float(((np.log(other) - np.log(one)) * sure).sum() / (sure.sum() + _RATIO_WEIGHT))


def length_weights(
    one: tuple[Lengths, int, int, int], other: tuple[Lengths, int, int, int], ratio: float
) -> NDArray[np.float64]:
    """Log of how much likelier the lengths are together than by chance, source by target.

    `one`, `other`: lengths, first place, end, and how many pieces are taken together.
    """
    import numpy as np

    left, right = one[0].of(*one[1:]), other[0].of(*other[1:])
    away = right[None, :] - left[:, None] - ratio
    shorter = np.minimum(np.exp(left)[:, None], np.exp(right)[None, :])
    together = _log_normal(away, _SPREAD + _SPREAD_SHORT / shorter)
    by_chance = (
        one[0].chance(left, one[3])[:, None] + other[0].chance(right, other[3])[None, :]
    ) / 2
    result: NDArray[np.float64] = np.maximum(together - by_chance, -12.0)
    return result
