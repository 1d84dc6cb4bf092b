"""Blocks of raw HTML in Markdown: their text by elements, all tags as they are."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import Final

from glossa.markup import Markup
from glossa.pages.slots import Piece, Sheet
from glossa.pages.strings import tag_kind

__all__ = ["add_html"]

_TOKEN: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<[?!][^>]*(?:>|\Z)"
    r"|<(?P<kept>script|style|pre|svg|math|textarea|code|kbd)\b.*?(?:</(?P=kept)\s*>|\Z)"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<blank>(?<![ \t\r\n])[ \t]*+[\r\n][ \t\r\n]*+)",
    re.DOTALL | re.IGNORECASE,
)
_INLINE: Final = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "br", "cite", "del", "dfn", "em", "font", "i", "img",
     "ins", "mark", "q", "ruby", "rt", "rp", "s", "samp", "small", "span", "strike", "strong",
     "sub", "sup", "time", "tt", "u", "var", "wbr"}
)  # fmt: skip
_VOID: Final = frozenset({"br", "img", "wbr"})


def add_html(sheet: Sheet, start: int, end: int, path: tuple[str, ...], group: int) -> None:
    """Add the units of a block of HTML that stands at `start:end` of the file."""
    element = "p"
    pieces: list[Piece] = []
    for name, piece in _pieces(sheet.raw, start, end):
        if piece is not None:
            pieces.append(piece)
            continue
        sheet.add(_paired(pieces), Markup(element, path, group=group), style="html")
        pieces = []
        element = name or "p"
    sheet.add(_paired(pieces), Markup(element, path, group=group), style="html")


def _pieces(raw: str, start: int, end: int) -> Iterator[tuple[str, Piece | None]]:
    """Pieces; None with the name of an element where a block begins (without, where one ends)."""
    at = start
    for match in _TOKEN.finditer(raw, start, end):
        first, last = match.span()
        if at < first:
            yield "", Piece("text", at, first, raw[at:first])
        at = last
        name = (match["name"] or "").lower()
        if match["blank"]:
            yield "", Piece("text", first, last, " ")
        elif match["entity"]:
            text = html.unescape(match["entity"])
            yield "", Piece("text", first, last, text if len(text) == 1 else " ")
        elif name in _INLINE:
            what = "at" if name in _VOID else "close" if match["close"] else "open"
            yield "", Piece(what, first, last, name, tag_kind(name))
        elif name:
            yield "" if match["close"] else name, None
        else:
            yield "", Piece("at", first, last)
    if at < end:
        yield "", Piece("text", at, end, raw[at:end])


def _paired(pieces: Sequence[Piece]) -> list[Piece]:
    found = list(pieces)
    stack: list[int] = []
    paired: set[int] = set()
    for number, piece in enumerate(found):
        if piece.what == "open":
            stack.append(number)
        elif piece.what == "close" and any(found[one].text == piece.text for one in stack[-50:]):
            while found[stack[-1]].text != piece.text:
                stack.pop()
            paired |= {stack.pop(), number}
    made = []
    for number, piece in enumerate(found):
        if piece.what == "text":
            made.append(piece)
            continue
        alone = piece.what != "at" and number not in paired
        what = "at" if alone else piece.what
        made.append(Piece(what, piece.raw, piece.raw_end, "", piece.kind))
    return made
