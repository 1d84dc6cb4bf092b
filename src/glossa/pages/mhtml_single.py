"""A page out of an MHTML file as one web page: its pictures and styles stand in it as `data:`."""

from __future__ import annotations

import base64
import re
from html import escape, unescape
from typing import Final
from urllib.parse import urldefrag, urljoin

from glossa.pages.mhtml import Saved, content_of
from glossa.pages.mhtml_parts import Part

__all__ = ["single_page"]

_TAG: Final = re.compile(
    r"<(?:img|link|input|body|table|td|th|tr|source|video|audio|embed|object|iframe|frame|style)"
    r"(?=[\s/])(?:[^\"'<>]|\"[^\"]*\"|'[^']*')*+>",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(
    r"((?:^|[\s\"'/])(?:src|href|background|poster|data)\s*=\s*)"
    r"(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))",
    re.IGNORECASE,
)
_URL: Final = re.compile(
    r"url\(\s*(?:\"([^\"()]*)\"|'([^'()]*)'|([^\"'()\s]*))\s*\)", re.IGNORECASE
)
_STYLE: Final = re.compile(r"<style\b[^<>]*>", re.IGNORECASE)
_STYLE_END: Final = re.compile("</style", re.IGNORECASE)
_SHOWN: Final = re.compile(r"(?:image|font|text|application)/[\w.+-]+")
_MORE: Final = 8
"""The page may become so many times as large as the file; what is beyond that stays outside."""


def single_page(page: str, saved: Saved, root: Part) -> str:
    """`page` with the parts of the file that it shows; scripts and other pages are left out.

    An address that no part has stays as it is.
    """
    return _Single(saved, root).page(page)


class _Single:
    def __init__(self, saved: Saved, root: Part) -> None:
        self._data = saved.data
        self._parts: dict[str, Part] = {}
        for part in saved.structure.parts:
            if part.number == root.number or not _SHOWN.fullmatch(part.type) or _runs(part):
                continue
            if part.location:
                self._parts.setdefault(urljoin(root.location, part.location), part)
            if part.content_id:
                self._parts.setdefault(f"cid:{part.content_id}", part)
        self._base = root.location
        self._room = _MORE * len(saved.data)
        self._made: dict[int, str] = {}

    def page(self, page: str) -> str:
        """Every tag that shows something, with it in the place of its address."""
        if not self._parts:
            return page
        page = _TAG.sub(lambda tag: _ADDRESS.sub(self._attribute, tag[0]), page)
        pieces, at = [], 0
        for tag in _STYLE.finditer(page):
            if tag.start() < at:
                continue
            end = _STYLE_END.search(page, tag.end())
            if end is None:
                break
            pieces += [page[at : tag.end()], self._style(page[tag.end() : end.start()], self._base)]
            at = end.start()
        return "".join([*pieces, page[at:]])

    def _attribute(self, match: re.Match[str]) -> str:
        address = unescape(match[2] or match[3] or match[4] or "").strip()
        found = self._as_data(address, self._base, 0)
        return match[0] if found is None else f'{match[1]}"{escape(found)}"'

    def _style(self, style: str, base: str, depth: int = 1) -> str:
        def shown(match: re.Match[str]) -> str:
            address = match[1] or match[2] or match[3] or ""
            found = self._as_data(address, base, depth)
            return match[0] if found is None else f'url("{found}")'

        return _URL.sub(shown, style)

    def _as_data(self, address: str, base: str, depth: int) -> str | None:
        part = self._parts.get(_whole(address, base))
        if part is None or depth > 2:
            return None
        made = self._made.get(part.number)
        if made is None:
            content = content_of(self._data, part)
            if part.type == "text/css":
                text = content.decode("utf-8", "surrogateescape")
                text = self._style(text, _whole(part.location, base), depth + 1)
                content = text.encode("utf-8", "surrogateescape")
            made = f"data:{part.type};base64,{base64.b64encode(content).decode()}"
            self._made[part.number] = made
        self._room -= len(made)
        return made if self._room > 0 else None


def _runs(part: Part) -> bool:
    """Whether it is a page or a script, which could do more than be seen."""
    return any(word in part.type for word in ("html", "script", "xml")) and (
        part.type != "image/svg+xml"
    )


def _whole(address: str, base: str) -> str:
    if address.lower().startswith("cid:"):
        return address
    try:
        return urldefrag(urljoin(base, address)).url
    except ValueError:  # [ without ] in a host
        return address
