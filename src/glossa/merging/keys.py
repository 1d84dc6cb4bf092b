"""What of a source is compared, and in which order the entries of a file stood on their page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from glossa.model import Entry

__all__ = ["Key", "Neighbours", "figures", "in_page_order", "key", "letters", "neighbours"]

Key = str
Neighbours = tuple[Key, Key, Key]
"""Before, itself, after; empty at the ends."""
_FIGURE: Final = re.compile(r"\d+(?:[.,:]\d+)*")


def key(source: str) -> Key:
    """A source without what tools change on the way: kinds of blanks, composed letters."""
    return " ".join(unicodedata.normalize("NFC", source).split())


def letters(text: Key) -> str:
    """A key without its figures, so that a new number alone makes no new sentence."""
    return _FIGURE.sub("", text)


def figures(text: Key) -> list[str]:
    """The figures of a key, in order, full-width ones as ordinary ones."""
    return _FIGURE.findall(unicodedata.normalize("NFKC", text))


def in_page_order(entries: Sequence[Entry]) -> list[Entry]:
    """As they stood on the page, whatever a person has sorted them by.

    An entry that has lost its place stays behind the one before it in the file.
    """
    places: list[int] = []
    for entry in entries:
        places.append(entry.start if entry.end else (places[-1] if places else 0))
    order = sorted(range(len(entries)), key=places.__getitem__)
    return [entries[number] for number in order]


def neighbours(keys: Sequence[Key]) -> list[Neighbours]:
    """Each key between those beside it."""
    return list(zip(["", *keys], keys, [*keys[1:], ""], strict=False))
