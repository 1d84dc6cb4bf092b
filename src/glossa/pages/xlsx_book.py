"""The sheets of a workbook and where their text stands, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from glossa.errors import InputError
from glossa.model import Finding
from glossa.pages.ooxml import Element, Package, broken_part, prefixed
from glossa.pages.ooxml_drawing import drawing_blocks
from glossa.pages.ooxml_page import Block, attribute
from glossa.pages.ooxml_properties import properties_part, property_blocks
from glossa.pages.xlsx_headers import header_block
from glossa.pages.xlsx_scan import Cell, Sheet, formula_names, scan_sheet, split_reference
from glossa.pages.xlsx_strings import LONGEST_CELL, string_block, value_block
from glossa.pages.xlsx_tables import LONGEST_NAME, Table, read_tables

__all__ = ["Book", "Place", "Source", "blocks_of", "read_book"]


@dataclass(frozen=True, slots=True)
class Place:
    """A string of the workbook, where it stands first."""

    index: int
    """Of the shared string."""
    element: str
    path: tuple[str, ...]
    group: int
    where: str
    most: int


@dataclass(frozen=True, slots=True)
class Source:
    """Something with text: a part, or the shared strings that one sheet shows first."""

    part: str
    kind: str
    """`properties`, `strings`, `sheet`, `notes`, `threads`, `drawing`."""
    path: tuple[str, ...] = ()
    group: int = 0
    places: tuple[Place, ...] = ()
    heads: frozenset[str] = frozenset()
    """Of a sheet: cells in a row of headers."""
    left: frozenset[str] = frozenset()
    """Of a sheet: cells that must keep their text."""


@dataclass(slots=True)
class Book:
    """A workbook as far as its text goes."""

    strings: str = ""
    """The part with the shared strings."""
    sheets: list[str] = field(default_factory=list)
    """Names, in order."""
    sources: list[Source] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    formulas: int = 0
    texts_of_formulas: int = 0
    kept_heads: list[str] = field(default_factory=list)
    """Headers of tables that formulas name."""
    findings: list[Finding] = field(default_factory=list)


def read_book(package: Package) -> Book:
    """Where the text of a workbook stands. Raises `InputError` where its list of sheets is broken.

    A sheet that is damaged is a finding.
    """
    root = package.root(package.main)
    relations = package.relations(package.main)
    book = Book()
    book.strings = next((r.target for r in relations.values() if r.kind == "sharedStrings"), "")
    properties = properties_part(package)
    if properties:
        book.sources.append(Source(properties, "properties"))
    scans: list[tuple[str, str, str, Sheet]] = []
    for name, state, relation in _sheets(root):
        part = relations[relation].target if relation in relations else ""
        book.sheets.append(name)
        if part in package:
            try:
                scans.append((name, state, part, scan_sheet(package, part)))
            except InputError as error:
                book.findings.append(broken_part(error))
    names = {name for *_, scan in scans for name in scan.names}
    for node in root.iter():
        if prefixed(node) == "x:definedName":
            names.update(formula_names(node.text or ""))
    for part, scan in {part: scan for _, _, part, scan in scans}.items():
        book.tables += read_tables(package, part, scan.cells, book.findings)
    names.update(name for table in book.tables for name in table.used)
    _arrange(package, book, scans, names)
    book.sources = list(_once(book.sources))
    return book


def _once(sources: Sequence[Source]) -> Iterator[Source]:
    """Each part once, whatever points at it; shared strings as often as a sheet has new ones."""
    seen: set[str] = set()
    for source in sources:
        if source.kind == "strings" or source.part not in seen:
            yield source
        if source.kind != "strings":
            seen.add(source.part)


def _sheets(root: Element) -> Iterator[tuple[str, str, str]]:
    """(name, state, id of its relation) of each sheet."""
    for child in root:
        if prefixed(child) == "x:sheets":
            for sheet in child:
                key = next((key for key in sheet.attrib if key.endswith("}id")), "")
                yield sheet.get("name", ""), sheet.get("state", ""), sheet.get(key, "")


def _arrange(
    package: Package, book: Book, scans: Sequence[tuple[str, str, str, Sheet]], names: set[str]
) -> None:
    seen: set[int] = set()
    kept = _kept_heads(book, names)
    seen.update(cell.shared for _, cell in kept if cell.shared >= 0)
    group = 0
    for name, state, part, scan in scans:
        book.formulas += scan.formulas
        book.texts_of_formulas += scan.texts_of_formulas
        path = ("body", f"table#{name}" + ("[hidden]" if state else ""))
        tables = [table for table in book.tables if table.sheet == part]
        heads = {cell.reference for table in tables for cell in table.heads if cell}
        places = []
        for cell in scan.cells:
            if cell.shared < 0 or cell.shared in seen:
                continue
            seen.add(cell.shared)
            head = cell.reference in heads
            places.append(
                Place(
                    cell.shared,
                    "th" if head or cell.row <= scan.frozen else "td",
                    (*path, f"tr#{cell.row}", f"col#{_column(cell)}"),
                    group + cell.row,
                    f"{name}!{cell.reference}",
                    LONGEST_NAME if head else LONGEST_CELL,
                )
            )
        if places and book.strings:
            book.sources.append(Source(book.strings, "strings", path, group, tuple(places)))
        if scan.more:
            left = frozenset(c.reference for t, c in kept if t.sheet == part and c.shared < 0)
            rows = frozenset(heads)
            book.sources.append(Source(part, "sheet", path, group, (), rows, left))
        group += max((cell.row for cell in scan.cells), default=0) + 1
        book.sources += _around(package, part, path, group)
        group += 1


def _kept_heads(book: Book, names: set[str]) -> list[tuple[Table, Cell]]:
    """Header cells that formulas name."""
    found = []
    for table in book.tables:
        for name, cell in zip(table.names, table.heads, strict=True):
            if cell is not None and name in names:
                found.append((table, cell))
                book.kept_heads.append(name)
    return found


def _column(cell: Cell) -> str:
    return cell.reference.rstrip("0123456789")


def _around(package: Package, sheet: str, path: tuple[str, ...], group: int) -> Iterator[Source]:
    """Notes and drawings of a sheet, with the charts in them."""
    kinds = {"comments": "notes", "threadedComment": "threads", "drawing": "drawing"}
    for relation in package.relations(sheet).values():
        part, kind = relation.target, kinds.get(relation.kind, "")
        if relation.external or not kind or part not in package:
            continue
        yield Source(part, kind, (*path, "aside" if kind != "drawing" else "figure"), group)
        if kind == "drawing":
            for inner in package.relations(part).values():
                if inner.kind == "chart" and inner.target in package:
                    yield Source(inner.target, "drawing", (*path, "figure.chart"), group)


def blocks_of(source: Source, root: Element, language: str = "") -> Iterable[Block]:
    """The blocks of a source, in order. `language`: of the targets."""
    path, group = source.path, source.group
    if source.kind == "properties":
        return property_blocks(root)
    if source.kind == "drawing":
        return drawing_blocks(root, path, language, group)
    if source.kind == "strings":
        return _shared(source, root)
    if source.kind == "sheet":
        return _of_sheet(source, root)
    if source.kind == "notes":
        return [
            string_block(node, "p", path, group, where=source.part)
            for node in root.iter()
            if prefixed(node) == "x:text"
        ]
    return [
        value_block(node, "p", path, group, where=source.part)
        for node in root.iter()
        if prefixed(node) == "tc:text" and node.text
    ]


def _shared(source: Source, root: Element) -> Iterator[Block]:
    strings = [child for child in root if prefixed(child) == "x:si"]
    for place in source.places:
        if place.index < len(strings):
            yield string_block(
                strings[place.index],
                place.element,
                place.path,
                place.group,
                where=place.where,
                most=place.most,
            )


def _of_sheet(source: Source, root: Element) -> Iterator[Block]:
    """Text in the part of a sheet itself: in cells, tooltips of links, headers and footers."""
    for node in root.iter():
        name = prefixed(node)
        if name == "x:c" and node.get("t") in {"inlineStr", "str"}:
            yield from _in_cell(source, node)
        elif name == "x:hyperlink" and node.get("tooltip"):
            yield attribute(node, "tooltip", "a@title", source.path, source.group)
        elif name == "x:headerFooter":
            for child in node:
                element = "header" if "Header" in prefixed(child) else "footer"
                if child.text:
                    path = (*source.path, element)
                    yield header_block(child, "p", path, source.group, source.part)


def _in_cell(source: Source, cell: Element) -> Iterator[Block]:
    children = {prefixed(child): child for child in cell}
    reference = cell.get("r", "")
    if "x:f" in children or reference in source.left:
        return
    _, row = split_reference(reference)
    element = "th" if reference in source.heads else "td"
    where = f"{source.path[-1].removeprefix('table#')}!{reference}"
    place = (*source.path, f"tr#{row}", f"col#{reference.rstrip('0123456789')}")
    if "x:is" in children:
        most = LONGEST_NAME if element == "th" else LONGEST_CELL
        node = children["x:is"]
        yield string_block(node, element, place, source.group + row, where=where, most=most)
    elif "x:v" in children and cell.get("t") == "str":
        yield value_block(children["x:v"], element, place, source.group + row, where=where)
