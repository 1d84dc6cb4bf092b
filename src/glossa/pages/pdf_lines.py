"""Letters of a PDF page to pieces of lines: what stands side by side without a wide gap."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Final

from glossa.pages.pdf_letters import is_from_right
from glossa.pages.pdf_read import Glyph

__all__ = ["Line", "is_wide", "joined", "pieces", "rows"]

_WIDE_GAP: Final = 0.9
"""Of the letters' size: blanks in justified lines are narrower as a rule, gutters are wider."""
_BLANK: Final = 0.17
_BLANK_IF_DRAWN: Final = 0.04
_BLANK_IN_CHINESE: Final = 0.6
_SAME_PLACE: Final = 0.1


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or a piece of one between two wide gaps; points, `y` downwards."""

    text: str
    left: float
    right: float
    base: float
    size: float
    """Of most of its letters."""
    bold: bool
    first: float
    """Width of its first word (of one sign, in Chinese)."""

    @property
    def top(self) -> float:
        """About where its capitals end."""
        return self.base - 0.75 * self.size

    @property
    def width(self) -> float:
        """From its first letter to its last."""
        return self.right - self.left


def is_wide(sign: str) -> bool:
    """Whether a sign is written without blanks around it: Han, kana and their punctuation."""
    return "\u2e80" <= sign <= "\ua4cf" or "\uf900" <= sign <= "\uffef" or sign >= "\U00020000"


def pieces(glyphs: Sequence[Glyph]) -> list[Line]:
    """The pieces of lines that letters make, from top to bottom, each row from left to right."""
    found = []
    for row in rows_of(glyphs):
        part: list[Glyph] = []
        for glyph in row:
            if part and glyph.left - part[-1].right > _WIDE_GAP * min(glyph.size, part[-1].size):
                found.append(_line(part))
                part = []
            if not (part and _is_twice(part[-1], glyph)):
                part.append(glyph)
        found.append(_line(part))
    return found


def rows_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Letters on one line, though some be raised; a row goes over the whole page."""
    found: list[tuple[float, float, list[Glyph]]] = []
    for glyph in sorted(glyphs, key=attrgetter("base")):
        top, bottom = glyph.base - 0.7 * glyph.size, glyph.base
        for number in range(len(found) - 1, max(len(found) - 4, -1), -1):
            first, last, row = found[number]
            shared = min(last, bottom) - max(first, top)
            if shared >= 0.5 * min(last - first, bottom - top):
                row.append(glyph)
                if bottom - top > last - first:
                    found[number] = (top, bottom, row)
                break
        else:
            found.append((top, bottom, [glyph]))
    return [sorted(row, key=attrgetter("left")) for _, _, row in found]


def rows(lines: Iterable[Line]) -> list[list[Line]]:
    """Pieces that stand on one line, from top to bottom, each row from left to right."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=attrgetter("base")):
        for row in found[-3:]:
            if abs(row[0].base - line.base) < 0.4 * min(row[0].size, line.size):
                row.append(line)
                break
        else:
            found.append([line])
    return [sorted(row, key=attrgetter("left")) for row in found]


def joined(row: Sequence[Line]) -> Line:
    """Pieces of one line as one."""
    if len(row) == 1:
        return row[0]
    largest = max(row, key=lambda line: len(line.text))
    from_right = is_from_right("".join(line.text for line in row))
    texts = [line.text for line in (reversed(row) if from_right else row)]
    return Line(
        " ".join(texts),
        row[0].left,
        max(line.right for line in row),
        largest.base,
        largest.size,
        all(line.bold for line in row),
        row[0].first,
    )


def _is_twice(one: Glyph, two: Glyph) -> bool:
    """Whether a letter was drawn again in its place, to look bold."""
    near = abs(one.left - two.left) < _SAME_PLACE * one.size
    return near and one.text == two.text and one.thing != two.thing and one.right > one.left


def _line(glyphs: list[Glyph]) -> Line:
    words = _words(glyphs)
    text = "".join(words) if not is_from_right("".join(words)) else _from_right(words)
    sizes = sorted(glyph.size for glyph in glyphs)
    end = glyphs[0].right
    for one, two in pairwise(glyphs):
        if is_wide(one.text) or _has_blank(one, two):
            break
        end = two.right
    return Line(
        _whole(text),
        glyphs[0].left,
        max(glyph.right for glyph in glyphs),
        sorted(glyph.base for glyph in glyphs)[len(glyphs) // 2],
        sizes[len(sizes) // 2],
        sum(glyph.bold for glyph in glyphs) * 2 > len(glyphs),
        end - glyphs[0].left,
    )


def _words(glyphs: list[Glyph]) -> list[str]:
    """The letters as they stand, each blank on its own."""
    found = [glyphs[0].text]
    for one, two in pairwise(glyphs):
        if _has_blank(one, two):
            found.append(" ")
        found.append(two.text)
    return found


def _has_blank(one: Glyph, two: Glyph) -> bool:
    gap = (two.left - one.right) / max(one.size, two.size)
    if is_wide(one.text[-1]) and is_wide(two.text[0]):
        return gap > _BLANK_IN_CHINESE
    # Scripts from right to left are drawn in an order that tells nothing of blanks.
    drawn = two.blank and unicodedata.bidirectional(two.text[0]) not in {"R", "AL"}
    return gap > _BLANK or (drawn and gap > _BLANK_IF_DRAWN)


def _from_right(words: list[str]) -> str:
    """Signs in the order in which they are seen -> in which they are read."""
    found: list[str] = []
    for is_left, run in groupby(reversed(words), key=_runs_from_left):
        signs = list(run)
        found += reversed(signs) if is_left else signs
    return "".join(_mirrored(found))


def _runs_from_left(sign: str) -> bool:
    return unicodedata.bidirectional(sign[0]) in {"L", "EN", "AN", "ES", "CS", "ET"}


def _mirrored(signs: list[str]) -> list[str]:
    """Brackets are stored as opening and closing, not as they look."""
    return [_MIRROR.get(sign, sign) for sign in signs]


_MIRROR: Final = dict(zip("()[]{}<>«»", ")(][}{><»«", strict=True))


def _whole(text: str) -> str:
    """Letters with the accents that were drawn after them, as one sign each."""
    return unicodedata.normalize("NFC", text)
