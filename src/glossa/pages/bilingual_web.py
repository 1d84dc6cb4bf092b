"""A web page in its own layout with the original under each block, and a switch to show either.

The page's elements stay as they are: each stretch of translated text stands in a `glossa-t`, the
original of a block behind it in a `glossa-o`. No page has a style of its own for such elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Final

from glossa.markup import Code, Filled
from glossa.model import Document, Finding, Kind, Severity, Unit
from glossa.pages import html
from glossa.pages.base import Joiner, Rebuilt
from glossa.pages.bilingual_text import main_language
from glossa.pages.html.page import CARRIED_IN, CARRIED_OUT, Page
from glossa.pages.html.write import Beside
from glossa.pages.weave import codes_of, weave
from glossa.webpage import language as language_of
from glossa.webpage import safe

__all__ = ["web_page"]

_HERE: Final = Path(__file__).parent
_NO_ELEMENTS: Final = frozenset({"title", "option", "optgroup", "textarea", "text", "desc"})
_DRAWN: Final = re.compile(r"(?:svg|math|select|textarea)(?![a-z])")
_KEPT: Final = frozenset({"link", "bold", "italic", "underline", "code", "style"})
_ATTRIBUTE: Final = re.compile(
    r"([^\t\n\f\r />=]++)"
    r"(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:\"[^\"]*\"|'[^']*'|[^\t\n\f\r >\"']+))?"
)
_TAG: Final = re.compile(r"<([A-Za-z][^\t\n\f\r />]*)")
_ONCE: Final = frozenset({"id", "name", "for", "accesskey", "autofocus", "itemprop", "itemscope"})
_POLICY: Final = re.compile("content-security-policy", re.IGNORECASE)
_ALLOWED: Final = re.compile("style-src[^;]*'unsafe-inline'|default-src[^;]*'unsafe-inline'")
_IN_LINE: Final = frozenset({Kind.NAVIGATION, Kind.LINK, Kind.BYLINE, Kind.DATELINE, Kind.SOURCE})
_SHORT: Final = 16
_SWITCH: Final = (
    '<glossa-bar role="radiogroup" aria-label="Show" lang="en" dir="ltr">'
    '<label><input type="radio" name="glossa-show" id="glossa-both" checked="checked" /> both'
    "</label>"
    '<label><input type="radio" name="glossa-show" id="glossa-translation" /> translation</label>'
    '<label><input type="radio" name="glossa-show" id="glossa-original" /> original</label>'
    "</glossa-bar>"
)


def web_page(
    document: Document, filled: Mapping[str, Filled], language: str, joiner: Joiner | None
) -> Rebuilt:
    """The page in UTF-8; `document` was read by the reader of web pages.

    The switch needs neither script nor network: a browser of 2023 or later. A page that forbids
    styles of its own is told of.
    """
    originals = _Originals(document)
    style = (_HERE / "bilingual_web.css").read_text(encoding="utf-8")
    beside = Beside(
        f'<glossa-t lang="{safe(language)}">',
        "</glossa-t>",
        originals.of,
        f"\n{_SWITCH}\n<style>\n{style}</style>\n",
    )
    built = html.rebuild(document, filled, language=language, joiner=joiner, beside=beside)
    return Rebuilt(built.data, (*built.findings, *_policy(document)), ".html")


def _policy(document: Document) -> Iterator[Finding]:
    page = document.skeleton
    if not isinstance(page, Page):
        return
    for start, end in page.labels.metas:
        tag = unescape(page.raw[start:end])
        if _POLICY.search(tag) and not _ALLOWED.search(tag):
            message = (
                "The page forbids styles other than its own, so a browser may show both texts at "
                "once and its switch without effect; take its content policy out if that disturbs."
            )
            yield Finding("page-policy", message, Severity.INFO, where=document.name)


class _Originals:
    """The blocks of a page as they were, to stand beside their translation."""

    def __init__(self, document: Document) -> None:
        page = document.skeleton
        if not isinstance(page, Page):
            raise TypeError("not a web page read by its module")
        self._page = page
        self._codes = codes_of(document)

    def of(self, unit: Unit) -> str | None:
        """The original as an element; None where no element can stand."""
        markup = unit.markup
        if markup is not None and (
            markup.element in _NO_ELEMENTS or any(map(_DRAWN.match, markup.path))
        ):
            return None
        short = unit.kind in _IN_LINE and len(unit.source) <= _SHORT
        language = language_of(main_language(unit))
        name = 'glossa-o class="i"' if short else "glossa-o"
        return f"<{name} {language}>{self._content(unit)}</glossa-o>"

    def _content(self, unit: Unit) -> str:
        """Its text with links and bold words, without pictures, fields and names used once."""
        codes = self._codes.get(unit.id, ())
        tags = {code.id: self._tag(code) for code in codes}
        if any(self._raw(code)[4] & (CARRIED_IN | CARRIED_OUT) for code in codes):
            tags = {}  # an element that goes on behind the block cannot begin twice
        pieces: list[str] = []
        for one in weave(unit, codes, {}):
            if one.what == "text":
                pieces.append(safe(one.text))
            elif one.what != "at" and tags.get(one.code):
                start = tags[one.code]
                found = _TAG.match(start)
                name = found[1] if found else ""
                pieces.append(start if one.what == "open" else f"</{name}>")
        return "".join(pieces)

    def _raw(self, code: Code) -> tuple[int, int, int, int, int]:
        return self._page.code_of(int(code.id[1:]) - 1)

    def _tag(self, code: Code) -> str:
        """The start tag of an element, without what may stand on a page only once."""
        start, end, *_ = self._raw(code)
        raw = self._page.raw[start:end]
        name = _TAG.match(raw)
        if code.kind not in _KEPT or name is None:
            return ""
        attributes = [
            raw[match.start(1) : match.end()]
            for match in _ATTRIBUTE.finditer(raw, name.end())
            if match[1].lower() not in _ONCE
        ]
        return f"<{' '.join([name[1], *attributes])}>"
