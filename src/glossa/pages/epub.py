"""E-books (EPUB 2 and 3): chapters, tables of contents and metadata, translated in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Final, cast

from glossa.errors import InputError
from glossa.markup import Filled, Markup
from glossa.model import Document, Finding
from glossa.pages import epub_xml, html
from glossa.pages.archive import Archive, open_archive
from glossa.pages.archive_write import write_archive
from glossa.pages.base import Joiner, Reader, Rebuilt
from glossa.pages.compound import SubDocument, compose, rebuild_parts
from glossa.pages.epub_book import Book, element_named, read_book
from glossa.pages.epub_xml import Tree, read_xml, set_attribute, written
from glossa.webpage import direction

__all__ = ["parse", "rebuild"]

_METADATA: Final = {
    "title": Markup("title", ("head",)),
    "description": Markup("meta@description", ("head",)),
    "subject": Markup("meta@keywords", ("head",)),
}
_LABEL: Final = Markup("a", ("nav.toc", "ol", "li"), linked=1.0)
_READERS: Final = {
    epub_xml.FORMAT: cast(Reader, SimpleNamespace(rebuild=epub_xml.rebuild)),
}
_XHTML: Final = ".xhtml"


@dataclass(frozen=True, slots=True)
class _Skeleton:
    archive: Archive
    book: Book
    parts: tuple[SubDocument, ...]


def parse(data: bytes, name: str, encoding: str | None = None) -> Document:
    """Read a book: its title and description, every page in order, the labels of its contents.

    Raises `InputError` for a damaged archive, an encrypted book, or one without a page. A page that
    cannot be read, or is named and not there, is a finding. `encoding`: of all its pages.
    """
    archive = open_archive(data, name)
    book = read_book(archive)
    said: list[Finding] = [*archive.findings, *book.findings]
    parts: list[tuple[str, Document]] = []
    if book.tree:
        parts.append((book.package, _metadata(book.tree, book.package)))
    for member in book.pages:
        try:
            parts.append((member, _page(archive.read(member), member, encoding)))
        except InputError as error:
            said.append(_unread(error, member))
    if not any(member in book.pages for member, _ in parts):
        raise InputError(
            "the book has no page that can be read",
            where=name,
            advice="Get the file again; if a reader opens it, save it from there.",
        )
    if book.ncx:
        try:
            parts.append(
                (book.ncx, _contents(read_xml(archive.read(book.ncx), book.ncx), book.ncx))
            )
        except InputError as error:
            said.append(_unread(error, book.ncx))
    composed = compose(parts)
    return Document(
        name=name,
        text=composed.text,
        units=composed.units,
        format="epub",
        findings=(*said, *composed.findings),
        codes=composed.codes,
        skeleton=_Skeleton(archive, book, composed.parts),
    )


def rebuild(
    document: Document,
    filled: Mapping[str, Filled],
    *,
    language: str,
    joiner: Joiner | None = None,
) -> Rebuilt:
    """The book with what changed; then it says that it is in `language`, and reads its way."""
    skeleton = cast(_Skeleton, document.skeleton)
    built = rebuild_parts(
        document, skeleton.parts, filled, language=language, joiner=joiner, readers=_READERS
    )
    if not built:
        return Rebuilt(skeleton.archive.data)
    changed = {member: one.data for member, one in built.items()}
    package = skeleton.book.package
    if package:
        before = changed.get(package, skeleton.archive.read(package))
        changed[package] = _in_language(read_xml(before, package), language)
    findings = tuple(finding for one in built.values() for finding in one.findings)
    return Rebuilt(write_archive(skeleton.archive, changed), findings)


def _page(data: bytes, member: str, encoding: str | None) -> Document:
    """A page of a book is XML, whatever its name ends in."""
    if member.lower().endswith(_XHTML):
        return html.parse(data, member, encoding)
    document = html.parse(data, member + _XHTML, encoding)
    findings = (
        replace(finding, where=finding.where.replace(member + _XHTML, member))
        for finding in document.findings
    )
    return replace(document, name=member, findings=tuple(findings))


def _metadata(tree: Tree, package: str) -> Document:
    wanted = [
        (element, _METADATA[element.name])
        for element in tree.elements
        if element.name in _METADATA and "metadata" in element.path
    ]
    return epub_xml.parse(tree, package, wanted)


def _contents(tree: Tree, member: str) -> Document:
    wanted = [
        (element, _METADATA["title"] if element.path[-1:] == ("docTitle",) else _LABEL)
        for element in tree.elements
        if element.name == "text" and element.path[-1:] in {("docTitle",), ("navLabel",)}
    ]
    return epub_xml.parse(tree, member, wanted)


def _in_language(tree: Tree, language: str) -> bytes:
    """The package file with the language of the book and the direction of its pages."""
    edits: dict[tuple[int, int], bytes] = {}
    for element in tree.elements:
        if element.name == "language" and element.plain and "metadata" in element.path:
            edits[element.tag[1], element.end] = language.encode("ascii", "replace")
            break
    package, spine = element_named(tree, "package"), element_named(tree, "spine")
    if package and "xml:lang" in package.attributes:
        edits[package.tag] = set_attribute(tree, package, "xml:lang", language)
    name, way = "page-progression-direction", direction(language)
    now = "rtl" if spine and spine.attributes.get(name) == "rtl" else "ltr"
    if spine and way not in {now, "auto"}:
        edits[spine.tag] = set_attribute(tree, spine, name, way)
    return written(tree, edits)


def _unread(error: InputError, member: str) -> Finding:
    message = f"This page stays as it was, for it cannot be read: {error.found}."
    return Finding("archive-member", message, where=member)
