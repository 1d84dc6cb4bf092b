"""Find which segments of two texts translate each other."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from glossa.alignment.model import Link, Piece
from glossa.termbase import Termbase

__all__ = ["Link", "Piece", "Translate", "align"]

Translate = Callable[[list[str]], list[str]]
"""Segments of the source in, one translation each out, in the same order."""

_BEADS = {(1, 1): 0.89, (1, 0): 0.01, (0, 1): 0.01, (2, 1): 0.045, (1, 2): 0.045}


def align(
    source: Sequence[Piece],
    target: Sequence[Piece],
    *,
    termbase: Termbase | None = None,
    translate: Translate | None = None,
) -> tuple[Link, ...]:
    """The links between two texts, in order: every piece stands in exactly one.

    `source` and `target` are in reading order, in any two languages or the same one.
    """
    return _gale_church(source, target)


def _weight(text: str) -> float:
    return sum(3.0 if ord(letter) > 0x2E80 else 1.0 for letter in text)


def _gale_church(source: Sequence[Piece], target: Sequence[Piece]) -> tuple[Link, ...]:
    left = [_weight(piece.text) for piece in source]
    right = [_weight(piece.text) for piece in target]
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            for (a, b), prior in _BEADS.items():
                if a > i or b > j:
                    continue
                one, other = sum(left[i - a : i]), sum(right[j - b : j])
                mean = (one + other) / 2
                away = abs(one - other) / math.sqrt(6.8 * mean) if mean else 0.0
                chance = math.log(max(math.erfc(away / math.sqrt(2)), 1e-12)) + math.log(prior)
                value = best[i - a, j - b][0] + chance
                if (i, j) not in best or value > best[i, j][0]:
                    best[i, j] = (value, (a, b))
    links = []
    i, j = len(left), len(right)
    while i or j:
        a, b = best[i, j][1]
        links.append(Link(tuple(range(i - a, i)), tuple(range(j - b, j)), 0.5))
        i, j = i - a, j - b
    return tuple(reversed(links))
