"""Web pages: HTML and XHTML, read as a browser reads them and written back where they changed."""

from __future__ import annotations

from typing import Final

from glossa.errors import InputError
from glossa.model import Document, Finding, Severity
from glossa.pages.binary import refuse_binary, refuse_control_characters
from glossa.pages.charset import decode_page
from glossa.pages.html.page import Page
from glossa.pages.html.read import Reader
from glossa.pages.html.write import rebuild

__all__ = ["LARGEST", "parse", "rebuild"]

LARGEST: Final = 32 << 20
"""Bytes of a page. Reading takes fifteen times its size, and all its blocks are held until the last
is translated; the largest pages that people save have a few megabytes."""


def parse(data: bytes, name: str, encoding: str | None = None) -> Document:
    """The bytes of a web page -> its blocks, titles and the words in its attributes.

    Nothing that the page names is opened. Raises `EncodingError` for a binary file, `UsageError`
    for an unknown `encoding`, `InputError` for more than `LARGEST` bytes; every fault of the markup
    is read as a browser reads it.
    """
    refuse_binary(data, name)
    if len(data) > LARGEST:
        raise InputError(
            f"a web page of {len(data) >> 20:,} MB; {LARGEST >> 20} MB is the most",
            where=name,
            advice="Part it, by the rows of its largest table for instance, and translate the "
            "parts as a folder.",
        )
    decoded = decode_page(data, name, encoding)
    refuse_control_characters(decoded.text, name)
    raw = decoded.text
    xml = name.lower().endswith((".xhtml", ".xht")) or raw.lstrip().startswith("<?xml")
    page = Page(data, raw, xml)
    reader = Reader(page)
    reader.read()
    columns = reader.tree.columns
    findings = decoded.findings
    if not len(columns):
        message = "The page is empty." if not data else "The page holds nothing to read."
        findings += (Finding("empty-page", message, Severity.INFO, where=name),)
    return Document(
        name=name,
        text=columns.text(),
        units=columns.units(),
        encoding=decoded.encoding,
        format="html",
        findings=findings,
        codes=tuple(columns.codes),
        skeleton=page,
    )
