"""A page of any format as a web page of blocks, each with its original beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from glossa.markup import Filled
from glossa.model import Document, Kind, Unit
from glossa.pages.base import Joiner
from glossa.pages.bilingual_text import Side, original, translated
from glossa.pages.weave import codes_of
from glossa.webpage import document as web_document
from glossa.webpage import language as language_of
from glossa.webpage import safe

__all__ = ["blocks_page"]

_HERE: Final = Path(__file__).parent
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_FOLDED: Final = 4
"""A menu of so many entries or more is folded."""
_SUMMARY: Final = 60
_PART: Final = 40
"""Blocks a part; of a long page only the parts that are seen are laid out."""
_UNSEEN: Final = {
    "title": "title of the page",
    "meta@description": "description",
    "meta@keywords": "keywords",
    "img@alt": "picture",
    "option": "choice",
}
_ATTRIBUTES: Final = {
    "placeholder": "field",
    "title": "note shown on pointing",
    "aria-label": "label for screen readers",
    "value": "button",
    "alt": "picture",
}
_SWITCH: Final = """<div class="bar">
<fieldset class="show"><legend>Show</legend>
<label><input type="radio" name="show" id="show-both" value="both" checked> both</label>
<label><input type="radio" name="show" id="show-translation" value="translation"> \
translation</label>
<label><input type="radio" name="show" id="show-original" value="original"> original</label>
</fieldset>
<fieldset class="lay"><legend>Layout</legend>
<label><input type="radio" name="lay" id="lay-beside" value="beside" checked> side by side</label>
<label><input type="radio" name="lay" id="lay-under" value="under"> one under the other</label>
</fieldset>
</div>"""


@dataclass(frozen=True, slots=True)
class _Block:
    unit: Unit
    source: Side
    target: Side | None
    """None: the original stands for both."""
    mark: str = ""
    """The mark of a list, as the target has it."""


def blocks_page(
    document: Document, filled: Mapping[str, Filled], language: str, joiner: Joiner | None
) -> str:
    """The whole page; it loads nothing and works without script."""
    codes = codes_of(document)
    blocks = [
        _Block(
            unit,
            original(unit, codes.get(unit.id, ())),
            translated(unit, codes.get(unit.id, ()), filled, language, joiner),
            _mark_of(unit, filled, joiner),
        )
        for unit in document.units
    ]
    body = list(_parts(blocks)) or ["<p>There is no text on this page.</p>"]
    changed = sum(block.target is not None for block in blocks)
    about = (
        f"{len(blocks):,} block{'' if len(blocks) == 1 else 's'}, {changed:,} of them translated"
    )
    name = document.name if document.name not in {"", "-"} else "Untitled page"
    return web_document(
        title=f"{name}: original and translation",
        style=(_HERE / "bilingual.css").read_text(encoding="utf-8"),
        script=(_HERE / "bilingual.js").read_text(encoding="utf-8"),
        body=(
            '<a class="skip" href="#page">Skip to the page</a>',
            "<header>",
            f'<h1 dir="auto">{safe(name)}</h1>',
            f'<p class="about">{about}</p>',
            "</header>",
            _SWITCH,
            '<main id="page" tabindex="-1">',
            *body,
            "</main>",
        ),
    )


def _parts(blocks: list[_Block]) -> Iterator[str]:
    """The blocks in reading order, long menus folded, in parts of about 40."""
    inside = 0
    for is_menu, run in groupby(blocks, key=lambda block: block.unit.kind is Kind.NAVIGATION):
        group = list(run)
        if is_menu and len(group) >= _FOLDED:
            if inside:
                yield "</section>"
                inside = 0
            yield from _menu(group)
            continue
        for block in group:
            if inside == 0:
                yield '<section class="part">'
            yield _pair(block)
            inside += 1
            if inside == _PART:
                yield "</section>"
                inside = 0
    if inside:
        yield "</section>"


def _menu(blocks: list[_Block]) -> Iterator[str]:
    """A folded menu; searching in the page opens it."""
    first = [(block.target or block.source).html for block in blocks]
    shown: list[str] = []
    for html in first:
        if sum(map(len, shown)) + len(html) > _SUMMARY:
            break
        shown.append(html)
    words = " · ".join(shown) + (" …" if len(shown) < len(first) else "")
    yield (
        f'<details class="menu"><summary><b>Navigation</b> ({len(blocks):,})'
        f' <span class="first">{words}</span></summary>'
    )
    yield from map(_pair, blocks)
    yield "</details>"


def _pair(block: _Block) -> str:
    unit = block.unit
    tag = _tag(unit)
    what = _what(unit)
    classes = f"pair k-{unit.kind.value}" + (" same" if block.target is None else "")
    label = f'<p class="what">{safe(what)}</p>' if what else ""
    sides = (
        (block.target, tag, "t", block.mark),
        (block.source, _plain(tag), "s", unit.list_marker),
    )
    cells = "".join(
        f'<{name} class="{role}{_level(tag)}" {language_of(side.language)}>'
        f"{_mark(unit, mark)}{side.html}</{name}>"
        for side, name, role, mark in sides
        if side is not None
    )
    return f'<div class="{classes}" id="{unit.id}">{label}{cells}</div>'


def _tag(unit: Unit) -> str:
    """A heading one level below its own: the first level is the name of the page."""
    element = unit.markup.element if unit.markup else ""
    if element in _HEADINGS:
        return _HEADINGS[min(_HEADINGS.index(element) + 1, 5)]
    return "h2" if unit.kind is Kind.HEADLINE and not element else "p"


def _plain(tag: str) -> str:
    """The original of a heading looks like one, but the outline of the page has each once."""
    return "p" if tag in _HEADINGS else tag


def _level(tag: str) -> str:
    return f" {tag}" if tag in _HEADINGS else ""


def _mark(unit: Unit, mark: str) -> str:
    is_item = unit.markup is not None and unit.markup.element == "li"
    shown = mark.strip() or ("•" if is_item or unit.kind is Kind.LIST_ITEM else "")
    return f'<span class="mark">{safe(shown)}</span> ' if shown else ""


def _mark_of(unit: Unit, filled: Mapping[str, Filled], joiner: Joiner | None) -> str:
    """The list mark in the signs of the target."""
    first = unit.segments[0] if unit.segments else None
    if not joiner or not unit.list_marker or first is None or first.id not in filled:
        return unit.list_marker
    return joiner(unit.list_marker, "", filled[first.id].text, "", first.source)


def _what(unit: Unit) -> str:
    """What a text is that no reader sees between the others: the title, a picture's words."""
    element = unit.markup.element if unit.markup else ""
    return _UNSEEN.get(element) or _ATTRIBUTES.get(element.partition("@")[2], "")
