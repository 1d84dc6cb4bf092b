"""Lines that go on in the next one: folded as one text, each change filed in its own line.

A page of plain text has one unit a line, so a paragraph with hard line ends is many units, and a
name may begin in one and end in the next. Where a line plainly goes on, its last segment and the
first of the next make a run. What is done to the text of a run is cut at the line ends again: every
segment gets its own steps, which replay on its own source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from glossa.markup import alone, members_of
from glossa.model import Document, Finding, Kind, Protected, Segment, Step, Unit

__all__ = ["Run", "runs"]

_RUNNING: Final = frozenset(
    {Kind.HEADLINE, Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.CAPTION, Kind.OTHER}
)
"""Lines of a paragraph with hard line ends look like headlines; menus and lists do not go on."""
_ONE_BREAK: Final = re.compile(r"[ \t\u00a0\u3000]*(?:\r\n|\n|\r)[ \t\u00a0\u3000]*")
_PROSE: Final = re.compile(r"(?:^|\s)[^\W\d_A-Z]{3,}(?=\s)")
_WORDS: Final = 4
_JOINER: Final = "\n"


@dataclass(frozen=True, slots=True)
class Run:
    """Segments that follow each other over line ends; most have one."""

    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """Their sources with a line feed between."""
        return _JOINER.join(segment.source for segment in self.segments)

    @property
    def protected(self) -> tuple[Protected, ...]:
        """Their protected spans; offsets into `text`."""
        spans: list[Protected] = []
        start = 0
        for segment in self.segments:
            spans += (
                replace(span, start=span.start + start, end=span.end + start)
                for span in segment.protected
            )
            start += len(segment.source) + len(_JOINER)
        return tuple(spans)

    def split(self, steps: Sequence[Step]) -> list[tuple[Step, ...]]:
        """The steps on `text` as steps on each segment.

        A step over a line end has as many line feeds in `after` as in `before`; it becomes one for
        each line in which something changes.
        """
        own: list[list[Step]] = [[] for _ in self.segments]
        ends = _line_ends([segment.source for segment in self.segments])
        for step in steps:
            first = sum(end < step.start for end in ends)
            inside = [end for end in ends if step.start <= end < step.end]
            start = step.start - (ends[first - 1] + 1 if first else 0)
            befores, afters = _cut(step, [end - step.start for end in inside])
            for number, (before, after) in enumerate(zip(befores, afters, strict=True)):
                at = 0 if number else start
                if before != after:
                    own[first + number].append(
                        replace(step, start=at, end=at + len(before), before=before, after=after)
                    )
            ends = _moved(ends, step, afters)
        return [tuple(each) for each in own]

    def place(self, findings: Sequence[Finding], targets: Sequence[str]) -> list[list[Finding]]:
        """Findings on the finished text, each with the segment in which it begins.

        `targets`: the finished segments.
        """
        own: list[list[Finding]] = [[] for _ in self.segments]
        ends = _line_ends(targets)
        for finding in findings:
            start, end = finding.start or 0, finding.end or 0
            number = min(sum(line_end < start for line_end in ends), len(targets) - 1)
            shift = ends[number - 1] + 1 if number else 0
            last = min(end - shift, len(targets[number]))
            own[number].append(replace(finding, start=start - shift, end=last))
        return own


def runs(document: Document, wanted: Callable[[Segment], bool]) -> Iterator[Run]:
    """The segments of a page that are `wanted`, in reading order, those that go on together.

    The blocks of a page with markup are whole: none goes on in the next.
    """
    open_run: list[Segment] = []
    before: Unit | None = None
    for unit in document.units:
        for number, segment in enumerate(unit.segments):
            goes_on = (
                number == 0
                and before is not None
                and bool(open_run)
                and wanted(segment)
                and _goes_on(document, before, open_run[-1], unit, segment)
            )
            if open_run and not goes_on:
                yield Run(tuple(open_run))
                open_run = []
            if wanted(segment):
                open_run.append(segment)
        before = unit
    if open_run:
        yield Run(tuple(open_run))


def _goes_on(document: Document, before: Unit, last: Segment, unit: Unit, first: Segment) -> bool:
    """Whether a line of plain text plainly goes on in the next.

    One line end between them and nothing else (no blank line, no list marker); the first line is
    prose: four words or more, one of them in small letters, no sign at its end but a hyphen; the
    next begins with a letter.
    """
    return (
        alone(unit.markup) is None
        and alone(before.markup) is None
        and members_of(unit.markup) == members_of(before.markup)
        and last is before.segments[-1]
        and last.end == before.end
        and first.start == unit.start
        and {before.kind, unit.kind} <= _RUNNING
        and (last.source[-1].isalnum() or last.source[-1] in "-\u2010\u00ad")
        and first.source[0].isalpha()
        and len(before.source.split()) >= _WORDS
        and _PROSE.search(before.source) is not None
        and _ONE_BREAK.fullmatch(document.text[last.end : first.start]) is not None
    )


def _line_ends(lines: Sequence[str]) -> list[int]:
    """Where the line feeds stand in the lines joined."""
    ends: list[int] = []
    at = -1
    for line in lines[:-1]:
        at += len(line) + 1
        ends.append(at)
    return ends


def _cut(step: Step, inside: Sequence[int]) -> tuple[list[str], list[str]]:
    """`before` and `after` of a step, cut at those of their line feeds that are line ends.

    `inside`: offsets of the line ends into `before`.
    """
    numbers = {step.before.count(_JOINER, 0, at) for at in inside}
    return _pieces(step.before, numbers), _pieces(step.after, numbers)


def _pieces(text: str, numbers: set[int]) -> list[str]:
    """`text` cut at its line feeds of these numbers, counted from 0."""
    pieces = [""]
    for number, part in enumerate(text.split(_JOINER)):
        if number and number - 1 in numbers:
            pieces.append(part)
        else:
            pieces[-1] += (_JOINER if number else "") + part
    return pieces


def _moved(ends: Sequence[int], step: Step, afters: Sequence[str]) -> list[int]:
    """The line ends after a step."""
    shift = len(step.after) - len(step.before)
    fresh: list[int] = []
    at = step.start - 1
    for piece in afters[:-1]:
        at += len(piece) + 1
        fresh.append(at)
    moved: list[int] = []
    for end in ends:
        if end < step.start:
            moved.append(end)
        elif end < step.end:
            moved.append(fresh.pop(0))
        else:
            moved.append(end + shift)
    return moved
