"""Bilingual files: one table of formats, each with the same two verbs.

`parse(text, name) -> Bitext` and `serialize(bitext) -> str`, or bytes for formats that are no text.
Opening files is the caller's job; `Format.encode` and `Format.decode` make a file's bytes and read
them, whichever kind the format is of.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import PurePath
from typing import Final

from glossa.errors import FormatError
from glossa.formats import jsonl, markdown, parquet, po, report, table, tmx, xliff, xlsx
from glossa.formats.decoding import decode_text
from glossa.model import Bitext

__all__ = ["FORMATS", "BinaryFormat", "Format", "TextFormat", "format_of", "get_format"]


@dataclass(frozen=True, slots=True)
class Format(ABC):
    """One bilingual format: `encode` and `decode` are the way in and out."""

    name: str
    """What `--as` takes; lower case."""
    extensions: tuple[str, ...]
    """Lower case, with their dot."""
    description: str
    """One line for the help text."""
    named: str = field(default="", kw_only=True)
    """What its files end in where another format claims that ending for itself."""
    shared: bool = field(default=False, kw_only=True)
    """Whether files so named are often something else: a page, a table of anything."""
    mark: bytes = field(default=b"", kw_only=True)
    """Stands near the beginning of every file that glossa wrote, where pages are so named too."""
    ours: Callable[[bytes], bool] | None = field(default=None, kw_only=True)
    """Tells the same where no mark can, for the file is packed."""

    def claims(self, data: bytes) -> bool:
        """Whether bytes may be such a file; False for a page that only has its ending."""
        return self.mark in data[:_HEAD]

    def wrote(self, data: bytes) -> bool:
        """Whether bytes are such a file of glossa's, of a format whose ending pages have too."""
        return self.claims(data) if self.ours is None else self.ours(data)

    @property
    def ending(self) -> str:
        """What its files end in, with the dot."""
        return self.named or self.extensions[0]

    @abstractmethod
    def encode(self, bitext: Bitext) -> bytes:
        """The bytes of a file. Raises `FormatError` for what the format cannot hold."""

    @abstractmethod
    def decode(self, data: bytes, name: str = "") -> Bitext:
        """Read a file's bytes; `name` is the file's, for messages. Raises `BitextError`."""


@dataclass(frozen=True, slots=True)
class TextFormat(Format):
    """A format whose files are text."""

    parse: Callable[[str, str], Bitext]
    """Text and the file's name, for messages. Raises `BitextError` for what is no such file."""
    serialize: Callable[[Bitext], str]
    """Raises `FormatError` for what the format cannot hold."""
    encoding: str = "utf-8"
    """How files are written: `utf-8-sig` where the usual reader needs a byte-order mark."""

    def encode(self, bitext: Bitext) -> bytes:
        """The bytes of a file; newlines stay as the format wrote them."""
        return self.serialize(bitext).encode(self.encoding)

    def decode(self, data: bytes, name: str = "") -> Bitext:
        """Read a file's bytes: by byte-order mark, by the charset its header names, else UTF-8.

        Raises `BitextError` for bytes that are no text, and as `parse` does.
        """
        text, findings = decode_text(data, name)
        bitext = self.parse(text, name)
        return replace(bitext, findings=(*bitext.findings, *findings)) if findings else bitext


@dataclass(frozen=True, slots=True)
class BinaryFormat(Format):
    """A format whose files are no text: workbooks, columns of numbers."""

    parse: Callable[[bytes, str], Bitext]
    """Bytes and the file's name, for messages. Raises `BitextError` for what is no such file."""
    serialize: Callable[[Bitext], bytes]
    """Raises `FormatError` for what the format cannot hold."""

    def encode(self, bitext: Bitext) -> bytes:
        """The bytes of a file."""
        return self.serialize(bitext)

    def decode(self, data: bytes, name: str = "") -> Bitext:
        """Read a file's bytes. Raises as `parse` does."""
        return self.parse(data, name)


