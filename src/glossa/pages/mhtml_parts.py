"""The parts of a saved message (MHTML) with their places in the file, so that all else is kept.

MIME as RFC 2045, 2046 and 2557 have it. The standard library reads the headers; where the parts are
is looked for here, for its parser keeps no places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from typing import Final

from glossa.model import Finding

__all__ = ["Part", "Structure", "header_span", "structure"]

_BLANK_LINE: Final = re.compile(rb"\r?\n\r?\n|\A\r?\n")
_HEADERS: Final = re.compile(
    rb"(?:[A-Za-z][!-9;-~]{0,80}[ \t]*:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+"
)
_GUESS: Final = re.compile(rb"(?im)^--([^\r\n]{1,200}?)[ \t]*\r?\n(?=content-)")
_DEEPEST: Final = 8
_MOST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Part:
    """One part that holds no others. Offsets are bytes of the file."""

    number: int
    """From 1, in the order of the file."""
    start: int
    """Where its headers start."""
    body: int
    """Where its content starts."""
    end: int
    """Where its content ends, before the line break of the boundary."""
    headers: Message = field(repr=False, compare=False)
    boundary: bytes = b""
    """Of the multipart around it, without its dashes."""

    @property
    def type(self) -> str:
        """`text/html` ..., lower case."""
        return self.headers.get_content_type()

    @property
    def charset(self) -> str | None:
        """The label of its encoding, as it is written there."""
        found = self.headers.get_param("charset")
        if isinstance(found, tuple):
            return found[2]
        return found

    @property
    def coding(self) -> str:
        """Its transfer encoding, lower case; may be empty."""
        return str(self.headers.get("Content-Transfer-Encoding", "")).strip().lower()

    @property
    def location(self) -> str:
        """The address that other parts know it by, or nothing."""
        return re.sub(r"\s+", "", str(self.headers.get("Content-Location", "")))

    @property
    def content_id(self) -> str:
        """Its name in `cid:` addresses, or nothing."""
        return str(self.headers.get("Content-ID", "")).strip().strip("<>")


@dataclass(frozen=True, slots=True)
class Structure:
    """All parts of a file."""

    headers: Message = field(repr=False)
    body: int
    """Where the headers of the whole end."""
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]
    newline: bytes
    """How the lines of its headers end."""


def structure(data: bytes, name: str) -> Structure | None:
    """The parts of a file; None where it does not begin with headers.

    Boundaries that are not there, or no last one, are findings; the parts that can be told are
    given. A file without any part gives none.
    """
    if _HEADERS.match(data) is None:
        return None
    reader = _Reader(data, name)
    parts = tuple(reader.read(0, len(data), b"", 0))
    headers, body = _headers(data, 0, len(data))
    newline = b"\r\n" if b"\r\n" in data[:body] else b"\n"
    return Structure(headers, body, parts, tuple(reader.findings), newline)


def header_span(headers: bytes, name: str) -> tuple[int, int] | None:
    """Where the value of a header stands in headers that end with the first blank line."""
    found = _BLANK_LINE.search(headers)
    pattern = rb"(?im)^" + re.escape(name.encode()) + rb"[ \t]*:([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)"
    value = re.compile(pattern).search(headers, 0, found.end() if found else len(headers))
    return value.span(1) if value else None


class _Reader:
    def __init__(self, data: bytes, name: str) -> None:
        self._data, self._name = data, name
        self._number = 0
        self.findings: list[Finding] = []

    def read(self, start: int, end: int, boundary: bytes, depth: int) -> Iterator[Part]:
        """The parts of `start:end`, which begins with headers."""
        headers, body = _headers(self._data, start, end)
        inside = headers.get_boundary() if headers.get_content_maintype() == "multipart" else None
        if headers.get_content_maintype() != "multipart" or depth >= _DEEPEST:
            self._number += 1
            if self._number <= _MOST:
                yield Part(self._number, start, body, end, headers, boundary)
            return
        own = _bytes(inside or "")
        if not own or not re.compile(_delimiter(own)).search(self._data, body, end):
            own = self._guessed(own, body, end)
        if own:
            for first, last in self._between(own, body, end):
                yield from self.read(first, last, own, depth + 1)

    def _between(self, boundary: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Start and end of what stands between boundaries; the line break before one is its own."""
        first, closed = -1, False
        for match in re.compile(_delimiter(boundary)).finditer(self._data, start, end):
            if first >= 0:
                yield first, max(first, _before_newline(self._data, match.start()))
            closed = match[1] == b"--"
            first = -1 if closed else min(match.end(), end)
            if closed:
                break
        if first >= 0:
            self._cut(
                "The last boundary is missing: the file may have been cut off. What is there was "
                "read."
            )
            if first < end:
                yield first, _before_newline(self._data, end)
        elif not closed:
            self._cut("No part has an end: the file was cut off.")

    def _guessed(self, boundary: bytes, start: int, end: int) -> bytes:
        """The boundary that is in fact there, where the one that the headers name is not."""
        found = _GUESS.search(self._data, start, end)
        named = boundary.decode("latin-1") or "none"
        message = f"The boundary that the headers name ({named}) stands nowhere"
        if found is None:
            self._wrong(named, f"{message}.")
            return b""
        real = found[1].decode("latin-1")
        self._wrong(named, f"{message}; the file was cut at {real!r}, before headers of parts.")
        return found[1]

    def _cut(self, message: str) -> None:
        self.findings.append(Finding("mhtml-cut", message, where=self._name))

    def _wrong(self, named: str, message: str) -> None:
        self.findings.append(Finding("mhtml-boundary", message, where=self._name, raw=named))


def _headers(data: bytes, start: int, end: int) -> tuple[Message, int]:
    """The headers at `start`, and where what follows their blank line starts."""
    found = _BLANK_LINE.search(data, start, end)
    if data.startswith((b"\n", b"\r\n"), start):  # no headers at all
        body = start + (1 if data.startswith(b"\n", start) else 2)
        return Message(policy=compat32), min(body, end)
    stop = found.end() if found else end
    return BytesHeaderParser(policy=compat32).parsebytes(data[start:stop]), stop


def _delimiter(boundary: bytes) -> bytes:
    return rb"(?m)^--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r?\n|\Z)"


def _before_newline(data: bytes, position: int) -> int:
    if data[position - 2 : position] == b"\r\n":
        return position - 2
    return position - 1 if data[position - 1 : position] == b"\n" else position


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
