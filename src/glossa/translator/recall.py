"""What a memory remembers of a page's segments, and the entries that come of it.

The translator knows no memory, only a way to ask one (`Recall`), as it knows no engine. What a
person wrote for the very same source goes before everything else; what a person wrote for nearly
the same goes before the engine, if nothing that may turn the meaning differs; a machine's
remembered words go before the engine only, and only where they hold all that the glossary wants.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from glossa.model import (
    Document,
    Entry,
    Finding,
    MatchType,
    Protected,
    Segment,
    Severity,
    State,
    Step,
    Unit,
    replay,
)
from glossa.translator.entries import make_entry

if TYPE_CHECKING:
    from glossa.termbase import PageNames, Termbase

__all__ = ["Asked", "Recall", "Recalled", "ask", "from_memory", "settled", "with_suggestion"]

_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """One segment of a page that the memory is asked for."""

    source: str
    language: str
    before: str
    """Source of the segment before it on the page; with `after` it is the context."""
    after: str
    protected: tuple[Protected, ...] = ()


@dataclass(frozen=True, slots=True)
class Recalled:
    """What a memory has for a segment: a target that stood for the same source, or nearly."""

    source: str
    """The remembered source."""
    said: str
    """The remembered target, as it stands in the memory."""
    steps: tuple[Step, ...] = ()
    """What was done to `said` so that numbers, dates and names are the page's."""
    score: float = 1.0
    """0 to 1; 1 where the sources are the very same."""
    in_context: bool = False
    """Whether its neighbours were the same too."""
    by_person: bool = True
    differs: tuple[str, ...] = ()
    """What the sources do not share and nothing put right; empty where the target is whole."""
    turning: bool = False
    """Whether a number, a name or a word that may turn the meaning is among that."""
    rivals: int = 0
    """How many other targets persons gave this very source."""
    origin: str = ""
    """Which memory, and the page and segment that it learnt from."""

    @property
    def whole(self) -> bool:
        """Whether the target is right for the page's source as far as anybody can tell."""
        return not self.differs

    @property
    def usable(self) -> bool:
        """Whether it may stand in the engine's place."""
        return self.whole or (self.by_person and not self.turning)


Recall = Callable[[Sequence[Asked]], Sequence[Recalled | None]]
"""Asks the memory for many segments at once; one answer each, None where it knows nothing."""


def ask(
    document: Document, recall: Recall, wanted: Callable[[Segment], bool]
) -> dict[str, Recalled]:
    """What the memory knows of the segments that are `wanted`, by id."""
    segments = list(document.segments)
    sources = ["", *(segment.source for segment in segments), ""]
    places = [number for number, segment in enumerate(segments) if wanted(segment)]
    answers = recall(
        [
            Asked(
                segments[at].source,
                segments[at].language,
                sources[at],
                sources[at + 2],
                segments[at].protected,
            )
            for at in places
        ]
    )
    return {
        segments[at].id: answer
        for at, answer in zip(places, answers, strict=True)
        if answer is not None
    }


def from_memory(
    unit: Unit,
    segment: Segment,
    recalled: Recalled,
    termbase: Termbase,
    language: str,
    page: PageNames,
) -> Entry:
    """The entry of a remembered target.

    Reviewed where a person has read this very sentence; translated, with a finding, where a number
    was put right, several targets are known, or the source is only nearly the same.
    """
    match = MatchType.IN_CONTEXT if recalled.in_context else MatchType.MEMORY
    source = segment.source
    detail = f"score={recalled.score:.2f}" + (f" from={recalled.origin}" if recalled.origin else "")
    whole = Step("memory", 0, len(source), source, recalled.said, detail)
    steps = (whole, *recalled.steps)
    findings = _findings(recalled)
    if recalled.by_person:
        target = replay(source, steps)
        findings += _unfolded(target, termbase, language, page)
    entry = make_entry(unit, segment, steps, match, origin=recalled.origin, findings=findings)
    read = recalled.by_person and recalled.whole and not recalled.steps
    sure = read and (recalled.in_context or not recalled.rivals)
    return replace(entry, state=State.REVIEWED) if sure else entry


def with_suggestion(entry: Entry, recalled: Recalled) -> Entry:
    """An entry with a remark that the memory has something like it, which was not taken."""
    message = (
        f"the memory has something near ({recalled.score:.2f}), which was not taken: "
        f"{_cut(recalled.source)!r} -> {_cut(recalled.said)!r}; it differs in "
        f"{_listed(recalled.differs)}"
    )
    finding = Finding("memory-suggestion", message, Severity.INFO, raw=recalled.said)
    return replace(entry, findings=(*entry.findings, finding))


def _findings(recalled: Recalled) -> tuple[Finding, ...]:
    found: list[Finding] = []
    if not recalled.whole:
        message = (
            f"taken from a segment that is only nearly the same ({recalled.score:.2f}): "
            f"{_cut(recalled.source)!r}; put right what differs: {_listed(recalled.differs)}"
        )
        found.append(Finding("fuzzy-match", message, raw=recalled.source))
    if recalled.steps:
        said = ", ".join(f"{step.before} -> {step.after}" for step in recalled.steps)
        message = f"a remembered sentence with its numbers or names put right: {said}"
        found.append(Finding("memory-adapted", message, Severity.INFO, raw=recalled.source))
    if recalled.rivals and not recalled.in_context:
        count = "another target" if recalled.rivals == 1 else f"{recalled.rivals} other targets"
        message = f"the memory has {count} for this source; see that this one fits here"
        found.append(Finding("several-translations", message, raw=recalled.source))
    return tuple(found)


def _unfolded(
    target: str, termbase: Termbase, language: str, page: PageNames
) -> tuple[Finding, ...]:
    """Remarks on names that a person spelt otherwise than the style: their words are not folded."""
    folded = termbase.fold(target, language=language, page=page)
    names = dict.fromkeys(
        (step.before, step.after) for step in folded.steps if step.action == "fold"
    )
    return tuple(
        Finding(
            "remembered-name",
            f"a person wrote {before!r}, which style {termbase.style} writes {after!r}; it was "
            "left: correct it here and it is remembered",
            Severity.INFO,
            raw=before,
        )
        for before, after in names
    )


def settled(recalled: Mapping[str, Recalled], segment: Segment, *, copied: bool) -> Recalled | None:
    """What goes before the glossary and the rules: a person's target for this very source.

    `copied`: whether the segment is in the target language already; then only the very same
    sentence is taken, for a page's own words need no help.
    """
    found = recalled.get(segment.id)
    if found is None or not found.by_person or not found.whole:
        return None
    return None if copied and found.steps else found


def _listed(differs: Sequence[str]) -> str:
    shown = ", ".join(_cut(one) for one in differs[:4])
    return shown + (f" and {len(differs) - 4} more" if len(differs) > 4 else "")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
