"""Text of a web page into tags, text and comments, each with its place; every character once.

HTML standard, 13.2.5. A regular expression without backtracking reads a whole tag, so the time is
linear whatever is left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from glossa.pages.html.names import RAW_TEXT, RCDATA

__all__ = [
    "CDATA",
    "COMMENT",
    "END",
    "RAW",
    "START",
    "TEXT",
    "Mode",
    "Token",
    "tokens",
]

TEXT: Final = 0
"""Text with character references."""
START: Final = 1
END: Final = 2
COMMENT: Final = 3
"""Comments of every odd shape, the doctype, processing instructions, a tag that is cut off."""
RAW: Final = 4
"""Text of a script and the like."""
CDATA: Final = 5
"""A whole CDATA section, its marks included."""

Token = tuple[int, int, int, str]
"""What it is, where it starts and ends, the name of a tag in lower case."""

_ATTRIBUTE: Final = (
    r"[^\t\n\f\r />][^\t\n\f\r />=]*+"
    r"(?>[\t\n\f\r ]*+=[\t\n\f\r ]*+"
    r"""(?>"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\t\n\f\r >"'][^\t\n\f\r >]*+|(?=>)|\Z))?+"""
)
_TAG: Final = re.compile(rf"<(/?)([A-Za-z][^\t\n\f\r />]*+)(?>[\t\n\f\r /]++|{_ATTRIBUTE})*+(>|\Z)")
_SCRIPT: Final = re.compile(r"<!--|-->|<(/?)script(?=[\t\n\f\r />])", re.IGNORECASE)
_COMMENT_END: Final = re.compile("--!?>")
_DOCTYPE: Final = re.compile(
    r"""<!doctype(?>[^\[>"']++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+"""
    r"""(?:\[(?>[^\]"']++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+\]?[^>]*+)?+(?:>|\Z)""",
    re.IGNORECASE,
)


class Mode:
    """What the reader of the tokens has to tell, before it asks for the next."""

    __slots__ = ("foreign", "xml")

    def __init__(self, *, xml: bool = False) -> None:
        self.xml = xml
        """A page of XML: CDATA sections, `<p/>` is an empty element."""
        self.foreign = False
        """Inside a picture or a formula: no raw text, but CDATA sections."""


def tokens(text: str, mode: Mode) -> Iterator[Token]:
    """The tokens of a page, in order and without gaps."""
    position, length, pending = 0, len(text), 0
    find, match = text.find, _TAG.match
    while True:
        start = find("<", position)
        if start < 0:
            if pending < length:
                yield TEXT, pending, length, ""
            return
        tag = match(text, start)
        if tag is None:
            token = _declaration(text, start, mode)
            if token is None:  # a `<` that is text
                position = start + 1
                continue
        else:
            name = tag[2].lower()
            kind = (END if tag[1] else START) if tag[3] else COMMENT
            token = kind, start, tag.end(), name
        if pending < start:
            yield TEXT, pending, start, ""
        foreign = mode.foreign  # the reader changes it: `title` of a picture holds tags
        yield token
        position = pending = token[2]
        if token[0] != START or foreign:
            continue
        name = token[3]
        content = _content(text, token, mode)
        if content is not None:
            position = length if name == "plaintext" else _raw_end(text, position, name)
            if pending < position:
                yield content, pending, position, name
            pending = position


def _content(text: str, tag: Token, mode: Mode) -> int | None:
    """What the content of an element is that holds no tags; None for all others."""
    _, _, end, name = tag
    if mode.xml and text.startswith("/>", end - 2):
        return None
    if name in RCDATA:
        return TEXT
    return RAW if name in RAW_TEXT or name == "plaintext" else None


def _declaration(text: str, start: int, mode: Mode) -> Token | None:
    """Comment, doctype, CDATA, processing instruction; None where `<` is but text."""
    follows = text[start + 1 : start + 2]
    if follows == "!":
        if text.startswith("--", start + 2):
            return COMMENT, start, _comment_end(text, start, mode), ""
        if (mode.foreign or mode.xml) and text.startswith("[CDATA[", start + 2):
            end = text.find("]]>", start + 9)
            return CDATA, start, len(text) if end < 0 else end + 3, ""
        if mode.xml and (doctype := _DOCTYPE.match(text, start)):
            return COMMENT, start, doctype.end(), "!doctype"
        end = text.find(">", start)
        is_doctype = text[start + 2 : start + 9].lower() == "doctype"
        return COMMENT, start, len(text) if end < 0 else end + 1, "!doctype" * is_doctype
    if follows == "?":
        mark = "?>" if mode.xml else ">"
        end = text.find(mark, start)
        return COMMENT, start, len(text) if end < 0 else end + len(mark), "?"
    if follows == "/" and start + 2 < len(text):
        end = text.find(">", start)
        return COMMENT, start, len(text) if end < 0 else end + 1, ""
    return None


def _comment_end(text: str, start: int, mode: Mode) -> int:
    """Where a comment ends: `<!-->` and `<!--->` are whole ones, `--!>` ends one too."""
    position = start + (4 if mode.xml else 2)
    while found := _COMMENT_END.search(text, position):
        if found[0] == "-->" or not (mode.xml or found.start() < start + 4):
            return found.end()
        position = found.start() + 1
    return len(text)


def _raw_end(text: str, position: int, name: str) -> int:
    """Where the end tag of an element with raw text starts; the end of the text if there is none.

    A script ends at its first end tag, but where `<!--` and `<script` stand before that.
    """
    if name != "script":
        pattern = rf"</{re.escape(name)}(?=[\t\n\f\r />])"
        found = re.compile(pattern, re.IGNORECASE).search(text, position)
        return found.start() if found else len(text)
    escaped = doubled = False
    for found in _SCRIPT.finditer(text, position):
        if found[0] == "<!--":
            escaped = True
        elif found[0] == "-->":
            escaped = doubled = False
        elif not found[1]:
            doubled = escaped
        elif doubled:
            doubled = False
        else:
            return found.start()
    return len(text)
