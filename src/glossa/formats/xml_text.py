"""XML in and out, through lxml: no entities, no network, no DTD, no huge trees.

What a file of another tool brings inside a text (inline codes, undeclared entities) is read as
text, never dropped; the caller is told, so that it can say so.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from glossa.errors import BitextError

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "LANG",
    "SPACE",
    "Text",
    "by_name",
    "local",
    "read_xml",
    "text_of",
    "words_of",
    "write_xml",
]

_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
LANG: Final = f"{_XML}lang"
SPACE: Final = f"{_XML}space"

_DECLARATION: Final = re.compile(r"\s*<\?xml\s[^>]*\?>")
# They stand for nothing but a remark about the words inside them.
_MARKS: Final = frozenset({"hi", "mrk", "sub"})
_CODE_POINT: Final = "cp"
# They wrap words, or mark where formatting begins and ends; others (`ph`, `x`) may stand for words.
_WRAPS: Final = frozenset({"g", "pc"})
_EDGES: Final = frozenset({"bpt", "ept", "it", "bx", "ex", "sc", "ec"})


class Text(NamedTuple):
    """The text of an element."""

    text: str
    coded: bool
    """Whether there were inline codes in it, which are text now."""


def read_xml(text: str, name: str) -> _Element:
    """The root of an XML document; `name` is the file's, for messages.

    Raises `BitextError` for what is not well-formed, for declared entities (bombs, files read from
    elsewhere) and for what is nested or grown beyond libxml2's bounds.
    """
    from lxml import etree

    text = text.removeprefix("\ufeff")
    if declaration := _DECLARATION.match(text):  # its encoding was that of the file's bytes
        text = "\n" * declaration[0].count("\n") + text[declaration.end() :]
    if "<!DOCTYPE" in text and "<!ENTITY" in text:
        raise BitextError(
            "the document declares entities of its own, which glossa does not expand",
            where=name,
            advice="take the declarations (<!ENTITY ...>) out, if you trust the file",
        )
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
    )
    try:
        return etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        raise BitextError(
            f"this is no sound XML: {error.msg or 'nothing is in it'}",
            where=f"{name or '-'}{line}",
            advice="give the file as the tool saved it; an XML editor names every fault",
        ) from None


def write_xml(root: _Element, texts: Collection[str]) -> str:
    """The document, indented by one blank a level, but not inside elements named in `texts`."""
    from lxml import etree

    mixed = [one for one in root.iter(*(f"{{*}}{name}" for name in texts)) if len(one)]
    exact = [(one, one.text, [(child, child.tail) for child in one]) for one in mixed]
    etree.indent(root, space=" ")
    for element, text, children in exact:
        element.text = text
        for child, tail in children:
            child.tail = tail
    body = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def local(element: _Element) -> str:
    """The name of an element without its namespace; empty for comments and instructions."""
    tag = element.tag
    return _without_namespace(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=256)
def _without_namespace(tag: str) -> str:
    return tag.rpartition("}")[2]


def by_name(element: _Element, *names: str) -> list[_Element]:
    """The children with one of these names, in whatever namespace the tool chose."""
    return [child for child in element if local(child) in names]


def text_of(element: _Element | None) -> Text:
    """All text inside an element, exactly; inline codes as text too.

    A code that holds what it stands for (`<ph>&lt;br/&gt;</ph>`) becomes that; an empty or wrapping
    one (`<x id="1"/>`, `<g id="1">...</g>`) becomes its own tag. `cp` is the character it names.
    """
    if element is None or not len(element):
        return Text("" if element is None else element.text or "", coded=False)
    parts = [element.text or ""]
    coded = False
    for child in element:
        inner, codes = _inline(child)
        parts += [inner, child.tail or ""]
        coded = coded or codes
    return Text("".join(parts), coded)


def words_of(element: _Element) -> str:
    """The text inside an element without codes of formatting; those that stand for words stay."""
    parts = [element.text or ""]
    for child in element:
        name = local(child)
        if name in _WRAPS | _MARKS:
            parts.append(words_of(child))
        elif name not in _EDGES:
            parts.append(_inline(child).text)
        parts.append(child.tail or "")
    return "".join(parts)


def _inline(child: _Element) -> Text:
    name = local(child)
    if not name:  # a comment, an instruction, or an entity that nobody declared
        text = child.text or ""
        return Text(text, coded=True) if text.startswith("&") else Text("", coded=False)
    if name == _CODE_POINT and (character := _character(child.get("hex", ""))):
        return Text(character, coded=False)
    inner = text_of(child)
    if name in _MARKS:
        return Text(inner.text, inner.coded or child.get("mtype") != "seg")
    if inner.text and name not in _WRAPS:
        return Text(inner.text, coded=True)
    names = [(key.rpartition("}")[2], value) for key, value in child.items()]
    tag = " ".join([name, *(f'{key}="{value}"' for key, value in names)])
    return Text(f"<{tag}>{inner.text}</{name}>" if inner.text else f"<{tag}/>", coded=True)


def _character(hexadecimal: str) -> str:
    try:
        return chr(int(hexadecimal, 16))
    except (ValueError, OverflowError):
        return ""
