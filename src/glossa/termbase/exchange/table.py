"""glossa's own table as TSV and CSV, one row a term; short lists of two sides are read here, too.

The columns are those of `glossary/README.md`. `docs/formats/glossary-tables.md` says what is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from glossa.model import Finding
from glossa.termbase.concepts import Concept, Term
from glossa.termbase.exchange.base import Parsed, Writing
from glossa.termbase.exchange.cells import guard, join_cells, sniff_delimiter, split_cells, unguard
from glossa.termbase.exchange.lost import Losses
from glossa.termbase.exchange.text import decode_text
from glossa.termbase.pairs import is_header, parse_pairs
from glossa.termbase.rows import COLUMNS, cells_of, parse_rows
from glossa.termbase.terms import examine

__all__ = [
    "losses_csv",
    "losses_tsv",
    "names_columns",
    "parse_cells",
    "parse_csv",
    "parse_tsv",
    "rows_of",
    "serialize_csv",
    "serialize_tsv",
    "unread",
]

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def parse_csv(data: bytes, name: str, layer: int) -> Parsed:
    """A table of the full shape or a list of pairs, with commas, semicolons or tabs."""
    findings: list[Finding] = []
    text = decode_text(data, name, findings).removeprefix(_BOM)
    delimiter, text = sniff_delimiter(text, name)
    rows = split_cells(text, name, delimiter, findings)
    if "'" in text:
        rows = _unguarded(rows)
    return parse_cells(rows, name, layer, findings)


parse_tsv = parse_csv


def _unguarded(rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    for number, cells in rows:
        if any(cell.startswith("'") for cell in cells):
            cells = [unguard(cell) for cell in cells]
        yield number, cells


def parse_cells(
    rows: Iterable[tuple[int, Sequence[str]]], where: str, layer: int, findings: list[Finding]
) -> Parsed:
    """Rows of cells of either shape, told apart by their first row; `findings` go along."""
    iterator = iter(rows)
    first = next(iterator, None)
    if first is None:
        return Parsed(findings=tuple(findings))
    rest = chain([first], iterator)
    if _is_full(first[1]):
        found = tuple(parse_rows(rest, where, layer, findings))
        return Parsed(rows=found, findings=tuple(findings))
    pairs = tuple(parse_pairs(rest, where, findings))
    return Parsed(pairs=pairs, findings=tuple(findings))


def _is_full(cells: Sequence[str]) -> bool:
    """Two names of columns are a header of the full shape that lacks some; one may be a term."""
    names = {cell.strip().lower() for cell in cells} & set(COLUMNS)
    return len(names - {"note", "source"}) > 1


def names_columns(cells: Sequence[str]) -> bool:
    """Whether a row is a header of either shape."""
    return _is_full(cells) or is_header([cell.strip() for cell in cells])


def rows_of(concepts: Iterable[Concept]) -> Iterator[tuple[Term, tuple[str, ...]]]:
    """Each term with its cells in the order of `COLUMNS`; codes stand in a concept's first row."""
    for concept in concepts:
        codes = concept.codes
        for term in concept.terms:
            yield term, cells_of(term, concept.kind, codes)
            codes = ()


def serialize_csv(concepts: Sequence[Concept], _writing: Writing) -> bytes:
    """Comma-separated, UTF-8 with a byte-order mark, for spreadsheets."""
    return (_BOM + _serialize(concepts, ",")).encode("utf-8", "replace")


def serialize_tsv(concepts: Sequence[Concept], _writing: Writing) -> bytes:
    """Tab-separated, UTF-8, as the files of `glossary/` are."""
    return _serialize(concepts, "\t").encode("utf-8", "replace")


def _serialize(concepts: Sequence[Concept], delimiter: str) -> str:
    rows = (map(guard, cells) for _, cells in rows_of(concepts))
    return join_cells((COLUMNS, *(tuple(row) for row in rows)), delimiter)


def losses_csv(concepts: Sequence[Concept], _writing: Writing) -> tuple[str, ...]:
    """Only what no row of glossa's own can hold: see `unread`."""
    return unread(concepts)


def losses_tsv(concepts: Sequence[Concept], _writing: Writing) -> tuple[str, ...]:
    """Line breaks and tabs inside a cell, and what no row can hold."""
    losses = Losses()
    for term, cells in rows_of(concepts):
        if any(sign in cell for cell in cells for sign in "\t\n\r"):
            losses.add("cells with a tab or line break, which become blanks", term)
    return (*losses.sentences(), *unread(concepts))


def unread(concepts: Sequence[Concept]) -> tuple[str, ...]:
    """Terms whose row would not read back as the same term: the `|` of a code, half a character."""
    losses = Losses()
    findings: list[Finding] = []
    for concept in concepts:
        codes = concept.codes
        for term in concept.terms:
            cells = cells_of(term, concept.kind, codes)
            read = next(parse_rows([(1, COLUMNS), (2, cells)], "", term.layer, findings), None)
            if read is None:
                losses.add("terms that a row of glossa's table cannot hold", term)
                continue
            same = (read.kind, read.codes) == (concept.kind, codes)
            usable = examine(term, concept.kind, force=True)[0] is not None
            if not (same and usable) or cells_of(read.term, "", ()) != cells_of(term, "", ()):
                losses.add("terms that would not read back as they are", term)
            elif any("\ud800" <= character <= "\udfff" for character in "".join(cells)):
                losses.add("terms with half a character, which becomes '?'", term)
            codes = ()
    return losses.sentences()
