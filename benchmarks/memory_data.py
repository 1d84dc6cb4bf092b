"""Pairs and queries for the benchmark of memories, drawn from parallel files; the same each time.

A file is `source TAB target` a line, `.tsv` or `.tsv.xz`. Also imported by `peer_tmdb.py`, which
runs in an environment of its own: standard library only.
"""

from __future__ import annotations

import lzma
import random
from collections.abc import Iterator
from pathlib import Path

__all__ = ["changed", "drawn", "pairs_of", "split"]

Text = tuple[str, str]


def pairs_of(paths: list[Path]) -> list[Text]:
    """All pairs with a source that did not come before, shuffled."""
    seen: dict[str, str] = {}
    for path in sorted(paths):
        with _opened(path) as lines:
            for line in lines:
                source, tab, target = line.rstrip("\n").partition("\t")
                if tab and source.strip() and target.strip() and "\t" not in target:
                    seen.setdefault(source, target)
    pairs = list(seen.items())
    random.Random(1).shuffle(pairs)
    return pairs


def split(paths: list[Path], size: int, turn: bool) -> tuple[list[Text], list[Text]]:
    """The first `size` pairs, and the rest; `turn`: target and source change places."""
    pairs = pairs_of(paths)
    if turn:
        pairs = list({target: source for source, target in pairs}.items())
    return pairs[:size], pairs[size:]


def drawn(inside: list[Text], outside: list[Text], count: int) -> dict[str, list[str]]:
    """`count` sources of each sort: in the memory, changed a little, never seen."""
    chance = random.Random(2)
    signs = "".join(source for source, _ in inside[:500])
    return {
        "inside": [chance.choice(inside)[0] for _ in range(count)],
        "changed": [changed(chance.choice(inside)[0], signs, chance) for _ in range(count)],
        "unseen": [chance.choice(outside)[0] for _ in range(count)],
    }


def changed(source: str, signs: str, chance: random.Random) -> str:
    """A source with 3% to 25% of its characters taken out, put in or exchanged."""
    letters = list(source)
    for _ in range(max(1, round(len(letters) * chance.choice((0.03, 0.1, 0.15, 0.25))))):
        at = chance.randrange(len(letters)) if letters else 0
        letters[at : at + chance.randrange(2)] = chance.choice(signs) * chance.randrange(2)
    return "".join(letters) or source


def _opened(path: Path) -> Iterator[str]:
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8")  # type: ignore[return-value] - a text stream
    return path.open(encoding="utf-8")  # type: ignore[return-value] - a text stream
