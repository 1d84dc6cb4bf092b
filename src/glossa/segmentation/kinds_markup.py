"""What the elements around a block say of it: tags, roles, and the words in classes and ids.

Sites name their boxes in English, in pinyin (`daohang`, `laiyuan`) or by the first letters of
pinyin (`bt` biaoti, `xg` xiangguan). Those words stand for a few notions; the notions are clues.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from glossa.markup import Markup

__all__ = ["Around", "around_of"]

_NOTIONS: Final = Path(__file__).with_name("kinds_notions.tsv")
_STEM: Final = 4
_SELECTOR: Final = re.compile(r"^([a-zA-Z][\w:-]*)|#([^.#\[]+)|\.([^.#\[]+)|\[role=([^\]]+)\]")
_PARTS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_a-zA-Z]+")
_TELLING: Final = frozenset(
    [
        "nav",
        "header",
        "footer",
        "aside",
        "main",
        "article",
        "section",
        "form",
        "table",
        "ul",
        "ol",
        "dl",
        "figure",
        "blockquote",
        "select",
        "details",
        "center",
        "marquee",
        "address",
        "figcaption",
        "label",
        "button",
        "th",
        "td",
        "dt",
        "dd",
        "tfoot",
        "thead",
        "caption",
        "menu",
        "video",
        "fieldset",
        "summary",
        "head",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "p",
        "div",
        "small",
        "b",
        "strong",
        "font",
        "i",
        "a",
        "time",
    ]
)
_ROLES: Final = {
    "navigation": "nav",
    "banner": "head",
    "contentinfo": "foot",
    "complementary": "side",
    "main": "body",
    "article": "body",
    "search": "form",
    "menu": "nav",
    "menubar": "nav",
    "menuitem": "nav",
    "tab": "tab",
    "tablist": "tab",
    "button": "more",
    "heading": "title",
    "note": "summary",
    "status": "meta",
}
_BY_TAG: Final = {
    "nav": "nav",
    "header": "head",
    "footer": "foot",
    "aside": "side",
    "main": "body",
    "article": "body",
    "form": "form",
    "figure": "picture",
    "figcaption": "picture",
    "address": "contact",
    "blockquote": "quote",
    "time": "date",
}


class _Element(NamedTuple):
    tag: str
    notions: tuple[str, ...]
    """Of its classes, id and role, in order."""
    words: tuple[str, ...]
    """Classes as they are written, without digits."""


@lru_cache(maxsize=4096)
def _element(selector: str) -> _Element:
    tag = ""
    notions: list[str] = []
    words: list[str] = []
    for found in _SELECTOR.finditer(selector):
        if found[1]:
            tag = found[1].lower()
        elif found[4]:
            notions.append(_ROLES.get(found[4], "role"))
        else:
            name = found[2] or found[3]
            words.append(name.lower().strip("0123456789-_"))
            notions += _notions(name)
    if tag in _BY_TAG and _BY_TAG[tag] not in notions:
        notions.append(_BY_TAG[tag])
    return _Element(tag, tuple(dict.fromkeys(notions)), tuple(words))


@cache
def _words() -> tuple[dict[str, str], tuple[str, ...]]:
    """The notion of each word, and the words that tell inside a longer one, the longest first."""
    by_word: dict[str, str] = {}
    for row in _NOTIONS.read_text(encoding="utf-8").splitlines()[1:]:
        notion, _, words = row.partition("\t")
        for word in words.lower().split():
            by_word.setdefault(word, notion)
    stems = (word for word in by_word if len(word) >= _STEM and word.isalpha())
    return by_word, tuple(sorted(stems, key=lambda word: (-len(word), word)))


def _notions(name: str) -> list[str]:
    """What a class or an id is about; whole words first, stems inside words if there are none."""
    by_word, stems = _words()
    whole = name.lower().strip("0123456789-_")
    if whole in by_word:
        return [by_word[whole]]
    parts = [part.lower() for part in _PARTS.findall(name)]
    found = [by_word[part] for part in reversed(parts) if part in by_word]
    if found:
        return found
    stem = next((stem for stem in stems if stem in whole), None)
    return [by_word[stem]] if stem else []


class Around(NamedTuple):
    """What the features need of the place of a block."""

    element: str
    attribute: str
    """`alt` of `img@alt`; empty for text."""
    own: tuple[str, ...]
    """Notions of the block's own element and of what stands inside it."""
    parent: tuple[str, ...]
    """Notions of the elements right around it."""
    outer: tuple[str, ...]
    """Notions of all elements farther out, the nearest first."""
    tags: tuple[str, ...]
    """Telling elements around it, each once."""
    words: tuple[str, ...]
    """Its own classes, and those of its parent."""
    above: str
    """The element right around its own."""


@lru_cache(maxsize=4096)
def _around(element: str, path: tuple[str, ...]) -> Around:
    tag, _, attribute = element.partition("@")
    chain = [_element(selector) for selector in path]
    place = len(chain) - 1
    while place > 0 and chain[place].tag != tag:
        place -= 1
    own = tuple(dict.fromkeys(n for one in chain[place:] for n in one.notions))
    parent = chain[place - 1] if place > 0 else _Element("", (), ())
    outer = dict.fromkeys(
        notion for one in reversed(chain[: max(0, place - 1)]) for notion in one.notions
    )
    return Around(
        tag,
        attribute,
        own,
        parent.notions,
        tuple(outer),
        tuple(dict.fromkeys(one.tag for one in chain[:place] if one.tag in _TELLING)),
        tuple(word for one in (*chain[place:], parent) for word in one.words),
        parent.tag,
    )


def around_of(markup: Markup) -> Around:
    """What stands around a block."""
    return _around(markup.element, markup.path)
