"""The table of glossary formats, and which of them a file is in.

A format's module is imported when the format is used for the first time: most runs need only TSV.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from importlib import import_module
from pathlib import PurePath
from typing import Any, Final

from glossa.errors import FormatError
from glossa.termbase.concepts import Concept
from glossa.termbase.exchange.base import GlossaryFormat, Parsed, Writing

__all__ = [
    "FORMATS",
    "format_named",
    "format_of",
    "format_of_data",
    "parse_glossary_file",
    "serialize_glossary",
]


def _format(
    name: str, suffixes: tuple[str, ...], summary: str, module: str, verbs: str = ""
) -> GlossaryFormat:
    """The entry of a format whose verbs are `parse_X`, `serialize_X` and `losses_X` of `module`."""
    verbs = verbs or name.replace("-", "_")
    parse = "parse_tbx" if name.startswith("tbx") else f"parse_{verbs}"
    return GlossaryFormat(
        name,
        suffixes,
        summary,
        _later(module, parse),
        _later(module, f"serialize_{verbs}"),
        _later(module, f"losses_{verbs}"),
    )


def _later(module: str, name: str) -> Callable[..., Any]:
    def call(*arguments: Any) -> Any:
        verb = getattr(import_module(f"glossa.termbase.exchange.{module}"), name)
        return verb(*arguments)

    return call


FORMATS: Final = (
    _format("tsv", (".tsv",), "glossa's own: tab-separated, one row a term", "table"),
    _format(
        "csv", (".csv",), "the same comma-separated, for spreadsheets; or a short list", "table"
    ),
    _format("xlsx", (".xlsx",), "the same as an Excel workbook", "xlsx"),
    _format("tbx", (".tbx", ".xml"), "TBX v3, dialect TBX-Basic, style DCT", "tbx"),
    _format("tbx-dca", (), "TBX v3, dialect TBX-Basic, style DCA", "tbx"),
    _format("tbx2", (), "TBX v2 (ISO 30042:2008), as OmegaT reads it", "tbx"),
    _format("omegat", (".txt", ".utf8", ".tab"), "OmegaT: source, target, comment", "omegat"),
    _format("deepl", (), "DeepL: source, target", "deepl"),
    _format("google", (), "Google Cloud Translation: source, target", "google"),
    _format("google-terms", (), "Google Cloud Translation: sets in many languages", "google"),
    _format("utx", (".utx",), "UTX 1.11 of the AAMT", "utx"),
)
"""In the order of `--help`."""


def format_named(name: str, option: str = "--to") -> GlossaryFormat:
    """The format called `name`. Raises `FormatError`, which lists all and the nearest."""
    key = name.strip().lower().lstrip(".")
    for known in FORMATS:
        if key == known.name or f".{key}" in known.suffixes:
            return known
    names = [known.name for known in FORMATS]
    near = get_close_matches(key, names, 1, 0.5)
    hint = f"did you mean {near[0]}? " if near else ""
    raise FormatError(
        f"no glossary format {name!r}", where=option, advice=f"{hint}known are: {', '.join(names)}"
    )


def format_of(path: str) -> GlossaryFormat:
    """The format that a file's name ends in. Raises `FormatError`."""
    suffix = PurePath(path).suffix.lower()
    for known in FORMATS:
        if suffix in known.suffixes:
            return known
    raise FormatError(
        f"no glossary format has files called *{suffix}" if suffix else "the name has no ending",
        where=path,
        advice=f"name one with --to: {', '.join(known.name for known in FORMATS)}",
    )


def parse_glossary_file(data: bytes, name: str, layer: int, format_name: str = "") -> Parsed:
    """What a glossary file holds, in whatever format it is; `format_name` overrides the guess.

    Bad data becomes findings. Raises `FormatError` only for a format that does not exist.
    """
    return format_of_data(data, name, format_name).parse(data, name, layer)


def format_of_data(data: bytes, name: str, format_name: str = "") -> GlossaryFormat:
    """The format of a file by its first bytes, else by its name, else CSV.

    `format_name` overrides the guess; raises `FormatError` where there is no such format.
    """
    if format_name:
        return format_named(format_name, "--from")
    head = data[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        return format_named("xlsx")
    if head.startswith(b"<"):
        return format_named("tbx")
    if head.upper().startswith(b"#UTX"):
        return format_named("utx")
    suffix = PurePath(name).suffix.lower()
    for known in FORMATS:
        if suffix in known.suffixes and known.name not in ("xlsx", "tbx", "utx"):
            return known
    return format_named("csv")


def serialize_glossary(
    concepts: Sequence[Concept], format_name: str, writing: Writing
) -> tuple[bytes, tuple[str, ...]]:
    """The bytes of a glossary file, and what it does not hold (empty unless `writing.lossy`).

    Raises `FormatError` where something would be lost and `writing.lossy` is off.
    """
    known = format_named(format_name)
    losses = known.losses(concepts, writing)
    if losses and not writing.lossy:
        raise FormatError(
            f"{known.name} cannot hold all of it:\n  " + "\n  ".join(losses),
            advice="choose another format with --to, or leave it out on purpose with --lossy",
        )
    return known.serialize(concepts, writing), losses
