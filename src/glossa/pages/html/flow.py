"""Text as a browser lays it out: references replaced, white space collapsed, with a map back.

CSS Text Level 3, 4.1: a run of white space is one blank, none at the edges of a block; a line break
between two wide characters (Han, kana, their punctuation) is nothing, for a browser that knew the
rule would show nothing, and Chinese has no blanks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from glossa.pages.html.names import WHITE
from glossa.pages.html.references import REFERENCE, character

__all__ = ["BLANK", "Flow", "joins_without_blank", "simple", "spread", "trimmed"]

# Control characters that other programs take for the end of a line are white space here.
BLANK: Final = WHITE + "\x0b\x1c\x1d\x1e\x85\u2028\u2029"
# At the edges of a block also what no browser collapses: the indent of Chinese paragraphs.
_EDGE: Final = (
    BLANK
    + "\x00\xa0\u1680\u202f\u205f\u2060\u3000\ufeff"
    + "".join(map(chr, range(0x2000, 0x200C)))
)
_EDGE_REFERENCES: Final = tuple(
    f"&{name};"
    for name in ("nbsp", "emsp", "ensp", "thinsp", "#160", "#xa0", "#xA0", "#12288", "#x3000")
)
_LEAD: Final = re.compile(f"(?:[{_EDGE}]++|{'|'.join(_EDGE_REFERENCES)})*+")
_RUN: Final = re.compile(f"[{BLANK}]+")
_SEVERAL: Final = re.compile(f"[{BLANK}]{{2,}}|[\t\n\f\r\x0b\x1c-\x1e\x85\u2028\u2029]")
_BREAKS: Final = re.compile("[\n\r]")
_HANGUL: Final = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff]")


def joins_without_blank(before: str, after: str) -> bool:
    """Whether a line break between two characters is shown as nothing."""
    return before == "\u200b" or after == "\u200b" or (_is_wide(before) and _is_wide(after))


def _is_wide(character_: str) -> bool:
    if character_ < "\u1100":
        return False
    wide = unicodedata.east_asian_width(character_) in {"W", "F", "H"}
    return wide and not _HANGUL.match(character_)


def simple(text: str) -> str:
    """One stretch of text, references already replaced, as a whole block."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    text = text.strip(BLANK)
    if _SEVERAL.search(text):
        return _RUN.sub(_collapsed, text)
    return text


def trimmed(raw: str, start: int, end: int) -> tuple[int, int]:
    """Where text starts and ends without the blanks at its edges, written as references or not."""
    lead = _LEAD.match(raw, start, end)
    start = lead.end() if lead else start
    while start < end:
        if raw[end - 1] in _EDGE:
            end -= 1
        elif raw[end - 1] == ";" and raw.endswith(_EDGE_REFERENCES, start, end):
            end = raw.rindex("&", start, end)
        else:
            break
    return start, end


def _collapsed(match: re.Match[str]) -> str:
    if _BREAKS.search(match[0]):
        text = match.string
        if joins_without_blank(text[match.start() - 1], text[match.end()]):
            return ""
    return " "


class Flow:
    """Text of a block, put together from stretches with marks between them."""

    __slots__ = ("_blank", "_break", "_last", "_waiting", "length", "marks", "pieces")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.marks: list[int] = []
        """Where each mark stands in the text."""
        self._last = ""
        self._blank = self._break = False
        self._waiting: list[int] = []

    def add(self, text: str) -> None:
        """A stretch of text, references replaced."""
        if "\x00" in text:
            text = text.replace("\x00", "")
        body = text.lstrip(BLANK)
        lead = text[: len(text) - len(body)]
        if lead:
            self._blank = True
            self._break = self._break or bool(_BREAKS.search(lead))
        if not body:
            return
        core = body.rstrip(BLANK)
        self._settle(core[0])
        shown = _RUN.sub(_collapsed, core) if _SEVERAL.search(core) else core
        self.pieces.append(shown)
        self.length += len(shown)
        self._last = shown[-1]
        tail = body[len(core) :]
        self._blank = bool(tail)
        self._break = bool(tail) and bool(_BREAKS.search(tail))

    def mark(self) -> None:
        """A place: a blank that is still to come stands before it."""
        if self._blank and self.length:
            self._waiting.append(len(self.marks))
        self.marks.append(self.length)

    def _settle(self, first: str) -> None:
        if self._blank and self.length:
            nothing = self._break and joins_without_blank(self._last, first)
            if not nothing:
                self.pieces.append(" ")
                self.length += 1
                for number in self._waiting:
                    self.marks[number] += 1
        self._waiting.clear()
        self._blank = self._break = False


def spread(raw: str, runs: Sequence[tuple[int, int, bool]]) -> tuple[str, list[int], list[int]]:
    """The text of a block again, and for each of its characters where its raw text starts, ends.

    `runs`: stretches of `raw`, and whether references are to be replaced in them. White space that
    is not shown at an edge of a run goes with the character beside it.
    """
    spreading = _Spreading()
    for start, end, references in runs:
        position = start
        spreading.begin(start)
        while position < end:
            shown, after = _next(raw, position, end, references=references)
            if shown and shown in BLANK:
                spreading.blank(position, after, is_break=shown in "\n\r")
            elif shown:
                spreading.show(shown, position, after)
            position = after
        spreading.finish(end)
    return "".join(spreading.text), spreading.starts, spreading.ends


class _Spreading:
    """The work of `spread`, a character at a time."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._run = -1
        """Where the run starts; -1 once something of it has been shown."""
        self._blank: tuple[int, int] | None = None
        self._break = False
        self._tail = -1
        """Where the run ended in which the blank that is still open began."""

    def begin(self, start: int) -> None:
        self._run = start

    def blank(self, start: int, end: int, *, is_break: bool) -> None:
        if self._blank is None:
            self._blank = start, end
        elif self._tail < 0:
            self._blank = self._blank[0], end
        self._break = self._break or is_break

    def show(self, shown: str, start: int, end: int) -> None:
        if self._blank is not None and self.text:
            if not (self._break and joins_without_blank(self.text[-1], shown[0])):
                self._append(" ", *self._blank)
                if self._tail < 0:
                    self._run = -1
            elif self._tail >= 0:
                self.ends[-1] = self._tail
        self._blank, self._break, self._tail = None, False, -1
        first = self._run if self._run >= 0 else start
        self._run = -1
        for one in shown:
            self._append(one, first, end)
            first = end

    def finish(self, end: int) -> None:
        if self._blank is not None and self._tail < 0:
            self._tail = end

    def _append(self, one: str, start: int, end: int) -> None:
        self.text.append(one)
        self.starts.append(start)
        self.ends.append(end)


def _next(raw: str, position: int, end: int, *, references: bool) -> tuple[str, int]:
    one = raw[position]
    if one == "\x00" or "\ud800" <= one <= "\udfff":
        return "", position + 1
    if one != "&" or not references:
        return one, position + 1
    found = REFERENCE.match(raw, position, end)
    if not found:
        return one, position + 1
    shown, length = character(found[0])
    return shown, position + length
