"""Lines of a PDF to blocks: paragraphs in one piece, headings, items of lists, tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import Final

from glossa.pages.pdf_lines import Line, is_wide
from glossa.pages.pdf_order import MARK, Region

__all__ = ["Block", "Words", "blocks_of", "name_headings", "together"]

_LOOSE: Final = 1.35
"""Of the distance of most lines: where the next is farther away, a paragraph ends."""
_FARTHEST: Final = 2.6
_INDENT: Final = 0.8
_ANOTHER_SIZE: Final = 1.12
_HEADING: Final = 1.15
_LEVELS: Final = 4
_MIDDLE: Final = 0.5
_LONGEST_BOLD: Final = 90
_LEADERS: Final = re.compile(r"(?:(?<!\s)\s++)?(?:(?:\.\s?){4,}+|…{2,}+|·{4,}+)\s*+")
_ENDS: Final = re.compile(r"[.!?。！？…:：;；][\"'”’」』）)\]]*$")
_AROUND: Final = ".,;:()\"'"
_CUT: Final = re.compile(r"[^\W\d_]-$")


@dataclass(slots=True)
class Block:
    """One block of a page."""

    text: str
    element: str
    page: int
    size: float
    bold: bool = False
    path: tuple[str, ...] = ()
    row: int = 0
    """Of a table's cell: which table and which row, counted on through the document."""
    table: int = 0
    mark: str = ""
    """What stood before an item of a list."""
    open: bool = False
    """Whether it may go on in the next column: its last line is full, and ends no sentence."""
    starts: bool = False
    """Whether it is the first of its region."""


@dataclass(slots=True)
class Words:
    """The words that stand in one piece somewhere: they tell `re-mind` from `re-use`."""

    seen: Counter[str] = field(default_factory=Counter)

    def add(self, lines: Iterable[Line]) -> None:
        """Learn the words of lines, but for the last of each, which may be cut."""
        for line in lines:
            for word in line.text.split()[:-1]:
                self.seen[word.strip(_AROUND).lower()] += 1

    def glue(self, text: str, more: str) -> str:
        """A line and the next one as running text."""
        if not text or not more:
            return text + more
        if is_wide(text[-1]) or is_wide(more[0]):
            return text + more
        if not _CUT.search(text) or not more[0].islower():
            return f"{text} {more}" if not text.endswith("-") else text + more
        before = re.split(r"\s", text)[-1]
        after = re.split(r"\s", more)[0].strip(_AROUND).lower()
        if self.seen[(before + after).lower()] > self.seen[(before[:-1] + after).lower()]:
            return text + more
        return text[:-1] + more


def blocks_of(region: Region, page: int, words: Words, table: int) -> list[Block]:
    """The blocks of a region; headings are found later, when all sizes are known.

    `table`: the number that a table gets.
    """
    if region.table:
        return [
            Block(cell, "td", page, region.size, table=table, row=number)
            for number, cells in enumerate(region.table)
            for cell in cells
        ]
    found = []
    edges = _Edges.of(region.lines)
    for number, lines in enumerate(_paragraphs(region.lines, edges)):
        block = _block(lines, page, words, edges)
        block.starts = number == 0
        found.append(block)
    return found


@dataclass(frozen=True, slots=True)
class _Edges:
    left: float
    right: float
    distance: float
    """Between the baselines of most lines."""
    size: float
    """Of most letters."""
    justified: bool
    """Whether most lines end at the right edge."""
    hanging: bool
    """Whether the first line of a paragraph stands out, as in lists of works."""

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Edges:
        steps = [two.base - one.base for one, two in pairwise(lines) if _same_size(one, two)]
        left, right = min(line.left for line in lines), _right_edge(lines)
        indented = sum(line.left - left > _INDENT * line.size for line in lines)
        size = median(line.size for line in lines)
        near = [step for step in steps if step < _FARTHEST * size]
        return cls(
            left,
            right,
            _most(near) if near else 1.3 * size,
            size,
            sum(abs(right - line.right) < 1 for line in lines) * 2 > len(lines) > 2,
            indented * 2 > len(lines),
        )


def _right_edge(lines: Sequence[Line]) -> float:
    """Where most lines end, if many end there; a line that is too long is no edge."""
    ends = Counter(round(line.right) for line in lines)
    edge, count = max(ends.items(), key=lambda item: (item[1], item[0]))
    return (
        float(edge) if count > 2 and count * 3 > len(lines) else max(line.right for line in lines)
    )


def _most(steps: Sequence[float]) -> float:
    counted = Counter(round(step * 2) / 2 for step in steps)
    return max(counted, key=lambda step: (counted[step], -step))


def _same_size(one: Line, two: Line) -> bool:
    return max(one.size, two.size) < _ANOTHER_SIZE * min(one.size, two.size)


