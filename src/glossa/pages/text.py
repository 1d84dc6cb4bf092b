"""Read plain text: one unit a line that is not blank, list marks and indentation outside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from glossa.markup import Filled
from glossa.model import Document, Finding, Severity, Unit
from glossa.pages.base import Joiner, Rebuilt
from glossa.pages.binary import refuse_binary, refuse_control_characters
from glossa.pages.decode import decode
from glossa.pages.rebuild import encode, rebuild_text
from glossa.script import HAN

__all__ = ["parse", "parse_text", "rebuild"]

# LF, CR, CRLF and NEL end a line; U+2028, U+001C and their like stay inside one. Raw bytes (lone
# surrogates) are never part of a unit either: what reads units may rely on valid Unicode.
_LINE: Final = re.compile("[^\n\r\x85\ud800-\udfff]+")

# Stripped from both ends of a unit: blanks of every width, control characters, marks without width.
_BLANK: Final = (
    "".join(
        chr(code)
        for code in (
            *range(0x21),
            *range(0x7F, 0xA1),
            *range(0x2000, 0x200C),
            0x1680,
            0x2028,
            0x2029,
        )
    )
    + "\u202f\u205f\u2060\u3000\ufeff"
)

_NUMERALS: Final = "一二三四五六七八九十百"
# What may open a line as the mark of a list. Each needs something behind it on the line; where no
# blank has to follow, what follows must not look like more of an enumeration (`一、二等奖`) or a
# number (`1.5`). Three digits at most: `2025.` is a year, `12377` a telephone number.
_MARK: Final = re.compile(
    "(?:"
    "[•·●○■□◆◇►▶▸‣⁃▪▫☐☑✓✔★☆※◎*\\-–][ \t\u00a0\u3000]+"
    f"|[0-9]{{1,3}}(?:[.)．）][ \t\u00a0\u3000]+|[.．](?=[{HAN}“《「])|、(?![0-9]))"
    f"|[{_NUMERALS}]{{1,3}}、(?![{_NUMERALS}、])"
    f"|（(?:[0-9]{{1,2}}|[{_NUMERALS}]{{1,3}})）"
    f"|\\((?:[0-9]{{1,2}}|[{_NUMERALS}]{{1,3}})\\)"
    "|[①-⒇❶-❿](?![①-⒇❶-❿])"
    "|[a-z]\\)[ \t\u00a0\u3000]+"
    ")[ \t\u00a0\u3000]*"
)


def parse_text(data: bytes, name: str, encoding: str | None = None) -> Document:
    """Read the bytes of a text page; `name` is its file name, `encoding` overrides detection.

    Every byte can be written back: see `rebuild_text` and `encode`. Raises `EncodingError` for a
    binary file and `UsageError` for an unknown `encoding`; all else that is odd is a finding.
    """
    refuse_binary(data, name)
    decoded = decode(data, name, encoding)
    refuse_control_characters(decoded.text, name)
    units = tuple(_units(decoded.text))
    findings = decoded.findings
    if not units:
        message = "The page is empty." if not data else "The page holds nothing but blanks."
        findings += (Finding("empty-page", message, Severity.INFO, where=name),)
    return Document(
        name=name, text=decoded.text, units=units, encoding=decoded.encoding, findings=findings
    )


parse = parse_text


def rebuild(
    document: Document,
    filled: Mapping[str, Filled],
    *,
    language: str,
    joiner: Joiner | None = None,
) -> Rebuilt:
    """The page in its own layout and encoding (UTF-8 where that cannot hold it)."""
    del language  # plain text does not say in which language it is
    targets = {name: one.text for name, one in filled.items()}
    return Rebuilt(*encode(document, rebuild_text(document, targets, joiner)))


def _units(text: str) -> Iterator[Unit]:
    number = 0
    for line in _LINE.finditer(text):
        source = line.group().strip(_BLANK)
        if not source:
            continue
        number += 1
        start = text.index(source, line.start())
        end = start + len(source)
        mark = _MARK.match(source)
        marker = ""
        if mark and mark.end() < len(source):
            start += mark.end()
            marker = text[line.start() : start]
        yield Unit(
            id=f"u{number}", start=start, end=end, source=text[start:end], list_marker=marker
        )
