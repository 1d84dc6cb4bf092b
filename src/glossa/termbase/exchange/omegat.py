"""OmegaT's glossary: source TAB target TAB comment, one line a pair, UTF-8, no header.

OmegaT takes `.utf8` as UTF-8, guesses the encoding of `.txt`, and skips lines that begin with `#`.
"""

from __future__ import annotations

from collections.abc import Sequence

from glossa.model import Finding
from glossa.termbase.concepts import Concept
from glossa.termbase.exchange.base import Parsed, Writing
from glossa.termbase.exchange.cells import join_cells, sniff_delimiter, split_cells
from glossa.termbase.exchange.lost import Losses
from glossa.termbase.exchange.sides import Side, sides_of
from glossa.termbase.exchange.table import parse_cells
from glossa.termbase.exchange.text import decode_text

__all__ = ["losses_omegat", "parse_omegat", "serialize_omegat"]

_BREAKS = "\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def parse_omegat(data: bytes, name: str, layer: int) -> Parsed:
    """The pairs of an OmegaT glossary; a list of the user's own with a header will do as well."""
    findings: list[Finding] = []
    text = decode_text(data, name, findings).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    delimiter, text = sniff_delimiter(text, name)
    rows = split_cells(text, name, delimiter, findings)
    kept = ((number, cells) for number, cells in rows if not cells[0].startswith("#"))
    return parse_cells(kept, name, layer, findings)


def serialize_omegat(concepts: Sequence[Concept], writing: Writing) -> bytes:
    """UTF-8 without a mark, LF; line breaks and tabs in a cell become blanks."""
    rows = (
        (side.source.text, side.target.text, side.note)
        if side.note
        else (side.source.text, side.target.text)
        for side in _sides(concepts, writing, Losses())
    )
    return join_cells(rows, "\t").encode("utf-8", "replace")


def losses_omegat(concepts: Sequence[Concept], writing: Writing) -> tuple[str, ...]:
    """What a line of OmegaT's glossary cannot say."""
    losses = Losses()
    _sides(concepts, writing, losses)
    return losses.sentences()


def _sides(concepts: Sequence[Concept], writing: Writing, losses: Losses) -> list[Side]:
    kept = []
    for side in sides_of(concepts, writing, losses, notes=True):
        if side.source.text.startswith("#"):
            losses.add("terms that begin with #, which OmegaT takes for a remark", side.source)
            continue
        if any(sign in side.note for sign in _BREAKS):
            losses.add("line breaks and tabs in notes, which become blanks", side.source)
        kept.append(side)
    return kept
