"""Read Markdown: CommonMark with GitHub's tables, and what other dialects put into it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from glossa.markup import Filled, Markup
from glossa.model import Document, Unit
from glossa.pages.base import Joiner, Rebuilt
from glossa.pages.binary import refuse_binary, refuse_control_characters
from glossa.pages.decode import decode
from glossa.pages.markdown_blocks import Block, Source, blocks_of
from glossa.pages.markdown_front import add_front_matter
from glossa.pages.markdown_html import add_html
from glossa.pages.markdown_pieces import Content, pieces_of
from glossa.pages.markdown_write import written_block, written_title
from glossa.pages.rebuild import encode
from glossa.pages.slots import Layout, Sheet, Slot, rewritten, written
from glossa.pages.weave import Woven
from glossa.pages.yaml_scalars import write_scalar

__all__ = ["parse", "rebuild"]

_HEADING: Final = re.compile("h[1-6]")


@dataclass(frozen=True, slots=True)
class _Extra:
    fixed: frozenset[str]
    """Codes whose text is copied as it stands."""
    labels: dict[int, str] = field(default_factory=dict)
    """By where it opens in the file: the reference of a link that is named by its own text."""


def parse(data: bytes, name: str, encoding: str | None = None) -> Document:
    """The texts of a Markdown file: a unit for each heading, paragraph, list item, cell.

    Front matter gives its title, description, summary and keywords; images their alternative text;
    links and images their titles. Raises `EncodingError` for what is no text.
    """
    refuse_binary(data, name)
    decoded = decode(data, name, encoding)
    refuse_control_characters(decoded.text, name)
    sheet = Sheet(decoded.text)
    skip, findings = add_front_matter(sheet, name)
    env: dict[str, Any] = {}
    labels: dict[int, str] = {}
    # A link may refer to what stands below it: all blocks first, then what is in them.
    for block in list(blocks_of(Source.of(decoded.text), skip, env)):
        if block.element == "html":
            start, end = block.lines[0][0], block.lines[-1][1]
            add_html(sheet, start, end, block.path, block.group)
        else:
            labels |= _add_block(sheet, block, env)
    fixed = frozenset(code.id for code in sheet.codes if not code.translate)
    extra = _Extra(fixed, labels)
    findings_all = (*decoded.findings, *findings)
    return sheet.document(name, "markdown", decoded.encoding, findings_all, extra)


def _add_block(sheet: Sheet, block: Block, env: dict[str, Any]) -> dict[int, str]:
    found = pieces_of(Content.of(sheet.raw, block.lines), env)
    style = "block"
    if block.element in {"td", "th"}:
        style = "cell"
    elif _HEADING.fullmatch(block.element) and _follows_signs(sheet.raw, block):
        style = "heading"
    sheet.add(found.pieces, Markup(block.element, block.path, group=block.group), style=style)
    for element, pieces in found.inner:
        markup = Markup(element, (*block.path, block.element), group=block.group)
        inner_style = "cell" if style == "cell" or element == "img@alt" else "title"
        if element != "img@alt" and pieces:
            inner_style = "title" + sheet.raw[pieces[0].raw - 1]
        sheet.add(pieces, markup, style=inner_style, inner=True)
    return found.labels


def _follows_signs(raw: str, block: Block) -> bool:
    """Whether a heading stands behind `#`, not above a line."""
    start = block.lines[0][0]
    return raw[max(0, start - 80) : start].rstrip(" \t").endswith("#")


def rebuild(
    document: Document,
    filled: Mapping[str, Filled],
    *,
    language: str,
    joiner: Joiner | None = None,
) -> Rebuilt:
    """The file with its texts replaced: all signs of Markdown, targets of links and code stay."""
    del language  # Markdown does not say in which language it is
    layout = document.skeleton
    if not isinstance(layout, Layout) or not isinstance(layout.extra, _Extra):
        raise TypeError("this document was not made by the reader of Markdown")
    extra = layout.extra

    def render(_: Unit, slot: Slot, woven: Sequence[Woven], copy: Callable[[int, int], str]) -> str:
        style = slot.style
        if style.startswith("title"):
            return written(layout, slot, woven, copy, lambda text: written_title(text, style[-1]))
        if style == "html":
            return written(layout, slot, woven, copy, _as_html)
        if style.startswith("toml"):
            return written(layout, slot, woven, copy, lambda text: _as_toml(text, style[-1]))
        if style in {"block", "cell", "heading"}:
            return written_block(layout, slot, woven, copy, extra.fixed, extra.labels)
        return write_scalar(layout, slot, woven, copy)

    return Rebuilt(*encode(document, rewritten(document, filled, joiner, render)))


def _as_html(text: str) -> str:
    return html.escape(" ".join(text.split("\n")), quote=False)


def _as_toml(text: str, quote: str) -> str:
    """A string of TOML; one in single quotes can hold none."""
    line = " ".join(text.split())
    return line.replace("'", "’") if quote == "'" else re.sub(r'["\\]', r"\\\g<0>", line)
