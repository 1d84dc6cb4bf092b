"""The formats of pages: told apart by what is in the bytes, then by the name."""

from __future__ import annotations

import io
import re
import zipfile
from importlib import import_module
from pathlib import PurePath
from typing import Final, cast

from glossa.errors import UsageError
from glossa.pages.base import PageFormat, Reader

__all__ = ["PAGE_FORMATS", "page_format", "reader_of"]

PAGE_FORMATS: Final = {
    form.name: form
    for form in (
        PageFormat("text", (".txt", ".text"), "a text page", "text", is_text=True),
        PageFormat("html", (".html", ".htm", ".xhtml"), "a web page", "html", is_text=True),
        PageFormat("mhtml", (".mhtml", ".mht"), "a web page with its files", "mhtml"),
        PageFormat("markdown", (".md", ".markdown"), "Markdown", "markdown", is_text=True),
        PageFormat("srt", (".srt",), "subtitles", "subtitles", is_text=True),
        PageFormat("vtt", (".vtt",), "subtitles", "subtitles", is_text=True),
        PageFormat("json", (".json",), "strings in JSON", "json_strings", is_text=True),
        PageFormat("yaml", (".yaml", ".yml"), "strings in YAML", "yaml_strings", is_text=True),
        PageFormat("docx", (".docx", ".docm", ".dotx", ".dotm"), "a Word document", "docx"),
        PageFormat("xlsx", (".xlsx", ".xlsm", ".xltx", ".xltm"), "an Excel workbook", "xlsx"),
        PageFormat("epub", (".epub",), "an e-book", "epub"),
        PageFormat("pdf", (".pdf",), "a PDF document", "pdf", ending=".html"),
        PageFormat("zip", (".zip",), "a ZIP archive of pages", "zip"),
    )
}
_BY_EXTENSION: Final = {
    extension: form for form in PAGE_FORMATS.values() for extension in form.extensions
}
_HEAD: Final = 2000
_HTML: Final = re.compile(
    rb"<!doctype\s+html|<(?:html|head|body|div|table|p|meta)\b[^<>]*>", re.IGNORECASE
)
_MHTML: Final = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)


def page_format(data: bytes, name: str, named: str | None = None) -> PageFormat:
    """The format of a page. `named` (a name of `PAGE_FORMATS`) beats both bytes and file name.

    Bytes that say what they are beat the name: a web page called `.txt` is a web page. Raises
    `UsageError` for an unknown `named`.
    """
    if named is not None:
        if named not in PAGE_FORMATS:
            raise UsageError(
                f"no page format is called {named!r}",
                where="format",
                advice="use one of " + ", ".join(PAGE_FORMATS),
            )
        return PAGE_FORMATS[named]
    by_name = _BY_EXTENSION.get(PurePath(name).suffix.lower(), PAGE_FORMATS["text"])
    if data.startswith(b"%PDF-"):
        return PAGE_FORMATS["pdf"]
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return PAGE_FORMATS[_kind_of_zip(data)]
    head = _without_nuls(data[:_HEAD])
    if _MHTML.search(head):
        return PAGE_FORMATS["mhtml"]
    if by_name.name == "text" and _HTML.search(head):
        return PAGE_FORMATS["html"]
    if head.startswith((b"\xef\xbb\xbfWEBVTT", b"WEBVTT")):
        return PAGE_FORMATS["vtt"]
    return by_name


def reader_of(form: PageFormat) -> Reader:
    """The module that reads a format."""
    return cast(Reader, import_module(f"glossa.pages.{form.module}"))


def _without_nuls(head: bytes) -> bytes:
    """The beginning of a file of which the letters may take two bytes each."""
    return head.replace(b"\x00", b"")


def _kind_of_zip(data: bytes) -> str:
    """What a ZIP archive is for, by the names in it; one that is damaged is a ZIP archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return "zip"
    if "META-INF/container.xml" in names:
        return "epub"
    if "[Content_Types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return "docx"
        if any(name.startswith("xl/") for name in names):
            return "xlsx"
    return "zip"
