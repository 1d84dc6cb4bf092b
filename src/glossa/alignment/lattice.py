"""Every way through two texts at once: how likely each link is, and the best way.

A node (i, j) stands behind `i` pieces of the source and `j` of the target. A link of `a` and `b`
pieces leads from (i, j) to (i + a, j + b). All weights are natural logarithms.

Pieces with no counterpart come in runs (a paragraph left out, a menu), so the first of a run costs
`opening`, each further one `extending`. Within a run those of the source stand before those of the
target: otherwise one set of links would be counted as many ways.

Rows are worked through one by one, and all nodes of a row at once: time and memory are
proportional to the number of nodes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["IMPOSSIBLE", "Lattice", "Shape", "best_way", "likelihoods"]

IMPOSSIBLE: Final = -1e9

Shape = tuple[int, int]
"""How many pieces of each side a link has, at least one of each."""


@dataclass(frozen=True)
class Lattice:
    """The links that are thought of, each with its weight."""

    links: Mapping[Shape, NDArray[np.float64]]
    """`links[a, b][i, j]`: the weight of the link that leaves node (i, j). A row for each node of
    the source and a column for each of the target, so one more than there are pieces."""
    opening: float
    extending: float

    @property
    def size(self) -> tuple[int, int]:
        """The number of rows and columns: pieces and one."""
        rows, columns = next(iter(self.links.values())).shape
        return rows, columns


def _ways_before(lattice: Lattice) -> NDArray[np.float64]:
    """For each node the sum over all ways from the start to it."""
    import numpy as np

    rows, width = lattice.size
    result = np.full((rows, width), IMPOSSIBLE)
    steps = np.arange(width) * lattice.extending
    linked = deleted = np.full(width, IMPOSSIBLE)
    for row in range(rows):
        deleted = np.logaddexp(linked + lattice.opening, deleted + lattice.extending)
        linked = np.full(width, IMPOSSIBLE)
        if row == 0:
            linked[0] = 0.0
        for (down, right), weights in lattice.links.items():
            if down <= row and right < width:
                ways = result[row - down, :-right] + weights[row - down, :-right]
                linked[right:] = np.logaddexp(linked[right:], ways)
        entered = np.full(width, IMPOSSIBLE)
        entered[1:] = np.logaddexp(linked[:-1] + lattice.opening, deleted[:-1] + lattice.extending)
        added = np.logaddexp.accumulate(entered - steps) + steps
        result[row] = np.logaddexp(np.logaddexp(linked, deleted), added)
    return result


def _ways_after(lattice: Lattice) -> NDArray[np.float64]:
    """For each node the sum over all ways on from it to the end, a link having just ended."""
    import numpy as np

    rows, width = lattice.size
    result = np.full((rows, width), IMPOSSIBLE)
    steps = np.arange(width) * lattice.extending
    deleting = np.full(width, IMPOSSIBLE)
    for row in range(rows - 1, -1, -1):
        linking = np.full(width, IMPOSSIBLE)
        if row == rows - 1:
            linking[-1] = 0.0
        for (down, right), weights in lattice.links.items():
            if row + down < rows and right < width:
                ways = weights[row, :-right] + result[row + down, right:]
                linking[:-right] = np.logaddexp(linking[:-right], ways)
        adding = np.logaddexp.accumulate((linking + steps)[::-1])[::-1] - steps
        alone = deleting.copy()
        alone[:-1] = np.logaddexp(alone[:-1], adding[1:])
        deleting = np.logaddexp(linking, alone + lattice.extending)
        result[row] = np.logaddexp(linking, alone + lattice.opening)
    return result


def likelihoods(lattice: Lattice) -> dict[Shape, NDArray[np.float64]]:
    """The likelihood (0 to 1) of each link, all ways through both texts taken together."""
    import numpy as np

    before, after = _ways_before(lattice), _ways_after(lattice)
    rows, width = lattice.size
    result = {}
    for (down, right), weights in lattice.links.items():
        found = np.zeros_like(weights)
        if down < rows and right < width:
            ways = before[:-down, :-right] + weights[:-down, :-right] + after[down:, right:]
            found[:-down, :-right] = np.exp(np.minimum(ways - after[0, 0], 0.0))
        result[down, right] = found
    return result


def best_way(
    gains: Mapping[Shape, NDArray[np.float64]],
    alone: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> list[tuple[int, int, int, int]]:
    """The way with the greatest sum of gains, as (i, j, a, b) in order.

    `gains`: laid out as `Lattice.links`, 0 or more. `alone`: what each piece of the source and of
    the target gains with no counterpart.
    """
    import numpy as np

    rows, width = len(alone[0]) + 1, len(alone[1]) + 1
    value = np.full((rows, width), IMPOSSIBLE)
    choices = np.zeros((rows, width), dtype=np.int8)
    shapes = [(1, 0), (0, 1), *gains]
    skipped = np.concatenate([[0.0], np.cumsum(alone[1])])
    value[0] = skipped
    choices[0] = 1
    for row in range(1, rows):
        here = value[row - 1] + alone[0][row - 1]
        choice = np.zeros(width, dtype=np.int8)
        for number, (down, right) in enumerate(shapes[2:], 2):
            if down <= row and right < width:
                new = value[row - down, :-right] + gains[down, right][row - down, :-right]
                better = new > here[right:]
                here[right:][better] = new[better]
                choice[right:][better] = number
        free = here - skipped
        best = np.maximum.accumulate(free)
        choice[best > free] = 1
        value[row] = best + skipped
        choices[row] = choice
    way = []
    row, column = rows - 1, width - 1
    while row or column:
        down, right = shapes[choices[row, column]] if row else (0, 1)
        row, column = row - down, column - right
        way.append((row, column, down, right))
    return way[::-1]
