"""Where something stands on a page: line and column, and where it stood before it was changed."""

from __future__ import annotations

import re
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
        self._edits: list[tuple[int, int, int, int]] = []  # start, end now; start, end at first
        found = []
        for step in steps:
            origin = self.span(step.start, step.end)
            found.append(origin)
            shift = len(step.after) - (step.end - step.start)
            start, end = step.start, step.end
            kept = []
            for edit in self._edits:
                if edit[1] <= start:
                    kept.append(edit)
                elif edit[0] >= end:
                    kept.append((edit[0] + shift, edit[1] + shift, edit[2], edit[3]))
                else:  # the new replacement swallows it, and what stands around it
                    start, end = min(start, edit[0]), max(end, edit[1])
            kept.append((start, end + shift, *origin))
            self._edits = sorted(kept)
        self.steps: tuple[tuple[int, int], ...] = tuple(found)
        """For each step, the stretch of the first text that it changed."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the first text from which `start:end` of the text now came."""
        return self._back(start, last=False), self._back(end, last=True)

    def _back(self, offset: int, *, last: bool) -> int:
        """`last`: the offset ends a stretch, so that an edit that begins there does not count."""
        shift = 0
        for start, end, first_start, first_end in self._edits:
            if offset < start or (offset == start and (last or start < end)):
                return offset - shift if last or offset < start else first_start
            if offset < end or (offset == end and last and start < end):
                return first_end if last else first_start
            shift = end - first_end
        return offset - shift
