"""What the styles of a Word document say a paragraph is: a heading, a list item, a caption."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from glossa.pages.ooxml import Element, own, prefixed

__all__ = ["Styles"]

_HEADING: Final = re.compile(
    r"(?:heading|标题|標題|titre|überschrift|título|заголовок|見出し|제목)\s*([1-9])"
)
_TITLES: Final = frozenset({"title", "标题", "標題", "文档标题", "titre", "titel", "название"})
_SUBTITLES: Final = frozenset({"subtitle", "副标题", "副標題", "sous-titre", "untertitel"})
_CAPTION: Final = re.compile(
    r"(?:caption|题注|題注|图注|圖註|légende|beschriftung|название объекта)"
)
_CONTENTS: Final = re.compile(r"(?:toc|目录|目錄|index|table of figures|table of authorities)\b")
_DEEPEST: Final = 6
_BODY_LEVEL: Final = 9
_LONGEST_CHAIN: Final = 20


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    level: int | None
    """`outlineLvl`, from 0."""
    numbered: bool | None


class Styles:
    """The paragraph styles of a document. `root`: of its styles part; None: it has none."""

    def __init__(self, root: Element = None) -> None:
        self._styles: dict[str, _Style] = {}
        for style in () if root is None else root:
            if prefixed(style) == "w:style":
                self._styles[own(style, "styleId")] = _read(style)

    def element(self, paragraph: Element) -> tuple[str, str]:
        """(`h1` ... `h6`, `li`, `figcaption` or `p`; `toc` for an entry of a table of contents)."""
        properties = _child(paragraph, "w:pPr")
        name = own(_child(properties, "w:pStyle"), "val") if _has(properties, "w:pStyle") else ""
        chain = self._chain(name)
        names = [style.name for style in chain]
        if any(map(_CONTENTS.match, names)):
            return "p", "toc"
        found = _by_name(names)
        levels = [_level(properties), *(style.level for style in chain)]
        level = next((level for level in levels if level is not None), None)
        if not found and level is not None and level < _BODY_LEVEL:
            found = f"h{min(level + 1, _DEEPEST)}"
        numbers = [_numbered(properties), *(style.numbered for style in chain)]
        if not found and next((yes for yes in numbers if yes is not None), False):
            found = "li"
        return found or "p", ""

    def _chain(self, name: str) -> list[_Style]:
        """A style and those it is based on, nearest first."""
        chain: list[_Style] = []
        while name in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append(self._styles[name])
            name = chain[-1].based_on
        return chain


def _by_name(names: list[str]) -> str:
    for name in names:
        if heading := _HEADING.match(name):
            return f"h{min(int(heading[1]), _DEEPEST)}"
        if name in _TITLES:
            return "h1"
        if name in _SUBTITLES:
            return "h2"
        if _CAPTION.match(name):
            return "figcaption"
    return ""


def _read(style: Element) -> _Style:
    properties = _child(style, "w:pPr")
    based = _child(style, "w:basedOn")
    name = _child(style, "w:name")
    return _Style(
        "" if name is None else own(name, "val").lower(),
        "" if based is None else own(based, "val"),
        _level(properties),
        _numbered(properties),
    )


def _child(parent: Element, name: str) -> Element:
    if parent is None:
        return None
    return next((child for child in parent if prefixed(child) == name), None)


def _has(parent: Element, name: str) -> bool:
    return _child(parent, name) is not None


def _level(properties: Element) -> int | None:
    found = _child(properties, "w:outlineLvl")
    value = "" if found is None else own(found, "val")
    return int(value) if value.isdecimal() and len(value) == 1 else None


def _numbered(properties: Element) -> bool | None:
    """Whether a list numbers it; None where nothing is said. Number 0 takes it out of a list."""
    numbers = _child(properties, "w:numPr")
    if numbers is None:
        return None
    found = _child(numbers, "w:numId")
    return found is not None and own(found, "val") != "0"
