"""A normalised view of a text, for comparing names, with a map back to the original offsets.

The view is NFKC and case-folded; curly apostrophes are straight, soft hyphens and other invisible
signs are gone, and a run of blanks between two words, with at most one line break in it, is one
blank. A paragraph break (two line breaks) stays apart from a blank: no name is found across it.

Most text is plain, so nothing here walks through it character by character: what can be replaced
one for one is replaced in the whole text at once, as UTF-8 bytes, which is many times faster than
`str.casefold`. Text with other characters goes the long way: what is unusual, found by one regular
expression, is looked at in small pieces. Where lengths change, the map has an anchor.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from glossa.script import CURLY_APOSTROPHES

__all__ = ["View", "key_of", "view_of"]

# Characters that case-folding maps one to one and that NFKC leaves alone, whatever their neighbours
# (a following combining mark starts an unusual run, which takes its base along). The Latin letters
# left out fold to two characters or have compatibility forms: sharp s, dotted I, ij, long s ...
_PLAIN: Final = (
    r"\x00-\x7f"
    r"\u00a1-\u00a7\u00a9\u00ab\u00ac\u00ae\u00b0\u00b1\u00b6\u00b7\u00bb\u00bf"  # signs
    r"\u00c0-\u00de\u00e0-\u012f\u0134-\u013e\u0141-\u0148\u014a-\u017e"  # Latin
    r"\u0180-\u01c3\u01cd-\u01ef\u01f4-\u02af"
    r"\u0386\u0388-\u038a\u038c\u0391-\u03a1\u03a3-\u03af\u03b1-\u03ce"  # Greek
    r"\u0400-\u0481\u048a-\u052f"  # Cyrillic
    r"\u060c\u061b\u061f\u0620-\u064a\u0679-\u06d3\u06d5"  # Arabic
    r"\u2010\u2012-\u2016\u201a-\u2023\u2030-\u2032\u2039-\u203b\u2190-\u21ff\u22ef\u2500-\u27bf"
    r"\u3001-\u3029\u3030-\u3035\u3041-\u3096\u30a1-\u30fe\u3400-\u4dbf\u4e00-\u9fff"
)
_BLANKS: Final = re.compile("   *")
_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0f"
_BLANK_ASCII: Final = "\t\v\f\x1c\x1e\x1f"
_BLANK_OTHER: Final = "\u0085\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u3000"
_ONE_FOR_ONE: Final = (
    tuple((sign, "'") for sign in CURLY_APOSTROPHES)
    + tuple((sign, chr(ord(sign) - 0xFEE0)) for sign in "，：；！？（）")
    + (("…", "⋯"),)
)  # NFKC would make it three dots; the stand-in keeps the length
_SHORT: Final = 400
"""Up to this length one search for unusual characters is faster than the tests that spare it."""
_MANY: Final = 100
_LONG: Final = 1 << 16
_CUT: Final = re.compile(r"[0-9A-Za-z\u4e00-\u9fff](?=[0-9A-Za-z\u4e00-\u9fff])")
"""Where a long text may be cut: no sign belongs to both sides."""
_PARAGRAPH: Final = "\x1d"
"""Stands twice in the view for two line breaks."""
_ASCII: Final = bytes(range(128))
_BYTES: Final = bytes.maketrans(
    (_BLANK_ASCII + "\n`").encode(), b" " * (len(_BLANK_ASCII) + 1) + b"'"
).translate(bytes(range(256)).lower())
"""Small letters for capitals, a blank for each blank, straight apostrophes."""
_FOLDED: dict[str, str | None] = {**dict(_ONE_FOR_ONE), **dict.fromkeys(_BLANK_OTHER, " ")}
"""What a character that is not ASCII becomes, as far as it was asked for; with `_EDIT` before it
where that takes an edit, None where the neighbours decide. No longer than Unicode's table."""
_EDIT: Final = "\x00\x00"
_SAME: set[str] = set()
"""Those that stay as they are."""


_PLAIN_HAN: Final = re.compile(r"[\u4e00-\u9fff]+")
"""Ideographs that neither NFKC nor case folding changes."""


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
        found = self.source_at[index] + offset - self.at[index]
        return min(found, self.source_at[index + 1]) if index + 1 < len(self.at) else found

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
    if len(text) <= _LONG:
        return _view_of(text)
    # One unusual sign makes the text around it slow, not all of a long one; and what is made on the
    # way takes several times the room.
    pieces: list[str] = []
    at: list[int] = []
    source_at: list[int] = []
    done = length = 0
    while done < len(text):
        cut = _CUT.search(text, done + _LONG)
        end = cut.start() + 1 if cut else len(text)
        view = _view_of(text[done:end])
        pieces.append(view.text)
        at += (length + offset for offset in view.at)
        source_at += (done + offset for offset in view.source_at)
        length += len(view.text)
        if view.at:  # the offsets behind the cut are those of the text again
            at.append(length)
            source_at.append(end)
        done = end
    return View("".join(pieces), tuple(at), tuple(source_at))


def _view_of(text: str) -> View:
    edits: list[tuple[int, int, str]] = []
    plain = _plain_view(text, edits)
    if plain is None:
        prepared = _prepared(text)
        edits = list(_unusual(prepared))
    else:
        prepared = plain
    if "  " in prepared:
        edits += _blanks(prepared, text)
    if not edits:
        return View(plain if plain is not None else prepared.casefold())
    edits.sort()
    pieces: list[str] = []
    at: list[int] = []
    source_at: list[int] = []
    done = length = 0
    for start, end, after in edits:
        kept = prepared[done:start]
        if plain is None:
            kept = kept.casefold()
        pieces += (kept, after)
        length += len(kept)
        done = end
        if len(after) == end - start:
            length += len(after)
            continue
        at += (length, length + len(after))
        source_at += (start, end)
        length += len(after)
    kept = prepared[done:]
    pieces.append(kept.casefold() if plain is None else kept)
    return View("".join(pieces), tuple(at), tuple(source_at))


