"""Stretches that the page itself asks to keep: `<code>`, `translate="no"`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from glossa.model import Document, Protected

__all__ = ["KEPT", "edges_in", "kept_in", "with_kept"]

KEPT = "code"
"""Their kind: they come out letter for letter and hold no language."""
Span = tuple[int, int]


def kept_in(document: Document) -> dict[str, tuple[Span, ...]]:
    """The stretches of each unit that has some, as offsets into it, in order, without overlap."""
    codes = [code for code in document.codes if not code.translate and code.start < code.end]
    if not codes:
        return {}
    starts = [code.start for code in codes]
    found: dict[str, tuple[Span, ...]] = {}
    reach = 0  # an element around several blocks is before them all in the list
    number = 0
    for unit in document.units:
        last = bisect_left(starts, unit.end)
        spans: list[Span] = []
        if reach > unit.start:
            spans.append((0, min(reach, unit.end) - unit.start))
        for code in codes[number:last]:
            reach = max(reach, code.end)
            _add(spans, code.start - unit.start, code.end - unit.start, unit.source)
        number = max(number, last)
        if spans:
            found[unit.id] = tuple(spans)
    return found


def edges_in(document: Document) -> dict[str, tuple[int, ...]]:
    """Where inline elements begin inside a unit, as offsets into it, in order."""
    starts = sorted({code.start for code in document.codes if code.start < code.end})
    found: dict[str, tuple[int, ...]] = {}
    for unit in document.units if starts else ():
        first, last = bisect_right(starts, unit.start), bisect_left(starts, unit.end)
        if first < last:
            found[unit.id] = tuple(start - unit.start for start in starts[first:last])
    return found


def _add(spans: list[Span], start: int, end: int, source: str) -> None:
    """One more stretch, without the blanks at its edges."""
    start, end = max(start, 0), min(end, len(source))
    words = source[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if end > max(start, spans[-1][1] if spans else 0):
        spans.append((max(start, spans[-1][1] if spans else 0), end))


def with_kept(protected: Sequence[Protected], kept: Sequence[Span]) -> tuple[Protected, ...]:
    """What was found in a text by its look, and what its page asks to keep, which goes first.

    An address or a number that the page keeps in part is kept as a whole.
    """
    if not kept:
        return tuple(protected)
    spans = [Protected(start, end, KEPT) for start, end in kept]
    found: list[Protected] = []
    for one in sorted((*protected, *spans), key=lambda one: (one.start, -one.end)):
        if not found or found[-1].end <= one.start:
            found.append(one)
        elif KEPT in (found[-1].kind, one.kind):
            last = found[-1]
            found[-1] = Protected(last.start, max(last.end, one.end), KEPT)
    return tuple(found)
