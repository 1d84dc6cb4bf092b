"""Runs of capitalised words in English text that may be names, with what stands around them.

Only running text counts: in headlines, menus and ALL CAPS a capital says nothing, and at the start
of a sentence it says little.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from glossa.survey.words import OF_HEADS

__all__ = ["Run", "Word", "is_running", "plain_words", "runs"]

_SHORT_WORD: Final = 3
_FEW_WORDS: Final = 4
_END: Final = 40
"""Characters looked at for the end of a sentence."""
_SCRIPTS: Final = (*range(0x41, 0x530), *range(0x1E00, 0x1F00))
"""Latin with its accents, Greek, Cyrillic: what may stand in a name in English text."""
_LETTERS: Final = "".join(sign for sign in map(chr, _SCRIPTS) if sign.isalpha())
_CAPITALS: Final = "".join(sign for sign in map(chr, _SCRIPTS) if sign.isupper())
# A set of signs is several times quicker than the class of letters that `\w` is made of.
_WORD: Final = re.compile(f"[{_LETTERS}]+(?:[-'’ʼ‘`][{_LETTERS}]+)*")
_CAPITAL: Final = re.compile(
    f"[{_CAPITALS}](?<![{_LETTERS}].)(?<![{_LETTERS}][-'’ʼ‘`].)"
    f"[{_LETTERS}]*(?:[-'’ʼ‘`][{_LETTERS}]+)*"
)
"""A word with a capital; the others are passed over without a look at each."""
_PUNCTUATION: Final = "\"'“”‘’«»()[]{}.,;:!?…–—-*/\\|<>"
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


def plain_words(text: str) -> list[str]:
    """The words of a line, but roughly: cut at blanks, punctuation off their ends."""
    return [word.strip(_PUNCTUATION) for word in text.split()]


def runs(
    text: str, known: Sequence[tuple[int, int]], closed: Sequence[tuple[int, int]]
) -> list[Run]:
    """The runs of a line of running text; none in a line whose capitals say nothing.

    `known`: the stretches that the glossary names; `closed`: those that are no words (addresses,
    numbers), through which no run goes; both in order.
    """
    found: list[Run] = []
    at = 0
    while first := _CAPITAL.search(text, at):
        at = first.end()
        word = _word(first)
        if _is_closed(word, closed):
            continue
        waiting = [word]
        while following := _WORD.search(text, at):
            word = _word(following)
            if _is_closed(word, closed) or not _goes_on(text, waiting, word):
                break
            waiting.append(word)
            at = following.end()
        found.append(_run(text, waiting, known))
    return found


def _is_closed(word: Word, closed: Sequence[tuple[int, int]]) -> bool:
    return any(start <= word.start < end for start, end in closed)


def _word(match: re.Match[str]) -> Word:
    text = match[0]
    start, end = match.span()
    possessive = _POSSESSIVE.search(text)
    if possessive:
        end -= len(possessive[0])
        text = text[: possessive.start()]
    return Word(start, end, text)


def is_running(text: str, words: Sequence[str]) -> bool:
    """Whether a line is running text, so that capitals tell names; `words`: its words."""
    lower = sum(map(str.islower, words))
    if not lower:
        return False
    if _SENTENCE_ENDS.search(text, max(0, len(text) - _END)):
        return lower > 1 or len(words) <= _FEW_WORDS
    content = [word for word in words if len(word) > _SHORT_WORD]
    return sum(map(str.islower, content)) * 2 >= len(content) and lower > 1


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


def _run(text: str, words: Sequence[Word], known: Sequence[tuple[int, int]]) -> Run:
    kept = list(words)
    while kept and not kept[-1].capital:
        kept.pop()
    for number, word in enumerate(kept):
        if any(start < word.end and word.start < end for start, end in known):
            kept[number] = Word(word.start, word.end, word.text, True)
    first = kept[0]
    return Run(tuple(kept), _opens(text, first.start), first.text in _ABBREVIATED - {"St"})


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - _END) : start].rstrip()
    return not before or before[-1] in _OPENERS or before[-1] in ".!?•·|/*"
