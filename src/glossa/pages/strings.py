"""Strings of programs (JSON, YAML) as units: placeholders and tags in them, their parts.

A string gives a unit for each of its lines, and for each message inside an ICU `plural` or
`select`. What a program fills in (`{name}`, `%s`, `$t(...)`) must come out letter for letter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from glossa.markup import Markup
from glossa.pages.slots import Piece, Sheet

__all__ = ["Scalar", "add_string", "message_ranges", "string_pieces", "tag_kind"]

_PLACEHOLDER: Final = re.compile(
    r"\{\{[^{}\n]{0,200}\}\}"  # i18next, Vue, Handlebars
    r"|[$#%]\{[^{}\n]{0,200}\}"  # JavaScript, Ruby, Rails
    r"|\{\s*[\w.\-]*\s*(?:,[^{}\n]{0,100})?\}"  # ICU, Python, .NET
    r"|\$t\((?:[^()\n]|\([^()\n]*\))*\)|@:(?:\([^)\n]*\)|[\w.]+)"  # nesting: i18next, Vue
    r"|%\([\w.]+\)[#0+\-]*\d*(?:\.\d+)?[a-zA-Z]"  # Python
    r"|%(?:\d+\$)?[#0+\-]*\d*(?:\.\d+)?(?:hh?|ll?|[Lqjzt])?[diouxXeEfFgGcsaA@](?![a-zA-Z])"
    r"|%[sd@]|%%|\$[A-Z][A-Z0-9_]*\$|\$[1-9](?![\d,.])"  # C; Chrome
    r"|(?<![\w:]):[a-z][a-z_]+(?![\w:])"  # Laravel
)
_TAG: Final = re.compile(
    r"(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|<!--.*?-->|<(?P<close>/?)(?P<name>[A-Za-z][\w.:-]*|\d+)(?P<rest>(?:[\s/][^<>]*)?)>",
    re.DOTALL,
)
_OPEN_AT_MOST: Final = 100
_VOID: Final = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "wbr"})
_KINDS: Final = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("code", "kbd", "samp", "var"), "code"),
    "a": "link",
    "u": "underline",
    "img": "image",
    "br": "break",
    "span": "style",
    "font": "style",
}
_FIXED: Final = frozenset({"code", "kbd", "samp", "var", "script", "style"})
_LINE: Final = re.compile(r"[^\r\n]+")
_COMPLEX: Final = re.compile(
    r"\{\s*[\w.]+\s*,\s*(?:plural|select|selectordinal)\s*,\s*(?:offset:\d+\s*)?"
)
_SELECTOR: Final = re.compile(r"\s*(?:=\d+|[\w-]+)\s*\{")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string and where its characters stand in the file."""

    value: str
    runs: tuple[tuple[int, int, int, int], ...]
    """(start, end, raw, raw_end): as long on both sides, or one thing written in another way."""

    def texts(self, start: int, end: int) -> Iterator[Piece]:
        """The text pieces of a stretch."""
        index = max(0, bisect_right(self.runs, start, key=lambda run: run[0]) - 1)
        for number in range(index, len(self.runs)):
            first, last, raw, raw_end = self.runs[number]
            if first >= end:
                break
            begin, stop = max(start, first), min(end, last)
            if begin >= stop:
                continue
            text = self.value[begin:stop]
            if raw_end - raw == last - first:
                yield Piece("text", raw + begin - first, raw + stop - first, text)
            else:
                yield Piece("text", raw, raw_end, text)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch that is not empty stands in the file."""
        pieces = list(self.texts(start, end))
        return pieces[0].raw, pieces[-1].raw_end


def tag_kind(name: str) -> str:
    """What an HTML element is for a `Code`."""
    return _KINDS.get(name.lower(), "other")


def add_string(sheet: Sheet, scalar: Scalar, markup: Markup, style: str = "") -> int:
    """Add the units of one string; how many there are."""
    count = 0
    for start, end in message_ranges(scalar.value):
        pieces = string_pieces(scalar, start, end)
        count += sheet.add(pieces, markup, style=style) is not None
    return count


def message_ranges(value: str) -> list[tuple[int, int]]:
    """The stretches of a string that are texts of their own: its lines, the messages of ICU."""
    ranges = _icu(value) if _COMPLEX.search(value) else [(0, len(value))]
    found: list[tuple[int, int]] = []
    for start, end in ranges:
        found += [line.span() for line in _LINE.finditer(value, start, end)]
    return sorted(found)


def _icu(value: str) -> list[tuple[int, int]]:
    """The texts in a message with `plural` or `select`; as a whole where the braces do not fit."""
    found: list[tuple[int, int]] = []
    starts: list[int | None] = [0]  # of the text at hand; None: between the choices of an argument
    at = plain = 0
    while at < len(value):
        start = starts[-1]
        if start is None:
            selector = _SELECTOR.match(value, at)
            if selector:
                at = selector.end()
                starts.append(at)
            elif value[at] == "}":
                at += 1
                starts.pop()
                starts[-1] = at
            elif value[at].isspace():
                at += 1
            else:
                return []
            continue
        opened = _COMPLEX.match(value, at) if value[at] == "{" else None
        if opened:
            found.append((start, at))
            starts.append(None)
            at = opened.end()
            continue
        plain += {"{": 1, "}": -1}.get(value[at], 0)
        if plain < 0:
            plain = 0
            if len(starts) < 3:
                return []
            found.append((start, at))
            starts.pop()
        at += 1
    last = starts[-1]
    if len(starts) != 1 or last is None:
        return []
    return [*found, (last, len(value))]


def string_pieces(scalar: Scalar, start: int, end: int) -> list[Piece]:
    """A stretch of a string with its placeholders and its tags as inline elements."""
    value = scalar.value
    tags = _tags(value, start, end)
    pieces: list[Piece] = []
    at = start
    for place, (what, stop, kind, name) in tags.items():  # in the order of the text
        pieces.extend(_plain(scalar, at, place))
        raw, raw_end = scalar.place(place, stop)
        pieces.append(Piece(what, raw, raw_end, kind=kind, translate=name not in _FIXED))
        at = stop
    pieces.extend(_plain(scalar, at, end))
    return pieces


def _tags(value: str, start: int, end: int) -> dict[int, tuple[str, int, str, str]]:
    """(what, end, kind, name) of each tag and entity by its start; pairs that fit are a pair."""
    found: dict[int, tuple[str, int, str, str]] = {}
    stack: list[tuple[str, int]] = []
    for match in _TAG.finditer(value, start, end):
        name = (match["name"] or "").lower()
        kind = tag_kind(name)
        found[match.start()] = ("at", match.end(), kind, name)
        if not name or name in _VOID or (match["rest"] or "").rstrip().endswith("/"):
            continue
        if not match["close"]:
            stack.append((name, match.start()))
        elif any(one == name for one, _ in stack[-_OPEN_AT_MOST:]):
            while stack[-1][0] != name:
                stack.pop()
            _, place = stack.pop()
            _, stop, kind, _ = found[place]
            found[place] = ("open", stop, kind, name)
            found[match.start()] = ("close", match.end(), kind, name)
    return found


def _plain(scalar: Scalar, start: int, end: int) -> Iterator[Piece]:
    at = start
    for match in _PLACEHOLDER.finditer(scalar.value, start, end):
        first, last = match.span()
        yield from scalar.texts(at, first)
        raw, raw_end = scalar.place(first, last)
        yield Piece("open", raw, raw, kind="code", translate=False)
        yield from scalar.texts(first, last)
        yield Piece("close", raw_end, raw_end)
        at = last
    yield from scalar.texts(at, end)
