"""Pages aligned by hand: `NAME.zh.txt`, `NAME.en.txt` and their links in `NAME.links.tsv`.

The table has the columns `source` and `target` and one row a link, in the order of the source; an
empty cell says that the other side has nothing for it. Sentences of one cell are divided by ` ‖ `.
Each stands in the page letter for letter, so a person can write the table in a spreadsheet and
nothing in it depends on how glossa cuts the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from glossa.errors import InputError
from glossa.evaluation.links import Group, Span

__all__ = ["DIVIDER", "HandAligned", "load_aligned"]

DIVIDER: Final = " ‖ "


@dataclass(frozen=True, slots=True)
class HandAligned:
    """Two pages with the links a person gave them."""

    name: str
    source: Path
    target: Path
    pieces: tuple[tuple[Span, ...], tuple[Span, ...]]
    """Offsets of the linked texts in either page, in reading order."""
    links: tuple[Group, ...]


def load_aligned(folder: Path, pattern: str = "*", languages: str = "zh en") -> list[HandAligned]:
    """Every pair of pages of a folder whose name fits, sorted by name.

    Raises `InputError` for a text of a table that is not on its page.
    """
    return [
        _load(table, languages.split()) for table in sorted(folder.glob(f"{pattern}.links.tsv"))
    ]


def _load(table: Path, languages: Sequence[str]) -> HandAligned:
    name = table.name.removesuffix(".links.tsv")
    paths = [table.with_name(f"{name}.{language}.txt") for language in languages]
    rows = [
        (number, line.split("\t"))
        for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), 1)
        if number > 1 and line.strip()
    ]
    sides = []
    for at, path in enumerate(paths):
        finder = _Finder(path.read_text(encoding="utf-8"))
        cells = [(f"{table.name}:{number}", cells[at]) for number, cells in rows]
        sides.append([list(finder.find(cell, where)) for where, cell in cells])
    spans = [sorted(span for row in side for span in row) for side in sides]
    places = [{span: index for index, span in enumerate(own)} for own in spans]
    links = tuple(
        (
            tuple(sorted(places[0][span] for span in one)),
            tuple(sorted(places[1][span] for span in other)),
        )
        for one, other in zip(*sides, strict=True)
    )
    return HandAligned(name, paths[0], paths[1], (tuple(spans[0]), tuple(spans[1])), links)


class _Finder:
    """Finds the texts of a column on their page, each at a place of its own."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._taken: list[Span] = []
        self._here = 0

    def find(self, cell: str, where: str) -> Iterator[Span]:
        """The spans of a cell's texts. Raises `InputError`."""
        for text in filter(None, cell.split(DIVIDER)):
            start = self._nearest_free(text)
            if start < 0:
                raise InputError(
                    f"{text!r} is not on the page, or not as often as in the table",
                    where=where,
                    advice="copy it from the page letter for letter",
                )
            self._here = start + len(text)
            self._taken.append((start, self._here))
            yield self._taken[-1]

    def _nearest_free(self, text: str) -> int:
        """Where it stands, nearest to the text before it; -1 where it does not."""
        free = []
        start = -1
        while (start := self._page.find(text, start + 1)) >= 0:
            end = start + len(text)
            if not any(one < end and start < other for one, other in self._taken):
                free.append(start)
        # A page may have its footer in another order, so the nearest may stand before.
        return min(free, key=lambda place: abs(place - self._here), default=-1)
