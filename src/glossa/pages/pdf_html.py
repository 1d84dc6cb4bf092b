"""The blocks of a PDF as one clean web page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import Final

from glossa.pages.pdf_blocks import Block
from glossa.webpage import document, language, safe

__all__ = ["as_html"]

_STYLE: Final = (
    "body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1.05rem/1.6 system-ui,sans-serif;"
    "color:#1a1a1a;background:#fff}h1,h2,h3,h4{line-height:1.25}table{border-collapse:collapse}"
    "td{border:1px solid #bbb;padding:.25rem .6rem;vertical-align:top;text-align:start}"
    "header,footer,aside{color:#595959;font-size:.9rem}ul{list-style:none;padding-inline-start:1rem}"
    "@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#161616}"
    "header,footer,aside{color:#a8a8a8}}"
)


def as_html(blocks: Sequence[tuple[Block, str]], name: str, tag: str) -> str:
    """The page; `blocks` with the text to be shown, `tag` its language (BCP 47)."""
    title = next((text for block, text in blocks if block.element == "h1"), PurePath(name).stem)
    body = [f"<main {language(tag)}>", *_body(blocks), "</main>"]
    page = document(title=title, style=_STYLE, script="", body=body)
    # The frame is that of glossa's own pages in English; this one is the reader's.
    return page.replace('<html lang="en">', f"<html {language(tag)}>", 1)


def _body(blocks: Sequence[tuple[Block, str]]) -> Iterator[str]:
    for (element, _, _), group in groupby(blocks, key=_kind):
        if element == "td":
            yield "<table>"
            for _, cells in groupby(group, key=lambda one: one[0].row):
                yield "<tr>" + "".join(f"<td>{safe(text)}</td>" for _, text in cells) + "</tr>"
            yield "</table>"
        elif element == "li":
            yield "<ul>"
            for block, text in group:
                yield f"<li>{safe(block.mark)} {safe(text)}</li>"
            yield "</ul>"
        else:
            for block, text in group:
                outer = block.path[-1] if block.path else ""
                inner = f"<{block.element}>{safe(text)}</{block.element}>"
                yield f"<{outer}>{inner}</{outer}>" if outer else inner


def _kind(one: tuple[Block, str]) -> tuple[str, int, bool]:
    block = one[0]
    return block.element if block.element in {"td", "li"} else "p", block.table, bool(block.path)
