"""Read JSON: the strings in it that people read, and nothing else of it.

Comments, a comma behind the last item, and several values one after the other (JSON Lines) are
taken as they are. Nothing is recursive: ten thousand levels are read like two.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from glossa.errors import InputError
from glossa.markup import Filled
from glossa.model import Document, Finding
from glossa.pages.base import Joiner, Rebuilt
from glossa.pages.binary import refuse_binary, refuse_control_characters
from glossa.pages.decode import decode
from glossa.pages.rebuild import encode
from glossa.pages.slots import Layout, Sheet, rewritten, written
from glossa.pages.strings import Scalar, add_string
from glossa.pages.strings_tree import Branch, Chosen, choose

__all__ = ["parse", "rebuild"]

_TOKEN: Final = re.compile(
    r"(?P<blank>[ \t\r\n]++)|(?P<comment>//[^\r\n]*+|/\*.*?\*/)"
    r'|(?P<string>"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+")'
    r"|(?P<sign>[{}\[\],:])"
    r"|(?P<value>(?:-?(?:0|[1-9]\d*+)(?:\.\d++)?(?:[eE][+-]?\d++)?|true|false|null)(?![\w.]))",
    re.DOTALL,
)
_ESCAPE: Final = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\."
)
_LINE: Final = re.compile("\r\n|\r|\n")


def parse(data: bytes, name: str, encoding: str | None = None) -> Document:
    """The texts of a JSON file: a unit for each line of each string that a reader sees.

    Raises `InputError` with line and column where it is no JSON, `EncodingError` for no text.
    """
    refuse_binary(data, name)
    decoded = decode(data, name, encoding)
    refuse_control_characters(decoded.text, name)
    raw = decoded.text
    reader = _Reader(raw, name)
    reader.read()
    chosen, more = choose(reader.leaves, name)
    sheet = Sheet(raw)
    is_escaped = raw.isascii() and "\\u" in raw
    for leaf in chosen:
        start, end = leaf.place
        style = "ascii " if is_escaped else ""
        style += "slash" if "\\/" in raw[start:end] else ""
        add_string(sheet, _scalar(raw, start + 1, end - 1), leaf.markup, style)
    return sheet.document(
        name, "json", decoded.encoding, (*decoded.findings, *reader.findings, *more)
    )


def rebuild(
    document: Document,
    filled: Mapping[str, Filled],
    *,
    language: str,
    joiner: Joiner | None = None,
) -> Rebuilt:
    """The file with its strings replaced; what did not change is written as it was."""
    del language  # no key of the file says in which language it is
    layout = document.skeleton
    if not isinstance(layout, Layout):
        raise TypeError("this document was not made by the reader of JSON")
    text = rewritten(
        document,
        filled,
        joiner,
        lambda _, slot, woven, copy: written(
            layout, slot, woven, copy, partial(_escaped, style=slot.style)
        ),
    )
    return Rebuilt(*encode(document, text))


def _escaped(text: str, style: str) -> str:
    made = json.dumps(text, ensure_ascii=style.startswith("ascii"))[1:-1]
    return made.replace("/", "\\/") if style.endswith("slash") else made


class _Reader:
    """Goes through the tokens of a file, without recursion."""

    def __init__(self, raw: str, name: str) -> None:
        self.raw, self.name = raw, name
        self.leaves: list[Chosen] = []
        self.findings: list[Finding] = []
        self.root = Branch(None, "", is_list=True)
        self.here = self.root
        self.key = ""
        self.wanted = "value"
        """What comes next: a value, a key, a colon, or what follows an item (`more`)."""

    def read(self) -> None:
        """Read all tokens. Raises `InputError`."""
        for kind, start, end in _tokens(self.raw, self.name):
            if not (self._opened_or_read(kind, start, end) or self._passed(kind, start, end)):
                text, what = self.raw[start:end][:20], _WANTED[self.wanted]
                raise _broken(self.raw, self.name, start, f"{text!r} where {what} should be")
        if self.here is not self.root or self.wanted in {"key", "colon"}:
            found = "the end of the file, before all brackets are closed"
            raise _broken(self.raw, self.name, len(self.raw), found)

    def _opened_or_read(self, kind: str, start: int, end: int) -> bool:
        """Take a value, or the beginning of one; at the top one may follow another."""
        follows = self.wanted == "more" and self.here is self.root
        if self.wanted != "value" and not follows:
            return False
        text = self.raw[start:end]
        if text in {"{", "["}:
            self.here = self.here.grown(self.key, is_list=text == "[")
            self.key, self.wanted = "", "key" if text == "{" else "value"
            return True
        if kind not in {"string", "value"}:
            return False
        self.here.add(self.key)
        if kind == "string":
            leaf = Chosen(self.here, self.key, json.loads(text), (start, end))
            self.leaves.append(leaf)
        self.wanted = "more"
        return True

    def _passed(self, kind: str, start: int, end: int) -> bool:
        """Take a key, or a sign between values."""
        text = self.raw[start:end]
        if self.wanted == "key" and kind == "string":
            self.key, self.wanted = json.loads(text), "colon"
            if self.here.has(self.key):
                self.findings.append(_twice(self.raw, self.name, self.key, start))
        elif self.wanted == "colon" and text == ":":
            self.wanted = "value"
        elif self.here.parent is None:
            return False
        elif self.wanted == "more" and text == ",":
            self.wanted = "value" if self.here.is_list else "key"
        elif text == ("]" if self.here.is_list else "}") and self._may_close():
            self.here, self.key, self.wanted = self.here.parent, "", "more"
        else:
            return False
        return True

    def _may_close(self) -> bool:
        """An object does not end behind a colon; a comma before the end is forgiven."""
        return self.wanted in ({"more", "value"} if self.here.is_list else {"more", "key"})


_WANTED: Final = {
    "value": "a value",
    "key": 'a key in "quotes"',
    "colon": "a colon",
    "more": "a comma or a closing bracket",
}


def _tokens(raw: str, name: str) -> Iterator[tuple[str, int, int]]:
    at = 0
    while at < len(raw):
        match = _TOKEN.match(raw, at)
        if match is None:
            raise _broken(raw, name, at, _what(raw, at))
        kind = match.lastgroup or ""
        if kind not in {"blank", "comment"}:
            yield kind, at, match.end()
        at = match.end()


def _what(raw: str, at: int) -> str:
    if raw[at] == '"':
        return "a string that is not closed on its line, or holds an escape that JSON does not know"
    if raw[at] == "'":
        return "a string in 'single' quotes"
    word = re.match(r"\S{1,20}", raw[at : at + 20])
    return repr(word.group() if word else raw[at])


def _broken(raw: str, name: str, at: int, what: str) -> InputError:
    lines = _LINE.split(raw[:at])
    return InputError(
        f"this is no JSON: {what}",
        where=f"{name}:{len(lines)}:{len(lines[-1]) + 1}",
        advice="mend it there; every other fault would stop the program that reads it, too",
    )


def _twice(raw: str, name: str, key: str, at: int) -> Finding:
    return Finding(
        "duplicate-key",
        f"The key {key!r} stands twice in one object; both texts were taken, a program reads one.",
        where=f"{name}:{len(_LINE.split(raw[:at]))}",
        raw=key,
    )


def _scalar(raw: str, start: int, end: int) -> Scalar:
    runs: list[tuple[int, int, int, int]] = []
    texts: list[str] = []
    at, length = start, 0
    for match in [*_ESCAPE.finditer(raw, start, end), None]:
        first = match.start() if match else end
        if first > at:
            runs.append((length, length + first - at, at, first))
            texts.append(raw[at:first])
            length += first - at
        if match:
            text = json.loads(f'"{match.group()}"')
            runs.append((length, length + 1, match.start(), match.end()))
            texts.append(text)
            length += 1
            at = match.end()
    return Scalar("".join(texts), tuple(runs))
