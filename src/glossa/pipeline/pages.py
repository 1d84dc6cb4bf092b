"""Pages in and out: bytes to a segmented Document, a Document and its bitext to bytes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from glossa.errors import InputError, UsageError
from glossa.files import read_bytes, write_safely
from glossa.markup import Filled, Placed
from glossa.model import Bitext, Document, Entry, Finding, parse_detail

__all__ = [
    "build_page",
    "filled_of",
    "load_page",
    "parse_page",
    "rebuild",
    "save_page",
    "visible_text",
]

_NEWLINE: Final = re.compile("\r\n|\r|\n")


def parse_page(
    data: bytes, name: str = "-", *, encoding: str | None = None, format_name: str | None = None
) -> Document:
    """Bytes of a page -> a segmented Document.

    The format follows the bytes, then the name; `format_name` (`html`, `docx` ...) beats both.
    Raises `EncodingError` for bytes that are no text, `InputError` for a document that is damaged
    beyond reading; every smaller fault is a finding.
    """
    from glossa.pages import page_format, reader_of
    from glossa.segmentation import segment

    reader = reader_of(page_format(data, name, format_name))
    return segment(reader.parse(data, name, encoding))


def load_page(path: Path | str, *, encoding: str | None = None) -> Document:
    """Read and segment one page. Raises `InputError`, `EncodingError`."""
    path = Path(path)
    data = read_bytes(path)
    try:
        return parse_page(data, path.name, encoding=encoding)
    except InputError as error:
        if error.where.startswith(path.name):  # of many pages, a name alone does not tell which
            error.where = str(path) + error.where.removeprefix(path.name)
        raise


def build_page(
    document: Document, bitext: Bitext, *, bilingual: bool = False
) -> tuple[bytes, tuple[Finding, ...], str]:
    """The page with its translation: bytes in its own format, what had to be changed, an ending.

    The ending (`.html`) is what the result wants to be called where that is not what the page is
    called; else it is empty. `bilingual`: a web page in which each block has its original beside
    it.
    """
    from glossa.localize import localize_ignorable
    from glossa.pages import PAGE_FORMATS, reader_of

    filled = filled_of(document, bitext)
    if bilingual:
        from glossa.pages.bilingual import build_bilingual

        built = build_bilingual(
            document, filled, language=bitext.target_language, joiner=localize_ignorable
        )
    else:
        built = reader_of(PAGE_FORMATS[document.format]).rebuild(
            document, filled, language=bitext.target_language, joiner=localize_ignorable
        )
    return built.data, built.findings, built.ending


def rebuild(document: Document, bitext: Bitext) -> str:
    """A page of a text format in its own layout, with the targets of `bitext`.

    Raises `UsageError` for a page that is no text, such as a Word document: `save_page` writes it.
    """
    from glossa.pages import PAGE_FORMATS

    form = PAGE_FORMATS[document.format]
    if not form.is_text:
        raise UsageError(
            f"{form.description} is no text",
            where=document.name,
            advice="save_page(document, bitext, path) writes it",
        )
    if document.format == "text":
        return visible_text(document, bitext)
    data, _, _ = build_page(document, bitext)
    encoding = document.encoding
    if document.format == "html":  # in UTF-8 wherever it changed
        try:
            return data.decode()
        except UnicodeDecodeError:
            pass
    try:
        return data.removeprefix(encoding.bom).decode(encoding.name, "surrogateescape")
    except UnicodeDecodeError:  # written as UTF-8, for the page's own encoding cannot hold it
        return data.decode("utf-8", "surrogateescape")


def visible_text(document: Document, bitext: Bitext) -> str:
    """What a reader sees of the page with the targets of `bitext`, a block a line."""
    from glossa.localize import localize_ignorable
    from glossa.pages import rebuild_text

    targets = {name: one.text for name, one in filled_of(document, bitext).items()}
    return rebuild_text(document, targets, joiner=localize_ignorable)


def save_page(
    document: Document, bitext: Bitext, path: Path | str, *, bilingual: bool = False
) -> tuple[Finding, ...]:
    """Write a page with the targets of `bitext`, in its own format and layout.

    Raises `OutputError`; returns what had to be changed.
    """
    data, findings, _ = build_page(document, bitext, bilingual=bilingual)
    write_safely(Path(path), data)
    return findings


def filled_of(document: Document, bitext: Bitext) -> dict[str, Filled]:
    """What goes into each segment of the page that changes; the places of codes are in the steps.

    Line ends in a target become those of the page.
    """
    newline = _newline(document.text)
    return {
        entry.id: Filled(_NEWLINE.sub(newline, entry.target), tuple(_placed(entry, newline)))
        for entry in bitext.entries
        if entry.target != entry.source
    }


def _placed(entry: Entry, newline: str) -> Iterator[Placed]:
    """The places that the steps name; a target that somebody has edited since has none."""
    for step in entry.steps:
        code = parse_detail(step.detail).get("code", "") if step.action == "markup" else ""
        if code and entry.target[step.start : step.end] == step.after:
            start = len(_NEWLINE.sub(newline, entry.target[: step.start]))
            yield Placed(code, start, start + len(_NEWLINE.sub(newline, step.after)))


def _newline(text: str) -> str:
    """How the lines of a page end, most of them: a person's line breaks end so too."""
    found = Counter(_NEWLINE.findall(text))
    return max(found, key=found.__getitem__) if found else "\n"
