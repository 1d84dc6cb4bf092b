"""A web page with its targets in place: what did not change is copied, letter for letter."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from glossa.errors import UsageError
from glossa.markup import Filled
from glossa.model import Document, Unit
from glossa.pages.base import Joiner, Rebuilt, is_changed
from glossa.pages.codec import ESCAPED
from glossa.pages.html.flow import BLANK, spread
from glossa.pages.html.labels import corrected
from glossa.pages.html.page import CARRIED_IN, CARRIED_OUT, OPEN_ENDED, SHOWN, Page
from glossa.pages.weave import Woven, codes_of, weave

__all__ = ["Beside", "rebuild"]

_TAG_NAME: Final = re.compile(r"<([A-Za-z][^\t\n\f\r />]*)")
_EMPTY: Final = -2


@dataclass(frozen=True, slots=True)
class Beside:
    """What a page gets that shows the original beside its translation."""

    start: str
    """Before each stretch of text in a block that changed."""
    end: str
    """Behind it."""
    original: Callable[[Unit], str | None]
    """What stands behind the content of such a block; None where no element can stand."""
    last: str
    """What stands at the end of the page."""


def rebuild(
    document: Document,
    filled: Mapping[str, Filled],
    *,
    language: str,
    joiner: Joiner | None = None,
    beside: Beside | None = None,
) -> Rebuilt:
    """The page in UTF-8 with `filled` in place; the very bytes where nothing changed.

    `beside`: to show the originals too; even a page in which nothing changed gets its end then.
    """
    page = document.skeleton
    if not isinstance(page, Page):
        raise UsageError(
            f"a document of the format {document.format!r} is no web page",
            where=document.name,
            advice="write it with the reader that read it",
        )
    if not is_changed(document, filled) and beside is None:
        return Rebuilt(page.data)
    writer = _Writer(document, page, filled, joiner, beside)
    for start, end, text in corrected(document, page, filled, language):
        writer.replace(start, end, text)
    if beside is not None:
        at = page.labels.body_end
        writer.replace(*(at if at >= 0 else len(page.raw),) * 2, beside.last)
    text = writer.copy(0, len(page.raw))
    if document.encoding.name == "utf-8":
        return Rebuilt(text.encode("utf-8", "surrogateescape"))
    return Rebuilt(ESCAPED.sub("\N{REPLACEMENT CHARACTER}", text).encode("utf-8"))


class _Writer:
    """Edits by place, the inner ones inside what they stand in."""

    def __init__(
        self,
        document: Document,
        page: Page,
        filled: Mapping[str, Filled],
        joiner: Joiner | None,
        beside: Beside | None = None,
    ) -> None:
        self._document = document
        self._page = page
        self._raw = page.raw
        self._filled = filled
        self._joiner = joiner
        self._beside = beside
        self._codes = codes_of(document)
        self._edits: list[tuple[int, int, Unit | str]] = []
        self._starts: list[int] = []
        for number, unit in enumerate(document.units):
            if any(_differs(filled, part.id, part.source) for part in unit.segments):
                self._edits.append((page.starts[number], page.ends[number], unit))
        self._is_sorted = False

    def replace(self, start: int, end: int, text: str) -> None:
        """One more edit, of the page's own labels."""
        self._edits.append((start, end, text))

    def copy(self, start: int, end: int) -> str:
        """The raw text from `start` to `end` with the edits inside it."""
        if not self._is_sorted:
            self._edits.sort(key=lambda edit: (edit[0], -edit[1]))
            self._starts = [edit[0] for edit in self._edits]
            self._is_sorted = True
        pieces: list[str] = []
        number = bisect_left(self._starts, start)
        while number < len(self._edits):
            first, last, what = self._edits[number]
            number += 1
            if first > end or (first == end and start < end and first < last):
                break
            if first < start or last > end:
                continue
            pieces.append(self._raw[start:first])
            pieces.append(what if isinstance(what, str) else self._unit(what))
            start = last
        pieces.append(self._raw[start:end])
        return "".join(pieces)

    def _unit(self, unit: Unit) -> str:
        number = int(unit.id[1:]) - 1
        style = chr(self._page.styles[number])
        codes = self._codes.get(unit.id, ())
        woven = weave(unit, codes, self._filled, self._joiner)
        text = _Text(self._page, number, unit, style)
        if style != "t":
            value = "".join(text.written(one) for one in woven)
            return f'"{value}"' if style == "u" else value
        original = self._beside.original(unit) if self._beside else None
        if self._beside is None or original is None:
            return _Content(self, self._page, text).written(woven)
        marks = self._beside.start, self._beside.end
        return _Content(self, self._page, text, marks).written(woven) + original


def _differs(filled: Mapping[str, Filled], name: str, source: str) -> bool:
    return name in filled and filled[name].text != source


