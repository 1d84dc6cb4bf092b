"""What each feature of a block is worth for each kind, and the best kinds for a page as a whole.

A linear chain (a conditional random field): the worth of a block's features, and of each kind
behind the kind before it, are added up; the dearest way through the page wins. The weights are
integers from `kinds_weights.tsv`, learnt by `training/kinds.py`; the same page gives the same kinds
on every machine.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from glossa.model import Kind

__all__ = ["KINDS", "Model", "best_kinds", "load_model", "worth"]

KINDS: Final = tuple(Kind)
_NUMBERS: Final = {kind: number for number, kind in enumerate(KINDS)}
_LANE: Final = 32
# All kinds of a feature in one whole number: adding two adds all lanes at once.
_BIAS: Final = sum(1 << (_LANE * place + _LANE - 1) for place in range(len(KINDS)))
_UNPACK: Final = struct.Struct(f"<{len(KINDS)}I").unpack
_BYTES: Final = len(KINDS) * _LANE // 8
_NEAR: Final = 1536
"""Kinds that are worth so much less than the best one are not looked at again: six units."""
_NEVER: Final = 1 << 60
_START: Final = [(0, 0, None)]
"""What stands before the first block."""
_WEIGHTS: Final = Path(__file__).with_name("kinds_weights.tsv")


class Model(NamedTuple):
    """The weights for pages with markup, or for text."""

    features: dict[str, int]
    """Of each feature, packed; 256 is one unit."""
    chains: dict[str, tuple[tuple[int, ...], ...]]
    """Of each relation: what each kind (outer) is worth behind each kind (inner)."""


@cache
def load_model(name: str) -> Model:
    """The weights called `markup` or `text`."""
    features: dict[str, int] = {}
    chains: dict[str, list[tuple[int, ...]]] = {}
    for row in _WEIGHTS.read_text(encoding="utf-8").splitlines():
        part, _, rest = row.partition("\t")
        if part == name:
            feature, _, cells = rest.rpartition("\t")
            features[feature] = sum(
                int(weight) << (_LANE * int(kind))
                for kind, _, weight in (cell.partition(":") for cell in cells.split(" "))
            )
        elif part == f"{name}-chain":
            relation, _, cells = rest.partition("\t")
            chains.setdefault(relation, []).append(tuple(map(int, cells.split(" "))))
    return Model(
        features, {relation: tuple(zip(*rows, strict=True)) for relation, rows in chains.items()}
    )


def worth(model: Model, features: Iterable[str]) -> int:
    """The worth of these features, packed."""
    return sum(filter(None, map(model.features.get, features)))


def best_kinds(
    model: Model, worths: Sequence[int], relations: Sequence[str], sure: Sequence[Kind | None]
) -> list[Kind]:
    """The kinds of a page's blocks, from the packed worth of each and how it follows the last.

    A block that is `sure` keeps its kind, and its neighbours are judged beside it.
    """
    none = tuple((0,) * len(KINDS) for _ in KINDS)
    alive: list[tuple[int, int, object]] = []
    for packed, relation, known in zip(worths, relations, sure, strict=True):
        values = _UNPACK((packed + _BIAS).to_bytes(_BYTES, "little"))
        best = max(values)
        least = best - _NEAR
        kinds = [kind for kind, value in enumerate(values) if value >= least]
        if known is not None:
            kinds = [_NUMBERS[known]]
        chain = model.chains.get(relation, none)
        following: list[tuple[int, int, object]] = []
        for kind in kinds:
            row = chain[kind]
            top, way = -_NEVER, None
            for total, last, link in alive or _START:
                if total + row[last] > top:
                    top = total + row[last]
                    way = (last, link)
            following.append((top + values[kind] - best, kind, way))
        alive = following
    if not alive:
        return []
    top = max(total for total, _, _ in alive)
    kind, link = next((kind, link) for total, kind, link in alive if total == top)
    found = [KINDS[kind]]
    while isinstance(link, tuple):
        found.append(KINDS[link[0]])
        link = link[1]
    return found[-2::-1]  # the last is what stands before the first block
