"""What stands at the top and bottom of page after page: running titles and page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from glossa.pages.pdf_lines import Line, joined, rows

__all__ = ["PageLines", "Running", "find_running"]

_EDGE: Final = 0.12
"""Of the height of a page."""
_ROWS: Final = 3
_FEWEST: Final = 3
_SHARE: Final = 0.1
_NUMBER: Final = re.compile(
    r"[\s\-–—|·•]*(?:(?:page|p\.|seite|página|стр\.?)\s*)?(?:[0-9]{1,5}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|von|de|из)\s*[0-9]{1,5})?[\s\-–—|·•]*"
    r"|第\s*[0-9一二三四五六七八九十百]+\s*[页頁](?:\s*[,，/]?\s*共\s*[0-9一二三四五六七八九十百]+\s*[页頁])?",
    re.IGNORECASE,
)
_FIGURE: Final = re.compile("[0-9]+")
_OUTER_FIGURE: Final = re.compile(r"^[0-9]+[\s|·–—-]+|[\s|·–—-]+[0-9]+$")


@dataclass(slots=True)
class PageLines:
    """The pieces of lines of one page, and where the page begins and ends."""

    number: int
    lines: list[Line]
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Running:
    """A running title."""

    line: Line
    page: int
    """On which it stands first."""
    where: str
    """`header` or `footer`."""


def find_running(pages: Sequence[PageLines]) -> list[Running]:
    """Take running titles and page numbers out of `pages`; each title comes back once.

    A title stands near the edge of at least three pages, and of one in ten (of both pages, where
    there are two), at the same height, with the same words whatever the figures. What is a page
    number by its looks goes with them, where there are several pages.
    """
    if len(pages) < 2:
        return []
    seen: dict[tuple[str, str, int], list[tuple[PageLines, list[Line]]]] = defaultdict(list)
    for page in pages:
        height = page.bottom - page.top
        ordered = rows(page.lines)
        for where, part in (("header", ordered[:_ROWS]), ("footer", ordered[-_ROWS:])):
            for row in part:
                far = row[0].base - page.top if where == "header" else page.bottom - row[0].base
                if 0 <= far < _EDGE * height:
                    text = _FIGURE.sub("#", " ".join(line.text for line in row))
                    seen[where, text, round(far / 6)].append((page, row))
    found = []
    fewest = 2 if len(pages) == 2 else max(_FEWEST, _SHARE * len(pages))
    for (where, _, _), places in _merged(seen).items():
        is_number = all(_NUMBER.fullmatch(joined(row).text) for _, row in places)
        if not is_number and len({page.number for page, _ in places}) < fewest:
            continue
        for page, row in places:
            page.lines = [line for line in page.lines if line not in row]
        if not is_number:
            found.append(_title(places, where))
    return sorted(found, key=lambda one: (one.page, one.where != "header", one.line.base))


def _merged(
    seen: dict[tuple[str, str, int], list[tuple[PageLines, list[Line]]]],
) -> dict[tuple[str, str, int], list[tuple[PageLines, list[Line]]]]:
    """Neighbouring heights are one: a page may be a little higher than the next."""
    merged: dict[tuple[str, str, int], list[tuple[PageLines, list[Line]]]] = {}
    for (where, text, far), places in sorted(seen.items(), key=lambda item: item[0]):
        before = (where, text, far - 1)
        if before in merged:
            merged[where, text, far] = merged.pop(before) + places
        else:
            merged[where, text, far] = list(places)
    return merged


def _title(places: Sequence[tuple[PageLines, list[Line]]], where: str) -> Running:
    page, row = min(places, key=lambda place: place[0].number)
    line = joined(row)
    figures = Counter(tuple(_FIGURE.findall(joined(each).text)) for _, each in places)
    if len(figures) > 1:
        line = replace(line, text=_OUTER_FIGURE.sub("", line.text))
    return Running(line, page.number, where)
