"""What stands around a form in a text: neighbour words, guarded stretches, addresses, case."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable
from typing import Final

from glossa.script import CURLY_APOSTROPHES, is_han, script_of
from glossa.termbase.concepts import Condition

__all__ = ["SENTENCE_BEGINS", "UNSPACED", "Guard", "case_fits", "cuts_word", "holds", "in_address"]

UNSPACED: Final = ("Hani", "Hira", "Kana", "Thai", "Tibt")
"""Scripts that have no blanks between words."""
_ADDRESS: Final = re.compile(
    r"://|www\.|[\w.+-]@[\w-]|[a-z0-9-]\.(?:[a-z]{2,4}\b|[\w-]+/)|[\w.-]/[\w.-]+/|[#@]\w|\$[a-z_]|\\",
)
SENTENCE_BEGINS: Final = re.compile(
    r"\.(?:the|he|she|they|we|this|that|these|those|there|but|and|however|also|when|after)"
    r"(?![\w./@:-])"
)
"""A full stop with no blank behind (`Hetian.The end`): words that no host or file name ends in."""
_ADDRESS_SIGNS: Final = re.compile(r"[!-~]*")
_REACH: Final = 200


def cuts_word(view: str, offset: int) -> bool:
    """Whether `offset` lies between two letters of a script that has words."""
    if offset == 0 or offset >= len(view):
        return False
    before, after = view[offset - 1], view[offset]
    return (
        before.isalnum()
        and after.isalnum()
        and script_of(before) not in UNSPACED
        and script_of(after) not in UNSPACED
    )


def holds(condition: Condition, view: str, start: int, end: int, page: Collection[str]) -> bool:
    """Whether `next`, `prev`, `not-next`, `not-prev` or `page` holds for a stretch of the view."""
    if condition.name == "page":
        return any(value in page for value in condition.values)
    if condition.name.endswith("next"):
        found = any(_follows(view, end, value) for value in condition.values)
    else:
        found = any(_precedes(view, start, value) for value in condition.values)
    return found != condition.name.startswith("not-")


def _follows(view: str, end: int, word: str) -> bool:
    """Whether `word` stands right behind, a blank or hyphen between if it is a word of letters."""
    linked = view[end : end + 1] in (" ", "-")
    if linked:
        end += 1
    if not view.startswith(word, end) or (linked and is_han(word[0])):
        return False
    return not cuts_word(view, end + len(word))


def _precedes(view: str, start: int, word: str) -> bool:
    linked = view[max(0, start - 1) : start] in (" ", "-")
    if linked:
        start -= 1
    if not view.endswith(word, 0, start) or (linked and is_han(word[-1])):
        return False
    return not cuts_word(view, start - len(word))


class Guard:
    """Stretches that must not be touched: protected spans, quotations."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        """`spans`: in any order, overlapping or not."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touches(self, start: int, end: int) -> bool:
        """Whether a stretch overlaps one of the spans."""
        index = bisect_right(self._ends, start)
        return index < len(self._starts) and self._starts[index] < end


def in_address(view: str, start: int, end: int) -> bool:
    """Whether the stretch is part of a URL, an e-mail address, a path or a file name.

    A net below the spans that the caller protects; it looks no further than 200 characters.
    """
    if f"{view[start - 1 : start]}{view[end : end + 1]}".isspace():
        return False  # blanks on both sides: what most names have
    before = _ADDRESS_SIGNS.match(view[max(0, start - _REACH) : start][::-1])
    after = _ADDRESS_SIGNS.match(view[end : end + _REACH])
    run = (before[0][::-1] if before else "") + view[start:end] + (after[0] if after else "")
    run = SENTENCE_BEGINS.sub(" ", run)
    return len(run) > end - start and _ADDRESS.search(run) is not None


def case_fits(term: str, surface: str) -> bool:
    """Whether the surface, but for the kind of apostrophe and blanks, is written as the term is."""
    for sign in CURLY_APOSTROPHES:
        surface = surface.replace(sign, "'")
    return " ".join(surface.split()).startswith(term)
