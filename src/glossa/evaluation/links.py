"""How well found links between two texts agree with the right ones. Pure.

Strict: a link is right where it joins exactly the pieces that the right answer joins. Lax: every
pair of pieces that a link joins is judged by itself. As in the shared task of Simard and others
(ARCADE, 1998) and its successors, pieces without a counterpart are no links: they count in the
figures `with_nulls` only, so that leaving nearly everything unlinked is not rewarded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

__all__ = ["Group", "LinkScores", "Share", "carry_over", "coarsened", "reliability", "score_links"]

_Item = TypeVar("_Item")
Span = tuple[int, int]
Group = tuple[tuple[int, ...], tuple[int, ...]]
"""Indexes of pieces of the source and of the target; either may be empty."""


@dataclass(frozen=True, slots=True)
class Share:
    """Counts of which precision, recall and F1 are made; they can be added up."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """Right ones of those found, 0 to 1; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Right ones of those wanted, 0 to 1; 1 where nothing was wanted."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two; 1 where nothing was wanted nor found."""
        total = self.found + self.wanted
        return 2 * self.right / total if total else 1.0


@dataclass(frozen=True, slots=True)
class LinkScores:
    """One text, or several added up."""

    strict: Share = Share()
    lax: Share = Share()
    with_nulls: Share = Share()

    def __add__(self, other: LinkScores) -> LinkScores:
        return LinkScores(
            self.strict + other.strict, self.lax + other.lax, self.with_nulls + other.with_nulls
        )


def score_links(wanted: Iterable[Group], found: Iterable[Group]) -> LinkScores:
    """Compare found links with the right ones; the order does not matter."""
    gold, own = _split(wanted), _split(found)
    return LinkScores(
        strict=_share(_both(gold), _both(own)),
        lax=_share(_pairs(gold), _pairs(own)),
        with_nulls=_share(gold, own),
    )


def carry_over(
    links: Sequence[Group],
    pieces: tuple[Sequence[Span], Sequence[Span]],
    segments: tuple[Sequence[Span], Sequence[Span]],
) -> tuple[list[Group], list[Group]]:
    """Links between pieces of two pages as links between other segments of the same pages.

    All four are given by their offsets, in reading order; a segment belongs to each piece it shares
    a character with, and segments that no piece touches stand alone. Also returned: those links
    that come of one piece on either side which the segmentation cut further on both; inside them
    the right answer is not known (see `coarsened`).
    """
    cuts = (_touching(pieces[0], segments[0]), _touching(pieces[1], segments[1]))
    joined = _Joined(len(links))
    owner: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for number, link in enumerate(links):
        for side in (0, 1):
            for segment in (one for piece in link[side] for one in cuts[side][piece]):
                joined.join(owner[side].setdefault(segment, number), number)
    whole: dict[int, tuple[set[int], set[int]]] = {}
    for side in (0, 1):
        for segment in range(len(segments[side])):
            number = owner[side].get(segment, -1)
            key = joined.root(number) if number >= 0 else -1 - segment - side * len(segments[0])
            whole.setdefault(key, (set(), set()))[side].add(segment)
    members: dict[int, list[Group]] = {}
    for number, link in enumerate(links):
        members.setdefault(joined.root(number), []).append(link)
    found: list[Group] = []
    unknown: list[Group] = []
    for key, (source, target) in whole.items():
        group = (tuple(sorted(source)), tuple(sorted(target)))
        found.append(group)
        own = members.get(key, [])
        if len(own) == 1 and tuple(map(len, own[0])) == (1, 1) and min(map(len, group)) > 1:
            unknown.append(group)
    return found, unknown


class _Joined:
    """Numbers that belong together."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def root(self, number: int) -> int:
        while self._parent[number] != number:
            number = self._parent[number]
        return number

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self._parent[high] = low


def _touching(pieces: Sequence[Span], segments: Sequence[Span]) -> list[list[int]]:
    """For each piece the segments that share a character with it."""
    found: list[list[int]] = []
    first = 0
    for start, end in pieces:
        while first < len(segments) and segments[first][1] <= start:
            first += 1
        here = first
        while here < len(segments) and segments[here][0] < end:
            here += 1
        found.append(list(range(first, here)))
    return found


def coarsened(found: Iterable[Group], blocks: Sequence[Group]) -> list[Group]:
    """Links that lie wholly inside one of `blocks`, and fill it, are made one.

    For text whose right answer is known only sentence by sentence while a segmenter cuts both
    sentences further: whoever links their halves one by one is not wrong.
    """
    home = {(0, index): number for number, (ones, _) in enumerate(blocks) for index in ones}
    home |= {(1, index): number for number, (_, ones) in enumerate(blocks) for index in ones}
    inside: dict[int, list[Group]] = {}
    kept: list[Group] = []
    for link in found:
        places = {home.get((0, index)) for index in link[0]}
        places |= {home.get((1, index)) for index in link[1]}
        place = next(iter(places)) if len(places) == 1 else None
        if place is None or not (link[0] and link[1]):
            kept.append(link)
        else:
            inside.setdefault(place, []).append(link)
    for number, links in inside.items():
        whole = (
            tuple(sorted(index for ones, _ in links for index in ones)),
            tuple(sorted(index for _, ones in links for index in ones)),
        )
        kept += [whole] if whole == blocks[number] else links
    return sorted(kept)


def reliability(
    judged: Iterable[tuple[float, bool]], edges: Sequence[float]
) -> list[tuple[float, float, int, float, float]]:
    """What scores are worth: (from, to, links, mean score, share right) for each band of scores.

    `edges` rise and span all scores; a score on an edge belongs to the band above it, the highest
    edge to the last band. Bands without links are left out.
    """
    bands: dict[int, list[tuple[float, bool]]] = {}
    for score, right in judged:
        band = max(sum(score >= edge for edge in edges[:-1]) - 1, 0)
        bands.setdefault(band, []).append((score, right))
    return [
        (
            edges[band],
            edges[band + 1],
            len(ones),
            sum(score for score, _ in ones) / len(ones),
            sum(right for _, right in ones) / len(ones),
        )
        for band, ones in sorted(bands.items())
    ]


def _split(links: Iterable[Group]) -> set[Group]:
    """Pieces without a counterpart stand by themselves, however they were given."""
    single: set[Group] = set()
    for source, target in links:
        if source and target:
            single.add((tuple(sorted(source)), tuple(sorted(target))))
        else:
            single.update(((index,), ()) for index in source)
            single.update(((), (index,)) for index in target)
    return single


def _both(links: set[Group]) -> set[Group]:
    return {link for link in links if link[0] and link[1]}


def _pairs(links: set[Group]) -> set[tuple[int, int]]:
    return {(one, other) for source, target in links for one in source for other in target}


def _share(wanted: set[_Item], found: set[_Item]) -> Share:
    return Share(len(wanted & found), len(found), len(wanted))
