"""What a number does to the English words round it: the plural, the article."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from glossa.memory.abstract_slots import Slot
from glossa.script import primary_subtag

__all__ = ["agrees", "opens_sentence", "two", "with_article"]

_UNCHANGING: Final = re.compile(
    r"(?:[ \u00a0]?(?:%|°|percent\b|per cent\b|km\b|cm\b|mm\b|kg\b|mg\b|m[²³]?\b|yuan\b|mu\b|RMB\b"
    r"|kW|MW|GW|[ap]\.?m\b|BC|AD\b)|-\w|[.,;:)\]]?$|[)\]/])"
)
"""What may stand behind a number and is the same for one and for many."""
_COUNTS_NOTHING: Final = re.compile(
    r"(?i)(?:\b(?:no|nos|number|chapter|section|article|paragraph|subparagraph|page|volume|vol|issue|episode|part|phase|step"
    r"|item|line|route|room|gate|level|version|figure|table|unit|class|grade|season|day|week|year|row"
    r"|clause|annex|appendix|question|lesson|act|scene|type|channel|group|team|rank)s?\.?[ \u00a0]?"
    r"|[#№$¥€£])$"
)
"""What stands before a number that names and does not count: `Chapter 1`."""
_CLOCK: Final = re.compile(r"[ \u00a0]o['’]clock", re.IGNORECASE)
_HALF_DAY: Final = re.compile(
    r"[ \u00a0]?[ap]\.?m\b| (?:in the (?:morning|afternoon|evening)|at night)\b", re.IGNORECASE
)
"""`12 a.m.` is midnight to some and noon to others: from 1 to 11 there is no doubt."""
_NOON: Final = re.compile(r" (?:noon|midnight)\b", re.IGNORECASE)
_COUNTED: Final = re.compile(
    "[个個名位人家天次种種项項件条條座所只份套间間户戶亩畝吨噸倍组組批场場支年岁歲](?!级|級)"
)
"""Two of these are 两, not 二."""
_ARTICLE: Final = re.compile(r"\b(an?) (?:[“\"'‘($€£¥])?$", re.IGNORECASE)
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?:;]['’”\"]?\s+|\n)[“‘\"'(\[]*$")
_AN_SOUNDS: Final = frozenset({"11", "18"})


def opens_sentence(text: str, start: int) -> bool:
    """Whether a sentence begins at `start`."""
    return _SENTENCE_START.search(text[:start]) is not None


def agrees(target: str, old: Slot, new: Slot, language: str) -> bool:
    """Whether the words round the old number also fit the new one.

    `old`: the number where it stands in `target`. Always so for dates and for languages that have
    no plural; other languages than English and Chinese only where one stays not one.
    """
    base = primary_subtag(language)
    if base in {"zh", "ja", "ko"} or old.kind != "number" or new.kind not in {"number", "year"}:
        return True
    if base != "en":
        return False  # `2 дня`, `5 дней`: more forms than are known here
    if old.manner.startswith("ordinal"):
        return True
    after, before = target[old.end :], target[: old.start]
    if _NOON.match(after):
        return False
    if _HALF_DAY.match(after):
        return 1 <= Decimal(new.value) <= 11
    if _CLOCK.match(after):
        return Decimal(new.value) <= 12
    if (old.value == "1") == (new.value == "1") and (Decimal(old.value) < 1) == (
        Decimal(new.value) < 1
    ):
        return True
    if old.manner.partition("|")[0] == "words":
        return False
    return _UNCHANGING.match(after) is not None or _COUNTS_NOTHING.search(before) is not None


def two(target: str, old: Slot) -> str | None:
    """`二` or `两` where the numeral `old` stands in a Chinese target; None if unsure."""
    if target[: old.start].endswith("第"):
        return "二"
    return "两" if _COUNTED.match(target, old.end) else None


def with_article(target: str, start: int, old: str, new: str, language: str) -> tuple[int, str]:
    """(start, text) of an edit with the `a` or `an` before it put right; start -1 if unsure."""
    if primary_subtag(language) != "en":
        return start, new
    found = _ARTICLE.search(target[:start])
    if found is None:
        return start, new
    needs, had = _takes_an(new), _takes_an(old)
    if needs is None or had is None or had != (len(found[1]) == 2):
        return -1, new
    if needs == had:
        return start, new
    article = "an" if needs else "a"
    if found[1][0].isupper():
        article = (
            "AN" if needs and found[1].isupper() and len(found[1]) > 1 else article.capitalize()
        )
    return found.start(1), article + target[found.end(1) : start] + new


def _takes_an(text: str) -> bool | None:
    """Whether `an` stands before it; None where that depends on how it is said."""
    digits = re.match(r"[0-9]+", text)
    if digits:
        head = digits[0]
        if len(head) == 4 and head[:2] in _AN_SOUNDS:
            return None
        return head[0] == "8" or (head in _AN_SOUNDS)
    first = text[:1].casefold()
    if not first.isalpha() or text[:2].isupper() or first in "uho" or text[:2].casefold() == "eu":
        return None
    return first in "aei"
