"""Strings of a workbook, plain or in several formats: those of cells, and of notes.

Source: ECMA-376, part 1, 18.4 (shared strings) and 22.9.2.19 (`_x000D_` for what XML cannot hold).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import partial
from typing import Final

from glossa.model import Finding
from glossa.pages.ooxml import Element, named, prefixed
from glossa.pages.ooxml_lines import lines_of
from glossa.pages.ooxml_page import Block, plain
from glossa.pages.ooxml_render import elements, refill
from glossa.pages.ooxml_tokens import BLANK, Break, Text, Thing, Token
from glossa.pages.ooxml_write import without_illegal

__all__ = [
    "LONGEST_CELL",
    "append_text",
    "string_block",
    "text_of_string",
    "too_long",
    "value_block",
]

LONGEST_CELL: Final = 32_767
"""Characters that a cell can hold."""
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_PIECE: Final = re.compile("(\r\n|\n|\r|_x[0-9A-Fa-f]{4}_)")
_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_UNSEEN: Final = frozenset(
    {"x:rFont", "x:family", "x:charset", "x:scheme", "x:condense", "x:extend"}
)
_KINDS: Final = (("x:b", "bold"), ("x:i", "italic"), ("x:u", "underline"))


def string_block(
    node: Element,
    element: str,
    path: tuple[str, ...],
    group: int,
    *,
    where: str = "",
    most: int = LONGEST_CELL,
) -> Block:
    """A `si`, an `is`, or the `text` of a note.

    `most`: characters that it may have; `where`: for a finding on what will not fit.
    """

    def put(tokens: Sequence[Token]) -> Finding | None:
        runs = _joined(elements(tokens, partial(_runs, node)))
        size = sum(len(_run_text(run)) for run in runs)
        if size > most:
            return too_long(where, size, most)
        if all(_props(run) is None for run in runs):
            whole = _text_element(node, "".join(map(_run_text, runs)))
            runs = [whole]
        # Readings (rPh) belong to the signs that were there.
        refill(node, runs)
        return None

    return Block(lines_of(list(_tokens(node))), element, path, group, put)


def value_block(
    node: Element, element: str, path: tuple[str, ...], group: int, *, where: str = ""
) -> Block:
    """The plain text of an element: a value of a cell, a remark in a thread."""

    def put(tokens: Sequence[Token]) -> Finding | None:
        text = _escaped(plain(tokens))
        if len(text) > LONGEST_CELL:
            return too_long(where, len(text), LONGEST_CELL)
        node.text = text
        return None

    return Block(
        lines_of(list(_plain_tokens(node.text or "", None, node))), element, path, group, put
    )


def too_long(where: str, size: int, most: int) -> Finding:
    """A target that Excel could not hold."""
    message = (
        f"The translation has {size:,} characters, of which Excel can hold {most:,} here: "
        "the original stays; shorten it by hand."
    )
    return Finding("text-too-long", message, where=where)


def text_of_string(node: Element) -> str:
    """All text of a string (or of the cell that holds one), without readings."""
    found = []
    for child in node:
        if prefixed(child) in {"x:t", "x:v"}:
            found.append(child.text or "")
        elif prefixed(child) == "x:r":
            found.append(_run_text(child))
    return "".join(found)


def append_text(node: Element, text: str) -> None:
    """Add to the end of a string, in the format that it has there."""
    last = next((one for one in reversed(node) if prefixed(one) in {"x:t", "x:r", "x:v"}), None)
    if last is not None and prefixed(last) == "x:r":
        last = next((child for child in last if prefixed(child) == "x:t"), None)
    if last is not None:
        last.text = (last.text or "") + text


def _tokens(node: Element) -> Iterator[Token]:
    # Text without a format of its own has the cell's, which the others mostly repeat.
    bare = any(prefixed(child) == "x:r" and _props(child) is None for child in node)
    for child in node:
        if prefixed(child) == "x:t":
            yield from _plain_tokens(child.text or "", None, node)
        elif prefixed(child) == "x:r":
            yield from _plain_tokens(_run_text(child), _props(child), node, sizes=not bare)


def _plain_tokens(
    text: str, props: Element, node: Element, *, sizes: bool = True
) -> Iterator[Token]:
    look, kind = _look(props, sizes=sizes)
    for piece in _PIECE.split(text):
        if _PIECE.fullmatch(piece):
            token = Text(piece, look, props, kind)
            make = partial(_raw, node, token)
            yield Thing(make, "break") if piece.startswith("_") else Break(make)
        elif piece:
            yield Text(piece, look, props, kind)


def _look(props: Element, *, sizes: bool) -> tuple[str, str]:
    """(visible formatting, the kind of a code for it); `sizes`: whether the size counts."""
    seen: dict[str, str] = {}
    for child in () if props is None else props:
        name = prefixed(child)
        plain_colour = name == "x:color" and child.get("theme") == "1" and not child.get("tint")
        if not name or name in _UNSEEN or plain_colour or (name == "x:sz" and not sizes):
            continue
        if child.get("val") not in {"0", "false", "none"}:
            seen[name] = " ".join(f"{key}={child.get(key)}" for key in sorted(child.keys()))
    kind = next((kind for name, kind in _KINDS if name in seen), "style")
    return ";".join(f"{name} {seen[name]}" for name in sorted(seen)), kind


def _props(run: Element) -> Element:
    return next((child for child in run if prefixed(child) == "x:rPr"), None)


def _run_text(run: Element) -> str:
    return "".join(child.text or "" for child in run if prefixed(child) == "x:t")


def _escaped(text: str) -> str:
    """Text as XML of a workbook; what looks like an escape and is none is written as one."""
    return _ESCAPE.sub("_x005F_", without_illegal(text))


def _runs(node: Element, token: Text) -> list[Element]:
    return _raw(node, Text(_escaped(token.text), token.look, token.props, token.kind))


def _raw(node: Element, token: Text) -> list[Element]:
    run = node.makeelement(named(node, "r"), None, None)
    if token.props is not None:
        run.append(deepcopy(token.props))
    run.append(_text_element(node, token.text))
    return [run]


def _text_element(node: Element, text: str) -> Element:
    element = node.makeelement(named(node, "t"), None, None)
    element.text = text
    if text != text.strip(BLANK) or "\n" in text:
        element.set(_SPACE, "preserve")
    return element


def _joined(runs: Sequence[Element]) -> list[Element]:
    """Neighbours in the same format as one run."""
    from lxml import etree

    found: list[Element] = []
    last = b""
    for run in runs:
        props = _props(run)
        key = b"" if props is None else etree.tostring(props, with_tail=False)
        if found and key == last:
            text = _text_element(run, _run_text(found[-1]) + _run_text(run))
            found[-1].replace(found[-1][-1], text)
        else:
            found.append(run)
        last = key
    return found
