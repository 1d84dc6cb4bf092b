"""Glossary files of other tools: one table of formats, each with the same two verbs.

`parse(data, name, layer) -> Parsed` and `serialize(concepts, writing) -> bytes`; `losses` says what
a format cannot hold. `docs/formats/glossary-tables.md`, `glossary-pairs.md` and `tbx.md` say what
each keeps.
"""

from __future__ import annotations

from glossa.termbase.exchange.base import GlossaryFormat, Parsed, Writing
from glossa.termbase.exchange.registry import (
    FORMATS,
    format_named,
    format_of,
    parse_glossary_file,
    serialize_glossary,
)

__all__ = [
    "FORMATS",
    "GlossaryFormat",
    "Parsed",
    "Writing",
    "format_named",
    "format_of",
    "parse_glossary_file",
    "serialize_glossary",
]
