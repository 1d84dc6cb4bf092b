"""What `glossa normalize` says of what it did: for people on stderr, as a diff, as JSON."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glossa.cli.report import finding_line, plural
from glossa.folders import on_one_line
from glossa.model import parse_detail
from glossa.survey.report_json import json_text
from glossa.version import __version__

if TYPE_CHECKING:
    from glossa.errors import InputError, OutputError
    from glossa.model import Bitext, Document, Finding
    from glossa.summary import Change

__all__ = [
    "SCHEMA",
    "Normalized",
    "Outcome",
    "is_bilingual",
    "json_report",
    "normalized",
    "one_page",
    "table",
    "unified_diff",
]

SCHEMA = "glossa-normalize-1"
_LINE = re.compile("[^\n]*\n|[^\n]+")
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class Normalized:
    """One page and what was done to it."""

    name: str
    encoding: str
    changes: tuple[Change, ...]
    findings: tuple[tuple[int, Finding], ...]
    """(line of the page or 0, finding)."""

    @property
    def names(self) -> int:
        """How many names were folded."""
        return sum(change.action == "fold" for change in self.changes)


@dataclass(slots=True)
class Outcome:
    """What became of all pages."""

    pages: list[Normalized] = field(default_factory=list)
    failed: list[tuple[str, InputError | OutputError]] = field(default_factory=list)
    """(page, what was wrong with it)."""
    skipped: Counter[str] = field(default_factory=Counter)
    """Files of folders that were left out, by reason."""


def normalized(
    name: str, document: Document, bitext: Bitext, remarks: Sequence[Finding] = ()
) -> Normalized:
    """`remarks`: what had to be changed to write the page."""
    from glossa.places import Lines
    from glossa.summary import changes

    lines = Lines(document.text)
    found = [(0, finding) for finding in remarks]
    for entry in bitext.entries:
        line = lines.place(entry.start)[0]
        found += [(line, finding) for finding in entry.findings]
    return Normalized(name, document.encoding.name, changes(document, bitext), tuple(found))


def is_bilingual(path: Path) -> bool:
    """Whether a file is a bilingual one by its name: folding would break its sources.

    Where pages have such names too (`.md`, `.html`, `.xlsx`), its content tells.
    """
    from glossa.errors import FormatError, InputError
    from glossa.files import read_bytes
    from glossa.formats import format_of

    try:
        known = format_of(path)
        content_tells = bool(known.mark) or known.ours is not None
        return not content_tells or known.wrote(read_bytes(path))
    except (FormatError, InputError):  # who reads the page will say that it cannot be read
        return False


def one_page(done: Outcome, own: Sequence[Finding], style: str) -> str:
    """Every change, every finding, the sum; `own`: findings on the user's glossaries."""
    page = done.pages[0]
    lines = [f"line {change.line}: {_edit(change)} ({change.detail})" for change in page.changes]
    lines += [finding_line(finding) for finding in own]
    lines += [
        (f"line {line}: " if line else "") + f"{finding.code}: {finding.message}"
        for line, finding in page.findings
    ]
    lines.append(f"{plural(page.names, 'name')} folded to style {style}")
    return "\n".join(lines)


def _edit(change: Change) -> str:
    return f"{change.before} -> {change.after}" if change.before else f"added{change.after}"


def table(done: Outcome, own: Sequence[Finding], style: str) -> str:
    """A row for each page of which there is something to say, and the sum."""
    lines = [finding_line(finding) for finding in own]
    rows = [
        (on_one_line(page.name), page.names, len(page.findings))
        for page in done.pages
        if page.changes or page.findings
    ]
    if rows:
        width = min(max(len("page"), *(len(name) for name, _, _ in rows)), _WIDEST)
        lines.append(f"{'page':<{width}}  names  findings")
        lines += [f"{name:<{width}}  {names:>5}  {found:>8}" for name, names, found in rows]
    names = sum(page.names for page in done.pages)
    changed = sum(bool(page.changes) for page in done.pages)
    left = sum(done.skipped.values())
    reasons = ", ".join(f"{reason} {count:,}" for reason, count in sorted(done.skipped.items()))
    lines.append(
        f"{plural(names, 'name')} folded to style {style} in {changed:,} of "
        f"{plural(len(done.pages), 'page')}" + (f"; {left:,} skipped ({reasons})" if left else "")
    )
    return "\n".join(lines)


def json_report(done: Outcome, style: str) -> str:
    """One JSON object; `docs/check.md` describes every key."""
    data = {
        "schema": SCHEMA,
        "version": __version__,
        "style": style,
        "pages": [
            {
                "file": page.name,
                "encoding": page.encoding,
                "names": page.names,
                "findings": len(page.findings),
            }
            for page in done.pages
        ],
        "changes": [_change(page, change, style) for page in done.pages for change in page.changes],
        "findings": [
            {
                "file": page.name,
                "line": line,
                "severity": finding.severity.value,
                "code": finding.code,
                "message": finding.message,
                "raw": finding.raw,
            }
            for page in done.pages
            for line, finding in page.findings
        ],
        "failed": [
            {"file": name, "code": error.code, "message": error.found}
            for name, error in done.failed
        ],
        "skipped": dict(sorted(done.skipped.items())),
    }
    return json_text(data)


def _change(page: Normalized, change: Change, style: str) -> dict[str, Any]:
    said = parse_detail(change.detail)
    return {
        "file": page.name,
        "line": change.line,
        "column": change.column,
        "action": change.action,
        "before": change.before,
        "after": change.after,
        "concepts": [concept for concept in said.get("concept", "").split("|") if concept],
        "rule": said.get("rule", ""),
        "by": said.get("by", ""),
        "style": said.get("style", style),
    }


def unified_diff(before: str, after: str, name: str) -> str:
    """A unified diff as `diff -u` and `patch` know it; empty where nothing changed.

    Only a line feed ends a line there; U+2028 and its like stand inside one.
    """
    lines = difflib.unified_diff(
        _LINE.findall(before), _LINE.findall(after), fromfile=name, tofile=f"{name} (normalized)"
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
