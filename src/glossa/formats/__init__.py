"""Bilingual files: one table of formats, each with the same two verbs, text in and text out.

`parse(text, name) -> Bitext` and `serialize(bitext) -> str`. Opening files is the caller's job;
`Format.encode` and `Format.decode` turn the text into a file's bytes and back.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePath
from typing import Final

from glossa.errors import BitextError, FormatError
from glossa.formats import jsonl, po, table, tmx, xliff
from glossa.model import Bitext

__all__ = ["FORMATS", "Format", "format_of", "get_format"]


@dataclass(frozen=True, slots=True)
class Format:
    """One bilingual format."""

    name: str
    """What `--as` takes; lower case."""
    extensions: tuple[str, ...]
    """Lower case, with their dot."""
    parse: Callable[[str, str], Bitext]
    """Text and the file's name, for messages. Raises `BitextError` for what is no such file."""
    serialize: Callable[[Bitext], str]
    """Raises `FormatError` for what the format cannot hold."""
    description: str
    """One line for the help text."""
    encoding: str = "utf-8"
    """How files are written: `utf-8-sig` where the usual reader needs a byte-order mark."""
    named: str = ""
    """What its files end in where another format claims that ending for itself."""

    @property
    def ending(self) -> str:
        """What its files end in, with the dot."""
        return self.named or self.extensions[0]

    def encode(self, bitext: Bitext) -> bytes:
        """The bytes of a file; newlines stay as the format wrote them."""
        return self.serialize(bitext).encode(self.encoding)

    def decode(self, data: bytes, name: str = "") -> Bitext:
        """Read a file's bytes: by byte-order mark, by the charset its header names, else UTF-8.

        Raises `BitextError` for bytes that are no text, and as `parse` does.
        """
        encoding = _encoding_of(data)
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            raise BitextError(
                f"byte {error.start} is not {encoding}",
                where=name,
                advice="save the file as UTF-8 and try again",
            ) from None
        return self.parse(text, name)


FORMATS: Final = (
    Format(
        "po",
        (".po", ".pot"),
        po.parse_po,
        po.serialize_po,
        "gettext catalogue, for Poedit, OmegaT, Weblate ...",
    ),
    Format(
        "csv",
        (".csv",),
        table.parse_csv,
        table.serialize_csv,
        "table with commas, for spreadsheets",
        "utf-8-sig",
    ),
    Format(
        "tsv",
        (".tsv", ".tab"),
        table.parse_tsv,
        table.serialize_tsv,
        "table with tabs, for spreadsheets and scripts",
        "utf-8-sig",
    ),
    Format(
        "jsonl",
        (".jsonl", ".ndjson"),
        jsonl.parse_jsonl,
        jsonl.serialize_jsonl,
        "one JSON object a line, for programs",
    ),
    Format(
        "tmx",
        (".tmx",),
        tmx.parse_tmx,
        tmx.serialize_tmx,
        "TMX 1.4b translation memory, for every tool that has one",
    ),
    Format(
        "xliff",
        (".xlf", ".xliff"),
        xliff.parse_xliff,
        xliff.serialize_xliff2,
        "XLIFF 2.1, for translation tools of today",
    ),
    Format(
        "xliff12",
        (),
        xliff.parse_xliff,
        xliff.serialize_xliff12,
        "XLIFF 1.2, for tools that know no newer one",
        named=".xlf",
    ),
    Format(
        "omegat",
        (),
        xliff.parse_xliff,
        xliff.serialize_omegat,
        "XLIFF 1.2 as OmegaT reads it: the source to translate, the target proposed",
        named=".xlf",
    ),
)
"""Every bilingual format; to add one, write its module and a row here."""

_BY_KEY: Final = {
    key: format_ for format_ in FORMATS for key in (format_.name, *format_.extensions)
}
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb'^"Content-Type:[^"\n]*charset=([A-Za-z0-9._-]+)', re.MULTILINE)
_XML = re.compile(rb'\s*<\?xml\s[^>]*?\sencoding\s*=\s*["\']([A-Za-z0-9._-]+)')
_XML_UTF16 = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"))  # without a mark, as XML allows


def format_of(path: str | PurePath, as_: str | None = None) -> Format:
    """The format of a file name, or the one named by `as_` (a name or an extension, any case).

    Raises `FormatError`, which lists the formats and the nearest one.
    """
    asked = PurePath(path).suffix if as_ is None else as_
    key = asked.strip().lower()
    if found := _BY_KEY.get(key) or _BY_KEY.get(f".{key}"):
        return found
    near = get_close_matches(key.lstrip("."), [format_.name for format_ in FORMATS], 1, 0.5)
    hint = f"did you mean {near[0]}? " if near else ""
    raise FormatError(
        f"no bilingual format '{asked}'" if asked else "no extension to tell the format by",
        where=str(path) if as_ is None else "--as",
        advice=f"{hint}known are: {', '.join(format_.name for format_ in FORMATS)}",
    )


def _encoding_of(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    for start, encoding in _XML_UTF16:
        if data.startswith(start):
            return encoding
    declared = _XML.match(data[:1024]) or _CHARSET.search(data[:8192])
    if declared is None:
        return "utf-8"
    try:
        encoding = codecs.lookup(declared[1].decode("ascii")).name
    except LookupError:
        return "utf-8"
    # One that could be read so far has one byte a letter, whatever it says of itself.
    return "utf-8" if encoding.startswith(("utf-16", "utf-32")) else encoding


def get_format(name: str) -> Format:
    """The format of a name (`po`) or an extension (`.po`). Raises `FormatError`."""
    return format_of("", name)