FORMATS: Final = (
    TextFormat(
        "po",
        (".po", ".pot"),
        "gettext catalogue, for Poedit, OmegaT, Weblate ...",
        po.parse_po,
        po.serialize_po,
    ),
    TextFormat(
        "csv",
        (".csv",),
        "table with commas, for spreadsheets",
        table.parse_csv,
        table.serialize_csv,
        "utf-8-sig",
        shared=True,
    ),
    TextFormat(
        "tsv",
        (".tsv", ".tab"),
        "table with tabs, for spreadsheets and scripts",
        table.parse_tsv,
        table.serialize_tsv,
        "utf-8-sig",
        shared=True,
    ),
    BinaryFormat(
        "xlsx",
        (".xlsx",),
        "Excel workbook, to be edited in Excel or LibreOffice",
        xlsx.parse_xlsx,
        xlsx.serialize_xlsx,
        shared=True,
        ours=xlsx.is_ours,
    ),
    TextFormat(
        "jsonl",
        (".jsonl", ".ndjson"),
        "one JSON object a line, for programs",
        jsonl.parse_jsonl,
        jsonl.serialize_jsonl,
        shared=True,
    ),
    BinaryFormat(
        "parquet",
        (".parquet",),
        "Parquet, for pandas, Polars, DuckDB ...",
        parquet.parse_parquet,
        parquet.serialize_parquet,
        shared=True,
    ),
    TextFormat(
        "markdown",
        (".md", ".markdown"),
        "Markdown table, for reading and editing anywhere",
        markdown.parse_markdown,
        markdown.serialize_markdown,
        shared=True,
        mark=markdown.MARK,
    ),
    TextFormat(
        "tmx",
        (".tmx",),
        "TMX 1.4b translation memory, for every tool that has one",
        tmx.parse_tmx,
        tmx.serialize_tmx,
    ),
    TextFormat(
        "xliff",
        (".xlf", ".xliff"),
        "XLIFF 2.1, for translation tools of today",
        xliff.parse_xliff,
        xliff.serialize_xliff2,
    ),
    TextFormat(
        "xliff12",
        (),
        "XLIFF 1.2, for tools that know no newer one",
        xliff.parse_xliff,
        xliff.serialize_xliff12,
        named=".xlf",
    ),
    TextFormat(
        "omegat",
        (),
        "XLIFF 1.2 as OmegaT reads it: the source to translate, the target proposed",
        xliff.parse_xliff,
        xliff.serialize_omegat,
        named=".xlf",
    ),
    TextFormat(
        "html",
        (".html", ".htm"),
        "HTML report, for reading and printing in a browser",
        report.parse_report,
        report.serialize_report,
        shared=True,
        mark=report.MARK,
    ),
)
"""Every bilingual format; to add one, write its module and a row here."""

_BY_KEY: Final = {
    key: format_ for format_ in FORMATS for key in (format_.name, *format_.extensions)
}
_HEAD: Final = 4096


def format_of(path: str | PurePath, as_: str | None = None, *, option: str = "--as") -> Format:
    """The format of a file name, or the one named by `as_` (a name or an extension, any case).

    `option`: where `as_` was given, for the message. Raises `FormatError`, which lists the formats
    and the nearest one.
    """
    asked = PurePath(path).suffix if as_ is None else as_
    key = asked.strip().lower()
    if found := _BY_KEY.get(key) or _BY_KEY.get(f".{key}"):
        return found
    near = get_close_matches(key.lstrip("."), [format_.name for format_ in FORMATS], 1, 0.5)
    hint = f"did you mean {near[0]}? " if near else ""
    raise FormatError(
        f"no bilingual format '{asked}'" if asked else "no extension to tell the format by",
        where=str(path) if as_ is None else option,
        advice=f"{hint}known are: {', '.join(format_.name for format_ in FORMATS)}",
    )


def get_format(name: str) -> Format:
    """The format of a name (`po`) or an extension (`.po`). Raises `FormatError`."""
    return format_of("", name)
