"""Transfer encodings of mail: content to lines and back, and the headers that tell of it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import Header, decode_header, make_header
from typing import Final

from glossa.pages.charset import decode_page
from glossa.pages.mhtml_parts import header_span

__all__ = [
    "decoded",
    "encoded",
    "subject_header",
    "subject_text",
    "with_charset",
    "with_header",
]

_LINE: Final = 76
_LONGEST_SUBJECT: Final = 5000
_QUOTED: Final = re.compile(rb"[^\t -<>-~]")
_CHARSET: Final = re.compile(rb"(;\s*charset\*?\s*=\s*)(?:\"[^\"]*\"|[^\s;]+)", re.IGNORECASE)
_LOOSE: Final = re.compile("[\x00-\x1f\x7f\u0085\u2028\u2029\ud800-\udfff]+")


def decoded(body: bytes, coding: str) -> tuple[bytes, str]:
    """The content of a part, and what is wrong with it (nothing: all is well).

    `coding`: what its header says, lower case.
    """
    if coding == "quoted-printable":
        return binascii.a2b_qp(body), ""
    if coding == "base64":
        return _from_base64(body)
    if coding in {"", "7bit", "8bit", "binary"}:
        return body, ""
    return body, f"its transfer encoding {coding!r} is unknown"


def _from_base64(body: bytes) -> tuple[bytes, str]:
    """Of what was cut off or has strange signs in it, each line as far as it is whole."""
    plain = re.sub(rb"\s", b"", body)
    try:
        return base64.b64decode(plain, validate=True), ""
    except binascii.Error:
        pass
    pieces = []
    for line in body.split():
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", line)
        letters = letters[: len(letters) - (len(letters) % 4 == 1)]
        pieces.append(base64.b64decode(letters + b"=" * (-len(letters) % 4)))
    return b"".join(pieces), "its base64 is damaged or cut off"


def encoded(data: bytes, coding: str, newline: bytes, boundary: bytes) -> tuple[bytes, str]:
    """`data` in a transfer encoding, and which that is: `coding` where it can hold it.

    What is not ASCII, or could be taken for a boundary, becomes quoted-printable where `coding`
    writes text as it is.
    """
    if coding == "base64":
        text = base64.b64encode(data)
        lines = (text[at : at + _LINE] for at in range(0, len(text), _LINE))
        return newline.join(lines), coding
    plain = coding in {"8bit", "binary"} or (coding in {"", "7bit"} and data.isascii())
    if plain and not (boundary and b"--" + boundary in data):
        return data, coding
    lines = (_quoted(line, newline) for line in data.split(newline))
    return newline.join(lines), "quoted-printable"


def _quoted(line: bytes, newline: bytes) -> bytes:
    """One line in quoted-printable, in pieces of at most 76; no piece looks like a boundary."""
    text = _QUOTED.sub(lambda match: b"=%02X" % match[0][0], line)
    if text[-1:] in {b" ", b"\t"}:
        text = text[:-1] + b"=%02X" % text[-1]
    return (b"=" + newline).join(_pieces(text))


def _pieces(text: bytes) -> Iterator[bytes]:
    at = 0
    while True:
        start = b"=2D" if text.startswith(b"--", at) else b""
        at += bool(start)
        room = _LINE - 1 - len(start)
        if len(text) - at <= room:
            yield start + text[at:]
            return
        end = at + room
        cut = text.rfind(b"=", max(at, end - 2), end)
        end = cut if cut > at else end
        yield start + text[at:end]
        at = end


def subject_text(raw: bytes, charset: str | None) -> str:
    """The words of a Subject header: encoded words, or bytes as old programs wrote them."""
    value = re.sub(rb"\r?\n(?=[ \t])", b"", raw).strip()[:_LONGEST_SUBJECT]
    if not value.isascii():
        return _LOOSE.sub(" ", decode_page(value, "Subject", transport=charset).text)
    text = value.decode("ascii")
    try:
        text = str(make_header(decode_header(text)))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return text
    return _LOOSE.sub(" ", text)


def subject_header(text: str, newline: bytes) -> bytes:
    """What stands behind `Subject:`; nothing in `text` can begin another header."""
    plain = _LOOSE.sub(" ", text).strip()
    charset = "us-ascii" if plain.isascii() and "=?" not in plain else "utf-8"
    folded = Header(plain, charset, header_name="Subject").encode(linesep=newline.decode())
    return b" " + folded.encode("ascii")


def with_header(headers: bytes, name: str, value: bytes, newline: bytes) -> bytes:
    """`headers` (with their blank line) in which `name` has `value`, added where it was not."""
    span = header_span(headers, name)
    if span:
        return headers[: span[0]] + value + headers[span[1] :]
    return name.encode() + b":" + value + newline + headers


def with_charset(headers: bytes, charset: str) -> bytes:
    """`headers` in which the encoding that they name is `charset`."""
    span = header_span(headers, "Content-Type")
    if span is None:
        return headers
    value = _CHARSET.sub(rb'\1"' + charset.encode() + b'"', headers[slice(*span)])
    return headers[: span[0]] + value + headers[span[1] :]
