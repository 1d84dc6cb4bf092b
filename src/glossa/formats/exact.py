"""What a text format can show, and JSON that survives any tool.

Some characters stand in no PO file, spreadsheet or XML document: NUL, most control characters, the
lone surrogates that stand for undecodable bytes. Such a text is written twice: as it can be shown
(a control picture, `␀` for NUL, or `�`), and exactly, as escaped JSON among the machine's data. On
reading, the exact text counts only while the shown one is what glossa wrote; once a person has
changed it, the person's text counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from glossa.errors import FormatError
from glossa.model import Bitext

__all__ = ["dump", "require_unique_ids", "require_whole", "shown"]

# U+007F and above are legal in XML and pass every tool tried; the C0 signs but TAB and LF are not.
_NOT_HELD = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
# What JSON allows bare but line readers split at, editors drop or UTF-8 cannot encode.
_TO_ESCAPE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_SPLIT_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def shown(text: str) -> str:
    """The text with control pictures and `�` for what text formats cannot hold; same length."""
    return _NOT_HELD.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\N{REPLACEMENT CHARACTER}"


def dump(value: object, *, compact: bool = False) -> str:
    """One line of JSON, readable, keys as given, with every treacherous character escaped.

    Raises `FormatError` for two surrogates that JSON would read back as one character.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":") if compact else None)
    require_whole(text)
    return _TO_ESCAPE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def require_whole(text: str) -> None:
    """Raise `FormatError` for two surrogates that any reader would take for one character."""
    if found := _SPLIT_PAIR.search(text):
        raise FormatError(
            f"a character split into two surrogates ({found[0]!a}) cannot be written",
            advice="read the page with its right encoding, so that it holds whole characters",
        )


def require_unique_ids(bitext: Bitext, ids: Iterable[str]) -> None:
    """Raise `FormatError` if an id stands twice: nothing could be told apart on the way back."""
    seen: set[str] = set()
    for entry_id in ids:
        if entry_id in seen:
            raise FormatError(
                f"the id {entry_id!r} stands twice",
                where=bitext.name,
                advice="give every entry an id of its own before exporting",
            )
        seen.add(entry_id)
