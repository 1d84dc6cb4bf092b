"""Remarks on a list of pairs as a whole: sides that can hardly be meant as they were read.

A list without a header is read as Chinese and English. That of two other languages, or one whose
first column counts its rows, would load without a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from glossa.model import Finding
from glossa.script import has_han, written_in_han
from glossa.termbase.rows import Pair

__all__ = ["odd_pairs"]


def odd_pairs(pairs: Iterable[Pair], source: str, target: str) -> Iterator[Finding]:
    """One `odd-pair` for each sort of oddity, at its first pair, with their number.

    `pairs` as their file states them: those with a language of their own are not looked at.
    `source` and `target`: the languages they are taken for.
    """
    chinese = written_in_han(source) != written_in_han(target)
    sorts: dict[tuple[str, str], list[Pair]] = {}
    for pair in pairs:
        if pair.source_language or pair.target_language:
            continue
        sort = _sort(pair, chinese=chinese)
        if sort:
            sorts.setdefault(sort, []).append(pair)
    for (one, many), found in sorts.items():
        first, number = found[0], len(found)
        yield Finding(
            "odd-pair",
            f"{number:,} {many if number > 1 else one} (first: {first.source!r}, "
            f"{first.target!r}), taken as {source} and {target}: if that is wrong, let the first "
            "line name the columns, such as zh,en,note",
            where=first.where,
            raw=f"{first.source}\t{first.target}",
        )


def _sort(pair: Pair, *, chinese: bool) -> tuple[str, str] | None:
    """What is odd about a pair, of one and of many; None where nothing is."""
    sides = (pair.source, pair.target)
    if sides[0] == sides[1]:
        return None
    if len({any(map(str.isalpha, side)) for side in sides}) > 1:
        return "pair has a side without a letter", "pairs have a side without a letter"
    if not chinese or not any(map(str.isalpha, sides[0])):
        return None
    han = sum(map(has_han, sides))
    if han == 0:
        return "pair has no Chinese on either side", "pairs have no Chinese on either side"
    if han == 2 and not any(map(_has_latin, sides)):
        return "pair has Chinese on both sides", "pairs have Chinese on both sides"
    return None


def _has_latin(text: str) -> bool:
    return any(character.isascii() and character.isalpha() for character in text)
