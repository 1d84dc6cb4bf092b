"""Which stretches of which segments need a place in a target."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from glossa.inline.model import Span, Task, Wanted
from glossa.markup import Code
from glossa.model import Document, Entry, Segment
from glossa.script import HAN

__all__ = ["tasks_of"]

_LAST_WORDS: Final = re.compile(f"(?:[{HAN}]{{1,4}}|[^\\W{HAN}]+)[^\\w]*$")


def tasks_of(document: Document, entries: Sequence[Entry]) -> Iterator[Task]:
    """The segments with codes of which the target is not the source, in order.

    A code that covers a segment as a whole needs no place; nor does one between segments, or a
    point at the edge of one.
    """
    if not document.codes:
        return
    numbers = {entry.id: number for number, entry in enumerate(entries)}
    starts = [code.start for code in document.codes]
    first = 0
    around: list[Code] = []
    for unit in document.units:
        stop = bisect_left(starts, unit.end, lo=first)
        around += document.codes[first:stop]
        first = stop
        around = [code for code in around if code.end > unit.start and code.start < unit.end]
        codes = [code for code in around if code.start >= unit.start and code.end <= unit.end]
        for segment in unit.segments if codes else ():
            number = numbers.get(segment.id)
            if number is None or entries[number].target == segment.source:
                continue
            wanted = _wanted(segment, codes)
            if wanted:
                yield Task(number, entries[number], segment, wanted)


def _wanted(segment: Segment, codes: Sequence[Code]) -> list[Wanted]:
    spans: dict[Span, list[Code]] = {}
    for code in codes:
        start = max(code.start, segment.start) - segment.start
        end = min(code.end, segment.end) - segment.start
        if code.start == code.end:
            inside = 0 < start == end < len(segment.source)
        else:
            inside = start < end and (start, end) != (0, len(segment.source))
        if inside:
            spans.setdefault((start, end), []).append(code)
    return [
        Wanted(start, end, tuple(of), _anchor(segment.source, start) if start == end else None)
        for (start, end), of in spans.items()
    ]


def _anchor(source: str, at: int) -> Span:
    found = _LAST_WORDS.search(source[:at])
    if found is None:
        return at, at
    words = found[0]
    return found.start(), found.start() + len(words.rstrip()) if words.strip() else at
