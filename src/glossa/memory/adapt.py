"""Make a remembered target fit another page: put its numbers, dates, literals and names right.

Nothing is guessed. A value is exchanged where it stands in the old target as often as in the old
source, and where the new one can be written in the same manner without touching the words round it;
what cannot be put right so is named in `Adapted.differs`, and the target is then a suggestion.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from glossa.memory.abstract import Abstract, abstract
from glossa.memory.abstract_slots import Slot
from glossa.memory.adapt_compare import compare
from glossa.memory.adapt_place import Edit, Exchange, place
from glossa.model import Step

if TYPE_CHECKING:
    from glossa.memory.model import Pair, Query

__all__ = ["Adapted", "Name", "NamesOf", "adapt"]


class Name(NamedTuple):
    """A name of the glossary in a source, with what it is called in the target's language."""

    start: int
    end: int
    concept: str
    renderings: tuple[str, ...]
    """The one to write first, then the others that count as right."""


NamesOf = Callable[[str, str], Sequence[Name]]
"""Gives the names in a text of a language, sorted, without overlap."""


@dataclass(frozen=True, slots=True)
class Adapted:
    """A remembered target made to fit a query."""

    target: str
    steps: tuple[Step, ...] = ()
    """From the pair's target to `target`."""
    changed: tuple[str, ...] = ()
    """What was put right: `26 September 2025 -> 3 January 2026`."""
    differs: tuple[str, ...] = ()
    """What the sources do not share and nothing put right: `增加 -> 减少`; empty where the target
    is as good as for the very same source."""
    turning: bool = False
    """Whether one of the differing parts is a number, a name, or a word that turns the meaning."""

    @property
    def whole(self) -> bool:
        """Whether everything that differs was put right."""
        return not self.differs


def adapt(pair: Pair, query: Query, names: NamesOf | None = None) -> Adapted:
    """The target of `pair` for the source of `query`.

    `names`: finds names of the glossary, which are then exchanged like numbers; without it a
    different name is a different word.
    """
    if pair.source == query.source:
        return Adapted(pair.target)
    old = _read(pair.source, pair.source_language, names)
    new = _read(query.source, query.language, names)
    compared = compare(pair.source, old.slots, query.source, new.slots, same=old.text == new.text)
    placed = place(
        pair.source,
        old.slots,
        pair.target,
        pair.target_language,
        [
            Exchange(before, after, *_renderings(before, after, names, pair, query))
            for before, after in compared.pairs
        ],
    )
    steps, target = _applied(pair.target, placed.edits)
    return Adapted(
        target,
        steps,
        tuple(f"{step.before} -> {step.after}" for step in steps),
        (*placed.unsure, *compared.differs),
        turning=bool(placed.unsure) or compared.turning,
    )


def _read(source: str, language: str, names: NamesOf | None) -> Abstract:
    found = names(source, language) if names else ()
    slots = [
        Slot("name", one.concept, one.start, one.end, source[one.start : one.end]) for one in found
    ]
    return abstract(source, language, names=slots)


def _renderings(
    before: Slot, after: Slot, names: NamesOf | None, pair: Pair, query: Query
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What two names are called in the target's language."""
    if before.kind != "name" or names is None:
        return (), ()
    old = next(one for one in names(pair.source, pair.source_language) if one.start == before.start)
    new = next(one for one in names(query.source, query.language) if one.start == after.start)
    return old.renderings, new.renderings


def _applied(target: str, edits: Sequence[Edit]) -> tuple[tuple[Step, ...], str]:
    steps: list[Step] = []
    text, shift = target, 0
    for edit in sorted(edits):
        start, end = edit.start + shift, edit.end + shift
        before = text[start:end]
        if before == edit.after:
            continue
        steps.append(Step(edit.action, start, end, before, edit.after, "rule=memory"))
        text = text[:start] + edit.after + text[end:]
        shift += len(edit.after) - len(before)
    return tuple(steps), text
