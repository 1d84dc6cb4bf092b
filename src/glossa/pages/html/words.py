"""The values of attributes that a person reads, as units of their own."""

from __future__ import annotations

import re
from typing import Final

from glossa.pages.codec import ESCAPED
from glossa.pages.html.columns import Found
from glossa.pages.html.flow import simple
from glossa.pages.html.tags import Tag
from glossa.pages.html.tree import Tree

__all__ = ["take_words"]

_LETTER: Final = re.compile(r"[^\W_]")
_STYLES: Final = {'"': ord('"'), "'": ord("'"), "": ord("u")}


def take_words(
    tree: Tree, tag: Tag, start: int, *, later: bool = False, head: bool = False
) -> None:
    """The units in a start tag that begins at `start`.

    `later`: they come behind the block in which the tag stands; `head`: it stands before the body.
    """
    top = tree.top
    if not tag.words or (top.mute and not top.foreign):
        return
    if not (top.translate if tag.translate is None else tag.translate):
        return
    path = (tree.root.child("head") if head else top.path).child(tag.selector)
    for element, value in tag.words:
        text = simple(value.text)
        if ESCAPED.search(value.text) or not _LETTER.search(text):
            continue
        first, last = start + value.start, start + value.end
        found = Found(text, first, last, (first, last), element, path, is_text=False)
        found.style = _STYLES[value.quote]
        if later or tree.block.events:
            tree.block.after.append(found)
        else:
            tree.emit(found)