def _paragraphs(lines: Sequence[Line], edges: _Edges) -> Iterator[list[Line]]:
    part: list[Line] = []
    for line in lines:
        if part and _begins(part, line, edges):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _begins(part: Sequence[Line], line: Line, edges: _Edges) -> bool:
    """Whether a paragraph begins with `line`, or goes on in it."""
    one = part[-1]
    if not _same_size(one, line) or (one.bold != line.bold and _is_heading_like(part, one, line)):
        return True
    large = line.size > _ANOTHER_SIZE * edges.size
    if line.base - one.base > _LOOSE * (1.2 * line.size if large else edges.distance):
        return True
    if MARK.match(line.text) or _LEADERS.search(one.text):
        return True
    indent, before = line.left - edges.left, one.left - edges.left
    marked = bool(MARK.match(part[0].text))
    if edges.hanging and not marked:
        return indent < _INDENT * line.size / 2 < before and len(part) > 1
    if indent > _INDENT * line.size and before < _INDENT * line.size / 2 and not marked:
        return not _is_centred(one, line, edges)
    return not large and _would_have_fitted(one, line, edges)


def _is_heading_like(part: Sequence[Line], one: Line, line: Line) -> bool:
    return (all(each.bold for each in part) and one.bold) or line.bold


def _is_centred(one: Line, line: Line, edges: _Edges) -> bool:
    """Whether both lines stand in the middle of their column."""
    return all(
        abs((each.left - edges.left) - (edges.right - each.right)) < _MIDDLE * each.size
        for each in (one, line)
    )


def _would_have_fitted(one: Line, line: Line, edges: _Edges) -> bool:
    """Whether the first word of a line had room in the line before, so that a writer broke it."""
    room = edges.right - one.right
    if _is_centred(one, line, edges):
        room += one.left - edges.left
    slack = 1.2 if is_wide(line.text[0]) else 0.6
    if edges.justified and room > one.size and _ENDS.search(one.text):
        return True
    return room > line.first + slack * line.size


def _block(lines: Sequence[Line], page: int, words: Words, edges: _Edges) -> Block:
    text = ""
    for line in lines:
        text = words.glue(text, line.text)
    text = _LEADERS.sub(" … ", text).strip()
    size = median(line.size for line in lines)
    bold = all(line.bold for line in lines)
    mark = MARK.match(text)
    if mark and len(text) > mark.end():
        rest = text[mark.end() :].lstrip()
        return Block(rest, "li", page, size, bold, mark=mark[0])
    full = edges.right - lines[-1].right < 2 * lines[-1].size
    return Block(text, "p", page, size, bold, open=full and not _ENDS.search(text))


def name_headings(blocks: Sequence[Block]) -> None:
    """Call what is larger than most letters `h1` to `h4`; bold lines on their own come last."""
    sizes = Counter[float]()
    for block in blocks:
        sizes[round(block.size * 2) / 2] += len(block.text)
    if not sizes:
        return
    body = max(sizes, key=lambda size: (sizes[size], -size))
    larger = sorted(
        {
            round(block.size * 2) / 2
            for block in blocks
            if block.element in {"p", "li"} and block.size > _HEADING * body
        },
        reverse=True,
    )
    level = {size: min(number, _LEVELS) for number, size in enumerate(larger, 1)}
    last = min(len(larger) + 1, _LEVELS)
    for block in blocks:
        if block.element not in {"p", "li"} or "aside" in block.path:
            continue
        size = round(block.size * 2) / 2
        is_bold = block.bold and size >= body and len(block.text) < _LONGEST_BOLD
        if size in level or (is_bold and not _ENDS.search(block.text)):
            # A numbered heading is no item of a list.
            block.text = f"{block.mark} {block.text}" if block.mark else block.text
            block.mark = ""
            block.element = f"h{level.get(size, last)}"


def together(blocks: Sequence[Block], words: Words) -> list[Block]:
    """Blocks with paragraphs joined that go on in the next column or on the next page."""
    found: list[Block] = []
    for block in blocks:
        before = _goes_on(found, block) if block.starts and block.element == "p" else None
        if before is None:
            found.append(block)
        else:
            place = found.index(before)
            text = words.glue(before.text, block.text)
            found[place] = replace(before, text=text, open=block.open)
    return found


def _goes_on(found: Sequence[Block], block: Block) -> Block | None:
    """The block that `block` is the rest of; notes under the text may stand between."""
    if not (block.text[0].islower() or is_wide(block.text[0])):
        return None
    for before in reversed(found[-8:]):
        if abs(before.size - block.size) < 0.3 and before.bold == block.bold:
            fits = before.element in {"p", "li"} and before.open and not before.path
            return before if fits and block.page - before.page <= 1 else None
        if before.size > block.size:
            return None
    return None
