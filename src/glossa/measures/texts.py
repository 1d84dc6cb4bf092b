"""Loops, lengths and leftover Chinese."""

from __future__ import annotations

import re
from itertools import groupby
from operator import eq
from typing import Final

from glossa.script import HAN

__all__ = ["implausible_length", "leftover_han", "length_ratio", "looping", "repetition"]

_HAN_RUN: Final = re.compile(f"[{HAN}]+")
_TOKEN: Final = re.compile(f"[{HAN}]|(?:(?![{HAN}])[^\\W_])+")
# Inside one word: `hahahahaha`, `aaaaaaa`; digits may repeat as they like.
_STUTTER: Final = re.compile(r"([^\W\d_]{1,6}?)\1{4,}")
_LONGEST_PHRASE: Final = 24
# Letters of English for one ideograph; measured on news, forms and interface strings.
_HAN_WEIGHT: Final = 3.2
_LONGEST_RATIO, _LONGEST_SLACK = 2.4, 24
_SHORTEST_RATIO, _SHORTEST_SLACK = 0.3, 8


def _tokens(text: str) -> list[str]:
    """Words in lower case, and each ideograph; neither blanks nor punctuation."""
    return _TOKEN.findall(text.casefold())


def _longest_run(tokens: list[str]) -> tuple[int, int]:
    """(length of the phrase, tokens covered) of the run in which a phrase follows itself most.

    Phrases of up to 24 tokens; (0, 0) where none follows itself.
    """
    best, best_times = (0, 0), 1
    for size in range(1, min(_LONGEST_PHRASE, len(tokens) // 2) + 1):
        same = list(map(eq, tokens, tokens[size:]))
        if sum(same) < size:
            continue
        longest = max(len(list(run)) if equal else 0 for equal, run in groupby(same))
        times = longest // size + 1
        if times > best_times:
            best, best_times = (size, longest + size), times
    return best


def repetition(text: str) -> float:
    """The share of `text` that is one phrase said again and again: 0 to 1, 0 where none is.

    `(applause) (applause)` gives 1, an ordinary sentence 0. Counted in words and ideographs.
    """
    tokens = _tokens(text)
    _, covered = _longest_run(tokens)
    return covered / len(tokens) if tokens else 0.0


def looping(source: str, target: str) -> bool:
    """Whether the target says something over and over that the source does not.

    A phrase three times in a row, or twice when there is nothing else; a word that stutters
    (`hahahahaha`). What the source repeats (`火火火火火`, `加油！加油！`) the target may.
    """
    tokens = _tokens(target)
    size, covered = _longest_run(tokens)
    times = covered // size if size else 1
    source_size, source_covered = _longest_run(_tokens(source))
    source_times = source_covered // source_size if source_size else 1
    if times > source_times and (times >= 3 if source_times == 1 else times > source_times + 1):
        return True
    if times == 2 and covered == len(tokens) == 2 * size and source_times == 1:
        return True
    return _STUTTER.search(target) is not None and source_times < 4 and not _STUTTER.search(source)


def _weight(text: str) -> float:
    tokens = _tokens(text)
    return sum(_HAN_WEIGHT if _HAN_RUN.match(token) else len(token) for token in tokens)


def length_ratio(source: str, target: str) -> float:
    """How long the target is beside what the source lets expect: about 1 for a good one.

    Letters and digits count, an ideograph as 3.2 of them. A source without
    any counts as one letter.
    """
    return _weight(target) / max(_weight(source), 1.0)


def implausible_length(source: str, target: str) -> bool:
    """Whether the target is far too long or too short; short strings have more room both ways."""
    expected, actual = _weight(source), _weight(target)
    too_long = actual > _LONGEST_RATIO * expected + _LONGEST_SLACK
    return too_long or actual < _SHORTEST_RATIO * expected - _SHORTEST_SLACK


def leftover_han(text: str) -> tuple[tuple[int, int], ...]:
    """Where ideographs stand in a text that should have none: (start, end), each run once."""
    return tuple(match.span() for match in _HAN_RUN.finditer(text))
