"""Loops, lengths and leftover Chinese."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import eq
from typing import Final
from unicodedata import east_asian_width

from glossa.measures.figures import readings
from glossa.script import HAN

__all__ = [
    "echoing",
    "implausible_length",
    "leftover_han",
    "length_ratio",
    "looping",
    "overlong",
    "repetition",
]

_HAN_RUN: Final = re.compile(f"[{HAN}]+")
_TOKEN: Final = re.compile(f"[{HAN}]|(?:(?![{HAN}])[^\\W_])+")
# Inside one word: `aaaaaaa`, `hahahaha`, `spopopot`. Two or three letters said twice are words.
_STUTTER: Final = re.compile(r"([^\W\d_]{1,6}?)\1{3,}|([^\W\d_]{2,3}?)\2{2,}")
_FOUR_TIMES: Final = re.compile(r"([^\W\d_]{1,6}?)\1{3,}")
_DOUBLED: Final = re.compile(r"([^\W\d_])\1|([^\W\d_]{2,3})\W?\2", re.IGNORECASE)
_DIGITS: Final = re.compile("[0-9]+")
_NUMBER_AGAIN: Final = re.compile(r"(?<![\w.,/-])([0-9]{2,}) \1(?![\w.,/-])")
# One digit of a decimal is no number: 5.5 may well come out as 55 million.
_WHOLE: Final = re.compile(r"(?<![0-9.,])[0-9]+(?![0-9.,])")
_DIGITS_AGAIN: Final = re.compile(r"([0-9])\1{7,}|([0-9]{2,6}?)\2{4,}")
# Between groups of three: `10,000,000`, `1000 000 000`.
_GROUPING: Final = re.compile("(?<=[0-9])(?:,(?=[0-9]{3}(?![0-9]))| (?=000(?![0-9])))")
# Words that carry nothing; they may come again and again.
_SMALL: Final = frozenset(
    ["a", "an", "the", "and", "or", "as", "is", "it", "that", "this", "at", "by", "for", "from"]
) | {"in", "of", "on", "to", "with"}
_LONGEST_PHRASE: Final = 24
_LONGEST_NUMBER: Final = 12
# Letters of English for one ideograph; measured on news, forms and interface strings.
_HAN_WEIGHT: Final = 3.2
_LONGEST_RATIO, _LONGEST_SLACK = 2.4, 40
_MOST_ROOM: Final = 4
_SPARE_ROOM: Final = 24
_SHORTEST_RATIO, _SHORTEST_SLACK = 0.3, 8


def _tokens(text: str) -> list[str]:
    """Words in lower case, and each ideograph; neither blanks nor punctuation."""
    return _TOKEN.findall(text.casefold())


def _stutters(source: str, target: str) -> bool:
    """Whether a word or a number of the target stutters and nothing in the source explains it.

    A source that doubles anything (`哈哈`) may be laughter or a name of that kind.
    """
    said: set[str] | None = None
    for number in _DIGITS.findall(target):
        if len(number) > 7 and _DIGITS_AGAIN.search(number):
            said = said or readings(source) | {"".join(_DIGITS.findall(source))}
            if not any(number in value for value in said):
                return True
    if _number_again(source, target):
        return True
    for match in _STUTTER.finditer(target.casefold()):
        often = len(match[0]) >= 5 * len(match[1] or match[2])
        if match[0] not in source.casefold() and (often or not _DOUBLED.search(source)):
            return not _STUTTER.search(source)
    return False


def _number_again(source: str, target: str) -> bool:
    """Whether a number that the source has once stands twice in a row, or runs on: 12 as 1212."""
    numbers = _DIGITS.findall(source)
    for match in _NUMBER_AGAIN.finditer(target):
        if numbers.count(match[1]) == 1:
            return True
    there = set(_DIGITS.findall(target))
    lost = {one for one in _WHOLE.findall(source) if one not in there and one.strip("0")}
    for number in there:
        if len(number) > _LONGEST_NUMBER or (len(number) == 4 and number[:2] in {"19", "20"}):
            continue  # 20 may be 2020
        starts = (number[:size] for size in range(1, len(number)))
        if not any(one in lost and (one * len(number)).startswith(number) for one in starts):
            continue
        if number not in "".join(numbers) and number not in readings(source):
            return True  # neither numbers that were joined nor one that means the same
    return False


def _runs(tokens: list[str]) -> Iterator[tuple[int, int, int]]:
    """(times, tokens covered, phrase length) of the longest run for each length of phrase.

    Phrases of up to 24 tokens, the shortest first.
    """
    for size in range(1, min(_LONGEST_PHRASE, len(tokens) // 2) + 1):
        same = list(map(eq, tokens, tokens[size:]))
        if sum(same) < size:
            continue
        longest = max(len(list(run)) if equal else 0 for equal, run in groupby(same))
        if longest >= size:
            yield longest // size + 1, longest + size, size
        if longest == len(same):
            return  # longer phrases say no more


def repetition(text: str) -> float:
    """The share of `text` that is one phrase said again and again: 0 to 1, 0 where none is.

    `(applause) (applause)` gives 1, an ordinary sentence 0. Counted in words and ideographs.
    """
    tokens = _tokens(text)
    covered = max((covered for _, covered, _ in _runs(tokens)), default=0)
    return covered / len(tokens) if tokens else 0.0


def looping(source: str, target: str) -> bool:
    """Whether the target says something over and over that the source does not.

    A phrase three times in a row, or twice when there is nothing else; a word four times, or three
    times when there is little else (not `North-South, South-South`); a word that stutters
    (`hahahaha`, `spopopot`); a number of one digit without end, or one of two digits and more
    twice in a row (`12 12`); a word of substance three times, if that is half of what is said
    (`a code of the code and code`). What the source repeats (`火火火火火`) the target may repeat as
    often; a doubled character (`谢谢`) is no repetition.
    """
    source, target = _GROUPING.sub("", source), _GROUPING.sub("", target)
    tokens = _tokens(target)
    times, covered, size = max(_runs(tokens), default=(1, 0, 0))
    source_times, source_covered, _ = max(_runs(_tokens(source)), default=(1, 0, 0))
    doubled = source_times == 2 and source_covered < 4
    allowed = 2 if source_times == 1 or doubled else source_times
    if times > allowed and (times > 3 or size > 1 or covered * 2 >= len(tokens)):
        return True
    if size and covered == len(tokens) == 2 * size and source_times == 1:
        return True
    if _harps(_tokens(source), tokens):
        return True
    return source_times < 4 and _stutters(source, target)


def echoing(source: str, target: str) -> bool:
    """Whether the target says something twice that its source says once: stricter than `looping`.

    A phrase of two words or more twice in a row, a word three times in a row, one to six letters
    four times in a word. Too strict for what a person wrote (`light skin tone, light skin tone`);
    where an engine says so, it is mostly on its way into a loop (`of the court of the court`).
    """
    times, _, size = max(_runs(_tokens(target)), default=(1, 0, 0))
    source_times = max(_runs(_tokens(source)), default=(1, 0, 0))[0]
    if times > max(source_times, 1 if size > 1 else 2):
        return True
    stutters = _FOUR_TIMES.search(target.casefold()) is not None
    return stutters and source_times == 1 and not _FOUR_TIMES.search(source.casefold())


def _harps(source: list[str], target: list[str]) -> bool:
    """Whether one word is half or more of what the target says, though the source says it less."""
    heavy = Counter(word for word in target if word not in _SMALL and not word.isdigit())
    count = max(heavy.values(), default=0)
    if count < 3 or count * 2 < heavy.total():
        return False
    return count > max(Counter(source).values(), default=0)


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


def overlong(source: str, target: str) -> bool:
    """Whether the target takes more than four times the room of its source, and 24 columns.

    Counted in columns of a terminal, where an ideograph takes two: a good English text takes two to
    three times the room of its Chinese, and one ideograph may need four words. Of 1,000 pairs of
    interface strings and of 745 everyday sentences not one is so long; entries of a dictionary,
    which explain, are. For an engine's answers; `implausible_length` is for those of persons.
    """
    return _columns(target) > _MOST_ROOM * _columns(source) + _SPARE_ROOM


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text.strip())


def leftover_han(text: str) -> tuple[tuple[int, int], ...]:
    """Where ideographs stand in a text that should have none: (start, end), each run once."""
    return tuple(match.span() for match in _HAN_RUN.finditer(text))
