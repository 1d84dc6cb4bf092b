"""What a merge gives back, and how each segment came by its target."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum

from glossa.merging.work import may_be_a_persons
from glossa.model import Bitext, Entry

__all__ = ["How", "Merged", "Placed"]


class How(Enum):
    """What tells that an entry of the edited file belongs to a segment of the page."""

    ID = "id"
    """The id, and the same source."""
    CONTEXT = "context"
    """The same source between the same neighbours, or beside one of them."""
    SOURCE = "source"
    """The same source, in the order of the page."""
    NEAR = "near"
    """Nearly the same source: a proposal."""
    REPEATED = "repeated"
    """A person's words for another segment with the same source: a proposal."""
    ABSENT = "absent"
    """Nothing: no entry belongs to it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry of an edited file, and how its segment was found."""

    entry: Entry
    how: How


@dataclass(frozen=True, slots=True)
class Merged:
    """A page with the words of the edited files."""

    bitext: Bitext
    """An entry for every segment of the page, in its order; places and sources are the page's."""
    unplaced: tuple[Entry, ...] = ()
    """Entries of the edited files that are nowhere in `bitext`, as they were, with unique ids; a
    finding on each says why."""
    how: tuple[How, ...] = ()
    """For each entry of `bitext`."""

    @property
    def lost(self) -> tuple[Entry, ...]:
        """What is unplaced and may be a person's work; the rest a machine can make again."""
        return tuple(one for one in self.unplaced if may_be_a_persons(one))

    def count(self, *hows: How) -> int:
        """How many segments came by their target in one of these ways."""
        counts = Counter(self.how)
        return sum(counts[how] for how in hows)
