"""What happened to a page, in figures: for the summary on stderr and for `--json`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from glossa.model import Bitext, Document, Entry, Finding, MatchType, Severity
from glossa.places import Lines, Origins

__all__ = ["Change", "Summary", "changes", "summarize"]

_CHANGES: Final = frozenset({"fold", "join", "gloss"})


@dataclass(frozen=True, slots=True)
class Change:
    """One name folded to the house style."""

    entry: str
    line: int
    """Line of the page as a reader sees it, from 1; a block a line where it is no plain text."""
    column: int
    """Where the name stood on that line, in code points from 1."""
    before: str
    after: str
    detail: str
    """`concept=... rule=... style=...`."""
    action: str = "fold"
    """`fold`, or what went with it: `join` (a word cut at a line's end), `gloss` (the name in
    another language, added; `before` is empty)."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of one page."""

    name: str
    encoding: str
    segments: int
    by_match: dict[str, int]
    """Entries by `MatchType` value, only those that occur."""
    origins: dict[str, int]
    """Engine entries by model."""
    changes: tuple[Change, ...]
    findings: tuple[tuple[int, Finding], ...]
    """(line of the page or 0, finding), in reading order; remarks of severity info left out."""
    untranslated: int
    format: str = "text"
    """Of the page: only plain text has lines; of other formats `line` counts blocks."""


def changes(document: Document, bitext: Bitext) -> tuple[Change, ...]:
    """Every name that was folded, and what went with it, in reading order."""
    lines = Lines(document.text)
    found: list[Change] = []
    for entry in bitext.entries:
        if not any(step.action in _CHANGES for step in entry.steps):
            continue
        origins = Origins(entry.steps)
        own = [
            (start, step)
            for step, (start, _) in zip(entry.steps, origins.steps, strict=True)
            if step.action in _CHANGES
        ]
        for start, step in sorted(own, key=lambda pair: pair[0]):
            line, column = lines.place(entry.start + start)
            found.append(
                Change(entry.id, line, column, step.before, step.after, step.detail, step.action)
            )
    return tuple(found)


def summarize(document: Document, bitext: Bitext) -> Summary:
    """Count what was done to a page."""
    lines = Lines(document.text)

    def line(entry: Entry) -> int:
        return lines.place(entry.start)[0]

    findings = [(0, finding) for finding in bitext.findings if finding.severity != Severity.INFO]
    findings += [
        (line(entry), finding)
        for entry in bitext.entries
        for finding in entry.findings
        if finding.severity != Severity.INFO
    ]
    return Summary(
        name=bitext.name,
        encoding=document.encoding.name,
        segments=len(bitext.entries),
        by_match=dict(sorted(Counter(entry.match.value for entry in bitext.entries).items())),
        origins=dict(
            sorted(
                Counter(
                    entry.origin for entry in bitext.entries if entry.match is MatchType.ENGINE
                ).items()
            )
        ),
        changes=changes(document, bitext),
        findings=tuple(findings),
        untranslated=sum(entry.match is MatchType.NONE for entry in bitext.entries),
        format=document.format,
    )
