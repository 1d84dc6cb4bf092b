"""A page with its original: a web page in which each block stands in both languages.

A web page keeps its own layout; of all other formats a clean page is made of their blocks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from glossa.markup import Filled
from glossa.model import Document
from glossa.pages.base import Joiner, Rebuilt
from glossa.pages.bilingual_blocks import blocks_page

__all__ = ["build_bilingual"]


def build_bilingual(
    document: Document,
    filled: Mapping[str, Filled],
    *,
    language: str,
    joiner: Joiner | None = None,
) -> Rebuilt:
    """The bilingual page, UTF-8, whatever the encoding of the page; `language`: of the targets."""
    if document.format == "html":
        from glossa.pages.bilingual_web import web_page

        return web_page(document, filled, language, joiner)
    if document.format == "mhtml":
        return _of_message(document, filled, language, joiner)
    return Rebuilt(blocks_page(document, filled, language, joiner).encode(), ending=".html")


def _of_message(
    document: Document, filled: Mapping[str, Filled], language: str, joiner: Joiner | None
) -> Rebuilt:
    """The page that an MHTML file was saved from, its pictures and styles in it."""
    from glossa.pages.bilingual_web import web_page
    from glossa.pages.compound import split
    from glossa.pages.mhtml import Saved
    from glossa.pages.mhtml_single import single_page

    saved = cast(Saved, document.skeleton)
    member, root = next(iter(saved.pages.items()))
    for part, own, inside in split(document, saved.members, filled):
        if part.member == member:
            page = web_page(own, inside, language, joiner)
            text = page.data.decode("utf-8", "replace")
            return replace(page, data=single_page(text, saved, root).encode())
    return Rebuilt(blocks_page(document, filled, language, joiner).encode(), ending=".html")
