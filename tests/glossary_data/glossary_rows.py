"""Reads the glossary files for the lint, on its own and with nothing but `csv`.

The lint must not trust the loader it helps to check, so it shares no code with it.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parents[2] / "glossary"
COLUMNS: Final = (
    "concept",
    "kind",
    "language",
    "term",
    "status",
    "type",
    "styles",
    "context",
    "code",
    "source",
    "note",
)


@dataclass(frozen=True)
class Row:
    """One row of a file, with its place."""

    where: str
    concept: str
    kind: str
    language: str
    term: str
    status: str
    type: str
    styles: tuple[str, ...]
    context: str
    code: str
    source: str
    note: str

    @property
    def clauses(self) -> tuple[str, ...]:
        """The conditions in the context column."""
        return tuple(clause for clause in self.context.split(";") if clause)


def files() -> list[Path]:
    """The glossary files in a fixed order."""
    return sorted(FOLDER.glob("*.tsv"))


def raw_rows(file: Path) -> list[list[str]]:
    """The cells of a file, header first, exactly as they stand."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def rows() -> list[Row]:
    """Every row of every file; one with too few or too many cells is passed over here."""
    found = []
    for file in files():
        for number, cells in enumerate(raw_rows(file)[1:], 2):
            if len(cells) != len(COLUMNS):
                continue
            values = dict(zip(COLUMNS, cells, strict=True))
            styles = tuple(style for style in values.pop("styles").split("|") if style)
            found.append(Row(f"{file.name}:{number}", styles=styles, **values))
    return found
