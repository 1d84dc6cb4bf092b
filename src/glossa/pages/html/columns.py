"""The units of a page as they are found: columns first, objects at the end."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from glossa.markup import Code, Markup
from glossa.model import Unit
from glossa.pages.html.page import Page

__all__ = ["Columns", "Found", "Inline", "Path"]

_OUTER: Final = 8
_INNER: Final = 32


class Path:
    """A chain of elements; the same chain is one object, however often it stands on the page."""

    __slots__ = ("_tuple", "children", "depth", "outer", "parent", "selector")

    def __init__(self, parent: Path | None = None, selector: str = "") -> None:
        self.parent = parent
        self.selector = selector
        self.depth: int = parent.depth + 1 if parent else 0
        self.children: dict[str, Path] = {}
        self._tuple: tuple[str, ...] | None = None
        self.outer: Path = parent.outer if parent and parent.depth >= _OUTER else self
        """The part of the chain that is always told."""

    def child(self, selector: str) -> Path:
        """The chain with one more element."""
        found = self.children.get(selector)
        if found is None:
            found = self.children[selector] = Path(self, selector)
        return found

    def selectors(self) -> tuple[str, ...]:
        """Outermost first; of a very deep chain the first 8 and the last 32."""
        if self._tuple is None:
            found: list[str] = []
            node: Path | None = self
            while node is not None and node.parent is not None:
                if len(found) == _INNER and node.depth > _OUTER:
                    node = node.outer
                    continue
                found.append(node.selector)
                node = node.parent
            self._tuple = tuple(reversed(found))
        return self._tuple


@dataclass(slots=True)
class Inline:
    """An inline element of a unit; offsets into the text of the unit."""

    start: int
    end: int
    kind: str
    parent: int
    """Its place in the list of the unit's elements; -1 for none."""
    translate: bool
    raw: tuple[int, int, int, int, int]
    """Start tag, end tag, flags: as in `Page.codes`."""


@dataclass(slots=True)
class Found:
    """A unit before it has its number."""

    text: str
    start: int
    end: int
    runs: Sequence[int]
    element: str
    path: Path
    style: int = 0x74
    linked: float = 0.0
    inlines: Sequence[Inline] = ()
    is_text: bool = True
    """False for the value of an attribute."""


class Columns:
    """Every unit found so far."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._texts: list[str] = []
        self._places = array("q")
        self._elements: list[str] = []
        self._paths: list[Path] = []
        self._linked = array("d")
        self.groups = array("q")
        """Of each unit; filled in by whoever knows."""
        self._length = 0
        self._last = Markup()
        self.codes: list[Code] = []

    def __len__(self) -> int:
        return len(self._texts)

    def add(self, found: Found) -> int:
        """Take a unit in; gives its number."""
        number = len(self._texts)
        page = self._page
        start = self._length + (1 if number else 0)
        self._texts.append(found.text)
        self._places.append(start)
        self._length = start + len(found.text)
        self._elements.append(found.element)
        self._paths.append(found.path)
        self._linked.append(found.linked)
        self.groups.append(0)
        page.starts.append(found.start)
        page.ends.append(found.end)
        page.first_run.append(len(page.runs))
        page.runs.extend(found.runs)
        page.styles.append(found.style)
        if found.inlines:
            self._take_codes(found.inlines, start)
        return number

    def _take_codes(self, inlines: Sequence[Inline], start: int) -> None:
        first = len(self.codes)
        for number, one in enumerate(inlines):
            self.codes.append(
                Code(
                    id=f"c{first + number + 1}",
                    start=start + one.start,
                    end=start + one.end,
                    kind=one.kind,
                    parent=f"c{first + one.parent + 1}" if one.parent >= 0 else "",
                    translate=one.translate,
                )
            )
            self._page.codes.extend(one.raw)

    def units(self) -> tuple[Unit, ...]:
        """All of them, in reading order."""
        return tuple(self._unit(number, text) for number, text in enumerate(self._texts))

    def text(self) -> str:
        """The text of the page, a unit a line."""
        return "\n".join(self._texts)

    def _unit(self, number: int, text: str) -> Unit:
        start = self._places[number]
        path, group = self._paths[number].selectors(), self.groups[number]
        markup = Markup(self._elements[number], path, self._linked[number], group)
        if markup == self._last:
            markup = self._last  # the cells of a row are many
        self._last = markup
        return Unit(
            id=f"u{number + 1}", start=start, end=start + len(text), source=text, markup=markup
        )
