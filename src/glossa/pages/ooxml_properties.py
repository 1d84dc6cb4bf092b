"""The properties of a file of Office that a reader sees: title, subject, keywords, description."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from glossa.pages.ooxml import Element, Package, prefixed
from glossa.pages.ooxml_page import Block, plain, simple
from glossa.pages.ooxml_tokens import Token
from glossa.pages.ooxml_write import without_illegal

__all__ = ["properties_part", "property_blocks"]

_PROPERTIES: Final = {
    "dc:title": "title",
    "dc:subject": "meta@subject",
    "cp:keywords": "meta@keywords",
    "dc:description": "meta@description",
}


def properties_part(package: Package) -> str:
    """The part with the properties; `""` where there is none."""
    parts = [one.target for one in package.relations("").values() if one.kind == "core-properties"]
    return next((part for part in parts if part in package), "")


def property_blocks(root: Element) -> list[Block]:
    """Title, subject, keywords and description, where they are given."""
    return [
        Block(simple(child.text), _PROPERTIES[prefixed(child)], ("head",), 0, partial(_put, child))
        for child in root
        if prefixed(child) in _PROPERTIES and child.text
    ]


def _put(element: Element, tokens: Sequence[Token]) -> None:
    element.text = without_illegal(plain(tokens))