class _Text:
    """Text of one unit: the page's own as it stands there, the rest escaped."""

    def __init__(self, page: Page, number: int, unit: Unit, style: str) -> None:
        self._page = page
        self._unit = unit
        self._style = style
        self._runs = page.runs_of(number)
        self._cdata = [run for run in self._runs if not run[2]]
        text, self._starts, self._ends = spread(page.raw, self._runs)
        self._fits = text == unit.source

    def written(self, one: Woven) -> str:
        if one.start >= 0 and self._fits and self._style != "u":
            first = one.start - self._unit.start
            start, end = self._starts[first], self._ends[first + len(one.text) - 1]
            if not any(run[0] < end and start < run[1] for run in self._cdata):
                return self._page.raw[start:end]
        return self._escaped(one.text)

    def _escaped(self, text: str) -> str:
        text = text.replace("&", "&amp;")
        if self._style == "'":
            text = text.replace("'", "&#39;")
        elif self._style != "t":
            text = text.replace('"', "&quot;")
        if self._style == "t" or self._page.xml:
            text = text.replace("<", "&lt;").replace(">", "&gt;")
        return text


class _Content:
    """The content of a block: its text and the tags of its inline elements."""

    def __init__(
        self, writer: _Writer, page: Page, text: _Text, marks: tuple[str, str] = ("", "")
    ) -> None:
        self._writer = writer
        self._page = page
        self._text = text
        self._marks = marks

    def written(self, woven: list[Woven]) -> str:
        """What is open around the block at its start, and behind it, stays so."""
        entering, leaving = self._carried(woven)
        pieces: list[str] = []
        if entering is None:
            pieces += (self._end_tag(one.code) for one in woven if self._opens(one, CARRIED_IN))
            pieces.reverse()
        for number, one in enumerate(woven):
            if one.what == "text":
                pieces += (self._marks[0], self._text.written(one), self._marks[1])
            elif one.what == "open" and not (entering and self._opens(one, CARRIED_IN)):
                pieces.append(self._start_tag(one.code))
            elif one.what == "close" and not (leaving and self._closes_late(one)):
                pieces.append(self._end_tag(one.code))
            elif one.what == "at":
                pieces.append(self._at(one.code, woven, number))
        if not leaving:
            pieces += (self._start_tag(one.code) for one in woven if self._opens(one, CARRIED_OUT))
        return "".join(pieces)

    def _carried(self, woven: list[Woven]) -> tuple[bool | None, bool]:
        """Whether the codes from outside come first, and those that go on come last."""
        entering: bool | None = True
        seen = False
        for one in woven:
            if self._opens(one, CARRIED_IN):
                if seen:
                    entering = None
            else:
                seen = seen or one.what != "close"
        leaving, seen = True, False
        for one in reversed(woven):
            if one.what == "close" and self._flags(one.code) & CARRIED_OUT:
                leaving = leaving and not seen
            else:
                seen = seen or one.what != "open"
        return entering, leaving

    def _opens(self, one: Woven, flag: int) -> bool:
        return one.what == "open" and bool(self._flags(one.code) & flag)

    def _closes_late(self, one: Woven) -> bool:
        return bool(self._flags(one.code) & CARRIED_OUT)

    def _flags(self, code: str) -> int:
        return self._code(code)[4] if self._code(code)[2] != _EMPTY else 0

    def _code(self, code: str) -> tuple[int, int, int, int, int]:
        return self._page.code_of(int(code[1:]) - 1)

    def _start_tag(self, code: str) -> str:
        start, end, *_ = self._code(code)
        return self._writer.copy(start, end)

    def _end_tag(self, code: str) -> str:
        start, _, first, last, _ = self._code(code)
        if first >= 0:
            return self._page.raw[first:last]
        name = _TAG_NAME.match(self._page.raw, start)
        return f"</{name[1]}>" if name else ""

    def _at(self, code: str, woven: list[Woven], number: int) -> str:
        start, end, first, _, flags = self._code(code)
        if first != _EMPTY:
            return self._start_tag(code) + self._end_tag(code)
        shown = self._writer.copy(start, end)
        if flags & OPEN_ENDED:
            shown += self._end_tag(code)
        if flags & SHOWN:
            before = woven[number - 1].text if number else ""
            if before and before[-1] not in BLANK and self._is_blank(start - 1):
                shown = " " + shown
            after = woven[number + 1] if number + 1 < len(woven) else Woven("close")
            own = after.start >= 0  # brings its blanks along
            if after.text and after.text[0] not in BLANK and self._is_blank(end) and not own:
                shown += " "
        return shown

    def _is_blank(self, at: int) -> bool:
        return 0 <= at < len(self._page.raw) and self._page.raw[at] in BLANK
