"""Where something stands on a page: line and column, and where it stood before it was changed."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from glossa.model import Step

__all__ = ["Lines", "Origins", "line_starts"]

_LINE_END: Final = re.compile("\r\n|[\n\r\x85]")


def line_starts(text: str) -> list[int]:
    """Offsets at which the lines of a page start; line n starts at index n - 1.

    LF, CR, CRLF and NEL end a line, as in `pages`.
    """
    return [0, *(match.end() for match in _LINE_END.finditer(text))]


class Lines:
    r"""The lines of one page, for turning offsets into places.

    >>> Lines("one\ntwo").place(5)
    (2, 2)
    """

    def __init__(self, text: str) -> None:
        self._starts = line_starts(text)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1; columns are code points."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


class Origins:
    """Maps offsets of a text to where the same words stood before its steps.

    What lies inside a replacement came from the whole stretch that it replaced.

    >>> origins = Origins([Step("fold", 0, 6, "Hetian", "Hotan"), Step("fold", 9, 12, "a b", "c")])
    >>> origins.steps, origins.span(6, 8)
    (((0, 6), (10, 13)), (7, 9))
    """

    def __init__(self, steps: Sequence[Step]) -> None:
        # (length now, start at first, end at first, whether untouched), from left to right; the
        # last stands for all that follows.
        self._pieces: list[tuple[int, int, int, bool]] = [(sys.maxsize, 0, sys.maxsize, True)]
        self.steps: tuple[tuple[int, int], ...] = tuple(self._apply(step) for step in steps)
        """For each step, the stretch of the first text that it changed."""

    def _apply(self, step: Step) -> tuple[int, int]:
        before: list[tuple[int, int, int, bool]] = []
        behind: list[tuple[int, int, int, bool]] = []
        first: int | None = None
        last = at = 0
        length = len(step.after)
        for piece in self._pieces:
            size, start, end, untouched = piece
            left, right = max(0, step.start - at), max(0, at + size - step.end)
            if at + size <= step.start:
                before.append(piece)
            elif at >= step.end:
                behind.append(piece)
            elif untouched:
                if left:
                    before.append((left, start, start + left, True))
                first = start + left if first is None else first
                last = end - right
                if right:
                    behind.append((right, last, end, True))
            else:  # the new replacement swallows the old one with what is left of it
                length += left + right
                first = start if first is None else first
                last = end
            at += size
        if first is None:  # an insertion between two pieces
            first = last = before[-1][2] if before else 0
        self._pieces = [*before, (length, first, last, False), *behind]
        return first, last

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the first text from which `start:end` of the text now came."""
        if start >= end:
            place = self._piece(start)[0]
            return place, place
        return self._piece(start)[0], self._piece(end - 1)[1]

    def _piece(self, offset: int) -> tuple[int, int]:
        """Where the sign at `offset` came from: the stretch of it alone, or of its replacement."""
        at = 0
        for size, start, end, untouched in self._pieces:
            if offset < at + size:
                if untouched:
                    place = start + offset - at
                    return place, place + 1
                return start, end
            at += size
        raise AssertionError("the last piece has no end")
