"""Where a value of the old source stands in the old target, and what to write there instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from glossa.localize import constraints
from glossa.memory.abstract import figures, normalised
from glossa.memory.abstract_slots import Slot
from glossa.memory.adapt_agree import agrees, opens_sentence, two, with_article
from glossa.memory.adapt_reckoned import DATES, says_more
from glossa.memory.adapt_write import written_like
from glossa.numerals import CHINESE_DIGITS, chinese_value

__all__ = ["Edit", "Exchange", "Placed", "place"]

_THE: Final = re.compile(r"(?i)\bthe $")
"""Not every name takes it: `the Philippines`, `France`."""
_NUMERALS: Final = re.compile("[零〇一二两三四五六七八九十百千万亿]+")
_ACTIONS: Final = {"number": "number", "year": "number", "filing": "filing", "name": "place-term"}


class Edit(NamedTuple):
    """One replacement in a target; offsets into the target as it was."""

    start: int
    end: int
    after: str
    action: str


class Exchange(NamedTuple):
    """A slot of the old source and what stands for it in the new one."""

    old: Slot
    new: Slot
    was: tuple[str, ...] = ()
    """What the old one may be called in the target: names only."""
    becomes: tuple[str, ...] = ()
    """What the new one is called; the first is written."""

    @property
    def moves(self) -> bool:
        """Whether anything is to be written."""
        return (self.old.kind, self.old.value) != (self.new.kind, self.new.value)


@dataclass(frozen=True, slots=True)
class Placed:
    """What is to be done to a target."""

    edits: tuple[Edit, ...]
    unsure: tuple[str, ...]
    """Exchanges of which nobody can be sure: `2018 -> 2019`."""


class _Mention(NamedTuple):
    """A value of the source in the target."""

    slot: Slot
    form: int = 0
    """Which of the forms of a filing number or name."""


def place(
    source: str,
    slots: Sequence[Slot],
    target: str,
    language: str,
    exchanges: Sequence[Exchange],
) -> Placed:
    """Edits for the target of `source` so that it says what the new source says.

    Args:
        source: the old source.
        slots: all its slots.
        target: its target.
        language: of the target (BCP 47).
        exchanges: the slots that the new source has a counterpart for.
    """
    moving = [one for one in exchanges if one.moves]
    if not moving:
        return Placed((), ())
    found = _mentions(slots, exchanges, target, language)
    sure = _is_explained(source, slots, target, found, moving)
    partner = {id(one.old): one for one in exchanges}
    edits: list[Edit] = []
    unsure: list[str] = []
    for key in dict.fromkeys(one.old.key for one in moving):
        group = [slot for slot in slots if slot.key == key]
        asked = [partner.get(id(slot)) for slot in group]
        mentions = [mention for mention in found if mention.slot.key == key]
        numeric = group[0].kind in DATES or group[0].kind in {"number", "year"}
        written = None
        if sure or not numeric:
            written = _written(asked, mentions, target, language)
        if written is None:
            unsure += [
                f"{one.old.raw} -> {one.new.raw}" for one in asked if one is not None and one.moves
            ]
        else:
            edits += written
    return Placed(tuple(edits), tuple(dict.fromkeys(unsure)))


def _written(
    asked: Sequence[Exchange | None], mentions: Sequence[_Mention], target: str, language: str
) -> list[Edit] | None:
    """The edits for all slots of one value; None where they cannot be sure."""
    known = [one for one in asked if one is not None]
    if len(known) < len(asked) or len(mentions) != len(asked):
        return None
    if len({(one.new.kind, one.new.value) for one in known}) != 1:
        return None  # which of two equal numbers became which, nobody knows
    edits: list[Edit] = []
    for mention in mentions:
        edit = _edit(known[0], mention, target, language)
        if edit is None:
            return None
        edits.append(edit)
    return edits


def _edit(one: Exchange, mention: _Mention, target: str, language: str) -> Edit | None:
    slot = mention.slot
    action = _ACTIONS.get(slot.kind, "date" if slot.kind in DATES else "literal")
    if slot.kind == "name":
        bare = one.becomes and not _THE.search(target[: slot.start])
        after: str | None = one.becomes[0] if bare else None
    elif slot.kind == "filing":
        forms = _forms(one.new)
        after = forms[mention.form] if len(forms) == len(_forms(one.old)) else None
    elif slot.kind not in DATES and slot.kind not in {"number", "year"}:
        after = one.new.raw
    else:
        opening = slot.manner.partition("|")[0] == "words" and opens_sentence(target, slot.start)
        after = written_like(slot, one.new, language, opening=opening)
        if after is not None and not agrees(target, slot, one.new, language):
            return None
        after = two(target, slot) if after == "二" else after
    if after is None:
        return None
    start, after = with_article(target, slot.start, slot.raw, after, language)
    return None if start < 0 else Edit(start, slot.end, after, action)


def _mentions(
    slots: Sequence[Slot], exchanges: Sequence[Exchange], target: str, language: str
) -> list[_Mention]:
    """Where the target says anything that varies; what is literal or a name before numbers."""
    names = {one.old.value: one.was for one in exchanges if one.old.kind == "name"}
    wanted: dict[tuple[str, str], tuple[str, ...]] = {}
    for slot in slots:
        if slot.kind == "name":
            wanted[slot.key] = names.get(slot.value, ())
        elif slot.kind == "filing":
            wanted[slot.key] = _forms(slot)
        elif slot.kind not in DATES and slot.kind not in {"number", "year"}:
            wanted[slot.key] = (slot.raw,)
    found: list[_Mention] = []
    # Long forms first: a name may hold another one.
    forms = [
        (form, number, key) for key, all_ in wanted.items() for number, form in enumerate(all_)
    ]
    for form, number, key in sorted(forms, key=lambda one: (-len(one[0]), one[1])):
        for start, end in _places(form, target):
            if all(end <= other.slot.start or other.slot.end <= start for other in found):
                slot = Slot(key[0], key[1], start, end, target[start:end])
                found.append(_Mention(slot, number))
    found += [
        _Mention(slot)
        for slot in figures(target, language)
        if all(slot.end <= other.slot.start or other.slot.end <= slot.start for other in found)
    ]
    return found


def _places(form: str, target: str) -> Iterator[tuple[int, int]]:
    left = r"(?<![\w./@-])" if form[:1].isascii() and form[:1].isalnum() else ""
    right = r"(?!\w|[/.-]\w)" if form[-1:].isascii() and form[-1:].isalnum() else ""
    for match in re.finditer(f"{left}{re.escape(form)}{right}", target):
        yield match.span()


def _forms(slot: Slot) -> tuple[str, ...]:
    """How a filing number may stand in a target: by rule, as it is, its digits alone."""
    ruled = [one for one in constraints(slot.raw) if one.kind == "filing"]
    by_rule = (ruled[0].target, *ruled[0].accept) if len(ruled) == 1 else ()
    return (*by_rule, slot.raw)


def _is_explained(
    source: str,
    slots: Sequence[Slot],
    target: str,
    found: Sequence[_Mention],
    moving: Sequence[Exchange],
) -> bool:
    """Whether every number of the target is one of the source's.

    What is reckoned from others (`up 50 percent, from 100 to 150`) would be wrong afterwards.
    """
    rest = _rest(source, slots)
    keys = {slot.key for slot in slots}
    constants = _constants(rest)
    for mention in found:
        slot = mention.slot
        if slot.kind == "unclear":
            return False
        if slot.key in keys or slot.kind in {"name", "filing"}:
            continue
        if slot.kind == "number" and (slot.value == "1" and not slot.raw.isdigit()):
            continue  # `one of them`, `first`
        if slot.kind == "number" and slot.value in constants:
            continue
        if normalised(slot.raw) in normalised(rest):
            continue
        return False
    changes = [(one.old, one.new) for one in moving]
    return not says_more(source, rest, target, [one.slot for one in found], changes)


def _rest(source: str, slots: Sequence[Slot]) -> str:
    pieces, last = [], 0
    for slot in slots:
        pieces.append(source[last : slot.start])
        last = slot.end
    return " ".join([*pieces, source[last:]])


def _constants(rest: str) -> set[str]:
    """What the numerals say that are no slots: `第一`, `三峡`."""
    values: set[str] = set()
    for run in _NUMERALS.findall(rest):
        value = chinese_value(run)
        values |= {str(value)} if value is not None else set()
        values |= {str(CHINESE_DIGITS[sign]) for sign in run if sign in CHINESE_DIGITS}
    return values
