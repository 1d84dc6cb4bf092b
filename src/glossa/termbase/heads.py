"""What the automaton looks for: how the keys of a drawer begin.

A glossary of 100,000 names would make an automaton of millions of states, which takes seconds to
build; their first words are few. So the automaton finds first words (of Han: first two signs), and
a table of first and second words says how long the keys are that begin so. What stands in the text
is then compared with the keys themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

__all__ = ["Extents", "Heads", "endings", "heads_of_han", "heads_of_words"]

_SHORT: Final = 3

Extents = tuple[tuple[int, int], ...]
"""Where keys may stand around a word: characters before its start and behind it, the longest
first."""


@dataclass(slots=True)
class Heads:
    """How the keys begin."""

    patterns: list[str] = field(default_factory=list)
    """For the automaton, sorted: of words ` word ` with a blank on each side; else as they are."""
    alone: list[Extents] = field(default_factory=list)
    """For each pattern: the keys that end with it."""
    longer: list[bool] = field(default_factory=list)
    """For each pattern: whether any key goes on."""
    pairs: dict[str, Extents] = field(default_factory=dict)
    """First and second words: the keys that begin so."""
    before: int = 0
    """Most signs that stand before the first word of a key."""
    longest: int = 0
    """Characters of the longest key, its plural included."""
    unsorted: bool = False
    """Whether hits may come out of order."""


def endings(key: str, *, plural: bool) -> tuple[str, ...]:
    """The plural endings with which a key may stand in a text; the empty one first."""
    if not plural:
        return ("",)
    return ("", "s", "es") if key.endswith(("s", "x", "z", "ch", "sh")) else ("", "s")


def heads_of_words(
    keys: Iterable[str], plurals: Collection[str], project: Callable[[str], str]
) -> Heads:
    """Heads of keys in a script that has words; `project` puts a blank for every other sign."""
    found = Heads()
    alone: dict[str, set[tuple[int, int]]] = {}
    pairs: dict[str, set[tuple[int, int]]] = {}
    longer: set[str] = set()
    for key in keys:
        projected = project(key)
        word = projected.lstrip(" ")
        before = len(projected) - len(word)
        found.longest = max(found.longest, len(key) + 2)
        found.before = max(found.before, before)
        if not word:  # nothing but signs
            alone.setdefault(f" {projected}", set()).add((0, before))
            found.unsorted = True
            continue
        first = word.partition(" ")[0]
        extent = (before, len(word))
        forms = endings(key, plural=key in plurals)
        if len(first) == len(word):
            for form in forms:
                alone.setdefault(f" {first}{form} ", set()).add(extent)
            continue
        longer.add(f" {first} ")
        gap = word.find(" ", len(first) + 1)
        if gap >= 0:
            pairs.setdefault(word[:gap], set()).add(extent)
        else:
            for form in forms:
                pairs.setdefault(word + form, set()).add(extent)
    _lengthen(alone, longer, pairs)
    found.unsorted = found.unsorted or found.before > 0
    found.patterns = sorted({*alone, *longer})
    shared: dict[Extents, Extents] = {}
    found.alone = [_sorted(alone.get(pattern, ()), shared) for pattern in found.patterns]
    found.longer = [pattern in longer for pattern in found.patterns]
    found.pairs = {pair: _sorted(extents, shared) for pair, extents in pairs.items()}
    return found


def _lengthen(
    alone: dict[str, set[tuple[int, int]]],
    longer: set[str],
    pairs: dict[str, set[tuple[int, int]]],
) -> None:
    """Let the automaton look for two words where the first is as short as `the`.

    Such words are everywhere in a text, and each would have to be looked at.
    """
    short = {pattern for pattern in longer if len(pattern) <= _SHORT + 2} - alone.keys()
    longer -= short
    for pair in [pair for pair in pairs if f" {pair.partition(' ')[0]} " in short]:
        alone[f" {pair} "] = pairs.pop(pair)


def heads_of_han(keys: Iterable[str]) -> Heads:
    """Heads of keys in a script without words: their first two signs, or the only one."""
    alone: dict[str, set[tuple[int, int]]] = {}
    for key in keys:
        alone.setdefault(key[:2], set()).add((0, len(key)))
    patterns = sorted(alone)
    shared: dict[Extents, Extents] = {}
    return Heads(
        patterns,
        [_sorted(alone[pattern], shared) for pattern in patterns],
        [False] * len(patterns),
        unsorted=any(len(pattern) == 1 for pattern in patterns),
        longest=max((length for extents in alone.values() for _, length in extents), default=0),
    )


def _sorted(extents: Iterable[tuple[int, int]], shared: dict[Extents, Extents]) -> Extents:
    """The longest first; equal ones are one object."""
    found = tuple(sorted(extents, key=lambda extent: (-extent[1], -extent[0])))
    return shared.setdefault(found, found)
