"""Whose words a target is: told from its state, and from the steps by which glossa made it."""

from __future__ import annotations

from enum import Enum
from typing import Final

from glossa.model import Entry, MatchType, State, Step, replay

__all__ = [
    "FILE",
    "HAND",
    "MARKUP",
    "SEEN",
    "Work",
    "is_recalled",
    "may_be_a_persons",
    "replays",
    "whole",
    "work_of",
]

SEEN: Final = frozenset({State.REVIEWED, State.FINAL})
"""States that a person has given."""
HAND: Final = "hand"
"""The step of a target that a person wrote."""
FILE: Final = "file"
"""The step of a target that stood in a file which does not say how it was made."""
MARKUP: Final = "markup"
"""The step of an inline element: it changes nothing, so it is nobody's edit."""
_MEMORY: Final = "memory"
"""The step of a target that a memory held."""
_RECALLED: Final = frozenset({MatchType.MEMORY, MatchType.IN_CONTEXT})
_NOTHING_MADE: Final = frozenset({MatchType.NONE, MatchType.COPIED})


class Work(Enum):
    """Whose work an entry is."""

    PERSON = "person"
    """A person has read it, or has written words that glossa did not."""
    MACHINE = "machine"
    """Glossa made it so, and nobody has touched it."""
    UNKNOWN = "unknown"
    """There is a target and nothing tells who wrote it: to be kept as if by a person."""
    REMOVED = "removed"
    """A person has emptied the target."""
    OPEN = "open"
    """There is no target: the source stands in."""


def work_of(entry: Entry) -> Work:
    """Whose work the target of an entry is.

    A target is a person's where its state says so, where glossa itself has said so (`hand`), or
    where it is not what the steps of the entry make of its source.
    """
    seen = entry.state in SEEN
    if _is_removed(entry, seen=seen):
        return Work.REMOVED
    if seen or entry.match is MatchType.HAND:
        return Work.PERSON
    if replays(entry.source, entry.steps, entry.target):
        # Who wrote a translation that was there already is not known; it was hardly a machine.
        if entry.match is MatchType.ALIGNED or any(step.action == FILE for step in entry.steps):
            return Work.UNKNOWN
        stands_in = entry.match is MatchType.NONE and entry.target == entry.source
        return Work.OPEN if stands_in else Work.MACHINE
    if entry.steps or entry.match in _NOTHING_MADE:
        return Work.PERSON
    return Work.UNKNOWN


def may_be_a_persons(entry: Entry) -> bool:
    """Whether something would be lost with an entry that no machine can make again."""
    return bool(entry.note) or work_of(entry) in {Work.PERSON, Work.UNKNOWN}


def is_recalled(entry: Entry) -> bool:
    """Whether its words are as a memory gave them for this very source, untouched since."""
    return (
        entry.match in _RECALLED
        and entry.state is State.REVIEWED
        and [step.action for step in entry.steps if step.action != MARKUP] == [_MEMORY]
        and replays(entry.source, entry.steps, entry.target)
    )


def _is_removed(entry: Entry, *, seen: bool) -> bool:
    if not entry.target.strip():
        return bool(entry.source.strip())
    said = any(finding.code == "target-removed" for finding in entry.findings)
    return said and not seen and entry.target == entry.source


def replays(source: str, steps: tuple[Step, ...], target: str) -> bool:
    """Whether `steps` make `target` of `source`."""
    try:
        return replay(source, steps) == target
    except ValueError:
        return False


def whole(action: str, source: str, target: str, detail: str = "") -> tuple[Step, ...]:
    """One step that replaces all of the source."""
    return (Step(action, 0, len(source), source, target, detail),)
