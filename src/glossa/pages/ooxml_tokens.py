"""The content of a paragraph, whatever its format calls it: text, things, and what is around them.

A paragraph of Word, a shared string of Excel and a text of a drawing are read into the same tokens;
`ooxml_lines` makes lines with codes of them, `ooxml_render` puts targets in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from glossa.pages.ooxml import Element

__all__ = ["BLANK", "Break", "Close", "Make", "Open", "Shell", "Text", "Thing", "Token"]

BLANK: Final = " \t\n\r\x0b\x0c\u00a0\u2002\u2003\u2007\u2009\u200b\u202f\u3000\ufeff"
"""What is no part of a unit at its ends."""

Make = Callable[[], Sequence[Element]]
"""Gives the elements of something that stays as it is, ready to be put in."""


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of text in one format."""

    text: str
    look: str = ""
    """Its visible formatting; neighbours that look alike are one."""
    props: Element = None
    """The element with its formatting, for runs made anew; None: none."""
    kind: str = "style"
    """What a code is called that stands for this look: `bold`, `italic` ..."""
    made: bool = False
    """Whether it stands for something else that is kept (a blank for a line break)."""
    new: bool = False
    """Whether it is translated: its run says which language it is in."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something at a place that holds no text of the paragraph: an image, a note, a bookmark."""

    make: Make
    kind: str = "other"


@dataclass(slots=True, eq=False)
class Shell:
    """What stands around some tokens: a hyperlink, a field, an insertion."""

    element: Element = None
    """Itself; None for a field, which has only a beginning and an end."""
    inner: Element = None
    """Where its content goes; in `element`, or that itself."""
    before: Make | None = None
    after: Make | None = None
    kept: list[Element] = field(default_factory=list)
    """Children of `inner` that are no content and stay in front (properties)."""


@dataclass(frozen=True, slots=True)
class Open:
    """A shell begins."""

    shell: Shell
    kind: str = "other"
    translate: bool = True


@dataclass(frozen=True, slots=True)
class Close:
    """The shell that was opened last ends."""

    shell: Shell


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line inside the paragraph."""

    make: Make


Token = Text | Thing | Open | Close | Break
