"""Which words translate each other: glossa's own table, and what is the same on both sides."""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from glossa.alignment.clues import CONCEPT, FIGURE, LITERAL, TRANSLATED
from glossa.alignment.evidence import Bags, Renderings
from glossa.alignment.settings import Settings
from glossa.errors import MissingError
from glossa.resources import data_path
from glossa.script import primary_subtag

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Lexicon", "known_renderings", "own_lexicon"]

_FILE: Final = "alignment-{}_{}.tsv.xz"


@dataclass(frozen=True)
class Lexicon:
    """A table of words of two languages, as `glossa.alignment.words` cuts them."""

    entries: Mapping[str, Mapping[str, tuple[float, float]]] = field(default_factory=dict)
    """Source word -> target word -> the chance of the target word given the source word, and the
    other way round (0 to 1)."""
    usual: tuple[Mapping[str, float], Mapping[str, float]] = ({}, {})
    """How common words are in ordinary text (0 to 1), source and target."""

    def turned(self) -> Lexicon:
        """The same with its sides changed."""
        entries: dict[str, dict[str, tuple[float, float]]] = {}
        for word, found in self.entries.items():
            for other, (there, back) in found.items():
                entries.setdefault(other, {})[word] = (back, there)
        return Lexicon(entries, self.usual[::-1])


@lru_cache(maxsize=2)
def _text(path: Path) -> str:
    return lzma.decompress(path.read_bytes()).decode("utf-8")


def own_lexicon(
    source: str, target: str, words: tuple[Iterable[str], Iterable[str]]
) -> Lexicon | None:
    """What glossa knows of these words in two languages (BCP 47); None where it knows neither."""
    pair = primary_subtag(source), primary_subtag(target)
    try:
        folder = data_path("models")
    except MissingError:
        return None
    for one, other, turned in ((*pair, False), (*pair[::-1], True)):
        path = folder / _FILE.format(one, other)
        if path.is_file():
            mine, theirs = map(frozenset, words[::-1] if turned else words)
            lexicon = _read(_text(path), mine, theirs)
            return lexicon.turned() if turned else lexicon
    return None


def _read(text: str, mine: frozenset[str], theirs: frozenset[str]) -> Lexicon:
    """A line a word: `新闻 TAB 412 TAB news 61 55 TAB press 12 9`; what is asked for, no more."""
    entries: dict[str, dict[str, tuple[float, float]]] = {}
    head, _, body = text.partition("\n")
    found = (pair.split(" ") for pair in head.split("\t")[1:])
    usual = {word: int(often) / 1e6 for word, often in found if word in theirs}
    common: dict[str, float] = {}
    for line in body.splitlines():
        word, _, rest = line.partition("\t")
        if word not in mine:
            continue
        often, *pairs = rest.split("\t")
        common[word] = int(often) / 1e6
        for pair in pairs:
            other, there, back = pair.split(" ")
            if other in theirs:
                entries.setdefault(word, {})[other] = (int(there) / 100, int(back) / 100)
    return Lexicon(entries, (common, usual))


def known_renderings(
    one: Bags, other: Bags, lexicon: Lexicon, settings: Settings
) -> tuple[Renderings, Renderings]:
    """The tables from source to target and back, before anything is learnt from the pages."""
    there: dict[tuple[int, int], float] = {}
    back: dict[tuple[int, int], float] = {}
    chances = {
        FIGURE: settings.figure,
        LITERAL: settings.literal,
        CONCEPT: settings.concept,
        TRANSLATED: settings.translated,
    }
    for word, place in one.number.items():
        sign = word[:1]
        opposite = other.number.get(word.removeprefix(TRANSLATED))
        if opposite is not None:
            chance = chances.get(sign, settings.same_word)
            there[place, opposite] = back[opposite, place] = chance
        for rendering, (forward, backward) in lexicon.entries.get(word, {}).items():
            opposite = other.number.get(rendering)
            if opposite is not None:
                pair = place, opposite
                there[pair] = max(forward, there.get(pair, 0.0))
                back[pair[::-1]] = max(backward, back.get(pair[::-1], 0.0))
    return _sorted(there), _sorted(back)


def _sorted(found: Mapping[tuple[int, int], float]) -> Renderings:
    import numpy as np

    keys = sorted(pair for pair, chance in found.items() if chance > 0)
    columns: NDArray[np.int64] = np.array(keys, dtype=np.int64).reshape(-1, 2)
    return Renderings(columns[:, 0], columns[:, 1], np.array([found[key] for key in keys]))
