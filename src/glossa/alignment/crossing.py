"""Links that leave the order of the text: a footer turned round, a paragraph that was moved.

After all ways in order were weighed, some pieces of both sides stand alone, or in links that their
own words do not support. Among these, pieces are linked wherever they stand, if what they say is so
much alike that it outweighs the price of leaving the order and all rivals. A neighbour of such a
link costs less: what was moved is often more than one sentence.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from glossa.alignment.lattice import Shape
from glossa.alignment.model import Link
from glossa.alignment.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["cross"]

_LARGE: Final = 700.0
"""The greatest power of e that a number holds, about."""

_HAIR: Final = 1e-9
"""What adding up in another order may change."""

_Piece = tuple[int, int]
"""Side (0: source), index."""
Weights = Mapping[Shape, "NDArray[np.float64]"]


@dataclass(frozen=True)
class _Candidate:
    source: tuple[int, ...]
    target: tuple[int, ...]
    weight: float

    @property
    def pieces(self) -> list[_Piece]:
        return [*((0, place) for place in self.source), *((1, place) for place in self.target)]


def cross(
    links: Sequence[Link],
    weights: Weights,
    begins: tuple[Sequence[bool], Sequence[bool]],
    settings: Settings,
) -> list[Link]:
    """The links with those that cross put in, in the order of the source.

    `weights`: of all links that could be, as in `Lattice.links`; `begins`: whether a block begins
    with each piece of the source and of the target; indexes as in `links`.
    """
    worth = {place: _worth(link, weights) for place, link in enumerate(links)}
    free = [place for place in worth if worth[place] <= settings.loose]
    open_ = [
        sorted(index for place in free for index in (links[place].source, links[place].target)[at])
        for at in (0, 1)
    ]
    if not (open_[0] and open_[1]):
        return list(links)
    price = settings.crossing + math.log(len(open_[0]) * len(open_[1])) / 2
    home = {
        piece: place for place in free for piece in _Candidate(*_ends(links[place]), 0.0).pieces
    }
    held = {(links[place].source, links[place].target) for place in free}
    found = [
        candidate
        for candidate in _candidates(weights, open_, settings)
        if (candidate.source, candidate.target) not in held
    ]
    kept = {piece: worth[place] for piece, place in home.items()}
    chosen = _chosen(found, _rivals(weights, open_), kept, price, settings)
    return _neighbours_joined(_put_in(links, chosen, home), begins) if chosen else list(links)


def _ends(link: Link) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return link.source, link.target


def _worth(link: Link, weights: Weights) -> float:
    """What speaks for a link; a piece that stands alone has nothing to lose."""
    if not (link.source and link.target):
        return -math.inf
    shape = len(link.source), len(link.target)
    return float(weights[shape][link.source[0], link.target[0]])


def _candidates(
    weights: Weights, places: Sequence[list[int]], settings: Settings
) -> Iterator[_Candidate]:
    import numpy as np

    for (down, right), all_ in weights.items():
        rows, columns = _runs(places[0], down), _runs(places[1], right)
        if not (rows and columns):
            continue
        some = all_[rows][:, columns]
        for at, to in zip(
            *(one.tolist() for one in np.nonzero(some > settings.least)), strict=True
        ):
            row, column = rows[at], columns[to]
            yield _Candidate(
                tuple(range(row, row + down)),
                tuple(range(column, column + right)),
                float(some[at, to]),
            )


def _runs(places: Sequence[int], size: int) -> list[int]:
    """Where `size` neighbours are all free."""
    known = set(places)
    return [place for place in places if all(place + more in known for more in range(size))]


def _rivals(weights: Weights, open_: Sequence[list[int]]) -> dict[_Piece, float]:
    """What else is as much like each free piece, though it has its counterpart already."""
    import numpy as np

    single = weights[1, 1][:-1, :-1]
    rows, columns = (np.delete(np.arange(single.shape[at]), open_[at]) for at in (0, 1))
    there = np.logaddexp.reduce(single[open_[0]][:, columns], axis=1, initial=-math.inf)
    back = np.logaddexp.reduce(single[:, open_[1]][rows], axis=0, initial=-math.inf)
    return {
        **{(0, place): chance for place, chance in zip(open_[0], there.tolist(), strict=True)},
        **{(1, place): chance for place, chance in zip(open_[1], back.tolist(), strict=True)},
    }


class _Rivals:
    """How much speaks for all candidates of a piece together, as long as they are candidates."""

    def __init__(self, found: Iterable[_Candidate], linked: Mapping[_Piece, float]) -> None:
        self._linked = linked
        self._candidates: dict[_Piece, set[_Candidate]] = defaultdict(set)
        for one in found:
            for piece in one.pieces:
                self._candidates[piece].add(one)
        self._known: dict[_Piece, float] = {}

    def beside(self, one: _Candidate) -> float:
        """All rivals of a candidate, itself among them, as many times as likely as itself."""
        return math.exp(min(max(map(self._mass, one.pieces)) - one.weight, _LARGE))

    def least(self, one: _Candidate) -> float:
        """What `beside` comes to at least, whatever becomes of the other candidates."""
        linked = max(self._linked[piece] for piece in one.pieces)
        return 1.0 + math.exp(min(linked - one.weight, _LARGE))

    def take(self, pieces: Iterable[_Piece]) -> None:
        """Whatever has one of these pieces is a candidate no more."""
        for one in {one for piece in pieces for one in self._candidates[piece]}:
            for piece in one.pieces:
                self._candidates[piece].discard(one)
                self._known.pop(piece, None)

    def _mass(self, piece: _Piece) -> float:
        if piece not in self._known:
            all_ = sorted([self._linked[piece], *(one.weight for one in self._candidates[piece])])
            top = all_[-1]
            self._known[piece] = top + math.log(sum(math.exp(one - top) for one in all_))
        return self._known[piece]


def _chosen(
    found: Iterable[_Candidate],
    linked: Mapping[_Piece, float],
    kept: Mapping[_Piece, float],
    price: float,
    settings: Settings,
) -> list[tuple[_Candidate, float]]:
    """The likeliest one first, as long as any is likely; each makes its neighbours likelier."""
    all_ = list(found)
    rivals = _Rivals(all_, linked)

    def given_up(one: _Candidate) -> float:
        return 1.0 + math.exp(max(kept[piece] for piece in one.pieces))

    def chance_of(one: _Candidate, cost: float, beside: float) -> float:
        return 1.0 / (math.exp(cost - one.weight) * given_up(one) + beside)

    # Most are no more than rivals of others: of alike sentences there are as many as their square.
    left = [
        one
        for one in all_
        if chance_of(one, min(price, settings.beside), rivals.least(one)) >= settings.likely - _HAIR
    ]
    chosen: list[tuple[_Candidate, float]] = []
    near: set[tuple[int, int]] = set()
    while left:
        best, likeliest = left[0], 0.0
        for one in left:
            ends = (one.source[0], one.target[0]), (one.source[-1], one.target[-1])
            cost = settings.beside if near.intersection(ends) else price
            chance = chance_of(one, cost, rivals.beside(one))
            if chance > likeliest:
                best, likeliest = one, chance
        if likeliest < settings.likely:
            break
        chosen.append((best, likeliest))
        near.add((best.source[-1] + 1, best.target[-1] + 1))
        near.add((best.source[0] - 1, best.target[0] - 1))
        taken = set(best.pieces)
        rivals.take(taken)
        left = [one for one in left if taken.isdisjoint(one.pieces)]
    return chosen


def _put_in(
    links: Sequence[Link],
    chosen: Sequence[tuple[_Candidate, float]],
    home: Mapping[_Piece, int],
) -> Iterator[Link]:
    """In the order of the source; what loses its counterpart stands alone where it stood."""
    moved = {piece: pair for pair in chosen for piece in pair[0].pieces}
    apart = {home[piece] for piece in moved}
    for place, link in enumerate(links):
        if place not in apart:
            yield link
            continue
        for index in link.source:
            if (0, index) not in moved:
                yield Link((index,), (), link.score if not link.target else 1.0 - link.score)
                continue
            one, chance = moved[0, index]
            if one.source[0] == index:
                yield Link(one.source, one.target, round(chance, 6))
        for index in link.target:
            if (1, index) not in moved:
                yield Link((), (index,), link.score if not link.source else 1.0 - link.score)


def _neighbours_joined(
    links: Iterable[Link], begins: tuple[Sequence[bool], Sequence[bool]]
) -> list[Link]:
    """Sentences of one paragraph that changed places are one link, as where they say it mixed."""
    result: list[Link] = []
    for link in links:
        last = result[-1] if result else link
        swapped = (
            last.source[-1:] == tuple(place - 1 for place in link.source[:1])
            and last.target[:1] == tuple(place + 1 for place in link.target[-1:])
            and bool(link.source and link.target)
            and not begins[0][link.source[0]]
            and not begins[1][last.target[0]]
        )
        if swapped:
            result[-1] = Link(
                last.source + link.source, link.target + last.target, min(last.score, link.score)
            )
        else:
            result.append(link)
    return result
