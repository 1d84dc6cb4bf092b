"""Labelled web pages: the annotation taken out of the tags, the lines read in their order.

A small reader of its own: what is measured must not be read by the reader that is measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from glossa.evaluation.labelled import (
    GoldLine,
    LabelledPage,
    fault,
    kind_of,
    language_of,
    unmarked,
)
from glossa.model import Kind

__all__ = ["parse_html"]

_TAG: Final = re.compile(r"""<[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
_OURS: Final = re.compile(r"""\s+data-(?:kind(?:-[a-z-]+)?|lang)=(?:"[^"]*"|'[^']*'|[^\s>]+)""")
_MARK_IN_PAGE: Final = re.compile(r"¦|⟦[^|⟦⟧]*\||⟧")
_VOID: Final = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "frame",
    }
)
_SILENT: Final = frozenset({"script", "style", "template", "noscript"})
# What a start tag ends that the page left open.
_ENDS: Final = {
    "li": {"li"},
    "td": {"td", "th"},
    "th": {"td", "th"},
    "tr": {"td", "th", "tr"},
    "option": {"option"},
    "p": {"p"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
}
_SPACE: Final = re.compile(r"[ \t\n\r\f]+")
_BREAK: Final = "\v"


def parse_html(text: str, name: str) -> tuple[LabelledPage, LabelledPage]:
    """A labelled web page, and the same as text. Raises `InputError` with file:line."""
    reader = _Reader(name)
    reader.feed(text)
    reader.close()
    reader.finish()
    bare = _MARK_IN_PAGE.sub("", _TAG.sub(lambda tag: _OURS.sub("", tag[0]), text))
    served = LabelledPage(name, bare.encode(), tuple(line for line, _ in reader.found))
    shown = list(_as_text(reader.found))
    made = "".join(f"{mark}{line.text}\n" for line, mark in shown)
    return served, LabelledPage(
        name.replace(".html", ".html.txt"), made.encode(), tuple(line for line, _ in shown), True
    )


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet."""

    tag: str
    language: str
    kind: Kind | None
    where: str
    mark: str = ""
    """What stands before the first line of a list's item."""
    pieces: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects the labelled lines; every visible text must be in one."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self._stack: list[_Open] = []
        self._silent = 0
        self._block: _Open | None = None
        self.found: list[tuple[GoldLine, str]] = []
        """Each line with the mark of its list."""

    def _where(self) -> str:
        return f"{self._name}:{self.getpos()[0]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        where = self._where()
        values = {key: value or "" for key, value in attrs}
        while self._stack and self._stack[-1].tag in _ENDS.get(tag, ()):
            self._close()
        around = self._stack[-1].language if self._stack else "und"
        language = values.get("data-lang", around)
        for key, value in values.items():
            if key.startswith("data-kind-"):
                self._attribute(key.removeprefix("data-kind-"), value, values, language)
        if tag == "br" and self._block is not None:
            self._block.pieces.append(_BREAK)
        if tag in _VOID:
            return
        kind = None
        if "data-kind" in values:
            if self._block is not None:
                raise fault("a labelled block stands in another one", where)
            kind = kind_of(values["data-kind"], where)
        mark = "  • " if tag == "li" else next((one.mark for one in self._stack[-1:]), "")
        one = _Open(tag, language, kind, where, mark)
        self._stack.append(one)
        self._silent += tag in _SILENT
        if kind is not None:
            self._block = one

    def _attribute(self, name: str, kind: str, values: dict[str, str], language: str) -> None:
        where = self._where()
        if not values.get(name, "").strip():
            raise fault(f"data-kind-{name} has no {name} beside it", where)
        marked = unmarked(values[name], where)
        line = GoldLine(
            marked.text,
            kind_of(kind, where),
            language_of(language, where),
            where,
            marked.languages,
            marked.boundaries,
            name,
            self.lasttag or "",
        )
        self.found.append((line, ""))

    def handle_endtag(self, tag: str) -> None:
        if all(one.tag != tag for one in self._stack):
            return
        while self._stack[-1].tag != tag:
            self._close()
        self._close()

    def _close(self) -> None:
        one = self._stack.pop()
        self._silent -= one.tag in _SILENT
        if one is self._block:
            self._block = None
            self._take(one)
        if one.tag == "li" and self._stack:
            return
        if self._stack and one.mark == "" and self._stack[-1].mark:
            self._stack[-1].mark = ""

    def _take(self, one: _Open) -> None:
        raw = "".join(one.pieces)
        text = _SPACE.sub(" ", raw).strip(" \v")
        if not text:
            raise fault("a labelled block holds no text", one.where)
        marked = unmarked(text, one.where)
        line = GoldLine(
            marked.text,
            one.kind or Kind.OTHER,
            language_of(one.language, one.where),
            one.where,
            marked.languages,
            marked.boundaries,
            element=one.tag,
        )
        self.found.append((line, one.mark))
        # Only the first block of an item stands behind its bullet.
        for outer in self._stack:
            outer.mark = ""

    def handle_data(self, data: str) -> None:
        if self._silent or not data.strip():
            if self._block is not None and not self._silent:
                self._block.pieces.append(data)
            return
        if self._block is None:
            raise fault(f"{data.strip()[:30]!r} stands in no labelled block", self._where())
        self._block.pieces.append(data)

    def finish(self) -> None:
        """Close what the page left open."""
        while self._stack:
            self._close()


def _as_text(found: list[tuple[GoldLine, str]]) -> Iterator[tuple[GoldLine, str]]:
    """The lines as a browser saves them: no attributes, a line for each `br`."""
    for line, mark in found:
        if line.attribute:
            continue
        start = 0
        for piece in line.text.split(_BREAK):
            end = start + len(piece)
            lead = len(piece) - len(piece.lstrip())
            text = piece.strip()
            if text:
                first = start + lead
                yield _part(line, text, first), mark
                mark = "    " if mark else ""
            start = end + 1


def _part(line: GoldLine, text: str, start: int) -> GoldLine:
    end = start + len(text)
    return GoldLine(
        text,
        line.kind,
        line.language,
        line.where,
        tuple(
            (max(a, start) - start, min(b, end) - start, language)
            for a, b, language in line.languages
            if a < end and start < b
        ),
        tuple(place - start for place in line.boundaries if start < place < end),
        element=line.element,
    )
