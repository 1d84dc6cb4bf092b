"""What an e-book is made of: its package file, the pages in reading order, its tables of contents.

Sources: EPUB 3.3 (W3C), OPF 2.0.1 and OCF 2.0.1 (IDPF).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from glossa.errors import InputError
from glossa.model import Finding, Severity
from glossa.pages.archive import Archive
from glossa.pages.epub_xml import Element, Tree, read_xml

__all__ = ["Book", "read_book"]

_CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"
_FAIRPLAY: Final = "META-INF/sinf.xml"
_PAGES: Final = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
_NCX: Final = "application/x-dtbncx+xml"
_PAGE_NAMES: Final = (".xhtml", ".html", ".htm")
_FONTS_ONLY: Final = frozenset(
    {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
)
_MIMETYPE: Final = b"application/epub+zip"


@dataclass(frozen=True, slots=True)
class Book:
    """Members of the archive by what they are for."""

    package: str
    """The name of the package file; `""` where there is none that can be read."""
    tree: Tree | None
    """What it holds."""
    pages: tuple[str, ...]
    """In reading order; pages that stand outside it (such as `nav.xhtml`) come last."""
    ncx: str
    """The table of contents of EPUB 2; `""` if there is none."""
    findings: tuple[Finding, ...]


def read_book(archive: Archive) -> Book:
    """Find out what is in a book.

    Raises `InputError` for one whose text is encrypted. A broken package file is a finding; then
    every page of the archive is read in the archive's order.
    """
    _refuse_encrypted(archive)
    said: list[Finding] = []
    first = archive.members[0] if archive.members else None
    if first is None or archive.data[first.start : first.end] != _MIMETYPE:
        said.append(_finding("The archive does not begin with its `mimetype`.", archive.name))
    package = _package_name(archive, said)
    try:
        tree = read_xml(archive.read(package), package) if package else None
    except InputError as error:
        said.append(_finding(f"The package file cannot be read: {error.found}.", package))
        tree = None
    if tree is None:
        pages = [one.name for one in archive.members if one.name.lower().endswith(_PAGE_NAMES)]
        return Book("", None, tuple(pages), "", tuple(said))
    items = dict(_items(archive, tree, package, said))
    types = dict(items.values())
    order = dict.fromkeys(_spine(tree, items, package, said))
    order.update(dict.fromkeys(name for name, kind in types.items() if kind in _PAGES))
    ncx = next((name for name, kind in types.items() if kind == _NCX), "")
    pages = [name for name in order if types.get(name) in _PAGES]
    return Book(package, tree, tuple(pages), ncx, tuple(said))


def _refuse_encrypted(archive: Archive) -> None:
    """Fonts may be scrambled; anything else that is encrypted is protected against reading."""
    protected = _FAIRPLAY in archive
    if _ENCRYPTION in archive:
        tree = read_xml(archive.read(_ENCRYPTION), _ENCRYPTION)
        protected = protected or any(
            element.attributes.get("Algorithm", "") not in _FONTS_ONLY
            for element in tree.elements
            if element.name == "EncryptionMethod" and element.path[-1:] == ("EncryptedData",)
        )
    if protected:
        raise InputError(
            "the book is protected against copying (DRM): its text is encrypted",
            where=archive.name,
            advice="glossa reads books without protection only; ask the publisher for one.",
        )


def _package_name(archive: Archive, said: list[Finding]) -> str:
    try:
        tree = read_xml(archive.read(_CONTAINER), _CONTAINER)
        for element in tree.elements:
            name = element.attributes.get("full-path", "")
            if element.name == "rootfile" and name in archive:
                return name
        said.append(_finding("It names no package file that is there.", _CONTAINER))
    except InputError as error:
        said.append(_finding(f"It cannot be read: {error.found}.", _CONTAINER))
    named = (one.name for one in archive.members if one.name.lower().endswith(".opf"))
    return next(named, "")


def _items(
    archive: Archive, tree: Tree, package: str, said: list[Finding]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each item of the manifest: its id, its member and its media type."""
    for element in tree.elements:
        href = element.attributes.get("href", "")
        if element.name != "item" or element.path[-1:] != ("manifest",) or not href:
            continue
        if ":" in href.partition("/")[0]:
            continue  # on another computer
        name = _resolved(package, href)
        if name not in archive:
            said.append(_finding(f"It lists a file that is not there: {href}.", package))
            continue
        yield element.attributes.get("id", href), (name, element.attributes.get("media-type", ""))


def _spine(
    tree: Tree, items: dict[str, tuple[str, str]], package: str, said: list[Finding]
) -> Iterator[str]:
    for element in tree.elements:
        if element.name == "itemref" and element.path[-1:] == ("spine",):
            reference = element.attributes.get("idref", "")
            if reference in items:
                yield items[reference][0]
            else:
                said.append(_finding(f"Its order names {reference!r}, which is no file.", package))


def _resolved(package: str, href: str) -> str:
    path = unquote(href.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(package), path))


def _finding(message: str, where: str) -> Finding:
    return Finding("epub-broken", message, Severity.WARNING, where=where)


def element_named(tree: Tree, name: str) -> Element | None:
    """The first element of that name."""
    return next((element for element in tree.elements if element.name == name), None)
