"""Two names of one thing side by side, and names that are spoken of as words.

`Guma (Pishan)` and `Ghulja, known in Chinese as Yining` tell readers a second name; put into one
spelling they would tell nothing. Everything here looks at the few words between two names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from glossa.termbase.matcher import Hit

__all__ = ["linked_before", "links", "spoken_of", "stands_behind"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_REACH: Final = 60
"""Characters that may stand between two names of one thing."""
_LINKING: Final = _set(
    "a.k.a aka alias also alternatively as be better by called can chinese ch commonly english "
    "formerly i.e in is kazakh known language local locally locals mandarin modern mongolian more "
    "name named now officially often old once or pinyin previously properly rendered romanised "
    "romanized russian simply sometimes spelled spelling spelt standard the then to today "
    "transcribed transliterated turkic turkish uighur uighurs uy uygur uygurs uyghur uyghurs "
    "written"
)
"""Words that stand between two names of one thing, and no others."""
_JOINING: Final = _set(
    "a.k.a aka alias as called formerly i.e named now once or spelled spelt today"
)
"""One of them or a sign is needed."""
_WORD: Final = re.compile(r"[^\W\d_](?:[\w.'-]*\w)?")
_SIGNS: Final = re.compile(r"[^\W\d_]|['.\s-]")
_SPOKEN_OF: Final = re.compile(
    r"\b(?:(?:word|term|spelling|spellings|toponym|ethnonym|exonym|endonym|demonym)"
    r"|(?:also|often|sometimes|usually|formerly|variously|is|are|was)[ \n]"
    r"(?:spelled|spelt|written|transliterated|romani[sz]ed|transcribed)(?:[ \n]as)?)[ \n]$",
    re.IGNORECASE,
)

_THE_NAME: Final = re.compile(r"\bthe[ \n]name[ \n]$", re.IGNORECASE)
_TOLD_OF_IT: Final = re.compile(
    r"[ \n](?:was|is|has|means|comes|came|derives|derived|goes[ \n]back|originates|refers)\b"
)


def links(between: str, *, listed: bool = False) -> bool:
    """Whether what stands between two names says that both are one: a view, in small letters.

    `listed`: both stand in the same brackets, where a comma is enough.

    >>> links(", known in chinese as "), links(" ("), links("/"), links(" is called ")
    (True, True, True, True)
    >>> links(" to "), links(" is the capital of "), links(". also "), links(", ")
    (False, False, False, False)
    """
    words = _WORD.findall(between)
    signs = _SIGNS.sub("", between)
    if any(word not in _LINKING for word in words) or signs.strip("([/,;:="):
        return False
    if between.startswith((".", "'")) or (not words and len(signs) != 1):
        return False
    strong = "([/=,;" if listed else "([/="
    return any(sign in strong for sign in signs) or not _JOINING.isdisjoint(words)


def stands_behind(view: str, hits: Sequence[Hit], start: int, end: int, wanted: str) -> bool:
    """Whether the name `wanted` stands behind `start:end` as another name of the same thing.

    `hits`: all in the view, sorted by start, of those that start together the longest first.
    """
    here, done = bisect_left(hits, (start,)), end
    for first, last, *_ in hits[here + 1 : here + 9]:
        if first > end + _REACH:
            break
        if first >= done:
            if view[first:last] == wanted and links(view[end:first]):
                return True
            done = last
    return False


def linked_before(
    view: str, hits: Sequence[Hit], start: int, end: int
) -> Iterator[tuple[int, int, str]]:
    """The names before `start:end` that it may be another name of, the nearest first.

    The same name once more is no other name.
    """
    here = bisect_left(hits, (start,))
    for first, last, key, _ in reversed(hits[max(0, here - 4) : here]):
        if last < start - _REACH:
            break
        if last > start or view[first:last] == view[start:end]:
            continue
        opening = view.rfind("(", max(0, first - _REACH), first)
        listed = opening > view.rfind(")", max(0, first - _REACH), start)
        if links(view[last:start], listed=listed):
            yield first, last, key


def spoken_of(text: str, start: int, end: int) -> bool:
    """Whether a name is spoken of as a word, so that another spelling would make it untrue.

    >>> spoken_of("The word Khotan is old", 9, 15), spoken_of("also spelled Uighur.", 13, 19)
    (True, True)
    >>> spoken_of("The name Uighur was adopted.", 9, 15), spoken_of("The city Khotan is old", 9, 15)
    (True, False)
    """
    before = text[max(0, start - 40) : start]
    if _SPOKEN_OF.search(before) is not None:
        return True
    return _THE_NAME.search(before) is not None and _TOLD_OF_IT.match(text, end) is not None
