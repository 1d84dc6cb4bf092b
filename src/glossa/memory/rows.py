"""A pair as a row of the table `pair`, and back."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from glossa.memory.model import Pair
from glossa.memory.schema import COLUMNS
from glossa.model import Kind, MatchType, State

__all__ = ["FIELDS", "pair_of", "values_of"]

FIELDS: Final = ", ".join(f'"{name}"' for name in COLUMNS)
"""The columns of a pair, for a SELECT."""
_VALUES: Final = attrgetter(*COLUMNS)


def values_of(pair: Pair) -> tuple[str, ...]:
    """The fields of a pair, in the order of `FIELDS`."""
    return tuple(map(str, _VALUES(pair)))


def pair_of(values: Sequence[str]) -> Pair:
    """The pair of the values of `FIELDS`."""
    source, target, language, target_language, state, match, origin, before, after, kind, *rest = (
        values
    )
    return Pair(
        source, target, language, target_language, State(state), MatchType(match), origin, before,
        after, Kind(kind), *rest,
    )  # fmt: skip
