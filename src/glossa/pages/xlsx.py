"""Workbooks of Excel: the text of their cells and what is around them, translated in place.

Numbers, dates, formulas and names of sheets stay. See docs/formats/pages-xlsx.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, cast

from glossa.errors import InputError
from glossa.markup import Filled
from glossa.model import Document, Finding, Severity
from glossa.pages.base import Joiner, Rebuilt, is_changed
from glossa.pages.ooxml import (
    Element,
    Package,
    broken_part,
    named,
    open_package,
    prefixed,
    with_parts,
)
from glossa.pages.ooxml_kept import kept_findings
from glossa.pages.ooxml_page import Page, Plan, Pouring
from glossa.pages.xlsx_book import Book, Source, blocks_of, read_book
from glossa.pages.xlsx_scan import Cell
from glossa.pages.xlsx_tables import Steps, Table

__all__ = ["parse", "rebuild"]

_BEFORE_RECKONING: Final = (
    "x:definedNames", "x:externalReferences", "x:functionGroups", "x:sheets",
)  # fmt: skip
_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class _Skeleton:
    package: Package
    plans: tuple[tuple[Plan, Source], ...]
    tables: tuple[Table, ...]
    strings: str
    formulas: int


def parse(data: bytes, name: str, encoding: str | None = None) -> Document:
    """The bytes of a workbook as a Document; `encoding` means nothing here.

    Raises `InputError` for what is encrypted, of Excel 97 to 2003, binary, no archive, or damaged
    in its main part; another damaged part is a finding.
    """
    del encoding  # XML says itself how it is encoded
    package = open_package(data, name, "xl/", "an Excel workbook", ".xlsx")
    page = Page()
    page.findings += package.archive.findings
    page.findings += kept_findings(package)
    book = read_book(package)
    page.findings += book.findings
    roots: dict[str, Element] = {}
    plans = []
    for source in book.sources:
        try:
            if source.part not in roots:
                roots[source.part] = package.root(source.part)
        except InputError as error:
            page.findings.append(broken_part(error))
            continue
        page.add_part(source.part, blocks_of(source, roots[source.part]))
        plans.append((page.plans[-1], source))
    page.findings += _remarks(package, book, empty=not page.units)
    skeleton = _Skeleton(package, tuple(plans), tuple(book.tables), book.strings, book.formulas)
    return page.document(name, "xlsx", skeleton)


def rebuild(
    document: Document,
    filled: Mapping[str, Filled],
    *,
    language: str,
    joiner: Joiner | None = None,
) -> Rebuilt:
    """The workbook with its targets; Excel reckons its formulas anew when it opens it."""
    skeleton = cast(_Skeleton, document.skeleton)
    package = skeleton.package
    if not is_changed(document, filled):
        return Rebuilt(package.archive.data)
    pouring = Pouring(document, filled, joiner)
    strings = _Strings(package, skeleton.strings)
    steps = Steps(package, skeleton.tables, strings.of)
    for plan, source in skeleton.plans:
        if pouring.touches(plan):
            root = strings.root(source.part)
            if pouring.pour(plan, blocks_of(source, root, language)):
                strings.changed[source.part] = root
    findings = tuple(pouring.findings)
    if not strings.changed:
        return Rebuilt(package.archive.data, findings)
    tables = steps.parts()
    changed = {**(strings.read if steps.findings else strings.changed), **tables}
    if skeleton.formulas:
        changed[package.main] = _reckoned_anew(package)
    return Rebuilt(with_parts(package, changed), findings + tuple(steps.findings))


class _Strings:
    """The strings of cells while they are changed; each part is read once."""

    def __init__(self, package: Package, strings: str) -> None:
        self._package = package
        self._strings = strings
        self.read: dict[str, Element] = {}
        self._shared: list[Element] | None = None
        self._cells: dict[str, dict[str, Element]] = {}
        self.changed: dict[str, Element] = {}

    def root(self, part: str) -> Element:
        """The root of a part, always the same one."""
        if part not in self.read:
            self.read[part] = self._package.root(part)
        return self.read[part]

    def of(self, table: Table, cell: Cell) -> Element:
        """The string of a cell as it is now; None where the file has none for it."""
        if cell.shared >= 0:
            if self._shared is None:
                self._shared = self._all_shared()
            return self._shared[cell.shared] if cell.shared < len(self._shared) else None
        if table.sheet not in self._cells:
            root = self.root(table.sheet)
            self._cells[table.sheet] = {
                node.get("r", ""): node for node in root.iter() if prefixed(node) == "x:c"
            }
        found = self._cells[table.sheet].get(cell.reference)
        inside = [] if found is None else [one for one in found if prefixed(one) == "x:is"]
        return inside[0] if inside else found

    def _all_shared(self) -> list[Element]:
        try:
            root = self.root(self._strings)
        except InputError:  # told when the workbook was read
            return []
        return [child for child in root if prefixed(child) == "x:si"]


def _reckoned_anew(package: Package) -> Element:
    """The workbook's own part, asking Excel to reckon all formulas when it opens the file.

    What formulas showed last was made of the texts that are now translated.
    """
    root = package.root(package.main)
    found = next((child for child in root if prefixed(child) == "x:calcPr"), None)
    if found is None:
        found = root.makeelement(named(root, "calcPr"), None, None)
        before = [n for n, child in enumerate(root) if prefixed(child) in _BEFORE_RECKONING]
        root.insert(max(before, default=-1) + 1, found)
    found.set("fullCalcOnLoad", "1")
    return root


def _remarks(package: Package, book: Book, *, empty: bool) -> Iterator[Finding]:
    name = package.archive.name
    if book.texts_of_formulas:
        message = (
            f"{book.texts_of_formulas:,} formulas give text: they were left as they are; what they "
            "show comes right when Excel reckons them anew."
        )
        yield Finding("formulas-kept", message, Severity.INFO, where=name)
    if any(not sheet.isascii() for sheet in book.sheets):
        message = "The names of its sheets were kept: formulas refer to them."
        yield Finding(
            "sheet-names-kept", message, Severity.INFO, where=name, raw=", ".join(book.sheets)
        )
    if book.kept_heads:
        message = "Headers of tables that formulas name were kept."
        yield Finding(
            "table-header-kept",
            message,
            Severity.INFO,
            where=name,
            raw=", ".join(book.kept_heads[:_SHOWN]),
        )
    if any(part.startswith("xl/pivotCache/") for part in package.names):
        message = (
            "It has pivot tables: they keep what they show until they are refreshed; "
            "fields of which the header was translated must be picked anew."
        )
        yield Finding("pivot-kept", message, Severity.INFO, where=name)
    if empty:
        message = "The workbook holds no text."
        yield Finding("empty-page", message, Severity.INFO, where=name)
