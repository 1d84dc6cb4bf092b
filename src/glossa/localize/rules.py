"""All rules together: whole segments by rule, and what a sentence must say in English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from glossa.localize.dates import find_dates
from glossa.localize.filings import find_filings
from glossa.localize.found import Found
from glossa.localize.punctuation import HALF_WIDTH
from glossa.localize.quantities import find_quantities
from glossa.model import Step, replay
from glossa.script import HAN

__all__ = ["RULES_VERSION", "Constraint", "Localized", "constraints", "localize"]

RULES_VERSION: Final = "1"
"""Part of the signature: raised whenever a rule gives another result."""

# Without one of these no rule applies: most segments are done after one look.
_TRIGGER: Final = re.compile(
    "[年月日号点时世周期拜午早晨晚元％万亿千百十第网备公亩吨天秒克升瓦度米里顷字币磅布个多余之BbPp]"
)
_NUMERIC: Final = re.compile("[0-9０-９零〇○一二三四五六七八九十百]|周日|[星礼周]")
_LETTERS: Final = re.compile(f"[{HAN}A-Za-zÀ-ɏ\u0400-\u04ff\u0600-\u06ff]")
_LONGEST_WHOLE: Final = 200


@dataclass(frozen=True, slots=True)
class Localized:
    """A segment rendered by rule alone; `replay(source, steps)` gives `text`."""

    text: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Constraint:
    """A stretch of a sentence whose English is known before any engine is asked."""

    start: int
    """Offset into the text that was given."""
    end: int
    source: str
    target: str
    """The house rendering: what to write in."""
    kind: str
    """`date`, `number` or `filing`."""
    accept: tuple[str, ...] = ()
    """Renderings that are also right; `target` is not among them."""


def localize(text: str, target_language: str = "en") -> Localized | None:
    """The English of a segment that is nothing but dates, numbers and filing numbers.

    None where a rule is missing for any part, where the text can be read in two ways, where there
    is nothing to do (`2025-09-26`, a telephone number), and for targets other than English.
    """
    if not target_language.startswith("en") or len(text) > _LONGEST_WHOLE:
        return None
    found = _found(text, whole=True)
    if not found:
        return None
    rest = "".join(
        text[a:b]
        for a, b in zip(
            [0, *(f.end for f in found)], [*(f.start for f in found), len(text)], strict=True
        )
    )
    if _LETTERS.search(rest):
        return None
    return _write(text, found)


def _write(text: str, found: list[Found]) -> Localized:
    edits = [(f.start, f.end, _spaced(text, f), f.kind) for f in found]
    inside = {position for f in found for position in range(f.start, f.end)}
    edits += [
        (position, position + 1, _sign(character, position, text), "punctuation")
        for position, character in enumerate(text)
        if character in HALF_WIDTH and position not in inside
    ]
    steps: list[Step] = []
    shift = 0
    for start, end, after, action in sorted(edits):
        before = text[start:end]
        if before != after:
            steps.append(Step(action, start + shift, end + shift, before, after, "rule=localize"))
            shift += len(after) - len(before)
    return Localized(replay(text, tuple(steps)), tuple(steps))


def _sign(character: str, position: int, text: str) -> str:
    """The English sign, without blanks at the ends of the segment and beside other blanks."""
    sign = HALF_WIDTH[character]
    if not text[:position].strip() or text[position - 1].isspace():
        sign = sign.lstrip()
    if not text[position + 1 :].strip() or text[position + 1].isspace():
        sign = sign.rstrip()
    return sign


def _spaced(text: str, found: Found) -> str:
    """The rendering, with the blank that Chinese does without before a neighbour that is a word."""
    follower = text[found.end : found.end + 1]
    glued = follower.isalnum() or follower in "(（"
    return f"{found.target} " if follower and glued else found.target


def constraints(text: str) -> tuple[Constraint, ...]:
    """Dates, quantities and filing numbers in a sentence, sorted, without overlap."""
    return tuple(
        Constraint(
            f.start,
            f.end,
            text[f.start : f.end],
            f.target,
            f.kind,
            tuple(dict.fromkeys(form for form in f.accept if form != f.target)),
        )
        for f in _found(text, whole=False)
    )


def _found(text: str, *, whole: bool) -> list[Found]:
    """What the rules find, the better of two that overlap: filings, dates, then the longer one."""
    if not _TRIGGER.search(text) or not _NUMERIC.search(text):
        return []
    order = {"filing": 0, "date": 1, "number": 2}
    ranked = [
        (found.start, order[found.kind], -found.end, number, found)
        for number, found in enumerate(
            (*find_filings(text), *find_dates(text), *find_quantities(text))
        )
        if whole or not found.whole_only
    ]
    ranked.sort(key=lambda entry: entry[:4])
    chosen: list[Found] = []
    position = 0
    for start, _, _, _, found in ranked:
        if start >= position:
            chosen.append(found)
            position = found.end
    return chosen
