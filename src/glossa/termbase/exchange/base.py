"""What every glossary format shares: what a file held, how one is written, one entry of the table.

Text or bytes in, rows or pairs out, and back; opening files is the caller's job.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from glossa.model import Finding
from glossa.termbase.concepts import Concept, Term
from glossa.termbase.rows import Pair, Row

__all__ = ["GlossaryFormat", "Parsed", "Writing"]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a glossary file of any format holds: rows or pairs, and what could not be used."""

    rows: tuple[Row, ...] = ()
    """Terms of the full shape, concept by concept or not, in the order of the file."""
    pairs: tuple[Pair, ...] = ()
    """The lines of a two-sided list; they name no concept."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """How a glossary is written."""

    source_language: str = "zh-Hans"
    """BCP 47; formats of two sides only."""
    target_language: str = "en"
    """BCP 47; formats of two sides only."""
    style: str = "cn-media"
    """The style whose spelling a format takes that can hold but one."""
    preferred: Callable[[str, str], Term | None]
    """(concept id, language) -> the term that the style writes; None where there is none."""
    target: Callable[[Term, str], Term | None]
    """(term, language) -> what the style writes for it: a short form for a short form."""
    lossy: bool = False
    """Whether what a format cannot hold is left out; `serialize_glossary` raises otherwise."""
    suffix: str = ""
    """`.tsv` or the like: the ending of the file's name, for formats of more than one shape."""
    date: str = ""
    """`YYYY-MM-DD` for formats that want one (UTX); nothing here reads the clock."""


@dataclass(frozen=True, slots=True)
class GlossaryFormat:
    """One format of glossary files."""

    name: str
    """What `--to` and `--from` take; lower case, unique."""
    suffixes: tuple[str, ...]
    """Lower case, with their dot; the first format that lists one is taken for it."""
    summary: str
    """One line for `--help`."""
    parse: Callable[[bytes, str, int], Parsed]
    """(data, name for findings, layer of the terms) -> what it holds; never raises for bad data."""
    serialize: Callable[[Sequence[Concept], Writing], bytes]
    """What the format cannot hold is left out: ask `losses` first, as `serialize_glossary` does."""
    losses: Callable[[Sequence[Concept], Writing], tuple[str, ...]]
    """Sentences, each with a count and the first example; empty where nothing would be lost."""
