"""A block with its targets in place and its inline elements around them again.

The text comes out as `rebuild_text` makes it; what is added is where each inline element opens and
closes, so that a format only writes down what it is given.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from glossa.markup import Code, Filled
from glossa.model import Document, Segment, Unit
from glossa.pages.base import Joiner
from glossa.pages.nesting import Node, Span, events, nested

__all__ = ["Woven", "codes_in", "codes_of", "weave"]

_START: Final = attrgetter("start")
_AS_IT_IS: Final = Filled("")


@dataclass(frozen=True, slots=True)
class Woven:
    """One thing to write."""

    what: str
    """`text`, `open`, `close`, or `at` for a code that holds nothing.

    A code without text is opened and closed where it holds other codes (a link around a picture).
    """
    text: str = ""
    """Of `text`: never empty."""
    code: str = ""
    """Of the others: the id of the code."""
    start: int = -1
    """Of `text` that is the page's own: its offset into the page's text; -1 for what is new."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the unit on both sides: `start:end` of the page is `out:out + len(text)`."""

    start: int
    end: int
    out: int
    text: str
    source: str
    filled: Filled = _AS_IT_IS
    is_segment: bool = False

    @property
    def same(self) -> bool:
        """Whether the page's own text stands here."""
        return self.text == self.source

    @property
    def stop(self) -> int:
        return self.out + len(self.text)


def codes_in(document: Document, unit: Unit) -> tuple[Code, ...]:
    """The codes of one unit, outermost first; those at its edges too."""
    return _from(document.codes, bisect_left(document.codes, unit.start, key=_START), unit)


def codes_of(document: Document) -> dict[str, tuple[Code, ...]]:
    """The codes of every unit that has some, by its id."""
    units = document.units if document.codes else ()
    found = ((unit.id, codes_in(document, unit)) for unit in units)
    return {name: codes for name, codes in found if codes}


def _from(codes: Sequence[Code], first: int, unit: Unit) -> tuple[Code, ...]:
    found = []
    for number in range(first, len(codes)):
        if codes[number].start > unit.end:
            break
        if codes[number].end <= unit.end:
            found.append(codes[number])
    return tuple(found)


def weave(
    unit: Unit,
    codes: Sequence[Code],
    filled: Mapping[str, Filled],
    joiner: Joiner | None = None,
) -> list[Woven]:
    """The content of `unit` with `filled[segment.id]` in the place of its segments.

    `codes`: those of the unit, as `codes_of` gives them. Each comes out once, inside its parent,
    beside its siblings; what would cross is clipped. Without a place a code goes around the whole
    target of its segment, at the end of it where it holds no text.
    """
    pieces = list(_pieces(unit, filled, joiner))
    text = "".join(piece.text for piece in pieces)
    if not codes:
        return list(_texts(pieces, 0, len(text)))
    places = _Places(pieces)
    roots = nested(codes, places.span_of, text)
    return list(_written(roots, pieces, len(text)))


def _pieces(unit: Unit, filled: Mapping[str, Filled], joiner: Joiner | None) -> Iterator[_Piece]:
    """As `rebuild_text` goes through a unit: a change there is a change here."""
    before_end = unit.start
    out = 0
    between, source_before, target_before = "", "", ""
    for part in (*unit.parts, None):
        if part is not None and not isinstance(part, Segment):
            between += part.source
            continue
        source, one = ("", _AS_IT_IS) if part is None else (part.source, filled.get(part.id))
        one = one or Filled(source)
        target = one.text
        at = part.start if part is not None else unit.end if unit.parts else unit.start
        text = between
        changed = source != target or source_before != target_before
        if joiner and changed and (between or (source_before and source)):
            text = joiner(between, target_before, target, source_before, source)
        if text or between:
            yield _Piece(before_end, at, out, text, between)
            out += len(text)
        if part is not None:
            yield _Piece(at, part.end, out, target, source, one, is_segment=True)
            out += len(target)
            before_end = part.end
        between, source_before, target_before = "", source, target
    if not unit.parts and unit.source:
        yield _Piece(unit.start, unit.end, 0, unit.source, unit.source)


