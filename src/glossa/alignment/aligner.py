"""The passes of an alignment: known words, a first look, words learnt from it, the links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from glossa.alignment.crossing import cross
from glossa.alignment.cutting import cut
from glossa.alignment.evidence import Renderings
from glossa.alignment.lattice import Shape, best_way, likelihoods
from glossa.alignment.learning import Sure, learn
from glossa.alignment.lengths import fit_ratio
from glossa.alignment.model import Link
from glossa.alignment.pairing import Pairing, Window
from glossa.alignment.settings import Settings
from glossa.alignment.sides import Side

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["link_sides"]

_SURE: Final = 0.1
"""Links below that teach nothing."""


def link_sides(
    one: Side, other: Side, tables: tuple[Renderings, Renderings], settings: Settings
) -> list[Link]:
    """The links of two sides, neither of them empty."""
    pairing = Pairing(one, other, settings)
    ratio = 0.0
    windows = cut(pairing, tables)
    if settings.learning:
        sure: list[Sure] = []
        for window in windows:
            found = likelihoods(pairing.lattice(window, *tables, ratio))
            sure.extend(_sure(found, window))
        ratio = _ratio(one, other, sure)
        turned = [
            (begin, many, first, pieces, certainty)
            for first, pieces, begin, many, certainty in sure
        ]
        tables = (
            learn(one.bags, other.bags, sure, tables[0]),
            learn(other.bags, one.bags, turned, tables[1]),
        )
    links: list[Link] = []
    for window in windows:
        links.extend(_linked(pairing, window, tables, ratio))
    return links


def _linked(
    pairing: Pairing, window: Window, tables: tuple[Renderings, Renderings], ratio: float
) -> list[Link]:
    """The links within a window: those in order, then those that leave it."""
    first, end, begin, stop = window
    lattice = pairing.lattice(window, *tables, ratio)
    settings = pairing.settings
    in_order = _links(likelihoods(lattice), (0, end - first, 0, stop - begin), settings)
    begins = pairing.one.begins[first:end].tolist(), pairing.other.begins[begin:stop].tolist()
    return [
        Link(
            tuple(first + place for place in link.source),
            tuple(begin + place for place in link.target),
            link.score,
        )
        for link in cross(in_order, lattice.links, begins, settings)
    ]


def _sure(found: dict[Shape, NDArray[np.float64]], window: Window) -> list[Sure]:
    import numpy as np

    result = []
    for (down, right), chances in found.items():
        rows, columns = np.nonzero(chances > _SURE)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            certainty = float(chances[row, column])
            result.append((window[0] + row, down, window[2] + column, right, certainty))
    return sorted(result)


def _ratio(one: Side, other: Side, sure: list[Sure]) -> float:
    import numpy as np

    single = [link for link in sure if link[1] == link[3] == 1]
    rows = np.array([link[0] for link in single], dtype=np.int64)
    columns = np.array([link[2] for link in single], dtype=np.int64)
    certainty = np.array([link[4] for link in single])
    return fit_ratio(one.lengths[rows], other.lengths[columns], certainty)


def _links(
    found: dict[Shape, NDArray[np.float64]], window: Window, settings: Settings
) -> list[Link]:
    """The links that are together the likeliest to be right, each piece counted once."""
    import numpy as np

    first, end, begin, stop = window
    alone = np.ones(end - first), np.ones(stop - begin)
    for (down, right), chances in found.items():
        for place in range(down):
            alone[0][place:] -= chances.sum(axis=1)[: end - first - place]
        for place in range(right):
            alone[1][place:] -= chances.sum(axis=0)[: stop - begin - place]
    alone = np.clip(alone[0], 0.0, 1.0), np.clip(alone[1], 0.0, 1.0)
    gains = {shape: chances * sum(shape) / 2 for shape, chances in found.items()}
    weighed = alone[0] * settings.alone, alone[1] * settings.alone
    links = []
    for row, column, down, right in best_way(gains, weighed):
        if down and right:
            score = found[down, right][row, column]
        else:
            score = alone[0][row] if down else alone[1][column]
        links.append(
            Link(
                tuple(range(first + row, first + row + down)),
                tuple(range(begin + column, begin + column + right)),
                round(float(score), 6),
            )
        )
    return links
