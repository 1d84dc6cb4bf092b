"""The weight of every link that could be, from all that is known of two sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossa.alignment.evidence import Renderings, word_weights
from glossa.alignment.lattice import IMPOSSIBLE, Lattice, Shape
from glossa.alignment.lengths import Lengths, length_weights
from glossa.alignment.settings import Settings
from glossa.alignment.sides import Side, border_weights, start_weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Pairing", "Window"]

Window = tuple[int, int, int, int]
"""First piece and end of the source, first piece and end of the target."""

_LARGEST = 3


class Pairing:
    """Two sides, and what is known of how words and lengths of one become those of the other."""

    def __init__(self, one: Side, other: Side, settings: Settings) -> None:
        self.one, self.other, self.settings = one, other, settings
        self._lengths = Lengths(one.lengths), Lengths(other.lengths)

    def lattice(self, window: Window, there: Renderings, back: Renderings, ratio: float) -> Lattice:
        """The links within a window; `there`, `back`: from source to target and from it.

        `ratio`: mean logarithm of the length of the target beside that of the source.
        """
        import numpy as np

        first, end, begin, stop = window
        rows, columns = end - first, stop - begin
        settings = self.settings
        forward = word_weights(
            self.one.bags, self.other.bags, there, (first, end), (begin, stop), _LARGEST
        )
        backward = word_weights(
            self.other.bags, self.one.bags, back, (begin, stop), (first, end), _LARGEST
        )
        alike = self._alike(window)
        joined = self._joined(self.one, first, end), self._joined(self.other, begin, stop)
        links = {}
        for (down, right), prior in self._shapes().items():
            weights = np.full((rows + 1, columns + 1), IMPOSSIBLE)
            high, wide = rows - down + 1, columns - right + 1
            if high > 0 and wide > 0:
                lengths = length_weights(
                    (self._lengths[0], first, first + high, down),
                    (self._lengths[1], begin, begin + wide, right),
                    ratio,
                )
                found = np.zeros((high, wide))
                for place in range(right):
                    found += forward[down - 1][:high, place : place + wide]
                for place in range(down):
                    found += backward[right - 1][:wide, place : place + high].T
                weight = prior + settings.length * lengths + settings.words / 2 * found
                weight += alike[:high, :wide]
                for place in range(down - 1):
                    weight += joined[0][place : place + high, None]
                for place in range(right - 1):
                    weight += joined[1][None, place : place + wide]
                weights[:high, :wide] = settings.sharpness * weight
            links[down, right] = weights
        return Lattice(
            links, settings.sharpness * settings.opening, settings.sharpness * settings.extending
        )

    def _shapes(self) -> dict[Shape, float]:
        settings = self.settings
        return {
            (1, 1): 0.0,
            (1, 2): settings.two_to_one,
            (2, 1): settings.two_to_one,
            (2, 2): settings.two_to_two,
            (1, 3): settings.three_to_one,
            (3, 1): settings.three_to_one,
        }

    def _alike(self, window: Window) -> NDArray[np.float64]:
        """What the kinds of two pieces weigh, and whether blocks begin with them."""
        import numpy as np

        here, there = slice(*window[:2]), slice(*window[2:])
        starts = start_weights(self.one.borders, self.other.borders, self.settings.starting)
        begins = self.one.begins[here].astype(int), self.other.begins[there].astype(int)
        result: NDArray[np.float64] = starts[np.ix_(*begins)]
        other_kind = self.one.kinds[here][:, None] != self.other.kinds[there][None, :]
        result += self.settings.other_kind * other_kind
        return result

    def _joined(self, side: Side, first: int, end: int) -> NDArray[np.float64]:
        """What it weighs to join each piece with the next."""
        import numpy as np

        border, none = border_weights(side.borders, self.settings.inside)
        return np.where(side.begins[first + 1 : end], border, none)
