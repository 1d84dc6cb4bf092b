"""Entries whose source was changed on the page meanwhile: the segment that is most like it.

What is found is a proposal: a person has to see it. Sources are compared without their figures, as
a page that is kept up to date changes those first; who takes the proposal is told of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from glossa.merging.keys import Key, key, letters, neighbours
from glossa.merging.model import How
from glossa.merging.placing import LOOKS, Placement, place_by_key
from glossa.merging.work import Work, work_of

__all__ = ["place_near"]

_ANYWHERE: Final = 80.0
"""Likeness in per cent (100: the same) that is enough wherever the segment stands."""
_IN_PLACE: Final = 60.0
"""What is enough between the segments that the entry stood between."""
_SHORTEST: Final = 4
"""Letters; two short words are soon alike."""
_ALL: Final = 200
"""So many free segments are all compared; of more, those that share pieces, or stand near."""
_READ: Final = 500
"""Of the segments that have a piece, so many on each side of the entry's own place are counted."""
_PIECES: Final = 4
"""Pieces of an entry, its rarest, that are looked for."""
_SHARING: Final = 40
"""Segments compared for what they share."""
_BESIDE: Final = 10
"""Segments compared on each side of where the entry should stand."""
_ROUNDS: Final = 4
"""What the likest have left free is given out anew so often."""


def place_near(placement: Placement) -> None:
    """Give each entry that may be a person's work, and has no segment, the nearest free one.

    What differs in figures only goes first, in the order of the page; then the likest pair; of
    equals the first entry, and the first segment.
    """
    ours = neighbours([letters(text) for text in placement.keys])
    theirs = neighbours([letters(key(one.source)) for one in placement.entries])
    kept = {Work.PERSON, Work.UNKNOWN}
    persons = {one for one in placement.left if work_of(placement.entries[one]) in kept}
    persons = {one for one in persons if len(theirs[one][1]) >= _SHORTEST}
    for look in LOOKS:
        place_by_key(placement, theirs, ours, look, How.NEAR, only=persons)
    for _ in range(_ROUNDS):
        left = [(one, theirs[one][1]) for one in placement.left if one in persons]
        free = [(one, ours[one][1]) for one in placement.free if len(ours[one][1]) >= _SHORTEST]
        if not left or not free or not _place_likest(placement, left, free):
            return


def _place_likest(
    placement: Placement, left: list[tuple[int, Key]], free: list[tuple[int, Key]]
) -> int:
    """Place what is like enough; returns how many entries were placed."""
    from rapidfuzz import fuzz

    likely = _Likely(placement, free)
    found: list[tuple[float, int, int]] = []
    for number, source in left:
        first, last = likely.gap(number)
        for place in likely.candidates(number, source):
            segment, text = free[place]
            least = _IN_PLACE if first < segment < last else _ANYWHERE
            score = fuzz.ratio(source, text, score_cutoff=least)
            if score >= least:
                found.append((-score, number, segment))
    before = len(placement.numbers)
    for _, number, segment in sorted(found):
        if number not in placement.numbers and segment not in placement.placed:
            placement.put(number, segment, How.NEAR)
    return len(placement.numbers) - before


class _Likely:
    """Which free segments an entry is compared with: all pairs of a long page are too many."""

    def __init__(self, placement: Placement, free: list[tuple[int, Key]]) -> None:
        self._numbers = placement.numbers
        self._end = len(placement.segments)
        self._fixed = sorted(placement.numbers)
        self._free = [segment for segment, _ in free]
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        if len(free) > _ALL:
            for place, (_, text) in enumerate(free):
                for piece in _pieces(text):
                    self._places[piece].append(place)

    def gap(self, number: int) -> tuple[int, int]:
        """Between which segments those stand that the entry's neighbours have."""
        place = bisect_left(self._fixed, number)
        first = self._numbers[self._fixed[place - 1]] if place else -1
        last = self._numbers[self._fixed[place]] if place < len(self._fixed) else self._end
        return first, last

    def candidates(self, number: int, source: Key) -> Iterable[int]:
        """Indexes of `free`."""
        if len(self._free) <= _ALL:
            return range(len(self._free))
        here = self._expected(number)
        beside = range(max(0, here - _BESIDE), min(len(self._free), here + _BESIDE + 1))
        known = [self._places[piece] for piece in _pieces(source) if piece in self._places]
        counts: Counter[int] = Counter()
        for places in sorted(known, key=len)[:_PIECES]:
            at = bisect_left(places, here)
            counts.update(places[max(0, at - _READ) : at + _READ])
        sharing = (place for place, _ in counts.most_common(_SHARING))
        return dict.fromkeys((*beside, *sharing))

    def _expected(self, number: int) -> int:
        """The free segment that has as many before it in its gap as the entry has."""
        before = bisect_left(self._fixed, number)
        since = number - (self._fixed[before - 1] + 1 if before else 0)
        return bisect_left(self._free, self.gap(number)[0] + 1) + since


def _pieces(text: Key) -> list[str]:
    """Pairs of neighbouring characters, each once, in order."""
    return list(dict.fromkeys(text[at : at + 2] for at in range(len(text) - 1)))
