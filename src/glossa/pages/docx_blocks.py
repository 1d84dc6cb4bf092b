"""The blocks of one part of a Word document, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from glossa.model import Finding
from glossa.pages.docx_runs import paragraph_tokens
from glossa.pages.docx_styles import Styles
from glossa.pages.docx_write import put_paragraph
from glossa.pages.ooxml import Element, named, own, prefixed
from glossa.pages.ooxml_lines import lines_of
from glossa.pages.ooxml_page import Block, attribute
from glossa.pages.ooxml_tokens import Token

__all__ = ["word_blocks"]

_SKIPPED: Final = frozenset(
    {"w:sectPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sdtPr", "w:sdtEndPr", "w:pPr", ""}
)
_CONTENTS: Final = "Table of Contents"
_PATHS: Final = {"w:tbl": "table", "w:tr": "tr", "w:txbxContent": "div.textbox"}
# Where in a paragraph there may be text that is none of its own.
_ATTRIBUTES: Final = {
    "wp:docPr": ("descr", "img@alt"),
    "v:shape": ("alt", "img@alt"),
    "v:textpath": ("string", "img@alt"),
    "w:hyperlink": ("tooltip", "a@title"),
}
_INSIDE: Final = frozenset({*_ATTRIBUTES, "w:txbxContent", "mc:AlternateContent"})


def word_blocks(
    root: Element, styles: Styles, path: tuple[str, ...], language: str = "", groups: int = 0
) -> list[Block]:
    """All blocks under `root`. `language`: of the targets, where they are to be written.

    `groups`: the greatest number of a group that is taken already.
    """
    walker = _Walker(styles, language, groups)
    walker.walk(root, path, walker.group())
    return walker.blocks


class _Walker:
    def __init__(self, styles: Styles, language: str, groups: int) -> None:
        self._styles = styles
        self._language = language
        self.groups = groups
        self.blocks: list[Block] = []

    def group(self) -> int:
        """A number for an element that may hold several blocks."""
        self.groups += 1
        return self.groups

    def walk(self, node: Element, path: tuple[str, ...], group: int) -> None:
        """Everything inside `node`."""
        for child in node:
            name = prefixed(child)
            if name == "w:p":
                self._paragraph(child, path, group)
            elif name == "mc:AlternateContent":
                self._alternatives(child, path, group)
            elif name == "w:tr":
                self._row(child, (*path, "tr"), self.group())
            elif name in _PATHS:
                self.walk(child, (*path, _PATHS[name]), self.group())
            elif name == "w:sdt" and _is_contents(child):
                self.walk(child, (*path, "nav.toc"), self.group())
            elif name not in _SKIPPED:
                self.walk(child, path, group)

    def _row(self, row: Element, path: tuple[str, ...], group: int) -> None:
        cell = "th" if _is_header(row) else "td"
        for child in row:
            if prefixed(child) in _SKIPPED:
                continue
            paragraphs = sum(prefixed(one) == "w:p" for one in child)
            self.walk(child, (*path, cell), self.group() if paragraphs > 1 else group)

    def _paragraph(self, paragraph: Element, path: tuple[str, ...], group: int) -> None:
        element, what = self._styles.element(paragraph)
        around = path
        if element == "p" and path and path[-1] in {"td", "th"}:
            element, around = path[-1], path[:-1]
        if what == "toc" and "nav.toc" not in path:
            around = (*around, "nav.toc")

        def put(tokens: Sequence[Token]) -> Finding | None:
            put_paragraph(paragraph, tokens, self._language)
            return None

        lines = lines_of(paragraph_tokens(paragraph))
        self.blocks.append(Block(lines, element, around, group, put))
        # Most paragraphs hold nothing but runs: those are not gone through again.
        if any(prefixed(node) in _INSIDE for node in paragraph.iter()):
            self.inside(paragraph, around, group)

    def inside(self, node: Element, path: tuple[str, ...], group: int) -> None:
        """Alternative texts and text boxes in a paragraph."""
        for child in node:
            name = prefixed(child)
            key, what = _ATTRIBUTES.get(name, ("", ""))
            if name.startswith("w:") and key:
                key = named(child, key)
            if key and child.get(key):
                self.blocks.append(attribute(child, key, what, path, group))
            if name == "w:txbxContent":
                self.walk(child, (*path, _PATHS[name]), self.group())
            elif name == "mc:AlternateContent":
                self._alternatives(child, path, group, inside=True)
            elif name != "w:pPr":
                self.inside(child, path, group)

    def _alternatives(
        self, node: Element, path: tuple[str, ...], group: int, *, inside: bool = False
    ) -> None:
        """One content for new programs, one for old ones: the same text in both is one."""
        found: list[list[Block]] = []
        for branch in node:
            walker = _Walker(self._styles, self._language, self.groups)
            (walker.inside if inside else walker.walk)(branch, path, group)
            self.groups = walker.groups
            found.append(walker.blocks)
        first = found[0] if found else []
        self.blocks += first
        for others in found[1:]:
            free = list(first)
            for other in others:
                twin = next((one for one in free if one.shape == other.shape), None)
                if twin is None:
                    self.blocks.append(other)
                else:
                    twin.twins.append(other)
                    free.remove(twin)


def _is_header(row: Element) -> bool:
    """Whether Word repeats a row at the top of each page."""
    return any(
        prefixed(child) == "w:tblHeader" and own(child, "val", "1") not in {"0", "false"}
        for properties in row
        if prefixed(properties) == "w:trPr"
        for child in properties
    )


def _is_contents(control: Element) -> bool:
    return any(
        prefixed(node) == "w:docPartGallery" and own(node, "val") == _CONTENTS
        for properties in control
        if prefixed(properties) == "w:sdtPr"
        for node in properties.iter()
    )
