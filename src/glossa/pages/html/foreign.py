"""Pictures and formulas: what of an SVG is text, and what ends it."""

from __future__ import annotations

from typing import Final

from glossa.pages.html.frames import Frame
from glossa.pages.html.names import SVG_BLOCKS
from glossa.pages.html.tree import Tree

__all__ = ["is_text_of_picture", "leave_foreign", "shown_in_picture"]

_NEVER: Final = frozenset({"script", "style", "metadata"})


def leave_foreign(tree: Tree) -> None:
    """A tag of HTML ends every picture and formula that was left open."""
    index = len(tree.frames) - 1
    while index > 0 and tree.frames[index].foreign:
        index -= 1
    tree.pop_to(index + 1)


def is_text_of_picture(tree: Tree, name: str) -> bool:
    """Whether an element holds text that is shown, or read out, in a picture."""
    return name in SVG_BLOCKS and _island(tree)[0].name == "svg"


def shown_in_picture(tree: Tree, frame: Frame, *, is_block: bool) -> None:
    """Put down in `frame`, an element of a picture, whether its text is for translators."""
    if is_block:
        frame.mute = _island(tree)[1].mute
        frame.foreign = frame.name == "text"
    elif frame.name in _NEVER:
        frame.mute = True


def _island(tree: Tree) -> tuple[Frame, Frame]:
    """The picture and the element around it."""
    frames = tree.frames
    index = len(frames) - 1
    while index > 1 and not frames[index].is_island:
        index -= 1
    return frames[index], frames[index - 1]
