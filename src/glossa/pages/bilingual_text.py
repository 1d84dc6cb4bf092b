"""The text of one block as HTML, original or translated: inline elements, and languages marked."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from glossa.markup import Code, Filled
from glossa.model import Segment, Unit
from glossa.pages.base import Joiner
from glossa.pages.weave import Woven, weave
from glossa.webpage import language as language_of
from glossa.webpage import safe

__all__ = ["Side", "main_language", "original", "translated"]

_TAGS: Final = {"bold": "b", "italic": "i", "underline": "u", "code": "code"}
_NOTHING: Final = frozenset({"zxx", "und", ""})


@dataclass(frozen=True, slots=True)
class Side:
    """A block in one language."""

    language: str
    """Of most of its text (BCP 47)."""
    html: str
    """Safe to stand in an element; other languages in it are marked."""


def original(unit: Unit, codes: Sequence[Code]) -> Side:
    """The block as the page has it."""
    return _side(unit, codes, weave(unit, codes, {}), "")


def translated(
    unit: Unit,
    codes: Sequence[Code],
    filled: Mapping[str, Filled],
    language: str,
    joiner: Joiner | None,
) -> Side | None:
    """The block with its targets in `language`; None where nothing in it was translated."""
    if not any(part.id in filled for part in unit.segments):
        return None
    return _side(unit, codes, weave(unit, codes, filled, joiner), language)


def _side(unit: Unit, codes: Sequence[Code], woven: Sequence[Woven], language: str) -> Side:
    tags = {code.id: _TAGS.get(code.kind, "") for code in codes}
    breaks = {code.id for code in codes if code.kind == "break"}
    main = language or main_language(unit)
    segments = unit.segments
    pieces: list[str] = []
    for one in woven:
        if one.what == "text":
            pieces += _text(segments, one, main)
        elif one.what == "at":
            pieces.append("<br>" if one.code in breaks else "")
        elif tags.get(one.code):
            pieces.append(f"<{'/' if one.what == 'close' else ''}{tags[one.code]}>")
    return Side(main, "".join(pieces))


def _text(segments: Sequence[Segment], piece: Woven, main: str) -> Iterator[str]:
    """The page's own text by segment, each in its language; what is new is in that of the side."""
    at, end = piece.start, piece.start + len(piece.text)
    if at < 0:
        yield safe(piece.text)
        return
    first = bisect_right(segments, at, key=attrgetter("end"))
    for number in range(first, len(segments)):
        segment = segments[number]
        start, stop = max(at, segment.start), min(end, segment.end)
        if start >= end:
            break
        if start >= stop:
            continue
        yield safe(piece.text[at - piece.start : start - piece.start])
        text = safe(piece.text[start - piece.start : stop - piece.start])
        other = segment.language not in _NOTHING and segment.language != main
        yield f"<span {language_of(segment.language)}>{text}</span>" if other else text
        at = stop
    yield safe(piece.text[at - piece.start :])


def main_language(unit: Unit) -> str:
    """The language of more than half of the block; `mul` where there is none."""
    counts: Counter[str] = Counter()
    for segment in unit.segments:
        if segment.language not in _NOTHING:
            counts[segment.language] += len(segment.source)
    if not counts:
        return "und"
    most = max(counts, key=counts.__getitem__)
    return most if counts[most] * 2 > counts.total() else "mul"
