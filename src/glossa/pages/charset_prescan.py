"""What a web page says its encoding is, found in its first bytes as browsers find it.

Source: "prescan a byte stream to determine its encoding" and "get an XML encoding", WHATWG HTML,
section 13.2.3.2. Nothing here looks at the text itself.
"""

from __future__ import annotations

import re
from typing import Final

from glossa.pages.charset_labels import codec_of_label

__all__ = ["declared"]

_SPACE: Final = rb"[\t\n\f\r ]"
_META: Final = re.compile(rb"<meta(?=[\t\n\f\r /])", re.IGNORECASE)
_TAG: Final = re.compile(rb"</?[A-Za-z][^\t\n\f\r >]*")
_OTHER: Final = re.compile(rb"<[!/?][^>]*>?")
_ATTRIBUTE: Final = re.compile(
    rb"[\t\n\f\r /]*(?P<name>[^\t\n\f\r />][^\t\n\f\r />=]*)"
    rb"(?:" + _SPACE + rb"*=" + _SPACE + rb"*"
    rb"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<cut>[\"'].*\Z)|"
    rb"(?P<bare>[^\t\n\f\r >]*)))?",
    re.DOTALL,
)
_CHARSET: Final = re.compile(
    r"charset[\t\n\f\r ]*=[\t\n\f\r ]*(?:\"([^\"]*)\"|'([^']*)'|([^\"'\t\n\f\r ;][^\t\n\f\r ;]*))",
    re.IGNORECASE,
)
_XML: Final = re.compile(
    rb"<\?xml[^>]*?\sencoding[\x00-\x20]*=[\x00-\x20]*(?:\"([^\"\x00-\x20>]*)\"|'([^'\x00-\x20>]*)')"
)
_FIRST: Final = 1024
# Behind the first 1,024 bytes the parser itself comes upon the element, and reads the page anew.
_FURTHER: Final = 1 << 16


def declared(data: bytes) -> str | None:
    """The label that the page carries, as it is written there (`gb2312`), known or not.

    A label that browsers know beats one that they do not, wherever it stands.
    """
    unknown: list[str] = []
    for size in (_FIRST, _FURTHER):
        label = _prescan(data[:size], unknown)
        if label is not None:
            return label
        if size >= len(data):
            break
    xml = _XML.match(data[:_FIRST])
    if xml:
        label = (xml[1] if xml[1] is not None else xml[2]).decode("latin-1")
        if codec_of_label(label):
            return label
        unknown.append(label)
    return unknown[0] if unknown else None


def _prescan(data: bytes, unknown: list[str]) -> str | None:
    position = data.find(b"<")
    while position >= 0:
        if data.startswith(b"<!--", position):
            end = data.find(b"-->", position + 2)
            if end < 0:
                return None
            position = end + 3
        elif meta := _META.match(data, position):
            attributes, position = _attributes(data, meta.end())
            label = _label(attributes)
            if label is not None and codec_of_label(label):
                return label
            if label:
                unknown.append(label)
        elif tag := _TAG.match(data, position):
            _, position = _attributes(data, tag.end())
        elif other := _OTHER.match(data, position):
            position = other.end()
        else:
            position += 1
        position = data.find(b"<", position) if position >= 0 else -1
    return None


def _attributes(data: bytes, position: int) -> tuple[dict[str, str], int]:
    """The attributes of a tag, the first of each name, and where it ends (-1: with the data)."""
    found: dict[str, str] = {}
    while match := _ATTRIBUTE.match(data, position):
        if match["cut"] is not None:
            return {}, -1
        value = match["double"] or match["single"] or match["bare"] or b""
        found.setdefault(match["name"].decode("latin-1").lower(), value.decode("latin-1"))
        position = match.end()
    end = data.find(b">", position)
    return (found, end) if end >= 0 else ({}, -1)


def _label(attributes: dict[str, str]) -> str | None:
    """The label of a `meta` element: `charset=`, or `content=` of one that is a Content-Type."""
    if "charset" in attributes:
        return attributes["charset"]
    if attributes.get("http-equiv", "").lower() == "content-type":
        match = _CHARSET.search(attributes.get("content", ""))
        return (
            next((group for group in match.groups() if group is not None), None) if match else None
        )
    return None
