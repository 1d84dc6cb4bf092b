"""Which stretches of which segments need a place in a target."""

from __future__ import annotations

import re
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
    codes = document.codes
    first = 0
    around: list[Code] = []
    for unit in document.units:
        for segment in unit.segments:
            while first < len(codes) and codes[first].start < segment.end:
                around.append(codes[first])
                first += 1
            around = [code for code in around if code.end > segment.start]
            inside = [code for code in around if unit.start <= code.start and code.end <= unit.end]
            number = numbers.get(segment.id)
            if not inside or number is None or entries[number].target == segment.source:
                continue
            wanted = _wanted(segment, inside)
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
