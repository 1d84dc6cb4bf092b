"""Character references, as a browser reads them: with and without semicolon, in text, attributes.

HTML standard, 13.2.5.72 and following; names from `html.entities`. A reference stands for one or
two characters and is never expanded again.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final

__all__ = ["REFERENCE", "character", "expand", "expand_attribute"]

REFERENCE: Final = re.compile("&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[A-Za-z][A-Za-z0-9]*;?)")
"""What may be a character reference."""
# The control characters of C1 are read as windows-1252, where that has a character.
_WINDOWS: Final = {
    0x80 + place: bytes((0x80 + place,)).decode("cp1252")
    for place in range(0x20)
    if place not in {1, 0xD, 0xF, 0x10, 0x1D}
}
_LONGEST: Final = max(map(len, html5))
_DIGITS: Final = 7


def character(raw: str, *, following: str = "", attribute: bool = False) -> tuple[str, int]:
    """What a match of `REFERENCE` stands for, and how many characters of `raw` that took.

    `following`: the character behind it; it matters in an attribute, where `&copy=1` and `&copy1`
    are no references. What is no reference gives (`&`, 1).
    """
    if raw[1] == "#":
        return _numeric(raw), len(raw)
    name = raw[1 : _LONGEST + 1]
    if name in html5 and (name.endswith(";") or not (attribute and _goes_on(following))):
        return html5[name], len(name) + 1
    for length in range(min(len(name), 7), 1, -1):  # names without semicolon are short
        if name[:length] in html5:
            after = raw[length + 1 : length + 2] or following
            if attribute and _goes_on(after):
                break
            return html5[name[:length]], length + 1
    return "&", 1


def expand(text: str) -> str:
    """Text of an element with its references replaced."""
    return REFERENCE.sub(_in_text, text) if "&" in text else text


def expand_attribute(text: str) -> str:
    """A value of an attribute with its references replaced."""
    return REFERENCE.sub(_in_attribute, text) if "&" in text else text


def _in_text(match: re.Match[str]) -> str:
    value, length = character(match[0])
    return value + match[0][length:]


def _in_attribute(match: re.Match[str]) -> str:
    following = match.string[match.end() : match.end() + 1]
    value, length = character(match[0], following=following, attribute=True)
    return value + match[0][length:]


def _goes_on(following: str) -> bool:
    return following == "=" or (following.isascii() and following.isalnum())


def _numeric(raw: str) -> str:
    digits = raw[2:].rstrip(";")
    base = 16 if digits[0] in "xX" else 10
    digits = digits.lstrip("xX").lstrip("0")
    # Python refuses to read a number of thousands of digits.
    code = int(digits or "0", base) if len(digits) <= _DIGITS else 0x110000
    if code in _WINDOWS:
        return _WINDOWS[code]
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "\N{REPLACEMENT CHARACTER}"
    return chr(code)
