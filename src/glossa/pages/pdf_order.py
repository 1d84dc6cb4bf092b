"""The order in which the pieces of a PDF page are read: columns, what stands above them, tables.

A gutter is a strip that stays free over several lines with text on both sides. The longest one cuts
its page into what is above, left, right and below; each is looked at in the same way. (Related to
the XY cut of Nagy and Seth, 1984, which finds no column under a heading that goes over both.)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from glossa.pages.pdf_lines import Line, is_wide, joined, rows

__all__ = ["MARK", "Region", "reading_order"]

MARK: Final = re.compile(
    r"(?:[•·●○■□◆◇►▶▸‣⁃▪▫☐☑✓✔◦*–—-]|\(?[0-9]{1,3}[.)．）]|[0-9]{1,2}、|[一二三四五六七八九十]{1,3}、"
    r"|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[a-z][.)]|[ivx]{1,4}[.)]|[①-⑳])(?=\s|$|[\u2e80-\uffef])"
)
"""What opens an item of a list."""
_NUMBER: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){1,4}\.?|[A-Z]\.[0-9]{1,3}\.?")
"""Of a section, in a table of contents."""
_NARROWEST: Final = 0.9
"""Width of a gutter in sizes of the letters beside it."""
_LEVEL: Final = 0.7
_FEWEST: Final = 5
_ALIGNED: Final = 0.6
_SHORT: Final = 10
"""Sizes of letters: lines of a column of prose are longer than this, or fill their column."""
_DEEPEST: Final = 12
_GAP: Final = 2.5
_LOOSE: Final = 1.6
_CLOSE: Final = 1.4


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a page that is read from top to bottom."""

    lines: tuple[Line, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    """Rows of cells, instead of lines."""
    size: float = 0


@dataclass(frozen=True, slots=True)
class _Gutter:
    left: float
    right: float
    inside: frozenset[int]
    """Which pieces lie beside it."""
    weight: int
    """How many lines the side with fewer of them has."""


def reading_order(
    found: Sequence[Line], *, from_right: bool = False, depth: int = 0
) -> list[Region]:
    """The regions of a page in the order in which they are read.

    `from_right`: columns follow each other from the right, as in Arabic.
    """
    gutter = _best_gutter(found) if depth < _DEEPEST else None
    if gutter is None:
        return _plain(found)
    inside = [line for number, line in enumerate(found) if number in gutter.inside]
    middle = (gutter.left + gutter.right) / 2
    left = [line for line in inside if (line.left + line.right) / 2 < middle]
    right = [line for line in inside if (line.left + line.right) / 2 >= middle]
    first, last = min(line.base for line in inside), max(line.base for line in inside)
    above = [line for line in found if line.base < first and line not in inside]
    below = [line for line in found if line.base > last and line not in inside]
    rest = [line for line in found if line not in inside and first <= line.base <= last]
    regions = reading_order(above, from_right=from_right, depth=depth + 1)
    if all(MARK.fullmatch(line.text) or _NUMBER.fullmatch(line.text) for line in left):
        regions += _plain(inside)  # marks of a list, or numbers of sections, and what they mark
    elif _is_table(left, right):
        regions.append(_table(inside))
    else:
        for side in (right, left) if from_right else (left, right):
            regions += reading_order(side, from_right=from_right, depth=depth + 1)
    return regions + _plain(rest) + reading_order(below, from_right=from_right, depth=depth + 1)


def _plain(found: Sequence[Line]) -> list[Region]:
    lines = tuple(joined(row) for row in rows(found))
    return [Region(lines, size=median(line.size for line in lines))] if lines else []


def _best_gutter(found: Sequence[Line]) -> _Gutter | None:
    if len(found) < _FEWEST:
        return None
    ordered = sorted(range(len(found)), key=lambda number: found[number].base)
    best: _Gutter | None = None
    seen: set[tuple[int, int]] = set()
    for place, number in enumerate(ordered):
        one = found[number]
        two = _neighbour(found, ordered, place)
        if two is None or two.left - one.right < _NARROWEST * min(one.size, two.size):
            continue
        key = (round((one.right + two.left) / 6), round(one.base / 40))
        if key in seen:
            continue
        seen.add(key)
        gutter = _grown(found, ordered, one, two)
        if gutter and (best is None or gutter.weight > best.weight):
            best = gutter
    return best


def _neighbour(found: Sequence[Line], ordered: list[int], place: int) -> Line | None:
    """The next piece to the right, at about the same height: lines of columns need not be level."""
    one = found[ordered[place]]
    nearest: Line | None = None
    for way in (range(place - 1, -1, -1), range(place + 1, len(ordered))):
        for other in way:
            two = found[ordered[other]]
            if abs(two.base - one.base) > _LEVEL * one.size:
                break
            if two.left >= one.right and (nearest is None or two.left < nearest.left):
                nearest = two
    return nearest


def _grown(found: Sequence[Line], ordered: list[int], one: Line, two: Line) -> _Gutter | None:
    """The gutter between two pieces, as far up and down as it stays free."""
    start = next(place for place, number in enumerate(ordered) if found[number] is one)
    left, right = one.right, two.left
    narrowest = _NARROWEST * min(one.size, two.size)
    inside: set[int] = set()
    for way in (range(start, -1, -1), range(start + 1, len(ordered))):
        stop: float | None = None
        taken: list[int] = []
        for place in way:
            line = found[ordered[place]]
            middle = (left + right) / 2
            from_left = (line.left + line.right) / 2 < middle
            new = (max(left, line.right), right) if from_left else (left, min(right, line.left))
            if new[1] - new[0] < narrowest:
                stop = line.base
                break
            left, right = new
            taken.append(ordered[place])
        # What shares a line with a piece that lies across is across with it.
        inside |= {
            number
            for number in taken
            if stop is None or abs(found[number].base - stop) > 0.4 * found[number].size
        }
    middle = (left + right) / 2
    sides: tuple[list[int], list[int]] = ([], [])
    for number in ordered:
        if number in inside:
            sides[(found[number].left + found[number].right) / 2 >= middle].append(number)
    if min(map(len, sides)) < 2 or len(inside) < _FEWEST:
        return None
    for one_side, other in (sides, sides[::-1]):
        first, last = found[other[0]].base, found[other[-1]].base
        inside -= set(_left_over(found, one_side, last))
        inside -= set(_left_over(found, one_side[::-1], first))
    return _Gutter(left, right, frozenset(inside), min(map(len, sides)))


def _left_over(found: Sequence[Line], side: list[int], end: float) -> list[int]:
    """What stands above or below both columns, though it is no wider than one.

    `side`: one column from within outwards; `end`: where the other one ends. What lies past the end
    and past a gap is no part of the columns.
    """
    outwards = 1 if found[side[-1]].base >= found[side[0]].base else -1
    for place in range(1, len(side)):
        one, two = found[side[place - 1]], found[side[place]]
        beyond, gap = (two.base - end) * outwards, (two.base - one.base) * outwards
        if beyond > 0 and gap > _GAP * max(one.size, two.size):
            return side[place:]
    return []


def _is_table(left: Sequence[Line], right: Sequence[Line]) -> bool:
    sides = [[joined(row) for row in rows(side)] for side in (left, right)]
    few, many = sorted(sides, key=len)
    level = sum(any(abs(one.base - two.base) < 0.3 * one.size for two in many) for one in few)
    # Beside a cell of several lines the next column has one line, and then a gap.
    loose = len(few) > 1 and median(_steps(few)) > _LOOSE * few[0].size
    if level < _ALIGNED * len(many) and not (loose and level >= _LEVEL * len(few)):
        return False
    if not loose and _is_prose(many):
        return False
    return any(_is_short(side) for side in sides)


def _steps(lines: Sequence[Line]) -> list[float]:
    return [two.base - one.base for one, two in pairwise(lines)]


def _is_prose(lines: Sequence[Line]) -> bool:
    """Whether long lines stand close and end near one edge: a paragraph, with a note beside it."""
    size = lines[0].size
    if len(lines) < 4 or median(line.width for line in lines) < 2 * _SHORT * size:
        return False
    edge = max(line.right for line in lines)
    full = sum(edge - line.right < 4 * size for line in lines)
    return median(_steps(lines)) < _CLOSE * size and full >= _ALIGNED * len(lines)


def _is_short(lines: Sequence[Line]) -> bool:
    """Whether lines are too short, or too uneven, for a column of prose."""
    edge = max(line.right for line in lines)
    full = sum(edge - line.right < 1.5 * line.size for line in lines)
    short = median(line.width / line.size for line in lines) < _SHORT
    return short and (full * 2 < len(lines) or median(len(line.text) for line in lines) < _SHORT)


def _table(found: Sequence[Line]) -> Region:
    """Pieces as rows of cells; columns are parted where nothing stands in any row."""
    edges: list[list[float]] = []
    for line in sorted(found, key=lambda line: line.left):
        if edges and line.left < edges[-1][1] + 0.3 * line.size:
            edges[-1][1] = max(edges[-1][1], line.right)
        else:
            edges.append([line.left, line.right])
    table: list[list[str]] = []
    size = median(line.size for line in found)
    ordered = rows(found)
    steps = [two[0].base - one[0].base for one, two in pairwise(ordered)]
    # Lines that stand close where rows stand apart are lines of one cell.
    close = _CLOSE * size if max(steps, default=0) > _LOOSE * size else 0
    for row, step in zip(ordered, [size * _LOOSE, *steps], strict=True):
        places = [
            next(place for place, (start, end) in enumerate(edges) if start <= line.left <= end)
            for line in row
        ]
        filled = {place for place, cell in enumerate(table[-1]) if cell} if table else set()
        if step > close or not set(places) < filled:
            table.append([""] * len(edges))
        cells = table[-1]
        for place, line in zip(places, row, strict=True):
            blank = "" if is_wide(line.text[0]) and is_wide(cells[place][-1:] or " ") else " "
            cells[place] = (cells[place] + blank + line.text).strip()
    return Region((), tuple(tuple(cells) for cells in table), size)
