"""Entries whose source was changed on the page meanwhile: the segment that is most like it.

What is found is a proposal: a person has to see it. Sources are compared without their figures, as
a page that is kept up to date changes those first; who takes the proposal is told of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final

from glossa.merging.keys import key, letters
from glossa.merging.model import How
from glossa.merging.placing import Placement
from glossa.merging.work import Work, work_of

__all__ = ["place_near"]

_ANYWHERE: Final = 80.0
"""Likeness in per cent (100: the same) that is enough wherever the segment stands."""
_IN_PLACE: Final = 60.0
"""What is enough between the segments that the entry stood between."""
_SHORTEST: Final = 4
"""Letters; two short words are soon alike."""
_MOST: Final = 5
"""Candidates looked at for one entry."""


def place_near(placement: Placement) -> None:
    """Give each entry that may be a person's work, and has no segment, the nearest free one.

    The likest pair first; of equals the first entry, and the first segment.
    """
    from rapidfuzz import fuzz, process

    kept = {Work.PERSON, Work.UNKNOWN}
    left = [one for one in placement.left if work_of(placement.entries[one]) in kept]
    free = [(one, letters(placement.keys[one])) for one in placement.free]
    free = [(one, text) for one, text in free if len(text) >= _SHORTEST]
    if not left or not free:
        return
    texts = [text for _, text in free]
    numbers = [one for one, _ in free]
    found: list[tuple[float, int, int]] = []
    fixed = sorted(placement.numbers)
    for number in left:
        source = letters(key(placement.entries[number].source))
        if len(source) < _SHORTEST:
            continue
        first, last = _gap(placement, fixed, number)
        likest = process.extract(
            source, texts, scorer=fuzz.ratio, score_cutoff=_ANYWHERE, limit=_MOST
        )
        within = range(bisect_right(numbers, first), bisect_left(numbers, last))
        likest += process.extract(
            source,
            {place: texts[place] for place in within},
            scorer=fuzz.ratio,
            score_cutoff=_IN_PLACE,
            limit=_MOST,
        )
        found += [(-score, number, free[place][0]) for _, score, place in likest]
    for _, number, segment in sorted(found):
        if number not in placement.numbers and segment not in placement.placed:
            placement.put(number, segment, How.NEAR)


def _gap(placement: Placement, fixed: list[int], number: int) -> tuple[int, int]:
    """Between which segments those stand that the entry's neighbours have."""
    place = bisect_left(fixed, number)
    first = placement.numbers[fixed[place - 1]] if place else -1
    last = placement.numbers[fixed[place]] if place < len(fixed) else len(placement.segments)
    return first, last
