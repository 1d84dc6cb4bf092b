"""Text of drawings (DrawingML): shapes and charts of workbooks, diagrams and charts of Word.

Source: ECMA-376, part 1, chapter 21.1.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import partial
from typing import Final

from glossa.pages.ooxml import Element, named, prefixed
from glossa.pages.ooxml_lines import lines_of
from glossa.pages.ooxml_page import Block, attribute
from glossa.pages.ooxml_render import elements, refill
from glossa.pages.ooxml_tokens import Break, Close, Open, Shell, Text, Thing, Token
from glossa.pages.ooxml_write import office_language, without_illegal
from glossa.webpage import direction

__all__ = ["drawing_blocks"]

_KINDS: Final = {"b": "bold", "i": "italic", "u": "underline"}
_OFF: Final = frozenset({"0", "false", "none", "noStrike"})
_NAMES: Final = frozenset({"xdr:cNvPr", "wp:docPr", "pic:cNvPr"})
# Formatting that shows; the rest is language, spelling, kerning.
_SEEN: Final = frozenset({"sz", "b", "i", "u", "strike", "cap", "baseline"})


def drawing_blocks(
    root: Element, path: tuple[str, ...], language: str = "", groups: int = 0
) -> list[Block]:
    """Every paragraph (`a:p`) and alternative text under `root`, in order."""
    found: list[Block] = []
    for node in root.iter():
        name = prefixed(node)
        if name == "a:p":
            found.append(_paragraph(node, path, language, groups + 1))
        elif name in _NAMES and node.get("descr"):
            found.append(attribute(node, "descr", "img@alt", path, groups + 1))
    return found


def _paragraph(node: Element, path: tuple[str, ...], language: str, group: int) -> Block:
    def put(tokens: Sequence[Token]) -> None:
        content = elements(tokens, partial(_runs, node, language))
        kept = [child for child in node if prefixed(child) == "a:pPr"]
        last = [child for child in node if prefixed(child) == "a:endParaRPr"]
        refill(node, [*content, *last], kept)
        if direction(language) == "rtl":
            if not kept:
                node.insert(0, node.makeelement(named(node, "pPr"), None, None))
            node[0].set("rtl", "1")
        elif kept:
            kept[0].attrib.pop("rtl", None)

    return Block(lines_of(list(_tokens(node))), "p", path, group, put)


def _tokens(node: Element) -> Iterator[Token]:
    for child in node:
        name = prefixed(child)
        make = partial(_itself, child)
        if name == "a:r":
            yield _text(child)
        elif name == "a:br":
            yield Break(make)
        elif name == "a:fld":  # a date, the number of a page: reckoned anew
            shell = Shell(element=child, inner=child, kept=list(child))
            yield Open(shell, "field", translate=False)
            yield Thing(tuple, "field")
            yield Close(shell)
        elif name not in {"a:pPr", "a:endParaRPr", ""}:
            yield Thing(make)


def _itself(element: Element) -> Sequence[Element]:
    return (element,)


def _text(run: Element) -> Text:
    props = next((child for child in run if prefixed(child) == "a:rPr"), None)
    text = "".join(child.text or "" for child in run if prefixed(child) == "a:t")
    if props is None:
        return Text(text)
    seen = {key: props.get(key) for key in _SEEN if props.get(key, "0") not in _OFF}
    kind = next((kind for key, kind in _KINDS.items() if key in seen), "style")
    if any(prefixed(child) == "a:hlinkClick" for child in props):
        seen["link"], kind = "1", "link"
    fill = [child for child in props if prefixed(child) == "a:solidFill"]
    if fill:
        seen["fill"] = "".join(f"{node.get('val')} " for node in fill[0].iter())
    return Text(text.replace("\n", " "), repr(sorted(seen.items())), props, kind)


def _runs(node: Element, language: str, token: Text) -> list[Element]:
    run = node.makeelement(named(node, "r"), None, None)
    if token.props is not None:
        run.append(deepcopy(token.props))
    elif token.new:
        run.append(node.makeelement(named(node, "rPr"), None, None))
    if token.new:
        run[0].set("lang", office_language(language))
        run[0].attrib.pop("altLang", None)
    text = node.makeelement(named(node, "t"), None, None)
    text.text = without_illegal(token.text.replace("\n", " "))
    run.append(text)
    return [run]
