"""Pages in and out: files, `-` for stdin, and the page as it is on stdout."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import click

from glossa import pipeline
from glossa.cli import BYTES_AS_THEY_WERE
from glossa.errors import InputError, UsageError
from glossa.files import read_bytes
from glossa.model import Bitext, Document

__all__ = ["print_page", "read_bilingual", "read_page"]

_NO_CHARACTER = re.compile("[\ud800-\udfff]")


def read_page(argument: str, encoding: str | None = None) -> Document:
    """The page behind one argument. Raises `InputError`."""
    if argument == "-":
        if sys.stdin is None:
            raise InputError("stdin is closed", where="-", advice="name a file")
        return pipeline.parse_page(sys.stdin.buffer.read(), "-", encoding=encoding)
    if os.path.isdir(argument):  # noqa: PTH112 - Path.is_dir raises for names that are too long
        raise InputError(
            "this is a folder; one page at a time is read",
            where=argument,
            advice="name a file in it; glossa translate takes folders: FOLDER -o OUT/",
        )
    return pipeline.load_page(Path(argument), encoding=encoding)


def read_bilingual(argument: str, format_name: str | None = None) -> Bitext:
    """The bilingual file behind one argument. Raises `InputError`, `BitextError`, `UsageError`."""
    if argument != "-":
        path = Path(argument)
        return pipeline.parse_bilingual(read_bytes(path), path.name, format_name, path=argument)
    if format_name is None:
        raise UsageError(
            "stdin has no name to tell the format by", where="-", advice="add --from po"
        )
    if sys.stdin is None:
        raise InputError("stdin is closed", where="-", advice="name a file")
    return pipeline.parse_bilingual(sys.stdin.buffer.read(), "-", format_name)


def print_page(document: Document, text: str) -> None:
    """A page on stdout, as UTF-8 whatever encoding it came in, every character as it is.

    Bytes of a UTF-8 page that are no text come out as they were; those of another encoding mean
    nothing in UTF-8 and become U+FFFD (`-o` keeps them, in the page's own encoding).
    """
    if document.encoding.name == "utf-8":
        data = text.encode("utf-8", BYTES_AS_THEY_WERE)
    else:
        data = _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text).encode()
    click.echo(data, nl=False)  # bytes: of text, click would take the terminal codes out
