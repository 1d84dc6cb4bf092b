"""A block of Markdown as pieces: its text, its codes, and the texts in its tags."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from glossa.pages.markdown_inline import Event, trace
from glossa.pages.slots import BLANK, Piece
from glossa.pages.strings import tag_kind
from glossa.pages.subtitles_text import join

__all__ = ["Content", "Found", "pieces_of"]

_HTML: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)[^>]*?(/?)>", re.DOTALL)
_VOID: Final = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "wbr", "source"})
_FIXED: Final = frozenset({"code", "kbd", "samp", "var", "script", "style", "tt", "pre"})
_TITLE: Final = re.compile(
    r"""[ \t\n]("(?P<a>(?:\\.|[^"\\\n])+)"|'(?P<b>(?:\\.|[^'\\\n])+)'"""
    r"""|\((?P<c>(?:\\.|[^()\\\n])+)\))"""
    r"\s*\)$",
    re.DOTALL,
)
_KIND: Final = {"em": "italic", "strong": "bold", "s": "style"}


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a block without the signs before its lines, and where it stands."""

    raw: str
    lines: tuple[tuple[int, int], ...]
    text: str
    starts: tuple[int, ...]
    """The offset into `text` at which each line begins."""

    @classmethod
    def of(cls, raw: str, lines: Sequence[tuple[int, int]]) -> Content:
        """The content of lines that stand at these places."""
        shown = [re.sub("[\ud800-\udfff\x00]", "\ufffd", raw[a:b]) for a, b in lines]
        starts = [0]
        for line in shown[:-1]:
            starts.append(starts[-1] + len(line) + 1)
        return cls(raw, tuple(lines), "\n".join(shown), tuple(starts))

    def place(self, at: int, *, end: bool = False) -> int:
        """Where an offset into the text stands in the file; as the end of a stretch, if `end`."""
        number = max(0, bisect_right(self.starts, at - end) - 1)
        start, stop = self.lines[number]
        offset = at - self.starts[number]
        if offset > stop - start:  # behind a line break
            return self.lines[number + 1][0]
        return start + offset


@dataclass(slots=True)
class Found:
    """What one block holds."""

    pieces: list[Piece] = field(default_factory=list)
    inner: list[tuple[str, list[Piece]]] = field(default_factory=list)
    """Texts in tags: (`img@alt`, `a@title`, `img@title`; its pieces)."""
    labels: dict[int, str] = field(default_factory=dict)
    """By where a link opens in the file: what it refers to, where that is its own text."""


def pieces_of(content: Content, env: dict[str, Any]) -> Found:
    """The pieces of a block in the order of the file, tags in pairs."""
    found = Found()
    closes: list[tuple[int, Event]] = []
    for event in trace(content.text, env):
        while closes and closes[-1][0] <= event.start:
            _close_link(content, *closes.pop(), found)
        if event.rule == "link":
            start = content.place(event.start)
            found.pieces.append(Piece("open", start, start + 1, "link", "link"))
            closes.append((event.label_end, event))
        else:
            _piece(content, event, found, env)
    while closes:
        _close_link(content, *closes.pop(), found)
    found.pieces = _in_pairs(found.pieces)
    return found


def _close_link(content: Content, label_end: int, event: Event, found: Found) -> None:
    start, end = content.place(label_end), content.place(event.end, end=True)
    found.pieces.append(Piece("close", start, end, "link"))
    shown = content.text[label_end : event.end]
    if event.titled and shown.endswith(")"):
        _add_title(content, label_end, event.end, "a@title", found)
    if shown in {"]", "][]"}:
        label = content.text[event.start + 1 : label_end]
        found.labels[content.place(event.start)] = " ".join(label.split())


def _add_title(content: Content, start: int, end: int, element: str, found: Found) -> None:
    match = _TITLE.search(content.text, start, end)
    if match:
        name = next(name for name, value in match.groupdict().items() if value is not None)
        first, last = match.span(name)
        text = content.text[first:last]
        piece = Piece("text", content.place(first), content.place(last, end=True), text)
        found.inner.append((element, [piece]))


def _piece(content: Content, event: Event, found: Found, env: dict[str, Any]) -> None:
    """The pieces of anything but a link."""
    start, end = content.place(event.start), content.place(event.end, end=True)
    if event.type in {"softbreak", "hardbreak"}:
        end = content.place(event.end)
        _break(content, event, start, end, found)
    elif event.rule == "delimiter":
        name, _, what = event.type.partition("_")
        found.pieces.append(Piece(what, start, end, name, _KIND.get(name, "other")))
    elif event.type == "code_inline":
        _fixed(content, event, len(event.markup), event.content, found)
    elif event.rule == "math":
        _fixed(content, event, 0, event.content, found)
    elif event.rule == "autolink":
        _fixed(content, event, 1, content.text[event.start + 1 : event.end - 1], found)
    elif event.rule == "image":
        found.pieces.append(Piece("at", start, end, kind="image"))
        _image(content, event, found, env)
    elif event.rule == "html_inline":
        found.pieces.append(_tag(content.text[event.start : event.end], start, end))
    elif event.rule in {"note", "shortcode"}:
        kind = "note" if event.rule == "note" else "field"
        found.pieces.append(Piece("at", start, end, kind=kind))
    elif event.rule in {"escape", "entity"} and event.content:
        text = html.unescape(content.text[event.start : event.end])
        text = event.content if event.rule == "escape" else text
        found.pieces.append(Piece("text", start, end, text))
    else:
        found.pieces.append(Piece("text", start, end, content.raw[start:end]))


def _break(content: Content, event: Event, start: int, end: int, found: Found) -> None:
    start = _without_blanks(found.pieces, start)
    if event.type == "hardbreak":
        found.pieces.append(Piece("at", start, end, kind="break"))
        found.pieces.append(Piece("text", end, end, " "))
        return
    following = content.text[event.end : event.end + 1]
    # A sign that opens an element says nothing of what is read next.
    sign = following if following not in set("*_~[`<!") else "a"
    join(found.pieces, sign, start, end)


def _without_blanks(pieces: list[Piece], start: int) -> int:
    """Take the blanks at the end of a line out of its text; where the break begins with them."""
    while pieces and pieces[-1].what == "text":
        last = pieces[-1]
        bare = last.text.rstrip(BLANK)
        if bare == last.text or last.raw_end - last.raw != len(last.text):
            break
        pieces.pop()
        start = last.raw + len(bare)
        if bare:
            pieces.append(Piece("text", last.raw, start, bare))
    return start


def _fixed(content: Content, event: Event, width: int, text: str, found: Found) -> None:
    """What must come out as it stands: code, formulas, addresses."""
    start, end = content.place(event.start), content.place(event.end, end=True)
    inner = content.raw[start + width : end - width]
    blank = 1 if inner != text and inner[1:-1] == text else 0
    first, last = start + width + blank, end - width - blank
    found.pieces.append(Piece("open", start, first, "fixed", "code", translate=False))
    found.pieces.append(Piece("text", first, last, text))
    found.pieces.append(Piece("close", last, end, "fixed"))


def _image(content: Content, event: Event, found: Found, env: dict[str, Any]) -> None:
    first = event.start + 2
    last = first + len(event.content)
    tail = content.text[last : event.end]
    if event.content and tail not in {"]", "][]"} and "\n" not in event.content:
        raw, raw_end = content.place(first), content.place(last, end=True)
        alt = pieces_of(Content.of(content.raw, [(raw, raw_end)]), env)
        found.inner.append(("img@alt", [piece for piece in alt.pieces if piece.kind != "image"]))
    if event.titled and tail.endswith(")"):
        _add_title(content, last, event.end, "img@title", found)


def _tag(text: str, start: int, end: int) -> Piece:
    match = _HTML.fullmatch(text)
    name = match[2].lower() if match else ""
    if not match or name in _VOID or match[3]:
        kind = tag_kind(name) if name else "other"
        return Piece("at", start, end, kind=kind)
    what = "close" if match[1] else "open"
    return Piece(what, start, end, f"<{name}", tag_kind(name), translate=name not in _FIXED)


def _in_pairs(pieces: Sequence[Piece]) -> list[Piece]:
    """HTML tags without a partner, or across other elements, are things at one place."""
    found = list(pieces)
    stack: list[int] = []
    for number, piece in enumerate(found):
        if piece.what == "open":
            stack.append(number)
        elif piece.what == "close":
            names = [found[index].text for index in stack]
            while names and names[-1] != piece.text and names[-1].startswith("<"):
                if piece.text.startswith("<") and piece.text not in names:
                    break
                index = stack.pop()
                names.pop()
                found[index] = replace(found[index], what="at", text="")
            if names and names[-1] == piece.text:
                stack.pop()
            else:
                found[number] = replace(piece, what="at", text="")
    for index in stack:
        found[index] = replace(found[index], what="at", text="")
    return [piece if piece.what == "text" else replace(piece, text="") for piece in found]
