"""Which character of which unit each character of a labelled line is.

Blanks do not count. Lines that are the same are paired first, in order; what is left is compared
character by character, so that a block that was cut in two, or joined with another, still counts.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final

__all__ = ["Place", "places_of"]

Place = tuple[int, int] | None
"""Number of a unit and an offset into its text; None for what is in no unit."""
_SKIPPED: Final = frozenset("\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")
_MANY: Final = 20_000
_LEAST: Final = 2


def places_of(lines: Sequence[str], units: Sequence[str]) -> list[list[Place]]:
    """For each character of each line where it stands in `units`; both in reading order."""
    left = [_bare(line) for line in lines]
    right = [_bare(unit) for unit in units]
    found: list[list[Place]] = [[None] * len(line) for line in lines]
    free_lines, free_units = _pair_equal(left, right, found)
    if free_lines and free_units:
        _pair_rest(left, right, free_lines, free_units, found)
    return found


_Bare = tuple[str, tuple[int, ...]]


def _bare(text: str) -> _Bare:
    """The text without blanks, and where each of its characters stood."""
    kept = [
        (sign, place)
        for place, sign in enumerate(text)
        if not sign.isspace() and sign not in _SKIPPED
    ]
    return "".join(sign for sign, _ in kept), tuple(place for _, place in kept)


def _pair_equal(
    left: list[_Bare], right: list[_Bare], found: list[list[Place]]
) -> tuple[list[int], list[int]]:
    """Pair lines with the same text, those in order first; gives what is left of either."""
    matcher = SequenceMatcher(
        None, [text for text, _ in left], [text for text, _ in right], autojunk=False
    )
    free_lines, free_units = set(range(len(left))), set(range(len(right)))
    pairs = [
        (block.a + step, block.b + step)
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    ]
    taken = {other for _, other in pairs}
    waiting: defaultdict[str, deque[int]] = defaultdict(deque)
    for number, (text, _) in enumerate(right):
        if number not in taken:
            waiting[text].append(number)
    for number in sorted(free_lines - {line for line, _ in pairs}):
        if waiting[left[number][0]]:
            pairs.append((number, waiting[left[number][0]].popleft()))  # noqa: PERF401  # takes away
    for line, unit in pairs:
        free_lines.discard(line)
        free_units.discard(unit)
        for here, there in zip(left[line][1], right[unit][1], strict=True):
            found[line][here] = unit, there
    return sorted(free_lines), sorted(free_units)


def _pair_rest(
    left: list[_Bare],
    right: list[_Bare],
    free_lines: Iterable[int],
    free_units: Iterable[int],
    found: list[list[Place]],
) -> None:
    here = [(line, place) for line in free_lines for place in left[line][1]]
    there = [(unit, place) for unit in free_units for place in right[unit][1]]
    one = "".join(left[line][0] for line in free_lines)[:_MANY]
    other = "".join(right[unit][0] for unit in free_units)[:_MANY]
    for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        for step in range(block.size if block.size >= _LEAST else 0):
            line, place = here[block.a + step]
            found[line][place] = there[block.b + step]
