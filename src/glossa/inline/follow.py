"""Stretches of a text followed through its steps, or through a person's edit."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from glossa.inline.edges import words_of
from glossa.inline.model import Span
from glossa.model import Step

__all__ = ["carried", "followed"]


def followed(span: Span, steps: Sequence[Step], length: int) -> Span | None:
    """Where a stretch stands after the steps; None where a step wrote the whole text anew.

    `length`: of the text before the first step. What is replaced in part is covered as a whole.
    """
    start, end = span
    for step in steps:
        shift = len(step.after) - (step.end - step.start)
        if step.start == 0 and step.end >= length and (start, end) != (0, length):
            return None
        length += shift
        if start == end:
            start = end = _point(start, step, shift)
        elif step.end <= start:
            start, end = start + shift, end + shift
        elif step.start < end:
            start = min(start, step.start)
            end = max(end, step.end) + shift
    return start, end


def _point(at: int, step: Step, shift: int) -> int:
    if at <= step.start:
        return at
    return at + shift if at >= step.end else step.end + shift


def carried(old: str, new: str, span: Span) -> Span | None:
    """Where the words at `span` of an old text stand in a new one; None where they are gone.

    Words that were put in between, or in the place of some of them, are taken with them.
    """
    words = old[span[0] : span[1]]
    if words and old.count(words) == new.count(words) == 1:
        return new.index(words), new.index(words) + len(words)
    before, after = words_of(old), words_of(new)
    matcher = SequenceMatcher(
        None,
        [old[a:b].casefold() for a, b in before],
        [new[a:b].casefold() for a, b in after],
        autojunk=False,
    )
    if span[0] == span[1]:
        return _carried_point(before, after, matcher, span[0])
    mine = [n for n, (a, b) in enumerate(before) if a < span[1] and b > span[0]]
    if not mine:
        return None
    kept: list[int] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        inside = [n for n in mine if a <= n < b]
        if tag == "equal":
            kept += (n - a + c for n in inside)
        elif tag == "replace" and inside and len(inside) == b - a:
            kept += range(c, d)
    if 2 * len(kept) < len(mine):
        return None
    return after[min(kept)][0], after[max(kept)][1]


def _carried_point(
    before: Sequence[Span], after: Sequence[Span], matcher: SequenceMatcher[str], at: int
) -> Span | None:
    """Behind the same word; the signs between are looked at by who asks."""
    words = [n for n, (_, end) in enumerate(before) if end <= at]
    if not words:
        return 0, 0
    for a, c, size in matcher.get_matching_blocks():
        if a <= words[-1] < a + size:
            end = after[words[-1] - a + c][1] + (at - before[words[-1]][1])
            return end, end
    return None
