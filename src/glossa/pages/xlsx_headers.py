"""Headers and footers of printed sheets: text between codes such as `&C` and `&P`.

Source: ECMA-376, part 1, 18.3.1.46.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from glossa.model import Finding
from glossa.pages.ooxml import Element
from glossa.pages.ooxml_lines import lines_of
from glossa.pages.ooxml_page import Block
from glossa.pages.ooxml_render import elements
from glossa.pages.ooxml_tokens import Break, Text, Thing, Token
from glossa.pages.ooxml_write import without_illegal
from glossa.pages.xlsx_strings import too_long

__all__ = ["header_block"]

_LONGEST: Final = 255
_CODE: Final = re.compile(
    r'(&&|&[LCR]|&"[^"]*"|&K(?:[0-9A-Fa-f]{6}|[0-9]{2}[+-][0-9]{3})|&[0-9]+|&[A-Za-z]|\r?\n)'
)
_FIELDS: Final = frozenset("PNDTFAGZ")


def header_block(
    node: Element, element: str, path: tuple[str, ...], group: int, where: str
) -> Block:
    """One header or footer; each of its three parts has lines of its own."""

    def put(tokens: Sequence[Token]) -> Finding | None:
        text = _text(elements(tokens, _written))
        if len(text) > _LONGEST:
            return too_long(where, len(text), _LONGEST)
        node.text = text
        return None

    return Block(lines_of(list(_tokens(node.text or ""))), element, path, group, put)


def _tokens(text: str) -> Iterator[Token]:
    for piece in _CODE.split(text):
        make = partial(_itself, piece)
        if piece == "&&":
            yield Text("&")
        elif not _CODE.fullmatch(piece):
            yield Text(piece)
        elif piece[1:] in {"L", "C", "R"} or not piece.startswith("&"):
            yield Break(make)
        else:
            yield Thing(make, "field" if piece[1:] in _FIELDS else "style")


def _itself(piece: str) -> Sequence[str]:
    return (piece,)


def _written(token: Text) -> list[str]:
    return [without_illegal(token.text).replace("&", "&&")]


def _text(pieces: Sequence[str]) -> str:
    """The pieces as one; a blank keeps the figures of a text apart from a size before it."""
    found = ""
    for piece in pieces:
        size = re.search(r"&[0-9]+\Z", found)
        found += f" {piece}" if size and piece[:1].isdecimal() else piece
    return found
