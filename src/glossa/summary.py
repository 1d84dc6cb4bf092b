"""What happened to a page, in figures: for the summary on stderr and for `--json`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from glossa.model import Bitext, Document, Entry, Finding, MatchType, Severity

__all__ = ["Change", "Summary", "changes", "line_starts", "summarize"]

_LINE_END = re.compile("\r\n|[\n\r\x85]")


@dataclass(frozen=True, slots=True)
class Change:
    """One name folded to the house style."""

    entry: str
    line: int
    """Line of the page, from 1."""
    before: str
    after: str
    detail: str
    """`concept=... rule=... style=...`."""


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


def line_starts(document: Document) -> list[int]:
    """Offsets at which the lines of a page start; line n starts at index n - 1.

    LF, CR, CRLF and NEL end a line, as in `pages`.
    """
    return [0, *(match.end() for match in _LINE_END.finditer(document.text))]


def changes(document: Document, bitext: Bitext) -> tuple[Change, ...]:
    """Every name that was folded, in reading order."""
    starts = line_starts(document)
    return tuple(
        Change(entry.id, bisect_right(starts, entry.start), step.before, step.after, step.detail)
        for entry in bitext.entries
        for step in entry.steps
        if step.action == "fold"
    )


def summarize(document: Document, bitext: Bitext) -> Summary:
    """Count what was done to a page."""
    starts = line_starts(document)

    def line(entry: Entry) -> int:
        return bisect_right(starts, entry.start)

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
    )
