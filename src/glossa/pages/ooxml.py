"""Packages of Office Open XML: parts, their XML, and how they point at each other.

Source: ECMA-376 (both the transitional and the strict names) and its Open Packaging Conventions.
Nothing outside the file is opened: no DTD, no entity, no external target.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from glossa.errors import InputError
from glossa.model import Finding, Severity
from glossa.pages.archive import Archive, open_archive
from glossa.pages.archive_write import write_archive

__all__ = [
    "Element",
    "Package",
    "Relation",
    "broken_part",
    "damaged_xml",
    "named",
    "open_package",
    "own",
    "parse_part",
    "prefixed",
    "refuse_doctype",
    "relations_in",
    "serialize_part",
    "with_parts",
]

Element = Any
"""An element of lxml, which has no types of its own."""
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_CHECKED: Final = 1 << 20
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_OFFICE: Final = "http://schemas.openxmlformats.org/"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_PREFIXES: Final = {
    _XML: "xml",
    f"{_OFFICE}wordprocessingml/2006/main": "w",
    f"{_STRICT}wordprocessingml/main": "w",
    f"{_OFFICE}spreadsheetml/2006/main": "x",
    f"{_STRICT}spreadsheetml/main": "x",
    f"{_OFFICE}drawingml/2006/main": "a",
    f"{_STRICT}drawingml/main": "a",
    f"{_OFFICE}drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}drawingml/wordprocessingDrawing": "wp",
    f"{_OFFICE}drawingml/2006/spreadsheetDrawing": "xdr",
    f"{_STRICT}drawingml/spreadsheetDrawing": "xdr",
    f"{_OFFICE}drawingml/2006/picture": "pic",
    f"{_STRICT}drawingml/picture": "pic",
    f"{_OFFICE}officeDocument/2006/relationships": "r",
    f"{_STRICT}officeDocument/relationships": "r",
    f"{_OFFICE}officeDocument/2006/math": "m",
    f"{_STRICT}officeDocument/math": "m",
    f"{_OFFICE}markup-compatibility/2006": "mc",
    f"{_OFFICE}package/2006/relationships": "rel",
    f"{_OFFICE}package/2006/metadata/core-properties": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "urn:schemas-microsoft-com:vml": "v",
    "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments": "tc",
}
_PROLOG: Final = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\?>\s*")


@dataclass(frozen=True, slots=True)
class Relation:
    """One pointer from a part to another, or out of the file."""

    id: str
    kind: str
    """The last word of its type: `header`, `hyperlink`, `attachedTemplate`."""
    target: str
    """The name of a part; of an external one, its address as it stands."""
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """A file of Word or Excel that was looked over."""

    archive: Archive
    main: str
    """The part that holds the document or the workbook."""

    @property
    def names(self) -> tuple[str, ...]:
        """All parts, in the order of the archive."""
        return tuple(member.name for member in self.archive.members)

    def __contains__(self, part: str) -> bool:
        return part in self.archive

    def root(self, part: str) -> Element:
        """The root of a part's XML, read anew. Raises `InputError` for what is no XML."""
        return parse_part(self.archive.read(part), f"{self.archive.name}#{part}")

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part points at, by id; a part without relations, or with broken ones, has none."""
        folder, name = posixpath.split(part)
        where = posixpath.join(folder, "_rels", f"{name}.rels")
        if where not in self.archive:
            return {}
        try:
            root = self.root(where)
        except InputError:
            return {}
        return {relation.id: relation for relation in relations_in(root, folder)}


def open_package(data: bytes, name: str, folder: str, what: str, ending: str) -> Package:
    """The package in `data`. `folder`: where its kind has its parts (`word/`).

    `what`: what it should be (`a Word document`); `ending`: what such files are called (`.docx`).
    Raises `InputError` for encrypted files, those of Office 97 to 2003, and what is damaged.
    """
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise InputError(
                f"{what} that is protected with a password",
                where=name,
                advice=f"Open it in its program, save it without a password as {ending}.",
            )
        raise InputError(
            f"this is no {ending} file but one of Office 97 to 2003",
            where=name,
            advice=f"Open it in Word, Excel or LibreOffice and save it as {ending}.",
        )
    archive = open_archive(data, name)
    package = Package(archive, "")
    targets = [one.target for one in package.relations("").values() if one.kind == "officeDocument"]
    main = next((target for target in targets if target in archive), "")
    if not main.startswith(folder) and not main.endswith(".xml"):
        guesses = (f"{folder}document.xml", f"{folder}workbook.xml")
        main = next((guess for guess in guesses if guess in archive), main)
    if main.endswith(".bin"):
        raise InputError(
            "this is a binary workbook (.xlsb), which glossa does not read",
            where=name,
            advice=f"Open it in Excel or LibreOffice and save it as {ending}.",
        )
    if not main:
        raise InputError(
            f"this archive is no {what.removeprefix('a ').removeprefix('an ')}: "
            "its main part is missing",
            where=name,
            advice="Get the file again, or open and save it in its own program.",
        )
    return Package(archive, main)


def relations_in(root: Element, folder: str) -> Iterator[Relation]:
    """The relations that a `.rels` part lists. `folder`: of the part that has them."""
    for element in root:
        if prefixed(element) != "rel:Relationship":
            continue
        kind = element.get("Type", "").rsplit("/", 1)[-1]
        target = element.get("Target", "")
        external = element.get("TargetMode") == "External"
        if not external:
            joined = target if target.startswith("/") else posixpath.join("/", folder, target)
            target = posixpath.normpath(joined).lstrip("/")
        yield Relation(element.get("Id", ""), kind, target, external)


def refuse_doctype(data: bytes, where: str) -> None:
    """Raise `InputError` for a part with a document type: no part of these formats has one."""
    if b"<!DOCTYPE" in data[:_CHECKED].replace(b"\0", b""):
        raise _doctype(where)


def _doctype(where: str) -> InputError:
    return InputError(
        "it declares a document type, as no part of such a file does",
        where=where,
        advice="It was not read: entities may be a trap. Save the file anew if you trust it.",
    )


def damaged_xml(error: Exception, where: str) -> InputError:
    """What is raised for a part that is no XML."""
    return InputError(
        f"its XML is damaged ({error})",
        where=where,
        advice="Open and save the file in its own program, which often mends it.",
    )


def parse_part(data: bytes, where: str) -> Element:
    """The root of an XML part. Raises `InputError` for what is damaged, or has a document type."""
    from lxml import etree

    refuse_doctype(data, where)
    # Without huge_tree nothing is nested deeper than 256, which keeps every walk within bounds.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise damaged_xml(error, where) from error
    if root.getroottree().docinfo.internalDTD is not None:  # behind a comment of a megabyte
        raise _doctype(where)
    return root


def serialize_part(root: Element, original: bytes) -> bytes:
    """A changed part as bytes: UTF-8, the declaration as it was where it says so."""
    from lxml import etree

    body: bytes = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=False)
    prolog = _PROLOG.match(original)
    if prolog and (b"utf-8" in prolog[0].lower() or b"encoding" not in prolog[0]):
        return prolog[0] + body
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + body


def with_parts(package: Package, roots: Mapping[str, Element]) -> bytes:
    """The file with these parts replaced; everything else as it was, byte for byte."""
    archive = package.archive
    changed = {part: serialize_part(root, archive.read(part)) for part, root in roots.items()}
    return write_archive(archive, changed)


@lru_cache(maxsize=4096)
def _short(tag: str) -> str:
    space, _, local = tag.rpartition("}")
    return f"{_PREFIXES.get(space[1:], '?')}:{local}" if space else local


def prefixed(element: Element) -> str:
    """The usual short name of an element, whatever prefix the file uses: `w:p`.

    One of a namespace unknown here is `?:name`; a comment or an instruction is `""`.
    """
    tag = element.tag
    return _short(tag) if isinstance(tag, str) else ""


def named(element: Element, name: str) -> str:
    """The full name of `name` in the namespace of `element` (for `w:p` and `r`, that of `w:r`)."""
    space, brace, _ = element.tag.rpartition("}")
    return f"{space}{brace}{name}"


def own(element: Element, name: str, default: str = "") -> str:
    """The value of an attribute in the namespace of its own element: `w:val`."""
    value: str | None = element.get(named(element, name))
    return default if value is None else value


def broken_part(error: InputError) -> Finding:
    """A part that could not be read: the rest of the file was."""
    return Finding(
        "damaged-part",
        f"This part could not be read ({error.found}): it was kept as it is, the rest was read.",
        Severity.WARNING,
        where=error.where,
        raw=error.found,
    )