def key_of(text: str) -> str:
    """The normalised form under which a wording is filed: the view without blanks around it."""
    # Most wordings of a large glossary are one of these two, and their form is plain.
    if text.isascii() and text.isprintable() and "  " not in text and "`" not in text:
        return text.strip().lower()
    if _PLAIN_HAN.fullmatch(text):
        return text
    return view_of(text.strip()).text.strip()


def _plain_view(text: str, edits: list[tuple[int, int, str]]) -> str | None:
    """The view of a text of usual characters, but for `edits` to be made; None for other text.

    Edits are added for characters that become none or several; blanks are none of them.
    """
    try:
        data = text.encode()
    except UnicodeEncodeError:  # lone surrogates
        return None
    if len(data) != len(text):
        others = data.translate(None, _ASCII).decode()
        if len(others) > _MANY:
            others = _PLAIN_HAN.sub("", others)  # a set of thousands of signs takes its time
        plain = text
        for sign in set(others) - _SAME:
            folded = _FOLDED[sign] if sign in _FOLDED else _fold_sign(sign)
            if folded is None:
                return None
            if len(folded) == 1:
                plain = plain.replace(sign, folded)
            else:
                edits += ((found, found + 1, folded[2:]) for found in _places(text, sign))
        if plain is not text:
            data = plain.encode()
    if b"\r" in data:
        data = data.replace(b"\r\n\r\n", b"\x1d" * 4).replace(b"\r\n", b"\n ")
        data = data.replace(b"\r", b"\n")
    return data.replace(b"\n\n", b"\x1d\x1d").translate(_BYTES).decode()


def _places(text: str, sign: str) -> Iterator[int]:
    found = text.find(sign)
    while found >= 0:
        yield found
        found = text.find(sign, found + 1)


# These two take milliseconds to compile, and a look-up in English needs neither.
@lru_cache(maxsize=1)
def _unusual_signs() -> re.Pattern[str]:
    return re.compile(f"[^{_PLAIN}]+")


@lru_cache(maxsize=1)
def _odd_signs() -> re.Pattern[str]:
    """Any of the signs that are replaced; most short texts have none."""
    return re.compile("[" + "".join(sign for sign, _ in _ONE_FOR_ONE) + _BLANK_OTHER + "]")


def _fold_sign(sign: str) -> str | None:
    """What a character becomes whatever stands beside it, behind a mark if it is to be edited.

    None for one that depends on its neighbours.
    """
    folded = sign.casefold()
    cluster = _fold_cluster(sign)
    found: str | None = folded
    if _unusual_signs().match(sign):
        if unicodedata.combining(sign):
            found = None
        elif sign in _INVISIBLE:
            found = _EDIT
        elif folded != cluster and unicodedata.is_normalized("NFKC", sign) and len(folded) == 1:
            found = None  # its form depends on whether the text is normalised
        elif len(cluster) != 1 or cluster in " `" or cluster.isalnum() != sign.isalnum():
            found = _EDIT + cluster
        else:
            found = cluster
    _FOLDED[sign] = found
    if found == sign:
        _SAME.add(sign)
    return found


def _prepared(text: str) -> str:
    """`text` with everything replaced that can be replaced one for one, but for its case."""
    text = text.replace("`", "'")
    if not text.isascii() and _odd_signs().search(text):
        for sign, plain in _ONE_FOR_ONE:
            text = text.replace(sign, plain)
        for sign in _BLANK_OTHER:
            text = text.replace(sign, " ")
    if not text.isprintable():
        for sign in _BLANK_ASCII:
            text = text.replace(sign, " ")
        if "\r" in text:
            text = text.replace("\r\n\r\n", _PARAGRAPH * 4).replace("\r\n", "\n ")
            text = text.replace("\r", "\n")
        text = text.replace("\n\n", _PARAGRAPH * 2).replace("\n", " ")
    return text


def _unusual(text: str) -> Iterator[tuple[int, int, str]]:
    """Edits (start, end, after) for what is neither plain nor a blank, in order."""
    if text.isascii() or (len(text) < _SHORT and not _unusual_signs().search(text)):
        return
    if (
        unicodedata.is_normalized("NFKC", text)
        and not any(sign in text for sign in _INVISIBLE)
        and len(text.casefold()) == len(text)
    ):
        return
    for run in _unusual_signs().finditer(text):
        start, end = run.span()
        if start and unicodedata.combining(text[start]):
            start -= 1  # the mark's base
        for cluster in _clusters(text[start:end]):
            yield start, start + len(cluster), _fold_cluster(cluster)
            start += len(cluster)


def _blanks(prepared: str, text: str) -> Iterator[tuple[int, int, str]]:
    """Edits for runs of blanks between two words; `text` tells how many line breaks they were."""
    for run in _BLANKS.finditer(prepared):
        start, end = run.span()
        if prepared[start - 1 : start].isalnum() and prepared[end : end + 1].isalnum():
            breaks = text[start:end].replace("\r\n", "\n").replace("\r", "\n").count("\n")
            yield start, end, _PARAGRAPH * 2 if breaks > 1 else " "


def _clusters(run: str) -> list[str]:
    """Cut a run into pieces to be normalised: marks stay with their base."""
    pieces: list[str] = []
    for sign in run:
        if pieces and unicodedata.combining(sign):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str) -> str:
    if cluster in _INVISIBLE:
        return ""
    folded = unicodedata.normalize("NFKC", cluster).casefold()
    return unicodedata.normalize("NFKC", folded)
