"""Tables of a workbook: Excel wants the names of their columns to be what stands in the cells.

A column that a formula names keeps its name, and its cell keeps its text: formulas are not touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from glossa.errors import InputError
from glossa.model import Finding
from glossa.pages.ooxml import Element, Package, broken_part, prefixed
from glossa.pages.ooxml_write import without_illegal
from glossa.pages.xlsx_scan import Cell, formula_names, split_reference
from glossa.pages.xlsx_strings import append_text, text_of_string

__all__ = ["LONGEST_NAME", "Steps", "Table", "read_tables"]

_RANGE: Final = re.compile(r"([A-Z]+[0-9]+):([A-Z]+[0-9]+)")
LONGEST_NAME: Final = 255
"""Characters of the name of a column."""
_FORMULAS: Final = frozenset({"x:calculatedColumnFormula", "x:totalsRowFormula"})
StringOf = Callable[["Table", Cell], Element]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that has a row of headers."""

    part: str
    sheet: str
    """The part of its sheet."""
    heads: tuple[Cell | None, ...]
    """The header cell of each column; None where it holds no text of its own."""
    totals: tuple[Cell | None, ...]
    """Cells of its last row, if that is a row of totals."""
    names: tuple[str, ...]
    """Of its columns, as they are now."""
    used: frozenset[str]
    """What its own formulas name."""


def read_tables(
    package: Package, sheet: str, cells: Sequence[Cell], findings: list[Finding]
) -> Iterator[Table]:
    """The tables of a sheet. `cells`: those of the sheet that hold text."""
    by_place = {split_reference(cell.reference): cell for cell in cells}
    relations = package.relations(sheet).values()
    for part in sorted(one.target for one in relations if one.kind == "table"):
        if part not in package:
            continue
        try:
            root = package.root(part)
        except InputError as error:
            findings.append(broken_part(error))
            continue
        area = _RANGE.fullmatch(root.get("ref", ""))
        columns = list(_columns(root))
        if not area or root.get("headerRowCount", "1") == "0":
            continue
        (left, top), (_, bottom) = split_reference(area[1]), split_reference(area[2])
        totals = root.get("totalsRowCount", "0") != "0"
        yield Table(
            part,
            sheet,
            tuple(by_place.get((left + n, top)) for n in range(len(columns))),
            tuple(
                by_place.get((left + n, bottom)) if totals else None for n in range(len(columns))
            ),
            tuple(column.get("name", "") for column in columns),
            frozenset(_used(root)),
        )


def _columns(root: Element) -> Iterator[Element]:
    for child in root:
        if prefixed(child) == "x:tableColumns":
            yield from (one for one in child if prefixed(one) == "x:tableColumn")


def _used(root: Element) -> Iterator[str]:
    for node in root.iter():
        if prefixed(node) in _FORMULAS:
            yield from formula_names(node.text or "")


class Steps:
    """Keeps tables in step with their cells while those change.

    `string_of`: the string of a cell as it is now; None where there is none.
    """

    def __init__(self, package: Package, tables: Sequence[Table], string_of: StringOf) -> None:
        self._package = package
        self._tables = tables
        self._string_of = string_of
        self._before = {table.part: self._names(table) for table in tables}
        self.findings: list[Finding] = []

    def _text(self, table: Table, cell: Cell | None) -> str | None:
        string = None if cell is None else self._string_of(table, cell)
        return None if string is None else text_of_string(string)

    def _names(self, table: Table) -> list[tuple[str | None, str | None]]:
        """Header and total of each column, as they stand in the cells."""
        cells = zip(table.heads, table.totals, strict=True)
        return [(self._text(table, head), self._text(table, total)) for head, total in cells]

    def parts(self) -> dict[str, Element]:
        """The parts of tables whose headers changed, with the new names.

        Where two columns of a table would have the same name, which Excel takes for damage, the
        second gets a number, in its cell too.
        """
        for table in self._tables:
            if self._names(table) != self._before[table.part] and self._number(table):
                where = f"{self._package.archive.name}#{table.part}"
                message = "Columns of a table came out with one name; a number tells them apart."
                self.findings.append(Finding("table-header-numbered", message, where=where))
        changed: dict[str, Element] = {}
        for table in self._tables:
            if self._names(table) != self._before[table.part]:
                changed[table.part] = self._package.root(table.part)
                self._rename(changed[table.part], table)
        return changed

    def _number(self, table: Table) -> bool:
        seen: set[str] = set()
        numbered = False
        for cell, (text, _), kept in zip(table.heads, self._names(table), table.names, strict=True):
            name = (kept if text is None else text).casefold()
            if name in seen and cell is not None and text is not None:
                count = next(n for n in range(2, len(seen) + 3) if f"{name} {n}" not in seen)
                append_text(self._string_of(table, cell), f" {count}")
                name = f"{name} {count}"
                numbered = True
            seen.add(name)
        return numbered

    def _rename(self, root: Element, table: Table) -> None:
        now = self._names(table)
        for column, new, old in zip(_columns(root), now, self._before[table.part], strict=True):
            for key, text, before in zip(("name", "totalsRowLabel"), new, old, strict=True):
                if text is not None and text != before and column.get(key) is not None:
                    written = without_illegal(text).replace("\r", "").replace("\n", "_x000a_")
                    column.set(key, written)
