"""Web pages with their files in one (MHTML): the page and its frames are read, all else is kept.

As Chrome, Edge and Internet Explorer save them. The reader of web pages reads the parts; a part
that changed is written in its own transfer encoding, every other byte is copied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Final, cast

from glossa.errors import InputError
from glossa.markup import Filled, Markup
from glossa.model import Document, Encoding, Finding
from glossa.pages import html, text
from glossa.pages.base import Joiner, Rebuilt
from glossa.pages.charset import decode_page
from glossa.pages.charset_labels import codec_of_label
from glossa.pages.compound import SubDocument, compose, rebuild_parts
from glossa.pages.mhtml_coding import (
    decoded,
    encoded,
    subject_header,
    subject_text,
    with_charset,
    with_header,
)
from glossa.pages.mhtml_parts import Part, Structure, header_span, structure

__all__ = ["Saved", "content_of", "parse", "rebuild"]

_WEB: Final = frozenset({"text/html", "application/xhtml+xml"})
_SUBJECT: Final = "subject"


@dataclass(frozen=True, slots=True)
class Saved:
    """The skeleton: the file, where its parts are, what their readers made."""

    data: bytes = field(repr=False)
    structure: Structure
    members: tuple[SubDocument, ...]
    """The subject, then the page, then its frames."""
    pages: Mapping[str, Part]
    """By the name of the member."""


def parse(data: bytes, name: str, encoding: str | None = None) -> Document:
    """Read a saved page with its frames; the subject of the message is a unit too.

    Raises `InputError` where there is no web page in it. A web page that is merely called so is
    read as a web page.
    """
    found = structure(data, name)
    if found is None:
        if b"<" in data[:1000]:
            return html.parse(data, name, encoding)
        raise InputError(
            "this is no MHTML file: it does not begin with headers",
            where=name,
            advice="save the page again, as 'web page, single file'",
        )
    order = _pages(found)
    if not order:
        what = "it holds only files of other kinds" if found.parts else "it has headers only"
        raise InputError(
            f"there is no web page in this MHTML file: {what}",
            where=name,
            advice="the file may have been cut off: save the page again",
        )
    pages = {f"part{part.number}": part for part in order}
    said: list[Finding] = list(found.findings)
    members: list[tuple[str, Document]] = []
    for member, part in pages.items():
        try:
            members.append((member, _read(data, part, member, encoding, said)))
        except InputError as error:
            if part is order[-1] and not members:
                raise
            message = f"A page in the file cannot be read and was left as it is: {error.found}."
            said.append(Finding("mhtml-part", message, where=member))
    subject = _subject(data, order[0])
    composed = compose([(_SUBJECT, subject), *members] if subject else members)
    saved = Saved(data, found, composed.parts, pages)
    read = members[0][1].encoding
    return Document(
        name=name,
        text=composed.text,
        units=composed.units,
        encoding=Encoding(read.name, b"", read.source),
        format="mhtml",
        findings=(*said, *composed.findings),
        codes=composed.codes,
        skeleton=saved,
    )


def rebuild(
    document: Document,
    filled: Mapping[str, Filled],
    *,
    language: str,
    joiner: Joiner | None = None,
) -> Rebuilt:
    """The file with its pages translated; every part in which nothing changed byte for byte."""
    saved = cast(Saved, document.skeleton)
    built = rebuild_parts(document, saved.members, filled, language=language, joiner=joiner)
    edits = sorted(_edits(saved, {name: one.data for name, one in built.items()}))
    pieces, at = [], 0
    for start, end, new in edits:
        pieces += [saved.data[at:start], new]
        at = end
    pieces.append(saved.data[at:])
    findings = tuple(finding for one in built.values() for finding in one.findings)
    return Rebuilt(b"".join(pieces), findings)


def content_of(data: bytes, part: Part) -> bytes:
    """What a part holds, out of its transfer encoding."""
    return decoded(data[part.body : part.end], part.coding)[0]


def _pages(found: Structure) -> list[Part]:
    """The web pages, the one that the others belong to first."""
    pages = [part for part in found.parts if part.type in _WEB and part.end > part.body]
    start = str(found.headers.get_param("start") or "").strip("<> ")
    shown = str(found.headers.get("Snapshot-Content-Location", "")).strip()
    for part in pages:
        if (start and part.content_id == start) or (shown and part.location == shown):
            return [part, *(one for one in pages if one is not part)]
    return pages


def _read(
    data: bytes, part: Part, member: str, encoding: str | None, said: list[Finding]
) -> Document:
    content, trouble = decoded(data[part.body : part.end], part.coding)
    if trouble:
        message = f"A page in the file could be read only in part: {trouble}."
        said.append(Finding("mhtml-part", message, where=member))
    claimed = str(part.headers.get("Content-Length", "")).strip()
    if claimed.isdigit() and int(claimed) not in {part.end - part.body, len(content)}:
        message = f"A part says that it has {claimed} bytes and has {part.end - part.body}."
        said.append(Finding("mhtml-part", message, where=member, raw=claimed))
    if encoding is not None or not part.charset:
        return html.parse(content, member, encoding)
    told = decode_page(content, member, transport=part.charset)
    alone = decode_page(content, member).encoding.name
    page = html.parse(content, member, None if told.encoding.name == alone else told.encoding.name)
    if not any(one.code == "charset-label-wrong" for one in page.findings):
        said += takewhile(lambda one: one.code == "charset-label-wrong", told.findings)
    return page


def _subject(data: bytes, root: Part) -> Document | None:
    """The words of the subject, as a document of one unit; None where there are none."""
    span = header_span(data, "Subject")
    words = subject_text(data[slice(*span)], root.charset) if span else ""
    if not words.strip():
        return None
    try:
        document = text.parse(words.strip().encode("utf-8", "replace"), _SUBJECT, "utf-8")
    except InputError:  # words that look like the beginning of a picture
        return None
    units = tuple(
        replace(unit, markup=Markup("title", ("head", "title"))) for unit in document.units
    )
    return replace(document, units=units, findings=())


def _edits(saved: Saved, built: Mapping[str, bytes]) -> Iterator[tuple[int, int, bytes]]:
    newline = saved.structure.newline
    words = built.get(_SUBJECT)
    subject = None if words is None else subject_header(words.decode("utf-8"), newline)
    span = header_span(saved.data, "Subject")
    if subject is not None and span and all(part.start for part in saved.pages.values()):
        yield *span, subject
    for member, part in saved.pages.items():
        headers = saved.data[part.start : part.body]
        if part.start == 0 and subject is not None:  # a message of one part
            headers = with_header(headers, "Subject", subject, newline)
        if member in built:
            content, headers = _written(saved, part, headers, built[member])
            yield part.body, part.end, content
        if headers != saved.data[part.start : part.body]:
            yield part.start, part.body, headers


def _written(saved: Saved, part: Part, headers: bytes, data: bytes) -> tuple[bytes, bytes]:
    """Content and headers of a part that changed; `data`: what it holds now."""
    newline = saved.structure.newline
    content, coding = encoded(data, part.coding, newline, part.boundary)
    if coding == "base64":
        old = saved.data[part.body : part.end]
        content += old[len(old.rstrip(b"\r\n")) :]
    headers = _labelled(headers, part, data)
    if coding != part.coding:
        value = b" " + coding.encode()
        headers = with_header(headers, "Content-Transfer-Encoding", value, newline)
    if "Content-Length" in part.headers:
        headers = with_header(headers, "Content-Length", b" %d" % len(content), newline)
    return content, headers


def _labelled(headers: bytes, part: Part, data: bytes) -> bytes:
    """The headers of a part with the charset in which it is now; without one the page tells."""
    codec = decode_page(data, "").encoding.name
    if not part.charset or codec_of_label(part.charset) == codec:
        return headers
    return with_charset(headers, codec)
