"""Which words of a target render a stretch of its source: all that can be known, weighed together.

Every word of the target gets a figure: for what speaks of the stretch, against what speaks of the
rest of the source. The place is the run of words with the highest sum.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from glossa.inline.edges import words_of
from glossa.inline.model import Span
from glossa.script import HAN

__all__ = [
    "Evidence",
    "Rendered",
    "Settings",
    "lexical_words",
    "rendered",
    "run_of_words",
    "stem",
    "weighed",
]

Table = Mapping[str, Mapping[str, tuple[float, float]]]
STEM: Final = 6
_RUN: Final = re.compile(f"([{HAN}]+)|[^\\W\\d_{HAN}]+")
_ENDING: Final = re.compile(r"(?<=\w{3})(?:ies|ied|es|s|ed|ing|ly|e|y|ation|ion|ment|al)$")
_APOSTROPHE: Final = re.compile("['’].*")
_PARTS: Final = re.compile("[-.‐‑]")
_SMALL: Final = frozenset("""
    a an and are as at be been by for from has have he her in into is it its of on or that the
    their this to was were which will with also not they we you your
    """.split())  # noqa: SIM905 - a list of words is read more easily so  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """Weights; chosen on the tuning half of `tests/cases/inline.json`."""

    lexicon: float = 1.0
    """Of the chance that the table gives."""
    against: float = 0.6
    """Of the chance that the table gives for the rest of the source."""
    alone: float = 0.08
    """Of a word that also stands in the translation of the stretch alone."""
    not_alone: float = 0.007
    """Against one that does not."""
    seen: float = 0.12
    """Of the words that the engine sees in the stretch."""
    not_seen: float = 0.018
    """Against those that it does not."""
    known: float = 1.5
    """Of a word in a name, number or literal that is known to be inside, or outside."""
    nothing: float = 0.015
    """Against a word of which nothing is known."""
    share: float = 1.0
    """How much less that counts where the stretch is most of the sentence."""
    small: float = 0.001
    """Against a small word, of which nothing can be known."""
    distance: float = 0.015
    """Against a word at the other end of the sentence."""
    doubt: float = 0.05
    """What speaks against a word with a figure below minus this."""
    long: int = 5
    """Characters of a stretch that takes the words at the edge of its sentence."""
    clear: float = 0.1
    """A place this sure needs no engine."""
    least: float = 0.1
    """What the best word of a place must have, and the place as a whole."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A word of a target, and what it may render."""

    start: int
    end: int
    text: str
    """In small letters."""
    links: tuple[tuple[Span, float], ...] = ()
    """(word of the source, the chance that it is rendered so), only those above 0."""

    @property
    def span(self) -> Span:
        """Its offsets into the target."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one stretch of one source."""

    source: str
    span: Span
    target: Sequence[Rendered]
    alone: str = ""
    """The translation of the stretch alone."""
    seen: tuple[int, int, float] | None = None
    """Where the engine sees it, and how clearly."""
    inside: Sequence[Span] = ()
    """Stretches of the target that are known to belong to it."""
    outside: Sequence[Span] = ()
    """Stretches of the target that are known to belong to the rest."""


def rendered(source: str, target: str, table: Table) -> list[Rendered]:
    """The words of a target with their links, by the table of words."""
    by_rendering: dict[str, list[tuple[Span, float]]] = {}
    for word, span in lexical_words(source):
        for key, (there, back) in table.get(word, {}).items():
            # One ideograph is part of many words: what it may mean counts for less.
            chance = (there * back) ** 0.5 * (1.0 if len(word) > 1 else 0.7)
            by_rendering.setdefault(key, []).append((span, chance))
    found = []
    for start, end in words_of(target):
        text = target[start:end].casefold()
        keys = dict.fromkeys(part[:STEM] for part in _PARTS.split(_APOSTROPHE.sub("", text)))
        links = tuple(link for key in keys for link in by_rendering.get(key, ()))
        found.append(Rendered(start, end, text, links))
    return found


