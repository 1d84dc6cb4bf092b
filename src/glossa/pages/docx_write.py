"""Write a Word paragraph again: runs, their language, and from which side they are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Final

from glossa.pages.ooxml import Element, named, prefixed
from glossa.pages.ooxml_render import elements, refill
from glossa.pages.ooxml_tokens import BLANK, Text, Token
from glossa.pages.ooxml_write import office_language, without_illegal
from glossa.script import primary_subtag, written_in_han
from glossa.webpage import direction

__all__ = ["put_paragraph"]

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_CUT: Final = re.compile("([\t\n\u2011])")
_SIGNS: Final = {"\t": "tab", "\n": "br", "\u2011": "noBreakHyphen"}
_EAST: Final = frozenset({"zh", "ja", "ko"})
# The order in which ECMA-376 wants the properties of a run.
_ORDER: Final = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike",
    "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden",
    "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr",
    "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish",
    "oMath", "ins", "del", "moveFrom", "moveTo", "rPrChange",
)  # fmt: skip
_BEFORE_BIDI: Final = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN",
)  # fmt: skip


def put_paragraph(paragraph: Element, tokens: Sequence[Token], language: str) -> None:
    """Give a `w:p` this content; `language`: of what is new in it (BCP 47)."""
    writer = _Writer(paragraph, language)
    content = elements(tokens, writer.runs)
    properties = [child for child in paragraph if prefixed(child) == "w:pPr"]
    refill(paragraph, content, properties)
    writer.turn(properties[0] if properties else None)


class _Writer:
    def __init__(self, paragraph: Element, language: str) -> None:
        self._paragraph = paragraph
        self._language = language
        self._from_right = direction(language) == "rtl"
        self._east = written_in_han(language) or primary_subtag(language.lower()) in _EAST

    def _new(self, name: str) -> Element:
        return self._paragraph.makeelement(named(self._paragraph, name), None, None)

    def runs(self, token: Text) -> list[Element]:
        """The run of a stretch of text, with the properties of one that looks so."""
        run = self._paragraph.makeelement(named(self._paragraph, "r"), None, self._paragraph.nsmap)
        props = self._new("rPr") if token.props is None else deepcopy(token.props)
        if token.new:
            self._adapt(props)
        if len(props):
            props.tail = None
            run.append(props)
        for piece in _CUT.split(without_illegal(token.text)):
            if piece in _SIGNS:
                run.append(self._new(_SIGNS[piece]))
            elif piece:
                text = self._new("t")
                text.text = piece
                if piece != piece.strip(BLANK):
                    text.set(_SPACE, "preserve")
                run.append(text)
        return [run]

    def _adapt(self, props: Element) -> None:
        """The properties of Chinese text for text of the target language."""
        for child in list(props):
            # Text squeezed into the width of four Han characters could not be read.
            if prefixed(child) == "w:fitText":
                props.remove(child)
        lang = self._ensure(props, "lang")
        which = "bidi" if self._from_right else "eastAsia" if self._east else "val"
        lang.set(named(lang, which), office_language(self._language))
        fonts = _find(props, "w:rFonts")
        if self._east:
            fonts = self._ensure(props, "rFonts")
            fonts.set(named(fonts, "hint"), "eastAsia")
        elif fonts is not None:
            fonts.attrib.pop(named(fonts, "hint"), None)
            if not fonts.attrib:
                props.remove(fonts)
        right = _find(props, "w:rtl")
        if self._from_right:
            self._ensure(props, "rtl")
        elif right is not None:
            props.remove(right)

    def _ensure(self, props: Element, name: str) -> Element:
        """The property called so, put where the schema wants it."""
        found = _find(props, f"w:{name}")
        if found is None:
            found = self._new(name)
            rank = _ORDER.index(name)
            before = sum(_rank(child) < rank for child in props)
            props.insert(before, found)
        return found

    def turn(self, properties: Element) -> None:
        """Let the paragraph be read from the side its language is read from."""
        bidi = _find(properties, "w:bidi")
        if self._from_right and bidi is None:
            if properties is None:
                properties = self._new("pPr")
                self._paragraph.insert(0, properties)
            names = [prefixed(child).removeprefix("w:") for child in properties]
            properties.insert(sum(name in _BEFORE_BIDI for name in names), self._new("bidi"))
        elif bidi is not None and not self._from_right:
            properties.remove(bidi)


def _find(parent: Element, name: str) -> Element:
    if parent is None:
        return None
    return next((child for child in parent if prefixed(child) == name), None)


def _rank(child: Element) -> int:
    name = prefixed(child).removeprefix("w:")
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)
