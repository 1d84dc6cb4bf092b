"""The slow way to find terms: every key at every place. It judges the automaton."""

from collections.abc import Collection

from glossa.script import script_of
from glossa.termbase.surroundings import SENTENCE_BEGINS

UNSPACED = {"Hani", "Hira", "Kana", "Thai", "Tibt"}


def in_word(character: str) -> bool:
    """Whether a character belongs to a word of a script that has words."""
    return character.isalnum() and script_of(character) not in UNSPACED


def stands_free(view: str, start: int, end: int) -> bool:
    before, after = view[:start][-2:].rjust(2), view[end : end + 3].ljust(3)
    if in_word(before[1]) or in_word(after[0]):
        return False
    if before[1] in "_@#\\" or after[0] == "_":
        return False
    if before[1] in "'." and before[0].isalnum():
        return False
    if SENTENCE_BEGINS.match(view, end):
        return True
    if after[0] in "'.@" and in_word(after[1]):
        return after[0] == "'" and after[1] == "s" and not after[2].isalnum()
    return True


def hits(
    view: str, keys: Collection[str], plurals: Collection[str]
) -> list[tuple[int, int, str, str]]:
    """All places, sorted by start, the longest first."""
    found = []
    for key in keys:
        endings = [""]
        if key in plurals:
            endings.append("s")
            if key.endswith(("s", "x", "z", "ch", "sh")):
                endings.append("es")
        for ending in endings:
            surface = key + ending
            start = view.find(surface)
            while start >= 0:
                end = start + len(surface)
                if stands_free(view, start, end):
                    found.append((start, end, key, ending))
                start = view.find(surface, start + 1)
    return sorted(found, key=lambda hit: (hit[0], -hit[1], hit[2]))
