"""One edited file laid over a page: which entry belongs to which segment.

The surest sign first: id and source beside one neighbour that is still there, the same source
between the same neighbours, id and source, the same source beside one neighbour, the same source
anywhere. An id counts places on a page: where lines were moved the context knows better. Each
segment and each entry is used once. Nearly the same source is for `near`.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from glossa.merging.keys import Key, Neighbours, in_page_order, key, neighbours
from glossa.merging.model import How, Placed
from glossa.model import Bitext, Entry

__all__ = ["LOOKS", "Placement", "place", "place_by_key", "share"]


@dataclass(slots=True)
class Placement:
    """Where the entries of one file went."""

    segments: tuple[Entry, ...]
    """The page's."""
    keys: list[Key]
    """Of the segments."""
    entries: list[Entry]
    """The file's, in the page's order."""
    placed: dict[int, Placed] = field(default_factory=dict)
    """By the number of the segment."""
    numbers: dict[int, int] = field(default_factory=dict)
    """The number of an entry to that of its segment."""

    def put(self, entry: int, segment: int, how: How) -> None:
        """Give a segment to an entry."""
        self.placed[segment] = Placed(self.entries[entry], how)
        self.numbers[entry] = segment

    @property
    def left(self) -> list[int]:
        """Numbers of the entries that have no segment."""
        return [number for number in range(len(self.entries)) if number not in self.numbers]

    @property
    def free(self) -> list[int]:
        """Numbers of the segments that no entry has taken."""
        return [number for number in range(len(self.segments)) if number not in self.placed]


def place(page: Bitext, edited: Bitext) -> Placement:
    """The entries of a file on the segments of a page, as far as their sources are the same."""
    placement = Placement(
        page.entries, [key(one.source) for one in page], in_page_order(edited.entries)
    )
    keys = [key(one.source) for one in placement.entries]
    theirs, ours = neighbours(keys), neighbours(placement.keys)
    _by_id(placement, theirs, ours, beside=True)
    place_by_key(placement, theirs, ours, _between, How.CONTEXT)
    _by_id(placement, theirs, ours, beside=False)
    for look in (_before, _after):
        place_by_key(placement, theirs, ours, look, How.CONTEXT)
    place_by_key(placement, theirs, ours, _itself, How.SOURCE)
    return placement


def share(placement: Placement) -> float:
    """0..1: how much of the file is on the page, or of the page in the file, whichever is more.

    By the length of the sources: pages of one site have their navigation in common, and no more.
    """
    found = sum(len(placement.keys[segment]) for segment in placement.placed)
    of_file = sum(len(key(entry.source)) for entry in placement.entries)
    of_page = sum(map(len, placement.keys))
    return found / min(of_file, of_page) if of_file and of_page else 0.0


def _by_id(
    placement: Placement, theirs: Sequence[Neighbours], ours: Sequence[Neighbours], *, beside: bool
) -> None:
    """Place what has the id and the source of a segment; `beside`: and a neighbour of it."""
    free = {placement.segments[number].id: number for number in placement.free}
    for number in placement.left:
        segment = free.get(placement.entries[number].id)
        if segment is None:
            continue
        (before, itself, after), (left, own, right) = theirs[number], ours[segment]
        if itself == own != "" and not (beside and before != left and after != right):
            placement.put(number, segment, How.ID)
            del free[placement.entries[number].id]


def place_by_key(
    placement: Placement,
    theirs: Sequence[Neighbours],
    ours: Sequence[Neighbours],
    look: Callable[[Neighbours], Iterable[Key]],
    how: How,
    *,
    only: Container[int] | None = None,
) -> None:
    """Place what is alike in what `look` takes of it; of several the first, then the next.

    `theirs`, `ours`: what is compared of the file's entries and of the page's segments. `only`:
    numbers of the entries that may be placed; None for all.
    """
    waiting: defaultdict[tuple[Key, ...], deque[int]] = defaultdict(deque)
    for segment in placement.free:
        waiting[tuple(look(ours[segment]))].append(segment)
    for number in placement.left:
        queue = waiting.get(tuple(look(theirs[number])))
        if queue and theirs[number][1] and (only is None or number in only):
            placement.put(number, queue.popleft(), how)


def _between(near: Neighbours) -> Iterable[Key]:
    return near


def _before(near: Neighbours) -> Iterable[Key]:
    return near[:2]


def _after(near: Neighbours) -> Iterable[Key]:
    return near[1:]


def _itself(near: Neighbours) -> Iterable[Key]:
    return near[1:2]


LOOKS: Final = (_between, _before, _after, _itself)
"""What is compared of an entry and its neighbours, the surest first."""