class _Places:
    """Offsets of the page to offsets into what is written."""

    def __init__(self, pieces: Sequence[_Piece]) -> None:
        self._pieces = [piece for piece in pieces if piece.start < piece.end]
        self._starts = [piece.start for piece in self._pieces]
        self._ends = [piece.end for piece in self._pieces]
        self._ends_alike: dict[int, tuple[int, int]] = {}

    def span_of(self, code: Code) -> Span:
        """Where a code begins and ends, as far as its own place tells."""
        if code.start == code.end:
            at = self._point(code)
            return at, at
        first = self._pieces[max(0, bisect_right(self._starts, code.start) - 1)]
        last = self._pieces[min(bisect_left(self._ends, code.end), len(self._pieces) - 1)]
        start, _ = self._inside(first, code)
        _, end = self._inside(last, code)
        return start, max(start, end)

    def _inside(self, piece: _Piece, code: Code) -> Span:
        """The part of a piece that a code with text covers."""
        if piece.same:
            start = max(code.start, piece.start) - piece.start
            end = min(code.end, piece.end) - piece.start
            return piece.out + start, piece.out + end
        if not piece.is_segment:
            return self._between(piece, code)
        whole = code.start <= piece.start and piece.end <= code.end
        placed = None if whole else _placed(piece, code)
        inside = piece.start <= code.start and code.end <= piece.end
        if placed is None or (inside and placed[0] == placed[1]):
            return piece.out, piece.stop
        return piece.out + placed[0], piece.out + placed[1]

    def _between(self, piece: _Piece, code: Code) -> Span:
        """The text between segments was put in the target's signs: its blanks stay outside."""
        start, end = self._shifted(piece, code.start), self._shifted(piece, code.end)
        text = piece.text
        if code.start <= piece.start:
            start = piece.out + (len(text) - len(text.lstrip()) if code.end <= piece.end else 0)
        if code.end >= piece.end:
            end = piece.out + len(text.rstrip() if code.end == piece.end else text)
        return start, max(start, end)

    def _shifted(self, piece: _Piece, at: int) -> int:
        """A place in a text of which perhaps only the middle changed."""
        offset = min(max(piece.start, at), piece.end) - piece.start
        if piece.start not in self._ends_alike:
            source, text = piece.source, piece.text
            alike = _shared(source, text), _shared(source[::-1], text[::-1])
            self._ends_alike[piece.start] = alike
        first, last = self._ends_alike[piece.start]
        if offset <= first:
            return piece.out + offset
        left = len(piece.source) - offset
        if left <= last:
            return piece.stop - left
        return piece.out + min(offset, len(piece.text))

    def _point(self, code: Code) -> int:
        """The place of a code without text; behind the segment before it rather than after."""
        if not self._pieces:
            return 0
        before = min(bisect_left(self._ends, code.start), len(self._pieces) - 1)
        after = max(0, bisect_right(self._starts, code.start) - 1)
        for piece in (self._pieces[before], self._pieces[after]):
            placed = _placed(piece, code) if piece.is_segment and not piece.same else None
            if placed is not None:
                return piece.out + placed[0]
        piece = self._pieces[before]
        if code.start <= piece.start:
            return piece.out
        if code.start >= piece.end or (piece.is_segment and not piece.same):
            return piece.stop
        return self._shifted(piece, code.start)


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _placed(piece: _Piece, code: Code) -> Span | None:
    for one in piece.filled.codes:
        if one.code == code.id:
            start = min(max(0, one.start), len(piece.text))
            return start, min(max(start, one.end), len(piece.text))
    return None


def _texts(pieces: Sequence[_Piece], start: int, end: int) -> Iterator[Woven]:
    """The text from `start` to `end` of what is written, what is the page's own in one piece."""
    first = bisect_right(pieces, start, key=attrgetter("out")) - 1
    text, own = "", -1
    for number in range(max(0, first), len(pieces)):
        piece = pieces[number]
        if piece.out >= end:
            break
        begin, stop = max(start, piece.out), min(end, piece.stop)
        if begin >= stop:
            continue
        at = piece.start + begin - piece.out if piece.same else -1
        if text and (at < 0) == (own < 0) and (own < 0 or own + len(text) == at):
            text += piece.text[begin - piece.out : stop - piece.out]
            continue
        if text:
            yield Woven("text", text, start=own)
        text, own = piece.text[begin - piece.out : stop - piece.out], at
    if text:
        yield Woven("text", text, start=own)


def _written(roots: Sequence[Node], pieces: Sequence[_Piece], length: int) -> Iterator[Woven]:
    at = 0
    for what, position, code in events(roots):
        if position > at:
            yield from _texts(pieces, at, position)
            at = position
        yield Woven(what, code=code)
    yield from _texts(pieces, at, length)
