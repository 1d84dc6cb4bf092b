"""A normalised view of a text, for comparing names, with a map back to the original offsets.

The view is NFKC and case-folded; curly apostrophes are straight, soft hyphens and other invisible
signs are gone, and a run of blanks with at most one line break in it is one blank. A paragraph
break (two line breaks) stays, so no name is found across it.

Most text is plain, so nothing here walks through it character by character: stretches that need no
more than `str.casefold`, which keeps their length, are taken whole; only the rest, found by one
regular expression, is looked at in small pieces. Where lengths change, the map has an anchor.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from glossa.script import CURLY_APOSTROPHES

__all__ = ["View", "key_of", "view_of"]

# Characters that case-folding maps one to one and that NFKC leaves alone, whatever their neighbours
# (a following combining mark starts an unusual run, which takes its base along). The Latin letters
# left out fold to two characters or have compatibility forms: sharp s, dotted I, ij, long s ...
_PLAIN: Final = (
    r"\x00-\x08\x0e-\x1b\x20-\x5f\x61-\x7e"  # ASCII but for blanks and the grave accent
    r"\u00a1-\u00a7\u00a9\u00ab\u00ac\u00ae\u00b0\u00b1\u00b6\u00b7\u00bb\u00bf"  # signs
    r"\u00c0-\u00de\u00e0-\u012f\u0134-\u013e\u0141-\u0148\u014a-\u017e"  # Latin
    r"\u0180-\u01c3\u01cd-\u01ef\u01f4-\u02af"
    r"\u0386\u0388-\u038a\u038c\u0391-\u03a1\u03a3-\u03af\u03b1-\u03ce"  # Greek
    r"\u0400-\u0481\u048a-\u052f"  # Cyrillic
    r"\u060c\u061b\u061f\u0620-\u064a\u0679-\u06d3\u06d5"  # Arabic
    r"\u2010\u2012-\u2016\u201a-\u2023\u2030-\u2032\u2039-\u203b\u2190-\u21ff\u2500-\u27bf"
    r"\u3001-\u3029\u3030-\u3035\u3041-\u3096\u30a1-\u30fe\u3400-\u4dbf\u4e00-\u9fff"
)
_UNUSUAL: Final = re.compile(f"[^{_PLAIN}]+")
_UNUSUAL_OR_BLANKS: Final = re.compile(f"(?: *[^{_PLAIN}]+ *| {{2,}})+")
_CLUSTERS: Final = re.compile(
    r"(?P<blank>[ \t\r\n\v\f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+)"
    r"|(?P<nothing>[\u00ad\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f]+)|."
)
_BREAK: Final = re.compile("\r\n|[\r\n\v\f\u0085\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class View:
    """The normalised text and how its offsets go back to the original."""

    text: str
    at: tuple[int, ...] = ()
    """Offsets into `text`, rising, where the distance to the original changes."""
    source_at: tuple[int, ...] = ()
    """The original offset that belongs to each of `at`."""

    def start(self, offset: int) -> int:
        """The original offset of a stretch that starts at `offset` of the view."""
        if not self.at:
            return offset
        index = bisect_right(self.at, offset) - 1
        if index < 0:
            return offset
        return self.source_at[index] + offset - self.at[index]

    def end(self, offset: int) -> int:
        """The original offset of a stretch that ends before `offset` of the view."""
        if not self.at:
            return offset
        index = bisect_left(self.at, offset) - 1
        if index < 0:
            return offset
        found = self.source_at[index] + offset - self.at[index]
        return min(found, self.source_at[index + 1]) if index + 1 < len(self.at) else found


def view_of(text: str) -> View:
    """The normalised view of `text`; linear in its length."""
    if text.isascii():
        text = text.replace("`", "'")
    else:
        for sign in CURLY_APOSTROPHES:
            text = text.replace(sign, "'")
    pattern = _UNUSUAL_OR_BLANKS if "  " in text else _UNUSUAL
    if pattern.search(text) is None:
        return View(text.casefold())
    builder = _Builder()
    done = 0
    for run in pattern.finditer(text):
        start, end = run.span()
        if start > done and unicodedata.combining(text[start]):
            start -= 1  # the mark's base; plain letters alone are never more than one code point
        while start > done and text[start - 1] == " " and text[start].isspace():
            start -= 1
        while end < len(text) and text[end] == " " and text[end - 1].isspace():
            end += 1
        start = max(start, done)
        builder.plain(text[done:start])
        builder.unusual(text[start:end])
        done = max(done, end)
    builder.plain(text[done:])
    return builder.view()


def key_of(text: str) -> str:
    """The normalised form under which a wording is filed: the view without blanks around it."""
    return view_of(text).text.strip()


class _Builder:
    """Collects the pieces of a view and the anchors of its map."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._source = 0
        self._at: list[int] = []
        self._source_at: list[int] = []

    def plain(self, piece: str) -> None:
        self._pieces.append(piece.casefold())
        self._length += len(piece)
        self._source += len(piece)

    def unusual(self, run: str) -> None:
        for cluster in _clusters(run):
            self._piece(cluster, _fold_cluster(cluster))

    def _piece(self, before: str, after: str) -> None:
        self._pieces.append(after)
        if len(before) != len(after):
            self._anchor()
        self._length += len(after)
        self._source += len(before)
        if len(before) != len(after):
            self._anchor()

    def _anchor(self) -> None:
        self._at.append(self._length)
        self._source_at.append(self._source)

    def view(self) -> View:
        return View("".join(self._pieces), tuple(self._at), tuple(self._source_at))


def _clusters(run: str) -> list[str]:
    """Cut a run into pieces to be normalised: blanks together, marks with their base."""
    pieces: list[str] = []
    for found in _CLUSTERS.finditer(run):
        piece = found[0]
        if pieces and found.lastgroup is None and unicodedata.combining(piece):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str) -> str:
    found = _CLUSTERS.match(cluster)
    if found is not None and found.end() == len(cluster):
        if found.lastgroup == "nothing":
            return ""
        if found.lastgroup == "blank":
            return "\n\n" if len(_BREAK.findall(cluster)) > 1 else " "
    folded = unicodedata.normalize("NFKC", cluster).casefold()
    return unicodedata.normalize("NFKC", folded)
