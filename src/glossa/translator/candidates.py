"""What a target must hold, and how one answer of the engine is weighed against another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossa.localize import constraints
from glossa.measures import (
    echoing,
    implausible_length,
    invented_numbers,
    leftover_han,
    looping,
    lost_numbers,
    overlong,
    stands_in,
)
from glossa.model import Finding, Segment, Severity, Step
from glossa.script import count_han, written_in_han

if TYPE_CHECKING:
    from glossa.termbase import Termbase, TermMatch

__all__ = ["Candidate", "Requirement", "better", "judge", "requirements"]

_MOSTLY_HAN = 0.3
_LETTER = re.compile(r"[^\W\d_]")
_SAYS = re.compile(r"[^\W_]")
_LONG_NUMBER = 8
"""Digits of a figure that no reader would take for a slip: an engine has lost its way."""
_CODES = {"term": "term-missing", "literal": "protected-lost"}


@dataclass(frozen=True, slots=True)
class Requirement:
    """A stretch of the source whose rendering must stand in the target."""

    kind: str
    """`term`, `literal`, `date`, `number`, `filing` ..."""
    start: int
    """Offset into the segment's source."""
    end: int
    source: str
    target: str
    """The rendering to use."""
    accept: tuple[str, ...] = ()
    """Other renderings that count as right."""
    detail: str = ""
    persons: bool = False
    """Whether it names persons, so that it has a plural."""

    def met_by(self, text: str) -> bool:
        """Whether a rendering stands in `text` as a word of its own; what is literal, exactly."""
        if self.kind == "literal":
            return self.target in text
        return stands_in((self.target, *self.accept), text)

    def finding(self) -> Finding:
        """The remark on a target that lacks it."""
        code = _CODES.get(self.kind, "number-mismatch")
        return Finding(
            code,
            f"{self.source!r} should stand in the target as {self.target!r}; put it in by hand",
            Severity.WARNING,
            raw=self.source,
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """One answer of the engine, folded and weighed."""

    text: str
    steps: tuple[Step, ...]
    missing: tuple[Requirement, ...]
    nonsense: str
    """Why the answer cannot be used (`a loop`, `empty` ...); empty when it can."""
    defects: int
    """Missing requirements, wrong numbers and stretches of Han left over, counted together."""
    origin: str

    @property
    def perfect(self) -> bool:
        """Whether there is nothing to gain from another try."""
        return not self.nonsense and self.defects == 0


def better(new: Candidate, old: Candidate) -> bool:
    """Whether `new` beats `old`; a tie keeps the earlier, plainer answer."""
    return (bool(new.nonsense), new.defects) < (bool(old.nonsense), old.defects)


def requirements(
    segment: Segment,
    matches: Iterable[TermMatch],
    termbase: Termbase,
    target_language: str,
) -> tuple[Requirement, ...]:
    """What the target of a segment must hold, in the order of the source and without overlap.

    `matches`: the terms found in the source. Where two claim the same text the longer wins, then
    literal text, then dates and numbers. The rules for dates and numbers know English only.
    """
    rules = constraints(segment.source) if target_language.startswith("en") else ()
    found = [
        Requirement("literal", span.start, span.end, text, text)
        for span in segment.protected
        if span.literal
        for text in [segment.source[span.start : span.end]]
    ]
    found += [
        Requirement(
            constraint.kind,
            constraint.start,
            constraint.end,
            constraint.source,
            constraint.target,
            constraint.accept,
            f"rule={constraint.kind}",
        )
        for constraint in rules
    ]
    for match in matches:
        rendering = termbase.rendering(match, target_language)
        if rendering is not None:
            found.append(
                Requirement(
                    "term",
                    match.start,
                    match.end,
                    segment.source[match.start : match.end],
                    rendering.text,
                    rendering.accept,
                    f"concept={rendering.concept} style={termbase.style}",
                    persons=match.concepts[0].kind == "people",
                )
            )
    chosen: list[Requirement] = []
    for candidate in sorted(found, key=lambda needed: needed.start - needed.end):
        if all(candidate.end <= kept.start or kept.end <= candidate.start for kept in chosen):
            chosen.append(candidate)
    return tuple(sorted(chosen, key=lambda needed: needed.start))


def judge(
    source: str,
    text: str,
    steps: tuple[Step, ...],
    needed: tuple[Requirement, ...],
    *,
    origin: str,
    target_language: str = "en",
) -> Candidate:
    """Weigh one folded answer of the engine."""
    han = () if written_in_han(target_language) else leftover_han(_without_literals(text, needed))
    mostly_han = bool(han) and count_han(text) > _MOSTLY_HAN * len(text)
    missing = tuple(requirement for requirement in needed if not requirement.met_by(text))
    invented = _invented(source, text, steps)
    return Candidate(
        text=text,
        steps=steps,
        missing=missing,
        nonsense=_nonsense(source, text, invented, mostly_han=mostly_han),
        defects=len(missing) + len(han) + len(lost_numbers(source, text)) + len(invented),
        origin=origin,
    )


def _without_literals(text: str, needed: tuple[Requirement, ...]) -> str:
    """An answer without what must stand in it letter for letter: Chinese of it is right."""
    for one in needed:
        if one.kind == "literal":
            text = text.replace(one.target, " ")
    return text


def _invented(source: str, text: str, steps: tuple[Step, ...]) -> tuple[str, ...]:
    # A glossary rendering may bring a figure of its own; only the engine's are held against it,
    # as far as they were not put right.
    said = next((step.after for step in steps if step.action.startswith("engine")), text)
    for step in steps:
        if step.action == "place-number":
            said = said.replace(step.before, step.after)
    return invented_numbers(source, said)


def _nonsense(source: str, text: str, invented: tuple[str, ...], *, mostly_han: bool) -> str:
    if not text.strip() or (_LETTER.search(source) and not _SAYS.search(text)):
        return "empty"
    if looping(source, text) or echoing(source, text):
        return "a loop"
    if any(one.isdigit() and len(one) >= _LONG_NUMBER for one in invented):
        return "a number from nowhere"
    if mostly_han:
        return "still Chinese"
    if implausible_length(source, text) or overlong(source, text):
        return "implausible length"
    return ""
