"""What a target says that was true of the old values only: `half`, `Friday`, `p.m.`, `FY2025`.

A translator who knows that 26 September was a Friday writes so; with another date it would be
false, and nothing in the new source tells what is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from glossa.memory.abstract import normalised
from glossa.memory.abstract_slots import Slot

__all__ = ["DATES", "says_more"]

DATES: Final = frozenset({"date", "year-month", "month-day", "month", "weekday", "time"})
_CALENDAR: Final = (DATES - {"time"}) | {"year"}

_RECKONED: Final = re.compile(
    r"(?i)\b(?:doubl\w+|twice|twofold|half|halv\w+|tripl\w+|thrice|threefold|quadrupl\w+|both|pairs?"
    r"|couple|dozens?|quarters|thirds|majority|minority|respectively)\b|[倍半翻双雙俩倆]"
)
_NAMED_DAY: Final = re.compile(
    r"\b(?:National|Labou?r|May|Children['’]s|Women['’]s|Teachers['’]|Youth|Army|New Year['’]?s?)"
    r" (?:Day|Eve)\b|\bChristmas\b|\bFestival\b|[\u4e00-\u9fff]节|国庆|元旦"
)
_FROM_TODAY: Final = re.compile(
    r"(?i)\b(?:last|this|next|that|previous|following|same) (?:year|month|week|day)\b"
    r"|\b(?:yesterday|today|tomorrow|tonight)\b|[今昨明去][年天日]"
)
# Each: what stands in a target, and what in the source shows that it was only translated.
_OF_NUMBERS: Final = (
    (_RECKONED, _RECKONED),
    (re.compile(r"(?i)\ba quarter\b|\bquarter of\b"), re.compile("(?i)[季刻分]|quarter")),
    (re.compile(r"(?i)\bdecades?\b"), re.compile("(?i)年代|十年|decade")),
    (
        re.compile(r"(?i)(?<!\bat )(?<!\bthe )\bmost\b|\b(?:almost|nearly) all\b|\bfew\b"),
        re.compile(r"(?i)[多大几幾普最少数數]|\b(?:most|all|few)\b"),
    ),
    (
        re.compile(r"(?i)\b(?:only|just|merely|mere)\b"),
        re.compile(r"(?i)[仅僅只才就刚剛唯惟单]|不[到足过]|\b(?:only|just|merely|mere)\b"),
    ),
)
_OF_DATES: Final = (
    (
        re.compile(r"\b(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b"),
        re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"),
    ),
    (_NAMED_DAY, re.compile(r"(?i)[节節旦庆慶诞誕]|\bday\b|\beve\b|christmas|festival")),
    (
        _FROM_TODAY,
        re.compile(
            "(?i)[今昨明去前后後上下本当當同此该該次翌]" + _FROM_TODAY.pattern.replace("(?i)", "|")
        ),
    ),
)
_AFTERNOON: Final = re.compile(
    r"(?i)\b[0-9:.]+[ \u00a0]?p\.?m\b|\b(?:in the (?:afternoon|evening)|at night)\b"
)
_LATE: Final = re.compile(r"(?i)[下晚夜午傍暮]|p\.?m\b|afternoon|evening|night")
_HALF_DAY: Final = re.compile(
    r"(?i)[0-9][ \u00a0]?[ap]\.?m\b|\bin the (?:morning|afternoon|evening)\b|\bat night\b"
    r"|\b(?:noon|midnight)\b"
)
_DIGITS: Final = re.compile("[0-9]+")
_CODE: Final = re.compile(r"[A-Za-z0-9]*[0-9][A-Za-z0-9]*")


def says_more(
    source: str,
    rest: str,
    target: str,
    taken: Iterable[Slot],
    moving: Sequence[tuple[Slot, Slot]],
) -> bool:
    """Whether a target says something that the new values may make false.

    Args:
        source: the old source.
        rest: what it says beside its values.
        target: of the old source.
        taken: the values that were found in the target; offsets into it.
        moving: the values that change: (the old source's, the new one's).
    """
    kinds = {old.kind for old, _ in moving}
    table = _OF_NUMBERS + (_OF_DATES if kinds & _CALENDAR else ())
    if any(said.search(target) and not allowed.search(rest) for said, allowed in table):
        return True
    return _of_the_clock(source, target, moving) or _in_codes(rest, target, taken, moving)


def _of_the_clock(source: str, target: str, moving: Sequence[tuple[Slot, Slot]]) -> bool:
    """Whether the target has a half of the day, and a new hour may not be in it."""
    if not _HALF_DAY.search(target):
        return False
    if _AFTERNOON.search(target) and not _LATE.search(source):
        return True
    hours = [
        int(slot.value.partition(":")[0]) for pair in moving for slot in pair if slot.kind == "time"
    ]
    return any(not 1 <= hour <= 11 for hour in hours)


def _in_codes(
    rest: str, target: str, taken: Iterable[Slot], moving: Sequence[tuple[Slot, Slot]]
) -> bool:
    """Whether a value that changes is also part of a code: `FY2025`, `2025/26`."""
    covered = [(slot.start, slot.end) for slot in taken]
    parts = {part for old, _ in moving for part in _parts(old)}
    known = normalised(rest)
    for code in _CODE.finditer(target):
        for run in _DIGITS.finditer(target, *code.span()):
            if any(start < run.end() and run.start() < end for start, end in covered):
                continue
            if int(run[0]) in parts and normalised(code[0]) not in known:
                return True
    return False


def _parts(slot: Slot) -> Iterable[int]:
    """The numbers in a value; of a year also its last two figures and those of the next one."""
    for run in _DIGITS.findall(slot.value):
        number = int(run)
        yield number
        if len(run) == 4 and run[0] in "12":
            yield from (number % 100, (number + 1) % 100, number + 1)
