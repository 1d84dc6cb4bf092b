"""Runs of capitalised words in English text that may be names, with what stands around them.

Only running text counts: in headlines, menus and ALL CAPS a capital says nothing, and at the start
of a sentence it says little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from glossa.survey.words import OF_HEADS

__all__ = ["Run", "Word", "lower_words", "runs", "words_of"]

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’ʼ‘`][^\W\d_]+)*")
_POSSESSIVE: Final = re.compile(r"['’]s$")
_SENTENCE_ENDS: Final = re.compile(r"[.!?…][\"”’')\]]*\s*$")
_OPENERS: Final = "\"“‘'«([:;—–…"
_JOINERS: Final = frozenset({"of", "for", "the", "and", "&"})
_PARTICLES: Final = frozenset({"de", "del", "della", "di", "da", "van", "von", "der", "bin", "ibn"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a line."""

    start: int
    end: int
    """Without a possessive `'s`."""
    text: str
    known: bool = False
    """Whether the glossary has it, alone or as part of a name."""

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital and is no acronym."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words that belong together, joining words (`of`) among them."""

    words: tuple[Word, ...]
    opens: bool
    """Whether it begins a sentence, so that the first capital says nothing."""
    titled: bool = False
    """Whether `Mr.`, `Dr.` or another title with a full stop stands right before it."""


def words_of(text: str, known: Sequence[tuple[int, int]] = ()) -> list[Word]:
    """The words of a line; `known`: the stretches that the glossary names, in order."""
    found: list[Word] = []
    at = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        possessive = _POSSESSIVE.search(match[0])
        if possessive:
            end -= len(possessive[0])
        while at < len(known) and known[at][1] <= start:
            at += 1
        is_known = at < len(known) and known[at][0] < end
        found.append(Word(start, end, text[start:end], is_known))
    return found


def lower_words(words: Sequence[Word]) -> Iterator[str]:
    """The words that stand in lower case: they are no names."""
    for word in words:
        if word.text.islower():
            yield word.text


def runs(text: str, words: Sequence[Word], closed: Sequence[tuple[int, int]] = ()) -> Iterator[Run]:
    """The runs of a line of running text; none in a line whose capitals say nothing.

    `closed`: stretches that are no words (addresses, numbers); no run goes through one.
    """
    if not _is_running(text, words):
        return
    waiting: list[Word] = []
    blocked = {index for start, end in closed for index in range(start, end)}
    for word in words:
        free = word.start not in blocked and not word.text.isnumeric()
        if waiting and not (free and _goes_on(text, waiting, word)):
            yield _run(text, waiting)
            waiting = []
        if waiting or (word.capital and free):
            waiting.append(word)
    if waiting:
        yield _run(text, waiting)


def _is_running(text: str, words: Sequence[Word]) -> bool:
    lower = sum(word.text.islower() for word in words)
    content = [word for word in words if len(word.text) > 3]
    small = sum(word.text.islower() for word in content)
    if not lower:
        return False
    if _SENTENCE_ENDS.search(text):
        return lower >= 2 or len(words) <= 4
    return small * 2 >= len(content) and lower >= 2


def _goes_on(text: str, waiting: Sequence[Word], word: Word) -> bool:
    """Whether a word continues the run that ends in the last of `waiting`."""
    last = waiting[-1]
    between = text[last.end : word.start]
    if between not in (" ", "\u00a0"):
        abbreviated = (len(last.text) == 1 or last.text in _ABBREVIATED) and last.capital
        if not (abbreviated and between in (". ", ".", ".\u00a0")):
            return False
    if word.capital:
        return True
    if word.text in _PARTICLES:
        return _capital_follows(text, word.end)
    if word.text not in _JOINERS or not _capital_follows(text, word.end):
        return False
    names = [one.text for one in waiting if one.capital]
    if word.text in ("of", "for"):
        return names[-1] in OF_HEADS and last.capital
    if word.text == "the":
        return last.text in ("of", "for")
    return any(one.text in ("of", "for") for one in waiting) and last.capital


_ABBREVIATED: Final = frozenset({"Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Gen", "Gov", "Sen", "Rep"})


def _capital_follows(text: str, end: int) -> bool:
    following = text[end + 1 : end + 6]
    if following.startswith("the "):
        following = text[end + 5 : end + 6]
    return text[end : end + 1] == " " and following[:1].isupper()


def _run(text: str, words: Sequence[Word]) -> Run:
    kept = list(words)
    while kept and not kept[-1].capital:
        kept.pop()
    start = kept[0].start
    return Run(tuple(kept), _opens(text, start), kept[0].text in _ABBREVIATED - {"St"})


def _opens(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return not before or before[-1] in _OPENERS or before[-1] in ".!?•·|/*"
