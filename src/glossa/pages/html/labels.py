"""What a page says of itself once it is translated: its language, its direction, its encoding."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from glossa.markup import Filled
from glossa.model import Document
from glossa.pages.html.page import Page
from glossa.pages.html.tags import TagReader, Value
from glossa.script import primary_subtag
from glossa.webpage import direction

__all__ = ["corrected"]

Edit = tuple[int, int, str]

_CHARSET: Final = re.compile(
    r"""(charset[\t\n\f\r ]*=[\t\n\f\r ]*["']?)([^\t\n\f\r "';,]+)""", re.IGNORECASE
)
_ENCODING: Final = re.compile(r"""(encoding[\t\n\f\r ]*=[\t\n\f\r ]*["'])([^"']+)""")
_UTF8: Final = frozenset({"utf-8", "utf8", "unicode-1-1-utf-8"})
_BDO: Final = re.compile(r"<bdo[\t\n\f\r />]", re.IGNORECASE)
_NAME: Final = re.compile(r"<[A-Za-z][^\t\n\f\r />]*")


def corrected(
    document: Document, page: Page, filled: Mapping[str, Filled], language: str
) -> Iterator[Edit]:
    """The places to change, as start, end and what stands there then."""
    if _mostly_in(document, filled, language):
        yield from _page_language(page, language)
    yield from _element_languages(document, page, filled, language)
    yield from _encoding(page)


def _mostly_in(document: Document, filled: Mapping[str, Filled], language: str) -> bool:
    """Whether at least half of the text, by letters, is in the language of the targets."""
    ours = others = 0
    wanted = primary_subtag(language)
    for segment in document.segments:
        if segment.language == "zxx":
            continue
        one = filled.get(segment.id)
        changed = one is not None and one.text != segment.source
        if changed or primary_subtag(segment.language) == wanted:
            ours += len(segment.source)
        else:
            others += len(segment.source)
    return ours >= others


def _page_language(page: Page, language: str) -> Iterator[Edit]:
    labels = page.labels
    if labels.html is not None:
        start, end = labels.html
        wanted = {"lang": language, "dir": direction(language)}
        attributes = TagReader().read(page.raw[start:end], "html").attributes
        if page.xml and "xml:lang" in attributes:
            wanted["xml:lang"] = language
        if wanted["dir"] == "auto" and "dir" not in attributes:
            del wanted["dir"]
        yield from _attributes(page, start, end, wanted)
    elif labels.head or labels.body or labels.doctype:
        place = (
            labels.doctype[1]
            if labels.doctype
            else min(tag[0] for tag in (labels.head, labels.body) if tag)
        )
        yield place, place, f'<html lang="{language}" dir="{direction(language)}">'
    if labels.body is not None:
        yield from _attributes(page, *labels.body, _claims(page, language, *labels.body))
    for start, end in labels.metas:
        attributes = TagReader().read(page.raw[start:end], "meta").attributes
        about, content = attributes.get("http-equiv"), attributes.get("content")
        if about and content and about.text.strip().lower() == "content-language":
            yield _value(start, content, language)


def _claims(page: Page, language: str, start: int, end: int) -> dict[str, str]:
    """What a tag says of language and direction, as it has to be said now."""
    attributes = TagReader().read(page.raw[start:end], "").attributes
    wanted: dict[str, str] = {name: language for name in ("lang", "xml:lang") if name in attributes}
    if "dir" in attributes and direction(language) != "auto":
        wanted["dir"] = direction(language)
    return wanted


def _attributes(page: Page, start: int, end: int, wanted: Mapping[str, str]) -> Iterator[Edit]:
    """Attributes of one tag: changed where they are, put behind its name where they are not."""
    raw = page.raw[start:end]
    attributes = TagReader().read(raw, "").attributes
    missing = ""
    for name, value in wanted.items():
        if name not in attributes:
            missing += f' {name}="{value}"'
        elif attributes[name].text != value:
            yield _value(start, attributes[name], value)
    if missing:
        lang, name_end = attributes.get("lang"), _NAME.match(raw)
        place = name_end.end() if name_end else 0
        if lang is not None:
            place = lang.end + (lang.quote in {'"', "'"})
        yield start + place, start + place, missing


def _value(start: int, old: Value, new: str) -> Edit:
    text = {"=": f'="{new}"', "": f'"{new}"'}.get(old.quote, new)
    return start + old.start, start + old.end, text


def _element_languages(
    document: Document, page: Page, filled: Mapping[str, Filled], language: str
) -> Iterator[Edit]:
    """An element that says its text is in the language it was in."""
    if not page.labels.languages:
        return
    left, now = _Left(document, filled), direction(language)
    for start, end, first, behind in page.labels.languages:
        attributes = TagReader().read(page.raw[start:end], "").attributes
        for name in ("lang", "xml:lang"):
            old = attributes.get(name)
            if old is None or not old.text:
                continue
            was = primary_subtag(old.text.strip().lower())
            if was != primary_subtag(language) and left.nothing(was, first, behind):
                yield _value(start, old, language)
        side = attributes.get("dir")
        if side is not None and not _BDO.match(page.raw, start):
            was = side.text.strip().lower()
            if {was, now} == {"ltr", "rtl"} and left.nothing(was, first, behind):
                yield _value(start, side, now)


class _Left:
    """Where text in each language, and of each direction, was translated and where it is left.

    Elements stand in each other by the thousand: what is in one is not gone through again.
    """

    def __init__(self, document: Document, filled: Mapping[str, Filled]) -> None:
        self._changed: dict[str, list[int]] = {}
        self._kept: dict[str, list[int]] = {}
        """Numbers of units, in order, by language or direction."""
        for number, unit in enumerate(document.units):
            for segment in unit.segments:
                one = filled.get(segment.id)
                is_changed = one is not None and one.text != segment.source
                units = self._changed if is_changed else self._kept
                for name in (primary_subtag(segment.language), direction(segment.language)):
                    units.setdefault(name, []).append(number)

    def nothing(self, was: str, first: int, behind: int) -> bool:
        """Whether text of that sort was translated in these units, and none of it is left."""
        return _any(self._changed.get(was, ()), first, behind) and not _any(
            self._kept.get(was, ()), first, behind
        )


def _any(units: Sequence[int], first: int, behind: int) -> bool:
    at = bisect_left(units, first)
    return at < len(units) and units[at] < behind


def _encoding(page: Page) -> Iterator[Edit]:
    """The page is written in UTF-8 and says so."""
    named = False
    for start, end in page.labels.metas:
        attributes = TagReader().read(page.raw[start:end], "meta").attributes
        charset, content = attributes.get("charset"), attributes.get("content")
        if charset is not None:
            named = True
            if charset.text.strip().lower() not in _UTF8:
                yield _value(start, charset, "utf-8")
        elif content is not None:
            found = _CHARSET.search(page.raw, start + content.start, start + content.end)
            if found:
                named = True
                if found[2].lower() not in _UTF8:
                    yield found.start(2), found.end(2), "utf-8"
    if page.labels.declaration is not None:
        found = _ENCODING.search(page.raw, *page.labels.declaration)
        if found and found[2].lower() not in _UTF8:
            yield found.start(2), found.end(2), "UTF-8"
        named = named or page.xml
    if not named:
        yield from _missing(page)


def _missing(page: Page) -> Iterator[Edit]:
    """A whole page gets a label at the front of its head; a part of a page gets none."""
    labels = page.labels
    meta = '<meta charset="utf-8"/>' if page.xml else '<meta charset="utf-8">'
    for tag in (labels.head, labels.html, labels.doctype):
        if tag is not None:
            yield tag[1], tag[1], meta
            return
    if labels.body is not None:
        yield labels.body[0], labels.body[0], meta
