"""Find the keys of a drawer in a normalised text, over an Aho-Corasick automaton.

The one door to ahocorasick_rs. Scripts with words have word boundaries: the text to be scanned has
a blank for every sign that is no letter or digit, so that the automaton passes over the insides of
words. It scans bytes in which each character takes the same room, one byte (Latin) or two, so that
its offsets are those of the text. What it reports is compared with the real text afterwards. Han
has no boundaries.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Any, Final

from glossa.script import SCRIPT_RANGES, is_han
from glossa.termbase.heads import Heads, endings, heads_of_han, heads_of_words
from glossa.termbase.surroundings import SENTENCE_BEGINS, UNSPACED, cuts_word

__all__ = ["Hit", "Matcher"]

_BLOCK: Final = 1 << 16
"""Characters scanned at a time: what is made for the automaton stays in the processor's cache."""
_WORD_LETTERS: Final = "".join(
    f"\\U{first:08x}-\\U{last:08x}"
    for first, last, script in SCRIPT_RANGES
    if script not in UNSPACED
)
_BLANKED: Final = bytes(code if chr(code).isalnum() or code > 127 else 32 for code in range(256))
_BEYOND: Final = re.compile("[\\U00010000-\\U0010ffff]")
_RISKY: Final = frozenset("_@#\\'.")

Hit = tuple[int, int, str, str]
"""A place in the view with boundaries on both sides: start, end (a plural ending included), the
key, the plural ending (`s`, `es` or nothing). A plain tuple: there are very many of them."""


# Compiled when a text is first searched: a look-up does without.
@lru_cache(maxsize=1)
def _no_word() -> re.Pattern[str]:
    return re.compile(f"[^\\x00-\\x7f\\d{_WORD_LETTERS}]+")


@lru_cache(maxsize=1)
def _latin() -> bytes:
    """Latin-1 with a blank for each sign that is no letter or digit."""
    signs = map(chr, range(256))
    return bytes(
        32 if (not sign.isalnum() if sign.isascii() else _no_word().match(sign)) else ord(sign)
        for sign in signs
    )


