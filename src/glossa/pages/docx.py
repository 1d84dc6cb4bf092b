"""Word documents: read as blocks with their formatting, translated in place.

Parts whose text changes are written anew; every other byte of the file stays. See
docs/formats/pages-docx.md for what is kept and what is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol, cast

from glossa.errors import InputError
from glossa.markup import Filled
from glossa.model import Document, Finding, Severity
from glossa.pages.base import Joiner, Rebuilt, is_changed
from glossa.pages.docx_blocks import word_blocks
from glossa.pages.docx_runs import has_changes
from glossa.pages.docx_styles import Styles
from glossa.pages.ooxml import Element, Package, broken_part, open_package, with_parts
from glossa.pages.ooxml_drawing import drawing_blocks
from glossa.pages.ooxml_kept import kept_findings
from glossa.pages.ooxml_page import Block, Page, Plan, Pouring
from glossa.pages.ooxml_properties import properties_part, property_blocks

__all__ = ["parse", "rebuild"]

_ORDER: Final = {
    "header": ("header",),
    "": ("body",),
    "footnotes": ("aside.footnotes",),
    "endnotes": ("aside.endnotes",),
    "footer": ("footer",),
    "chart": ("body", "figure.chart"),
    "diagramData": ("body", "figure.diagram"),
    "diagramDrawing": ("body", "figure.diagram"),
}
"""Relations of the main part that hold text, in the order in which they are read."""
_DRAWN: Final = frozenset({"chart", "diagramData", "diagramDrawing"})
_NUMBER: Final = re.compile(r"\d+|\D+")


class _Reading(Protocol):
    def __call__(self, root: Element, *, language: str = "", groups: int = 0) -> list[Block]: ...


@dataclass(frozen=True, slots=True)
class _Skeleton:
    package: Package
    plans: tuple[Plan, ...]
    styles: Styles


def parse(data: bytes, name: str, encoding: str | None = None) -> Document:
    """The bytes of a Word document as a Document; `encoding` means nothing here.

    Raises `InputError` for what is encrypted, of Word 97 to 2003, no archive, or damaged in its
    main part; another damaged part is a finding.
    """
    del encoding  # XML says itself how it is encoded
    package = open_package(data, name, "word/", "a Word document", ".docx")
    page = Page()
    page.findings += package.archive.findings
    page.findings += kept_findings(package)
    styles = _styles(package, page.findings)
    changes = False
    groups = 0
    for part, read in _parts(package, styles):
        try:
            root = package.root(part)
        except InputError as error:
            if part == package.main:
                raise
            page.findings.append(broken_part(error))
            continue
        changes = changes or has_changes(root)
        blocks = read(root, groups=groups)
        groups = max((block.group for block in blocks), default=groups)
        page.add_part(part, blocks)
    page.findings += _remarks(package, changes=changes, empty=not page.units)
    return page.document(name, "docx", _Skeleton(package, tuple(page.plans), styles))


def rebuild(
    document: Document,
    filled: Mapping[str, Filled],
    *,
    language: str,
    joiner: Joiner | None = None,
) -> Rebuilt:
    """The document with its targets; runs of them say that they are in `language`."""
    skeleton = cast(_Skeleton, document.skeleton)
    package = skeleton.package
    if not is_changed(document, filled):
        return Rebuilt(package.archive.data)
    pouring = Pouring(document, filled, joiner)
    readings = dict(_parts(package, skeleton.styles))
    roots = {}
    for plan in skeleton.plans:
        if pouring.touches(plan):
            root = package.root(plan.part)
            if pouring.pour(plan, readings[plan.part](root, language=language)):
                roots[plan.part] = root
    return Rebuilt(with_parts(package, roots), tuple(pouring.findings))


def _parts(package: Package, styles: Styles) -> Iterator[tuple[str, _Reading]]:
    """Each part with text, in reading order, and how it is read; each part once."""
    properties = properties_part(package)
    if properties:
        yield properties, _read_properties
    relations = package.relations(package.main).values()
    done = {properties}
    for kind, path in _ORDER.items():
        parts = [one.target for one in relations if one.kind == kind and not one.external]
        for part in sorted(parts, key=_natural) if kind else [package.main]:
            if part in package and part not in done:
                done.add(part)
                if kind in _DRAWN:
                    yield part, partial(_read_drawing, path=path)
                else:
                    yield part, partial(_read_words, path=path, styles=styles)


def _natural(part: str) -> list[tuple[int, str]]:
    """`header2` before `header10`."""
    return [
        (int(piece), "") if piece.isdecimal() else (0, piece) for piece in _NUMBER.findall(part)
    ]


def _read_properties(root: Element, *, language: str = "", groups: int = 0) -> list[Block]:
    del language, groups
    return property_blocks(root)


def _read_words(
    root: Element, *, path: tuple[str, ...], styles: Styles, language: str = "", groups: int = 0
) -> list[Block]:
    return word_blocks(root, styles, path, language, groups)


def _read_drawing(
    root: Element, *, path: tuple[str, ...], language: str = "", groups: int = 0
) -> list[Block]:
    return drawing_blocks(root, path, language, groups)


def _styles(package: Package, findings: list[Finding]) -> Styles:
    parts = [one.target for one in package.relations(package.main).values() if one.kind == "styles"]
    for part in parts:
        if part in package:
            try:
                return Styles(package.root(part))
            except InputError as error:
                findings.append(broken_part(error))
    return Styles()


def _remarks(package: Package, *, changes: bool, empty: bool) -> Iterator[Finding]:
    name = package.archive.name
    if changes:
        message = (
            "It has tracked changes: inserted text was read as text, deleted text left as it is; "
            "accept or reject them first for a clean copy."
        )
        yield Finding("tracked-changes", message, Severity.INFO, where=name)
    kinds = {one.kind for one in package.relations(package.main).values()}
    if "comments" in kinds:
        message = "Its comments were kept as they are: they are the reviewers' words, no part of it"
        yield Finding("comments-kept", f"{message}.", Severity.INFO, where=name)
    if empty:
        message = "The document holds no text"
        if any(part.startswith("word/media/") for part in package.names):
            message += ", only pictures; text in them is not read"
        yield Finding("empty-page", f"{message}.", Severity.INFO, where=name)
