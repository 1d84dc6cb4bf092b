"""Cut two long texts at places that surely belong together, so that no lattice grows too large.

A lattice has as many nodes as one side has pieces times the other's. So a long text is first looked
at from afar: a few hundred stretches of many pieces on each side are aligned as if they were
pieces. In the middle of what belongs together there, a small window of real pieces is aligned, and
its surest link is where both texts are cut; then each half in turn. The time is nearly proportional
to the length, and text that only one side has stays in one piece.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from glossa.alignment.evidence import Renderings
from glossa.alignment.lattice import best_way, likelihoods
from glossa.alignment.pairing import Pairing, Window
from glossa.alignment.settings import FIRST_LOOK
from glossa.alignment.sides import Side

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["NODES", "cut"]

NODES: Final = 400_000
"""The largest lattice that is looked at whole."""
_STRETCHES: Final = 240
"""Stretches a side, seen from afar."""
_AROUND: Final = 100
"""Pieces on each side of the place where a cut is looked for."""
_SURE: Final = 0.98
_TRIES: Final = 6

Tables = tuple[Renderings, Renderings]


def cut(pairing: Pairing, tables: Tables) -> list[Window]:
    """Windows that follow each other and hold both texts, each small enough for one lattice."""
    whole = (0, len(pairing.one), 0, len(pairing.other))
    return list(_cut(pairing, tables, whole))


def _cut(pairing: Pairing, tables: Tables, window: Window) -> Iterator[Window]:
    waiting = [window]
    while waiting:
        first, end, begin, stop = waiting.pop()
        rows, columns = end - first, stop - begin
        if (rows + 1) * (columns + 1) <= NODES or min(rows, columns) < 2:
            yield first, end, begin, stop
            continue
        row, column = _place(pairing, tables, (first, end, begin, stop))
        waiting.append((row, end, column, stop))
        waiting.append((first, row, begin, column))


def _place(pairing: Pairing, tables: Tables, window: Window) -> tuple[int, int]:
    """Where to cut: strictly within the window, at the start of a sure link if there is one."""
    first, end, begin, stop = window
    places = _from_afar(pairing, tables, window)
    for row, column in places[:_TRIES]:
        near = (
            max(first, row - _AROUND),
            min(end, row + _AROUND),
            max(begin, column - _AROUND),
            min(stop, column + _AROUND),
        )
        found = _surest(pairing, tables, near, (row, column))
        if found is not None and first < found[0] < end and begin < found[1] < stop:
            return found
    return places[0]


def _surest(
    pairing: Pairing, tables: Tables, near: Window, middle: tuple[int, int]
) -> tuple[int, int] | None:
    """The start of the sure link of one piece to one that is nearest to the middle."""
    import numpy as np

    first, end, begin, stop = near
    chances = likelihoods(pairing.lattice(near, *tables, 0.0))[1, 1]
    rows, columns = np.nonzero(chances > _SURE)
    links = sorted(
        (
            abs(first + row - middle[0]) + abs(begin + column - middle[1]),
            first + row,
            begin + column,
        )
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        # The ends of a window are bound to each other; that proves nothing about what is there.
        if _inside(first + row, first, end, len(pairing.one))
        and _inside(begin + column, begin, stop, len(pairing.other))
    )
    return links[0][1:] if links else None


def _inside(place: int, first: int, end: int, size: int) -> bool:
    margin = (end - first) // 5
    return (first == 0 or place >= first + margin) and (end == size or place < end - margin)


def _from_afar(pairing: Pairing, tables: Tables, window: Window) -> list[tuple[int, int]]:
    """Places where stretches of the sides meet, the likeliest near the middle first."""
    import numpy as np

    first, end, begin, stop = window
    size = -(-max(end - first, stop - begin) // _STRETCHES)
    one, there = _stretches(pairing.one, first, end, size)
    other, back = _stretches(pairing.other, begin, stop, size)
    coarse = Pairing(one, other, FIRST_LOOK)
    whole = (0, len(one), 0, len(other))
    found = likelihoods(coarse.lattice(whole, *tables, 0.0))
    gains = {shape: chances * sum(shape) / 2 for shape, chances in found.items()}
    nothing = np.zeros(len(one)), np.zeros(len(other))
    half = (len(one) + len(other)) / 2
    ranked = []
    for row, column, down, right in best_way(gains, nothing):
        if not (down and right and row and column):
            continue
        chance = float(found[down, right][row, column])
        away = abs(row + column - half) / half
        ranked.append((away - chance, int(there[row]), int(back[column])))
    ranked.sort()
    middle = (first + end) // 2, (begin + stop) // 2
    return [(row, column) for _, row, column in ranked] or [middle]


def _stretches(side: Side, first: int, end: int, size: int) -> tuple[Side, NDArray[np.int64]]:
    """`size` pieces at a time as one, and where each stretch starts."""
    import numpy as np

    starts = np.arange(first, end, size)
    edges = np.append(starts, end)
    sums = np.concatenate([[0.0], np.cumsum(side.lengths)])
    count = len(starts)
    stretches = Side(
        side.bags.merged(edges),
        np.diff(sums[edges]),
        np.full(count, ""),
        np.ones(count, dtype=np.bool_),
    )
    return stretches, starts
