"""Find terms in a normalised text: leftmost, then longest, over an Aho-Corasick automaton.

The one door to ahocorasick_rs. Scripts with words have word boundaries: the text to be scanned has
a blank for every sign that is no letter or digit, and each pattern starts with one, so that the
automaton itself passes over the insides of words. What it reports is compared with the real text
afterwards. Han has no boundaries.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable
from operator import itemgetter
from typing import Any, Final

from glossa.script import CURLY_APOSTROPHES, SCRIPT_RANGES, is_han, script_of
from glossa.termbase.concepts import Condition

__all__ = ["Guard", "Hit", "Matcher", "case_fits", "holds", "in_address"]

_SMALL: Final = 40_000
"""Up to so many characters of patterns the fastest kind of automaton fits in a few megabytes."""
_BLANKED: Final = bytes(code if chr(code).isalnum() or code > 127 else 32 for code in range(256))
_UNSPACED: Final = ("Hani", "Hira", "Kana", "Thai", "Tibt")
_WORD_LETTERS: Final = "".join(
    f"\\U{first:08x}-\\U{last:08x}"
    for first, last, script in SCRIPT_RANGES
    if script not in _UNSPACED
)
_NO_WORD: Final = re.compile(f"[^\\x00-\\x7f\\d{_WORD_LETTERS}]+")
_ADDRESS: Final = re.compile(
    r"://|www\.|[\w.+-]@[\w-]|[a-z0-9-]\.(?:[a-z]{2,4}\b|[\w-]+/)|[\w.-]/[\w.-]+/|[#@]\w|\\",
)
_ADDRESS_SIGNS: Final = re.compile(r"[!-~]*")
_REACH: Final = 200
_RISKY: Final = frozenset("_@#\\'.")


Hit = tuple[int, int, str, str]
"""A place in the view with boundaries on both sides: start, end (a plural ending included), the
pattern, the plural ending (`s`, `es` or nothing). A plain tuple: there are very many of them."""


class Matcher:
    """Finds every pattern of one drawer; patterns are normalised forms."""

    def __init__(self, keys: Collection[str], plurals: Collection[str], *, words: bool) -> None:
        """`keys`: the patterns; `plurals`: those that take a plural s; `words`: have boundaries."""
        self._keys = keys
        self._plurals = plurals
        self._words = words
        self._automaton: Any = None
        self._padding = "   "
        """Blanks behind the text, so that there is always a sign behind a hit."""

    def hits(self, view: str) -> list[Hit]:
        """All places, overlapping ones too, sorted by start, the longest first."""
        if not self._keys:
            return []
        if self._automaton is None:
            self._automaton = self._build()
        found = self._in_words(view) if self._words else self._anywhere(view)
        # They come sorted by end; reversed, a stable sort by start puts the longest first.
        found.reverse()
        found.sort(key=itemgetter(0))
        return found

    def _in_words(self, view: str) -> list[Hit]:
        scanned = _blanked(view) + self._padding
        keys, plurals, length = self._keys, self._plurals, len(view)
        found: list[Hit] = []
        for _, start, end in self._scan(scanned):
            # `scanned` begins with a blank that the view has not: offsets shift by one, and the
            # pattern's own first blank shifts them back.
            behind = scanned[end]
            if behind == " ":
                plural = ""
            elif behind == "s" and scanned[end + 1] == " ":
                plural = "s"
            elif behind == "e" and scanned[end + 1 : end + 3] == "s ":
                plural = "es"
            else:
                continue
            stop = end - 1
            key = view[start:stop]
            if key not in keys or stop > length:
                continue
            if (
                view[stop + len(plural) : stop + len(plural) + 1] in _RISKY
                or view[start - 1 : start] in _RISKY
            ) and _inside_a_word(view, start, stop + len(plural)):
                continue
            if plural and (key not in plurals or (plural == "es" and not _takes_es(key))):
                continue
            found.append((start, stop + len(plural), key, plural))
        return found

    def _anywhere(self, view: str) -> list[Hit]:
        found: list[Hit] = []
        for _, start, end in self._scan(view):
            if _cuts_word(view, start) or _cuts_word(view, end):
                continue
            found.append((start, end, view[start:end], ""))
        return found

    def _scan(self, text: str) -> list[tuple[int, int, int]]:
        try:
            found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # lone surrogates: one sign each, and never part of a term
            text = text.encode("utf-8", "replace").decode()
            found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return list(found)

    def _build(self) -> Any:
        from ahocorasick_rs import AhoCorasick, Implementation

        if self._words:
            patterns = sorted({_blanked(key) for key in self._keys})
            self._padding += " " * max(len(key) - len(key.rstrip()) for key in patterns)
        else:
            patterns = sorted(self._keys)
        small = sum(map(len, patterns)) <= _SMALL
        kind = Implementation.DFA if small else Implementation.ContiguousNFA
        return AhoCorasick(patterns, implementation=kind, store_patterns=False)


def _blanked(text: str) -> str:
    """`text` behind a blank, with a blank for each sign that is no letter or digit of a word."""
    if not text.isascii():
        for sign in "“”–—•⋯":  # the most frequent ones the fast way
            text = text.replace(sign, " ")
        text = _NO_WORD.sub(lambda found: " " * len(found[0]), text)
    return " " + text.encode().translate(_BLANKED).decode()


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
    if sign and sign in "'.@":
        rest = view[end + 1 : end + 3]
        if rest[:1].isalnum() and not is_han(rest[0]):
            return sign != "'" or rest[0] != "s" or rest[1:].isalnum()
    return False


def _takes_es(key: str) -> bool:
    return key.endswith(("s", "x", "z", "ch", "sh"))


def _cuts_word(view: str, offset: int) -> bool:
    """Whether `offset` lies between two letters of a script that has words."""
    if offset == 0 or offset >= len(view):
        return False
    before, after = view[offset - 1], view[offset]
    return (
        before.isalnum()
        and after.isalnum()
        and script_of(before) not in _UNSPACED
        and script_of(after) not in _UNSPACED
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
    if view[end : end + 1] in (" ", "-") and not is_han(word[0]):
        end += 1
    return view.startswith(word, end) and not _cuts_word(view, end + len(word))


def _precedes(view: str, start: int, word: str) -> bool:
    if view[max(0, start - 1) : start] in (" ", "-") and not is_han(word[-1]):
        start -= 1
    return view.endswith(word, 0, start) and not _cuts_word(view, start - len(word))


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
    before = _ADDRESS_SIGNS.match(view[max(0, start - _REACH) : start][::-1])
    after = _ADDRESS_SIGNS.match(view[end : end + _REACH])
    run = (before[0][::-1] if before else "") + view[start:end] + (after[0] if after else "")
    return len(run) > end - start and _ADDRESS.search(run) is not None


def case_fits(term: str, surface: str) -> bool:
    """Whether the surface, but for the kind of apostrophe and blanks, is written as the term is."""
    for sign in CURLY_APOSTROPHES:
        surface = surface.replace(sign, "'")
    return " ".join(surface.split()).startswith(term)
