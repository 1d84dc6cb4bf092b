"""A sheet of a workbook gone through once, cell by cell, without holding it as a whole."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Final

from glossa.pages.ooxml import Element, Package, damaged_xml, prefixed, refuse_doctype

__all__ = ["Cell", "Sheet", "formula_names", "scan_sheet", "split_reference"]

_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_BRACKETS: Final = re.compile(r"\[((?:'.|[^\[\]'])+)\]")
_AROUND: Final = re.compile(r"[\[\],:]+")
_SCANNED: Final = (
    "c", "f", "row", "pane", "hyperlink", "headerFooter", "formula", "formula1", "formula2",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds text of its own."""

    reference: str
    """`B3`; empty where the file does not say."""
    row: int
    shared: int
    """Index of its shared string; -1: its text stands in the sheet."""


@dataclass(slots=True)
class Sheet:
    """What a scan found."""

    cells: list[Cell] = field(default_factory=list)
    formulas: int = 0
    texts_of_formulas: int = 0
    """Formulas whose last result is text."""
    names: set[str] = field(default_factory=set)
    """What stands in square brackets in formulas: columns of tables, perhaps."""
    frozen: int = 0
    """Rows that stay in view at the top."""
    more: bool = False
    """Whether the sheet's own part holds text: in cells, tooltips, headers, footers."""


def scan_sheet(package: Package, part: str) -> Sheet:
    """The cells of a sheet in their order. Raises `InputError` for damaged XML."""
    from lxml import etree

    where = f"{package.archive.name}#{part}"
    data = package.archive.read(part)
    refuse_doctype(data, where)
    sheet = Sheet()
    last = 0
    tags = tuple(f"{{*}}{name}" for name in _SCANNED)
    try:
        events = etree.iterparse(
            io.BytesIO(data),
            events=("end",),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
        )
        for _, element in events:
            name = prefixed(element)
            if name == "x:c":
                last = _cell(sheet, element, last)
            elif name == "x:row":
                number = element.get("r", "")
                last = int(number) if number.isdecimal() else last + 1
                element.clear()
            else:
                _other(sheet, element, name)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise damaged_xml(error, where) from error
    return sheet


def _cell(sheet: Sheet, cell: Element, last: int) -> int:
    """Note a cell; gives its row."""
    reference = cell.get("r", "")
    _, row = split_reference(reference)
    row = row or last + 1
    kind = cell.get("t", "n")
    children = {prefixed(child): child for child in cell}
    if "x:f" in children:
        sheet.formulas += 1
        sheet.texts_of_formulas += kind == "str"
    elif kind == "s" and "x:v" in children:
        value = (children["x:v"].text or "").strip()
        if value.isdecimal():
            sheet.cells.append(Cell(reference, row, int(value)))
    elif kind in {"inlineStr", "str"}:
        sheet.cells.append(Cell(reference, row, -1))
        sheet.more = True
    return row - 1 if not reference else last


def _other(sheet: Sheet, element: Element, name: str) -> None:
    if name == "x:pane" and element.get("state", "").startswith("frozen"):
        rows = element.get("ySplit", "0").partition(".")[0]
        sheet.frozen = int(rows) if rows.isdecimal() else 0
    elif name in {"x:hyperlink", "x:headerFooter"}:
        sheet.more = True
    elif name.startswith("x:f"):
        sheet.names.update(formula_names(element.text or ""))


def split_reference(reference: str) -> tuple[int, int]:
    """(column, row) of a cell, both from 1; (0, 0) for what is none.

    >>> split_reference("AB12"), split_reference("?")
    ((28, 12), (0, 0))
    """
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column, int(found[2])


def formula_names(formula: str) -> set[str]:
    """What may be the name of a table's column in a formula, its own escapes undone.

    >>> sorted(formula_names("SUM(Table1[[#This Row],[a'#b]])"))
    ['#This Row', 'a#b']
    """
    if "[" not in formula:
        return set()
    inside = formula[formula.index("[") : formula.rindex("]") + 1]
    found = {*_BRACKETS.findall(formula), *_AROUND.split(inside)}
    return {re.sub("'(.)", r"\1", name).strip().lstrip("@") for name in found} - {""}
