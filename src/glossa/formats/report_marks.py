"""Where names and findings stand in a source and in its target, for the report.

A name is known from a step that holds its concept. Where the words of that step stand in the
target follows from the steps behind it. An engine's answer, or a person's edit, breaks that chain:
then the very words of the step are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from glossa.model import Entry, Finding, MatchType, Step, parse_detail, replay
from glossa.places import Origins
from glossa.webpage import safe

__all__ = ["Name", "Placed", "Span", "Spot", "marked", "names_of", "spots_of"]

Span = tuple[int, int]
_WHOLE: Final = frozenset({"termbase", "template"})
"""Steps that translate the whole segment: all of it is the name."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a step says of a name."""

    after: str
    """The name as it was written, without blanks around it."""
    before: str
    """What it replaced; may be empty."""
    concept: str
    rule: str
    style: str
    action: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A name and where it stands."""

    name: Name
    target: Span
    source: Span | None
    """What it replaced in the source, where that can be told."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch that a finding is about."""

    start: int
    end: int
    finding: int
    """Index into the entry's findings."""
    severity: str


def names_of(entry: Entry) -> tuple[Placed, ...]:
    """The names of an entry, by place in the target, without overlap."""
    steps = tuple(step for step in entry.steps if step.action != "markup")  # they change nothing
    named = [(number, name) for number, step in enumerate(steps) if (name := _name(step))]
    if not named:
        return ()
    whole = _replays(entry)
    spans = _follow(steps) if whole else [None] * len(steps)
    origins = Origins(steps).steps if whole else ()
    asked = next(
        (number for number, step in enumerate(steps) if step.action.startswith("engine")),
        len(steps),
    )
    taken: list[Span] = []
    placed: list[Placed] = []
    # Names whose place is known come first: a search must not take it from them.
    for number, name in sorted(named, key=lambda pair: spans[pair[0]] is None):
        span = _trimmed(entry.target, spans[number]) or _found(entry.target, name.after, taken)
        if span is None or any(_overlap(span, other) for other in taken):
            continue
        taken.append(span)
        source = origins[number] if whole and number < asked else None
        if source is None and name.action in _WHOLE and name.before == entry.source.strip():
            source = (0, len(entry.source))
        placed.append(Placed(name, span, _trimmed(entry.source, source)))
    return tuple(sorted(placed, key=lambda one: one.target))


def _name(step: Step) -> Name | None:
    facts = {} if step.action.startswith("engine") else parse_detail(step.detail)
    after = step.after.strip()
    if not facts.get("concept") or not after:
        return None
    return Name(
        after,
        step.before.strip(),
        facts["concept"],
        facts.get("rule", ""),
        facts.get("style", ""),
        step.action,
    )


def _replays(entry: Entry) -> bool:
    """Whether the steps lead to the target: an edit by hand, or a broken file, ends that."""
    try:
        fits = replay(entry.source, entry.steps) == entry.target
    except ValueError:
        return False
    return fits and all(0 <= step.start <= step.end for step in entry.steps)


def _follow(steps: Sequence[Step]) -> list[Span | None]:
    """For each step where its words stand after the last one; None if they were replaced."""
    spans: list[Span | None] = []
    for step in steps:
        spans = [None if span is None else _moved(span, step) for span in spans]
        spans.append((step.start, step.start + len(step.after)))
    return spans


def _moved(span: Span, step: Step) -> Span | None:
    start, end = span
    shift = len(step.after) - (step.end - step.start)
    if end <= step.start:
        return span
    if start >= step.end:
        return start + shift, end + shift
    inside = start <= step.start and step.end <= end
    return (start, end + shift) if inside and (step.start, step.end) != span else None


def _trimmed(text: str, span: Span | None) -> Span | None:
    """The span without blanks at its ends; None where nothing is left."""
    if span is None:
        return None
    start, end = span
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return (start, end) if start < end else None


def _found(text: str, words: str, taken: Sequence[Span]) -> Span | None:
    for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
        if not any(_overlap(match.span(), other) for other in taken):
            return match.span()
    return None


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def spots_of(entry: Entry) -> tuple[tuple[Spot, ...], tuple[Spot, ...]]:
    """The stretches that findings are about: (in the source, in the target).

    A finding may count from the start of the target, the source or the page; its raw text tells
    which. Without one it is the target's.
    """
    source: list[Spot] = []
    target: list[Spot] = []
    for number, finding in enumerate(entry.findings):
        place = _place(entry, finding)
        if place is not None:
            start, end, of_target = place
            side = target if of_target else source
            side.append(Spot(start, end, number, finding.severity.value))
    return tuple(source), tuple(target)


def _place(entry: Entry, finding: Finding) -> tuple[int, int, bool] | None:
    start, end, raw = finding.start, finding.end, finding.raw
    if start is None or end is None or not 0 <= start < end:
        return None
    if not raw:
        fits = end <= len(entry.target) and entry.match is not MatchType.NONE
        return (start, end, True) if fits else None
    if entry.target[start:end] == raw:
        return start, end, True
    for shift in (0, entry.start):
        if start >= shift and entry.source[start - shift : end - shift] == raw:
            return start - shift, end - shift, False
    if entry.target.count(raw) == 1:  # a later step moved it
        start = entry.target.index(raw)
        return start, start + len(raw), True
    return None


def marked(text: str, names: Iterable[tuple[Span, str]], spots: Sequence[Spot], row: int) -> str:
    """The text as HTML.

    `names`: spans in order, without overlap, each with the attributes of its mark; `row`: the
    number of the segment, for the ids of its findings.
    """
    pieces: list[str] = []
    at = 0
    for (start, end), attributes in names:
        pieces.append(_spotted(text, at, start, spots, row))
        pieces.append(f"<mark {attributes}>{_spotted(text, start, end, spots, row)}</mark>")
        at = end
    pieces.append(_spotted(text, at, len(text), spots, row))
    return "".join(pieces)


def _spotted(text: str, start: int, end: int, spots: Sequence[Spot], row: int) -> str:
    own = [spot for spot in spots if _overlap((spot.start, spot.end), (start, end))]
    if not own:
        return safe(text[start:end])
    edges = {start, end, *(min(max(at, start), end) for one in own for at in (one.start, one.end))}
    pieces: list[str] = []
    for left, right in pairwise(sorted(edges)):
        here = [one for one in own if one.start <= left and right <= one.end]
        words = safe(text[left:right])
        if here:
            worst = min(here, key=lambda one: ("error", "warning", "info").index(one.severity))
            ids = " ".join(f"s{row}f{one.finding + 1}" for one in here)
            words = f'<span class="spot {worst.severity}" aria-describedby="{ids}">{words}</span>'
        pieces.append(words)
    return "".join(pieces)
