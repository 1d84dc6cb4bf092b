"""What a format says of a page beyond its text: inline elements, and the elements around a block.

Every format speaks HTML's words here: a heading of Word is an `h1`, a cell of a workbook a `td`.
Offsets are Unicode code points, half open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

__all__ = ["MEMBER", "Code", "Filled", "Markup", "Placed", "alone", "members_of"]

MEMBER: Final = "member#"
"""A path begins with this and a name where its block stands in a file inside another one."""


@dataclass(frozen=True, slots=True)
class Code:
    """An inline element: bold, a link, a run of Word; or a thing at one place, such as an image.

    XLIFF's `pc` and `ph`. The text inside it is part of the unit; its tags are not.
    """

    id: str
    """Unique on the page, in the order of opening: `c12`."""
    start: int
    """Offset into the page's text."""
    end: int
    """The same as `start` for what holds no text."""
    kind: str = "other"
    """`link`, `bold`, `italic`, `underline`, `code`, `style`, `image`, `break`, `note`, `field`,
    `other`."""
    parent: str = ""
    """The id of the code around it; a code never crosses another."""
    translate: bool = True
    """False: its text must come out letter for letter (`<code>`, `translate="no"`)."""


@dataclass(frozen=True, slots=True)
class Markup:
    """Where a block stands in its document."""

    element: str = ""
    """Its own element, or the attribute it is: `p`, `h1`, `li`, `td`, `title`, `img@alt`,
    `meta@description`, `input@placeholder`, `option`."""
    path: tuple[str, ...] = ()
    """The elements around it, outermost first, each as a simple CSS selector with what tells its
    use: `body`, `div#top.header`, `nav.main[role=navigation]`, `ul`. Its own element is the last,
    but for inline elements that hold all of it (`li`, `a.more`)."""
    linked: float = 0.0
    """The share of its characters that stand in links, 0 to 1."""
    group: int = 0
    """Number of the nearest element around it that holds several blocks; 0: unknown."""


def members_of(markup: Markup | None) -> tuple[str, ...]:
    """The files in files in which a block stands, outermost first.

    >>> members_of(Markup("p", ("member#book.epub", "member#one.xhtml", "body")))
    ('member#book.epub', 'member#one.xhtml')
    """
    path = markup.path if markup else ()
    count = next((n for n, one in enumerate(path) if not one.startswith(MEMBER)), len(path))
    return path[:count]


def alone(markup: Markup | None) -> Markup | None:
    """The markup of a block as if its file stood alone; None for a line of plain text in it."""
    members = members_of(markup)
    if markup is None or not members:
        return markup
    path = markup.path[len(members) :]
    return replace(markup, path=path) if path or markup.element else None


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a code goes in a target."""

    code: str
    """The id of the code."""
    start: int
    """Offset into the target of the segment."""
    end: int


@dataclass(frozen=True, slots=True)
class Filled:
    """What goes into the place of a segment."""

    text: str
    codes: tuple[Placed, ...] = ()
    """One for each code that begins, ends or stands in the segment, but where the code covers the
    segment as a whole; a code without a place goes around the whole text (at its end, if it holds
    no text)."""
