"""XML of an e-book that is not a page: where its elements stand, and words put into them.

Only text-only elements are written to; every other byte stays. A file with entities of its own is
refused, and nothing that a file names is opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, cast
from xml.parsers import expat

from glossa.errors import InputError
from glossa.markup import Filled, Markup
from glossa.model import Document, Encoding, Unit
from glossa.pages.base import Joiner, Rebuilt
from glossa.pages.rebuild import rebuild_text

__all__ = ["FORMAT", "Element", "Tree", "parse", "read_xml", "rebuild", "set_attribute"]

FORMAT: Final = "xml"
_TAG: Final = re.compile(rb"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")
_DECLARED: Final = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_DEEPEST: Final = 200
_BLANKS: Final = re.compile(r"\s+")


@dataclass(slots=True)
class Element:
    """An element; offsets are bytes of `Tree.data`."""

    name: str
    """Without its prefix."""
    attributes: dict[str, str]
    """Names with their prefix, as written."""
    path: tuple[str, ...]
    """The names of the elements around it, outermost first."""
    tag: tuple[int, int]
    """Its start tag."""
    end: int = 0
    """Where its end tag starts (for `<x/>`: where its only tag ends)."""
    text: str = ""
    """Its own text."""
    plain: bool = True
    """Whether it holds nothing but text."""


@dataclass(frozen=True, slots=True)
class Tree:
    """All elements of a file in the order of their start tags."""

    data: bytes = field(repr=False)
    """In UTF-8, without a byte-order mark."""
    elements: tuple[Element, ...]
    encoding: Encoding
    original: bytes = field(repr=False)


def read_xml(data: bytes, name: str) -> Tree:
    """The elements of an XML file. Raises `InputError` for what is not well-formed."""
    encoding = _encoding(data)
    try:
        text = data[len(encoding.bom) :].decode(encoding.name)
    except (UnicodeDecodeError, LookupError) as error:
        raise _broken("its text is not in the encoding that it names", name) from error
    utf8 = text.encode("utf-8", "surrogatepass")
    builder = _Builder(utf8, name)
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.characters
    parser.EntityDeclHandler = builder.entity
    builder.place = lambda: parser.CurrentByteIndex
    try:
        parser.Parse(utf8, True)
    except expat.ExpatError as error:
        raise _broken(f"it is no well-formed XML: {error}", name) from error
    return Tree(utf8, tuple(builder.elements), encoding, data)


def parse(tree: Tree, name: str, wanted: Sequence[tuple[Element, Markup]]) -> Document:
    """The text of `wanted` elements as a document of its own, a unit each."""
    units: list[Unit] = []
    kept: list[Element] = []
    start = 0
    for element, markup in wanted:
        text = _BLANKS.sub(" ", element.text).strip()
        if not (element.plain and any(sign.isalnum() for sign in text)):
            continue
        units.append(Unit(f"u{len(units) + 1}", start, start + len(text), text, markup=markup))
        kept.append(element)
        start += len(text) + 1
    joined = "\n".join(unit.source for unit in units)
    skeleton = (tree, tuple(kept))
    return Document(name, joined, tuple(units), tree.encoding, format=FORMAT, skeleton=skeleton)


def rebuild(
    document: Document,
    filled: Mapping[str, Filled],
    *,
    language: str,
    joiner: Joiner | None = None,
) -> Rebuilt:
    """The file with the targets in the place of the text; `xml:lang` of what changed follows."""
    tree, elements = cast(tuple[Tree, tuple[Element, ...]], document.skeleton)
    edits: dict[tuple[int, int], bytes] = {}
    for unit, element in zip(document.units, elements, strict=True):
        alone = Document(document.name, document.text[: unit.end], (unit,))
        targets = {part.id: filled[part.id].text for part in unit.segments if part.id in filled}
        text = rebuild_text(alone, targets, joiner)[unit.start :]
        if text == unit.source:
            continue
        edits[element.tag[1], element.end] = _escaped(text)
        if "xml:lang" in element.attributes:
            edits[element.tag] = set_attribute(tree, element, "xml:lang", language)
    return Rebuilt(written(tree, edits))


def written(tree: Tree, edits: Mapping[tuple[int, int], bytes]) -> bytes:
    """The file with stretches replaced, in its own encoding."""
    if not edits:
        return tree.original
    pieces, position = [], 0
    for (start, end), new in sorted(edits.items()):
        pieces += [tree.data[position:start], new]
        position = end
    text = b"".join((*pieces, tree.data[position:])).decode("utf-8")
    return tree.encoding.bom + text.encode(tree.encoding.name, "xmlcharrefreplace")


def set_attribute(tree: Tree, element: Element, name: str, value: str) -> bytes:
    """The start tag of an element with an attribute changed, or a new one at its end."""
    tag = tree.data[slice(*element.tag)]
    new = name.encode() + b'="' + _escaped(value) + b'"'
    old = re.compile(rb"(?<=\s)" + re.escape(name.encode()) + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')")
    if old.search(tag):
        return old.sub(lambda _: new, tag, count=1)
    cut = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:cut].rstrip() + b" " + new + tag[cut:]


class _Builder:
    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._name = name
        self._open: list[Element] = []
        self.elements: list[Element] = []
        self.place: Callable[[], int] = lambda: 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= _DEEPEST:
            raise _broken(f"it has more than {_DEEPEST} elements in one another", self._name)
        at = self.place()
        tag = _TAG.match(self._data, at)
        end = tag.end() if tag else at
        path = tuple(element.name for element in self._open)
        element = Element(name.rpartition(":")[2], attributes, path, (at, end))
        if self._open:
            self._open[-1].plain = False
        self._open.append(element)
        self.elements.append(element)

    def end(self, _: str) -> None:
        element = self._open.pop()
        element.end = max(self.place(), element.tag[1])
        if self._data[element.tag[0] : element.tag[1]].endswith(b"/>"):
            element.end = element.tag[1]
            element.plain = False

    def characters(self, text: str) -> None:
        if self._open:
            self._open[-1].text += text

    def entity(self, *_: object) -> None:
        raise _broken("it declares entities of its own, as no e-book needs", self._name)


def _encoding(data: bytes) -> Encoding:
    for bom, codec in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(bom):
            return Encoding(codec, bom, "bom")
    declared = _DECLARED.match(data[:200])
    return Encoding(declared[1].decode("ascii").lower() if declared else "utf-8", b"", "label")


def _escaped(text: str) -> bytes:
    text = (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )
    return text.encode("utf-8", "replace")


def _broken(found: str, name: str) -> InputError:
    return InputError(found, where=name, advice="Get the book again, or mend it with an editor.")
