"""One start tag: its attributes with their places, and what they say to a translator."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from glossa.pages.html.names import WHITE
from glossa.pages.html.references import expand_attribute

__all__ = ["Tag", "TagReader", "Value"]

_NAME: Final = re.compile(r"<[A-Za-z][^\t\n\f\r />]*")
_ATTRIBUTE: Final = re.compile(
    r"([^\t\n\f\r />][^\t\n\f\r />=]*)"
    r"""(?:[\t\n\f\r ]*=[\t\n\f\r ]*"""
    r"""(?:"([^"]*)"|'([^']*)'|([^\t\n\f\r >"'][^\t\n\f\r >]*)|(?=>)))?+"""
)
_MANY: Final = 4096
_LONG: Final = 40
_CLASSES: Final = 3
_EVERYWHERE: Final = (
    "title",
    "aria-label",
    "aria-description",
    "aria-placeholder",
    "aria-roledescription",
    "aria-valuetext",
)
_BY_ELEMENT: Final = {
    "img": ("alt",),
    "area": ("alt",),
    "applet": ("alt",),
    "textarea": ("placeholder",),
    "optgroup": ("label",),
    "option": ("label",),
    "track": ("label",),
    "menuitem": ("label",),
    "table": ("summary",),
}
_BY_INPUT: Final = {
    "submit": ("value",),
    "reset": ("value",),
    "button": ("value",),
    "image": ("alt",),
}
_NO_WORDS: Final = frozenset({"link", "style", "script", "base", "meta", "html", "head"})
_META: Final = frozenset(
    {"description", "keywords", "abstract", "subject", "headline", "name", "application-name"}
    | {"apple-mobile-web-app-title", "article:section", "article:tag"}
    | {"og:title", "og:description", "og:site_name", "og:image:alt", "og:video:title"}
    | {"twitter:title", "twitter:description", "twitter:image:alt", "twitter:label1"}
    | {"twitter:label2", "twitter:data1", "twitter:data2", "dc.title", "dc.description"}
    | {"dc.subject", "dcterms.title", "dcterms.description", "dcterms.abstract"}
)
# Cheap: whether a tag has more than a name, classes and addresses to look at.
_WORDS: Final = re.compile("alt|title|aria-|placeholder|label|value|content|summary", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Value:
    """The value of an attribute inside the raw tag."""

    start: int
    """Offset into the tag; between the quotes, if there are any."""
    end: int
    quote: str
    """`"`, `'`, or empty where there are none; `=` where the value is missing."""
    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    """What a start tag says."""

    name: str
    selector: str
    attributes: dict[str, Value]
    """The first of each name, in lower case."""
    words: tuple[tuple[str, Value], ...] = ()
    """Values that a person reads, with the name of the unit: `img@alt`."""
    translate: bool | None = None
    """What `translate=` or the class `notranslate` ask for."""
    closed: bool = False
    """It ends in `/>`."""


class TagReader:
    """Reads start tags; the same tag stands on a page many times."""

    def __init__(self) -> None:
        self._known: dict[str, Tag] = {}

    def read(self, raw: str, name: str) -> Tag:
        """`raw`: the whole tag; `name`: of the element, in lower case."""
        tag = self._known.get(raw)
        if tag is None:
            if len(self._known) > _MANY:
                self._known.clear()
            tag = self._known[raw] = _read(raw, name)
        return tag


def _read(raw: str, name: str) -> Tag:
    if len(raw) == len(name) + 2:
        return Tag(name, name, {})
    attributes, end = _attributes(raw)
    closed = raw.endswith("/>") and end < len(raw) - 1
    words = _words(name, attributes) if _WORDS.search(raw) else ()
    return Tag(name, _selector(name, attributes), attributes, words, _translate(attributes), closed)


def _attributes(raw: str) -> tuple[dict[str, Value], int]:
    """The attributes, and where the last one ends."""
    found: dict[str, Value] = {}
    start = _NAME.match(raw)
    end = start.end() if start else 0
    for match in _ATTRIBUTE.finditer(raw, end, len(raw) - 1):
        end = match.end()
        name = match[1].lower()
        if name in found:
            continue
        group = match.lastindex or 1
        if group == 1:
            found[name] = Value(match.end(1), match.end(), "=", "")
        else:
            text = expand_attribute(match[group])
            found[name] = Value(
                match.start(group), match.end(group), ("", "", '"', "'", "")[group], text
            )
    return found, end


def _selector(name: str, attributes: dict[str, Value]) -> str:
    if not attributes:
        return name
    parts = [name]
    if "id" in attributes:
        parts += ("#" + word[:_LONG] for word in attributes["id"].text.split()[:1])
    if "class" in attributes:
        parts += ("." + word[:_LONG] for word in attributes["class"].text.split()[:_CLASSES])
    if "role" in attributes:
        parts += (f"[role={word[:_LONG]}]" for word in attributes["role"].text.split()[:1])
    return _clean("".join(parts))


def _clean(selector: str) -> str:
    """Raw bytes and signs that no selector holds stay out."""
    return "".join(c for c in selector if c.isprintable()) if not selector.isascii() else selector


def _translate(attributes: dict[str, Value]) -> bool | None:
    asked = attributes.get("translate")
    if asked is not None:
        word = asked.text.strip(WHITE).lower()
        if word in {"yes", "no", ""}:
            return word != "no"
    if "class" in attributes and "notranslate" in attributes["class"].text.split():
        return False
    return None


def _words(name: str, attributes: dict[str, Value]) -> tuple[tuple[str, Value], ...]:
    if name == "meta":
        return _of_meta(attributes)
    if name in _NO_WORDS:
        return ()
    wanted: tuple[str, ...] = _BY_ELEMENT.get(name, ())
    if name == "input":
        kind = attributes["type"].text.strip(WHITE).lower() if "type" in attributes else "text"
        wanted = _BY_INPUT.get(kind, ("placeholder",))
    return tuple(
        (f"{name}@{attribute}", value)
        for attribute, value in attributes.items()
        if (attribute in wanted or attribute in _EVERYWHERE) and value.text.strip(WHITE)
    )


def _of_meta(attributes: dict[str, Value]) -> tuple[tuple[str, Value], ...]:
    content = attributes.get("content")
    if content is None or not content.text.strip(WHITE):
        return ()
    for attribute in ("name", "property", "itemprop"):
        if attribute in attributes:
            word = attributes[attribute].text.strip(WHITE).lower()
            if word in _META and (word != "name" or attribute == "itemprop"):
                return ((f"meta@{word}", content),)
    return ()
