"""DeepL's glossary entries: source, target; CSV, or TSV where the file's name says so. No header.

DeepL takes no source twice, no empty side, no control characters, 1,024 bytes a side and 10 MiB
a glossary. Its own exports have two more columns, the languages; they are read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from glossa.errors import FormatError
from glossa.termbase.concepts import Concept
from glossa.termbase.exchange.base import Writing
from glossa.termbase.exchange.cells import is_formula, join_cells
from glossa.termbase.exchange.lost import Losses
from glossa.termbase.exchange.sides import Side, sides_of, unique_sources
from glossa.termbase.exchange.table import parse_csv

__all__ = ["losses_deepl", "parse_deepl", "plain_pairs", "serialize_deepl"]

_MOST_BYTES: Final = 1024
_LARGEST: Final = 10 * 1024 * 1024
# Control characters of both sets and every line break of Unicode.
_REFUSED: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")

parse_deepl = parse_csv


def serialize_deepl(concepts: Sequence[Concept], writing: Writing) -> bytes:
    """UTF-8 without a mark, LF. Raises `FormatError` where DeepL would refuse the size."""
    data = plain_pairs(_sides(concepts, writing, Losses()), writing)
    if len(data) > _LARGEST:
        raise FormatError(
            f"the glossary has {len(data):,} bytes; DeepL takes {_LARGEST:,}",
            advice="write fewer concepts, with --kind",
        )
    return data


def losses_deepl(concepts: Sequence[Concept], writing: Writing) -> tuple[str, ...]:
    """What DeepL's entries cannot say, and what DeepL refuses."""
    losses = Losses()
    _sides(concepts, writing, losses)
    return losses.sentences()


def plain_pairs(sides: Sequence[Side], writing: Writing) -> bytes:
    """Two columns, as tabs or commas delimit; no guard against formulas, for services read it."""
    delimiter = "\t" if writing.suffix in (".tsv", ".txt") else ","
    rows = ((side.source.text, side.target.text) for side in sides)
    return join_cells(rows, delimiter).encode("utf-8", "replace")


def _sides(concepts: Sequence[Concept], writing: Writing, losses: Losses) -> list[Side]:
    kept = []
    for side in sides_of(concepts, writing, losses, notes=False):
        for term in (side.source, side.target):
            if _REFUSED.search(term.text):
                losses.add("terms with control characters or line breaks", term)
            elif len(term.text.encode("utf-8", "replace")) > _MOST_BYTES:
                losses.add(f"terms of more than {_MOST_BYTES:,} bytes", term)
            elif is_formula(term.text):
                losses.add("terms that a spreadsheet would run as a formula", term)
            else:
                continue
            break
        else:
            kept.append(side)
    return unique_sources(kept, losses)
