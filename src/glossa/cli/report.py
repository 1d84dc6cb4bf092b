"""Summaries for people: what was done to a page, and what is left for them to look at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from glossa.cli.tables import harmless
from glossa.model import Finding
from glossa.summary import Summary

if TYPE_CHECKING:
    from glossa.termbase import Termbase

__all__ = [
    "MATCHES",
    "change_table",
    "finding_line",
    "plural",
    "say_glossary_faults",
    "summary_text",
    "to_look_at",
]

MATCHES = {
    "tb": "from the glossary",
    "rule": "by rule (dates, numbers, filings)",
    "icm": "from memory, in context",
    "tm": "from memory",
    "hand": "by hand",
    "align": "aligned",
    "mt": "by the engine",
    "copy": "copied",
    "none": "left untranslated",
}
"""What is said of each `MatchType`, in this order."""
_MOST = 12
"""Findings listed in full; the rest is counted."""
_FIGURE = re.compile(r" \(\d\.\d+\)")
"""How sure an engine was: differs from segment to segment, where the remark is the same."""


def summary_text(summary: Summary, *, style: str) -> str:
    """A short paragraph, the folded names, and the findings with their lines."""
    from glossa.pages import PAGE_FORMATS

    parts = [
        f"{summary.by_match[match]} {words}"
        + (f" ({', '.join(summary.origins)})" if match == "mt" else "")
        for match, words in MATCHES.items()
        if match in summary.by_match
    ]
    name = "stdin" if summary.name == "-" else summary.name
    kind = summary.encoding if PAGE_FORMATS[summary.format].is_text else summary.format
    lines = [
        f"{name} ({kind}): {plural(summary.segments, 'segment')}; {', '.join(parts)}."
        if parts
        else f"{name} ({kind}): nothing to translate."
    ]
    folds = [change for change in summary.changes if change.action == "fold"]
    if folds:
        counted = Counter((change.before, change.after) for change in folds)
        folded = ", ".join(
            f"{before} -> {after}" + (f" ({count}x)" if count > 1 else "")
            for (before, after), count in counted.items()
        )
        lines.append(f"Names folded to style {style}: {folded}.")
    lines += to_look_at(summary)
    return harmless("\n".join(lines))


def to_look_at(summary: Summary) -> list[str]:
    """The findings as lines of text, equal ones together; empty where there is none."""
    if not summary.findings:
        return []
    lines = [f"To look at ({len(summary.findings)}):"]
    grouped: dict[tuple[str, str], list[int | str]] = {}
    for line, finding in summary.findings:
        # A remark on the whole page needs no place; one on a glossary has a place of its own.
        place = line or (finding.where if finding.where != summary.name else "")
        remark = (finding.code, _FIGURE.sub("", finding.message))
        grouped.setdefault(remark, []).append(place)
    for (code, message), places in list(grouped.items())[:_MOST]:
        noun = "line" if summary.format == "text" else "block"
        lines.append(f"  {_where(places, noun)}{code}: {message}")
    if len(grouped) > _MOST:
        rest = Counter(code for code, _ in list(grouped)[_MOST:])
        counts = ", ".join(f"{code} {count}" for code, count in sorted(rest.items()))
        lines.append(f"  and {len(grouped) - _MOST} more ({counts})")
        lines.append("  all of them stand in the bilingual file: -o FILE.po")
    return lines


def finding_line(finding: Finding) -> str:
    """A finding that has a place of its own: `mine.csv:2: error: empty-term: ...`."""
    return harmless(f"{finding.where}: {finding.severity}: {finding.code}: {finding.message}")


def say_glossary_faults(termbase: Termbase, glossaries: Sequence[str]) -> None:
    """What is wrong with the user's `glossaries`, on stderr; nothing where there are none."""
    for finding in termbase.findings if glossaries else ():
        click.echo(finding_line(finding), err=True)


def plural(number: int, noun: str) -> str:
    """`1 segment`, `2 segments`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _where(places: Sequence[int | str], noun: str) -> str:
    """`line 7: `, `lines 7, 9, 12 ...: `, `mine.csv:2: `; nothing for the page as a whole.

    A block is numbered as in `glossa segment`: block 7 is u7.
    """
    known = list(dict.fromkeys(place for place in places if place))
    if not known:
        return ""
    shown = ", ".join(map(str, known[:5])) + (" ..." if len(known) > 5 else "")
    if isinstance(known[0], str):
        return f"{shown}: "
    return f"{noun}{'s' if len(known) > 1 else ''} {shown}: "


def change_table(summaries: Sequence[Summary]) -> str:
    """The folded names of several pages as TSV."""
    rows = ["page\tline\tsegment\tbefore\tafter\twhy"]
    rows += [
        f"{summary.name}\t{change.line}\t{change.entry}\t{change.before}\t{change.after}\t{change.detail}"
        for summary in summaries
        for change in summary.changes
    ]
    return "\n".join(rows) + "\n"