def lexical_words(text: str) -> list[tuple[str, Span]]:
    """The words of a text as the table has them: six letters, an ideograph, two ideographs."""
    found: list[tuple[str, Span]] = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        if match[1] is None:
            found.append((match[0].casefold()[:STEM], (start, end)))
            continue
        found += ((text[at], (at, at + 1)) for at in range(start, end))
        found += ((text[at : at + 2], (at, at + 2)) for at in range(start, end - 1))
    return found


def stem(word: str) -> str:
    """A word without what grammar adds."""
    return _ENDING.sub("", _APOSTROPHE.sub("", word.casefold()))


def weighed(evidence: Evidence, settings: Settings) -> list[tuple[Span, float]]:
    """The words of the target, each with what speaks for it (above 0) or against."""
    start, end = evidence.span
    length = evidence.target[-1].end if evidence.target else 1
    stems = {stem(evidence.alone[a:b]) for a, b in words_of(evidence.alone)}
    middle = (start + end) / 2 / max(1, len(evidence.source))
    share = (end - start) / max(1, len(evidence.source))
    nothing = settings.nothing * (1 - settings.share * share)
    found = []
    for word in evidence.target:
        if _touches(word.span, evidence.inside):
            figure = settings.known
        elif _touches(word.span, evidence.outside):
            figure = -settings.known
        elif word.text in _SMALL:
            figure = -settings.small
        else:
            figure = settings.lexicon * _chance(word, evidence.span, inside=True)
            figure -= settings.against * _chance(word, evidence.span, inside=False)
            if evidence.alone:
                figure += settings.alone if stem(word.text) in stems else -settings.not_alone
            if evidence.seen is not None:
                seen = word.start < evidence.seen[1] and word.end > evidence.seen[0]
                figure += evidence.seen[2] * (settings.seen if seen else -settings.not_seen)
            far = abs((word.start + word.end) / 2 / length - middle)
            figure -= nothing + settings.distance * far
        found.append((word.span, figure))
    return found


def _touches(word: Span, stretches: Collection[Span]) -> bool:
    return any(word[0] < end and word[1] > start for start, end in stretches)


def _chance(word: Rendered, span: Span, *, inside: bool) -> float:
    """How likely a word renders one inside, or one outside, of a stretch: 0 to 1."""
    start, end = span
    return max(
        (
            chance
            for (first, last), chance in word.links
            if (start <= first and last <= end if inside else last <= start or end <= first)
        ),
        default=0.0,
    )


def run_of_words(
    figures: Sequence[tuple[Span, float]],
    taken: Sequence[Span],
    settings: Settings,
    *,
    first_too: bool = False,
    last_too: bool = False,
) -> tuple[int, int, float] | None:
    """The run of words with the highest sum, and how sure that is; None where nothing stands out.

    `taken`: places that another code has. `first_too`, `last_too`: whether the stretch is long and
    reaches the first or last word of its sentence: then it takes the words at that edge of the
    target too, if nothing speaks against them.
    """
    best: tuple[float, int, int] | None = None
    total, first = 0.0, 0
    for number, (word, figure) in enumerate(figures):
        if _touches(word, taken):
            total, first = 0.0, number + 1
            continue
        if total <= 0:
            total, first = 0.0, number
        total += figure
        if best is None or total > best[0]:
            best = total, first, number
    if best is None or best[0] < settings.least:
        return None
    _, first, last = best
    inside = [figure for _, figure in figures[first : last + 1]]
    if max(inside) < settings.least:
        return None

    def is_free(number: int) -> bool:
        word, figure = figures[number]
        return figure > -settings.doubt and not _touches(word, taken)

    if first_too and all(map(is_free, range(first))):
        first = 0
    if last_too and all(map(is_free, range(last + 1, len(figures)))):
        last = len(figures) - 1
    return figures[first][0][0], figures[last][0][1], min(1.0, max(inside))
