"""The lattice against every way written out one by one."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossa.alignment.lattice import IMPOSSIBLE, Lattice, best_way, likelihoods

SHAPES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1))
Way = tuple[tuple[int, int, int, int], ...]


def ways(
    rows: int, columns: int, at: tuple[int, int] = (0, 0), added: bool = False
) -> Iterator[Way]:
    """All ways from a node to the end; after an addition, nothing is deleted before a link."""
    row, column = at
    if at == (rows, columns):
        yield ()
        return
    for down, right in (*SHAPES, (1, 0), (0, 1)):
        if row + down > rows or column + right > columns or (added and not right):
            continue
        for rest in ways(rows, columns, (row + down, column + right), added=not down):
            yield ((row, column, down, right), *rest)


def weight_of(way: Way, lattice: Lattice) -> float:
    total, alone = 0.0, False
    for row, column, down, right in way:
        if down and right:
            total += float(lattice.links[down, right][row, column])
        else:
            total += lattice.extending if alone else lattice.opening
        alone = not (down and right)
    return total


@st.composite
def lattices(draw: st.DrawFn) -> Lattice:
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    numbers = st.floats(-4, 4, allow_nan=False, width=32)
    links = {}
    for down, right in SHAPES:
        weights = np.full((rows + 1, columns + 1), IMPOSSIBLE)
        for row in range(rows - down + 1):
            for column in range(columns - right + 1):
                weights[row, column] = draw(numbers)
        links[down, right] = weights
    return Lattice(links, draw(st.floats(-5, 1)), draw(st.floats(-5, 1)))


@settings(max_examples=40, deadline=None)
@given(lattices())
def test_likelihoods_are_those_of_all_ways_together(lattice: Lattice) -> None:
    rows, columns = (size - 1 for size in lattice.size)
    weights = {way: math.exp(weight_of(way, lattice)) for way in ways(rows, columns)}
    total = sum(weights.values())
    wanted = {shape: np.zeros((rows + 1, columns + 1)) for shape in SHAPES}
    for way, weight in weights.items():
        for row, column, down, right in way:
            if down and right:
                wanted[down, right][row, column] += weight / total
    found = likelihoods(lattice)
    for shape in SHAPES:
        assert found[shape] == pytest.approx(wanted[shape], abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(lattices())
def test_the_best_way_has_the_greatest_gain_of_all(lattice: Lattice) -> None:
    rows, columns = (size - 1 for size in lattice.size)
    gains = likelihoods(lattice)
    alone = np.linspace(0.1, 0.4, rows), np.linspace(0.2, 0.3, columns)

    def gain(way: Way) -> float:
        return sum(
            float(
                gains[down, right][row, column]
                if down and right
                else alone[0][row]
                if down
                else alone[1][column]
            )
            for row, column, down, right in way
        )

    best = tuple(best_way(gains, alone))
    assert gain(best) == pytest.approx(max(map(gain, ways(rows, columns))))
    assert [(row + down, column + right) for row, column, down, right in best[:-1]] == [
        (row, column) for row, column, _, _ in best[1:]
    ]