class Matcher:
    """Finds every key of one drawer; keys are normalised forms."""

    def __init__(
        self,
        keys: Collection[str],
        plurals: Collection[str],
        *,
        words: bool,
        heads: Heads | None = None,
    ) -> None:
        """`plurals`: the keys that take a plural s; `words`: have boundaries; `heads`: if known."""
        self._keys = keys
        self._plurals = plurals
        self._words = words
        # What is not Latin-1 is a blank in a one-byte text: right as long as most of the keys is.
        joined = "".join(keys)
        self._latin = words and 2 * len(joined.encode("latin-1", "ignore")) >= len(joined)
        self._heads = heads
        self._automaton: Any = None
        self._entries: list[tuple[tuple[tuple[int, int], ...], bool]] = []

    @property
    def heads(self) -> Heads:
        """How the keys begin."""
        if self._heads is None:
            if self._words:
                self._heads = heads_of_words(self._keys, self._plurals, self._projected)
            else:
                self._heads = heads_of_han(self._keys)
        return self._heads

    def hits(self, view: str) -> list[Hit]:
        """All places, overlapping ones too, sorted by start, the longest first."""
        if not self._keys:
            return []
        if self._automaton is None:
            self._automaton = self._build()
        found: list[Hit] = []
        find = self._in_words if self._words else self._anywhere
        for first in range(0, len(view), _BLOCK):
            find(view, first, min(len(view), first + _BLOCK), found)
        if self.heads.unsorted:
            found.sort(key=lambda hit: (hit[0], -hit[1]))
        return found

    def _in_words(self, view: str, first: int, last: int, found: list[Hit]) -> None:
        """Add the hits whose first word begins at `first` or later and before `last`."""
        heads = self.heads
        origin = max(0, first - heads.before)  # `scanned[i]` is `view[origin - 1 + i]`
        window = view[max(0, origin - 1) : last + heads.longest + 4]
        scanned = self._projected(window if origin else " " + window) + " " * (heads.longest + 4)
        entries, pairs = self._entries, heads.pairs
        for pattern, at, end in self._scan(scanned):
            word = origin + at
            extents, longer = entries[pattern]
            if longer:
                # ` word ` stands there; the second one is needed to tell which keys are possible.
                more = pairs.get(scanned[at + 1 : scanned.find(" ", end)])
                if more:
                    extents = more + extents
            if extents and first <= word < last:
                for before, behind in extents:
                    self._weigh(view, scanned, at - before, behind + before, origin, found)

    def _weigh(
        self, view: str, scanned: str, blank: int, length: int, origin: int, found: list[Hit]
    ) -> None:
        """Add the hit if a key of `length` stands behind `scanned[blank]`, between boundaries."""
        start = origin + blank
        stop = start + length
        behind = scanned[blank + 1 + length]
        if behind == " ":
            plural = ""
        elif behind == "s" and scanned[blank + 2 + length] == " ":
            plural = "s"
        elif behind == "e" and scanned[blank + 2 + length : blank + 4 + length] == "s ":
            plural = "es"
        else:
            return
        key = view[start:stop]
        if blank < 0 or key not in self._keys or stop > len(view) or scanned[blank] != " ":
            return
        end = stop + len(plural)
        left, right = view[start - 1 : start], view[end : end + 1]
        if not (left + right).isascii() and (_is_letter(left) or _is_letter(right)):
            return  # a letter beyond Latin-1
        if (right in _RISKY or left in _RISKY) and _inside_a_word(view, start, end):
            return
        if plural and plural not in endings(key, plural=key in self._plurals):
            return
        found.append((start, end, key, plural))

    def _anywhere(self, view: str, first: int, last: int, found: list[Hit]) -> None:
        keys, entries = self._keys, self._entries
        for pattern, at, _ in self._scan(view[first : last + 1]):
            start = first + at
            if start >= last:
                continue
            for _, length in entries[pattern][0]:
                stop = start + length
                key = view[start:stop]
                if key in keys and stop <= len(view):
                    if cuts_word(view, start):
                        break
                    if not cuts_word(view, stop):
                        found.append((start, stop, key, ""))

    def _projected(self, text: str) -> str:
        """`text` with a blank for each sign that is no letter or digit of a word.

        In a one-byte text letters beyond Latin-1 are blanks too.
        """
        if self._latin:
            return text.encode("latin-1", "replace").translate(_latin()).decode("latin-1")
        text = _no_word().sub(lambda found: " " * len(found[0]), text)
        return text.encode().translate(_BLANKED).decode()

    def _scan(self, text: str) -> list[tuple[int, int, int]]:
        """(pattern, start, end) of all heads in a projected text, sorted by end."""
        data = self._encoded(text)
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(
            data, overlapping=True
        )
        if self._latin:
            return found
        return [(head, at >> 1, end >> 1) for head, at, end in found if not at & 1]

    def _encoded(self, text: str) -> bytes:
        if self._latin:
            return text.encode("latin-1")
        data = text.encode("utf-16-le", "surrogatepass")
        if len(data) != 2 * len(text):
            data = _BEYOND.sub("\ufffd", text).encode("utf-16-le", "surrogatepass")
        return data

    def _build(self) -> Any:
        from ahocorasick_rs import BytesAhoCorasick, Implementation

        heads = self.heads
        self._entries = list(zip(heads.alone, heads.longer, strict=True))
        patterns = [self._encoded(pattern) for pattern in heads.patterns]
        # As fast as the larger DFA, which does not stay in the processor's cache.
        return BytesAhoCorasick(patterns, implementation=Implementation.ContiguousNFA)


def _is_letter(sign: str) -> bool:
    return bool(sign) and not sign.isascii() and _no_word().match(sign) is None


def _inside_a_word(view: str, start: int, end: int) -> bool:
    """Whether an apostrophe, dot or underscore ties the stretch to a letter beside it.

    `Hotan's` is Hotan with a possessive; `Ku'erle` is no `Ku`, `hetian.gov` no Hetian.
    """
    if start:
        sign = view[start - 1]
        if sign in "_@#\\" or (sign in "'." and start > 1 and view[start - 2].isalnum()):
            return True
    sign = view[end : end + 1]
    if sign == "_":
        return True
    if sign == "." and SENTENCE_BEGINS.match(view, end):
        return False
    if sign and sign in "'.@":
        rest = view[end + 1 : end + 3]
        if rest[:1].isalnum() and not is_han(rest[0]):
            return sign != "'" or rest[0] != "s" or rest[1:].isalnum()
    return False
