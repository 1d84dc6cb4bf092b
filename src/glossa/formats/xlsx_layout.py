"""What stands in which column of a workbook, as people see it, within Excel's bounds.

The second sheet holds the same bitext exactly, as JSON Lines, a line to a row; whatever a cell
cannot hold is kept there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from glossa.formats.exact import shown
from glossa.formats.po_words import origin_of, remark
from glossa.formats.records import is_open
from glossa.model import Entry

__all__ = [
    "COLUMNS",
    "DATA_SHEET",
    "MARK",
    "PIECE",
    "SHEET",
    "as_read",
    "cells_of",
    "fit",
    "is_cut",
    "pieces",
]

SHEET: Final = "translation"
DATA_SHEET: Final = "glossa"
MARK: Final = "glossa 1: what only the machine reads. Leave this sheet as it is."
"""The first cell of the second sheet; its number is the layout's version."""
# The ids are hidden between the two columns that nobody moves one without the other.
COLUMNS: Final = (
    "source",
    "id",
    "target",
    "state",
    "note",
    "remarks",
    "kind",
    "language",
    "from",
)

LONGEST: Final = 32_767
"""Excel's longest cell, in UTF-16 units."""
PIECE: Final = 16_000
"""Code points of a line of data to a cell: never more than Excel holds, whatever they are."""
_KEPT: Final = 32_000
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")


def cells_of(entry: Entry) -> dict[str, str]:
    """The cells of an entry by column. Where nothing was found the target is left open."""
    open_ = entry.target == entry.source and is_open(entry)
    return {
        "source": fit(entry.source),
        "id": fit(entry.id),
        "target": "" if open_ else fit(entry.target),
        "state": entry.state.value,
        "note": fit(entry.note),
        "remarks": fit("\n".join(remark(finding) for finding in entry.findings)),
        "kind": entry.kind.value,
        "language": fit(entry.language),
        "from": fit(origin_of(entry).removeprefix("from ")),
    }


def fit(text: str) -> str:
    """The text as a cell can show it; one that is too long ends in a remark that says so."""
    text = shown(text)
    if not is_cut(text):
        return text
    units = text.encode("utf-16-le")[: 2 * _KEPT]
    kept = units.decode("utf-16-le", errors="ignore")
    more = f"{len(text) - len(kept):,}"
    return f"{kept}\n[{more} more characters: too long for Excel, edit it in another format]"


def is_cut(text: str) -> bool:
    """Whether a text is too long for a cell."""
    return len(text) > _KEPT // 2 and len(text.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST


def as_read(text: str) -> str:
    r"""What is left of a cell's text after any tool has written and read it.

    >>> as_read("a\r\nb _x005F_x0041_") == as_read("a\nb _x0041_")
    True
    """
    before = ""
    text = text.replace("\r\n", "\n")
    while text != before:
        before = text
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text


def pieces(line: str) -> Iterator[str]:
    """A line of JSON in pieces that fit into cells; none looks like an escape of Excel's."""
    line = line.replace("_x", "\\u005fx")
    for start in range(0, len(line), PIECE):
        yield line[start : start + PIECE]
