"""Texts of one shape are decoded together, several such calls side by side.

A model pads shorter texts of a call to the longest. Padding changes the order in which numbers are
added, so the last digits, so now and then a word. Calls of texts of the very same length have none:
an answer depends on its text alone, whatever else stands on the page or in the folder. Such calls
are small; side by side, each on one core, they are faster than large ones on all cores.
"""

from __future__ import annotations

import os
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Final

__all__ = ["answers_in_shapes", "cores"]

_ROWS: Final = 64
"""Texts a call; more gain nothing on one core, and only between calls can a user interrupt."""
_MOST: Final = 8
"""Cores used unless more are asked for: each needs room for a call of its own."""


def cores(asked: int) -> int:
    """How many calls run side by side; `asked`: 0 for as many as this process has cores."""
    if asked > 0:
        return asked
    affinity = getattr(os, "sched_getaffinity", None)
    return min(_MOST, len(affinity(0)) if affinity else os.cpu_count() or 1)


def answers_in_shapes(
    shapes: Sequence[Hashable], call: Callable[[Sequence[int]], Iterable[Any]], ahead: int
) -> list[Any]:
    """The answer to each text, in order.

    `shapes`: what must be equal of texts that go together. `call`: takes places in `shapes`, starts
    the work and returns one result each that is waited for by its `result()`. `ahead`: calls that
    are started before the first is waited for; few, as those cannot be interrupted.
    """
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, shape in enumerate(shapes):
        groups[shape].append(place)
    parts = [
        places[start : start + _ROWS]
        for places in groups.values()
        for start in range(0, len(places), _ROWS)
    ]
    found: list[Any] = [None] * len(shapes)
    started: deque[tuple[Sequence[int], Iterable[Any]]] = deque()
    for part in parts:
        if len(started) >= ahead:
            _collect(found, *started.popleft())
        started.append((part, call(part)))
    for places, results in started:
        _collect(found, places, results)
    return found


def _collect(found: list[Any], places: Sequence[int], results: Iterable[Any]) -> None:
    for place, result in zip(places, results, strict=True):
        found[place] = result.result()
