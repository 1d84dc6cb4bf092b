"""What is kept of a web page so that it can be written back: its text, and where everything stands.

Columns instead of objects: a table of 100 MB has millions of cells.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Final

__all__ = ["CARRIED_IN", "CARRIED_OUT", "OPEN_ENDED", "SHOWN", "Labels", "Page"]

CARRIED_IN: Final = 1
"""A code that was open before the block: its start tag stands elsewhere."""
CARRIED_OUT: Final = 2
"""A code that is open behind the block."""
SHOWN: Final = 4
"""Something to see at one place, such as a picture: blanks beside it matter."""
OPEN_ENDED: Final = 8
"""A thing at one place whose end tag is not there."""


def _offsets() -> array[int]:
    return array("q")


@dataclass(slots=True)
class Labels:
    """Places that say the language or the encoding of the page; spans into the raw text."""

    html: tuple[int, int] | None = None
    """The start tag of `html`."""
    head: tuple[int, int] | None = None
    body: tuple[int, int] | None = None
    body_end: int = -1
    """Where the last end tag of `body` starts; -1: there is none."""
    doctype: tuple[int, int] | None = None
    declaration: tuple[int, int] | None = None
    """Of XML."""
    metas: list[tuple[int, int]] = field(default_factory=list)
    """The tags of `meta` that name a charset or a language."""
    languages: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Tags of other elements with `lang` or `dir`: start, end, first unit, unit after."""


@dataclass(slots=True)
class Page:
    """The skeleton of a web page. Offsets are code points of `raw`; units count from 0."""

    data: bytes
    raw: str
    xml: bool
    starts: array[int] = field(default_factory=_offsets)
    """Of each unit: where its raw content starts."""
    ends: array[int] = field(default_factory=_offsets)
    runs: array[int] = field(default_factory=_offsets)
    """Start and end of each stretch of text; `~start` where it is text without references."""
    first_run: array[int] = field(default_factory=_offsets)
    """Of each unit: its first place in `runs`."""
    styles: bytearray = field(default_factory=bytearray)
    """Of each unit: `t` for text, `"` or `'` for a value in quotes, `u` for one without."""
    codes: array[int] = field(default_factory=_offsets)
    """Of each code: start and end of its start tag, of its end tag (-1: none), flags. A thing at
    one place has -2 for its end tag."""
    labels: Labels = field(default_factory=Labels)

    def runs_of(self, number: int) -> list[tuple[int, int, bool]]:
        """The stretches of text of a unit: start, end, whether references are replaced in them."""
        last = self.first_run[number + 1] if number + 1 < len(self.first_run) else len(self.runs)
        found = []
        for place in range(self.first_run[number], last, 2):
            start = self.runs[place]
            found.append((start if start >= 0 else ~start, self.runs[place + 1], start >= 0))
        return found

    def code_of(self, number: int) -> tuple[int, int, int, int, int]:
        """Start tag, end tag and flags of a code, counted from 0."""
        at = number * 5
        first, second, third, fourth, flags = self.codes[at : at + 5]
        return first, second, third, fourth, flags
