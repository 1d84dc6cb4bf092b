"""Summaries for people: what was done to a page, and what is left for them to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from glossa.summary import Summary

__all__ = ["change_table", "summary_text"]

_NAMES = {
    "tb": "from the glossary",
    "rule": "by rule (dates, numbers, filings)",
    "icm": "from memory, in context",
    "tm": "from memory",
    "mt": "by the engine",
    "copy": "copied",
    "none": "left untranslated",
}
_MOST = 12
"""Findings listed in full; the rest is counted."""


def summary_text(summary: Summary, *, style: str) -> str:
    """A short paragraph, the folded names, and the findings with their lines."""
    parts = [
        f"{summary.by_match[match]} {words}"
        + (f" ({', '.join(summary.origins)})" if match == "mt" else "")
        for match, words in _NAMES.items()
        if match in summary.by_match
    ]
    lines = [
        f"{summary.name} ({summary.encoding}): {summary.segments} segments; {', '.join(parts)}."
        if parts
        else f"{summary.name} ({summary.encoding}): nothing to translate."
    ]
    if summary.changes:
        counted = Counter((change.before, change.after) for change in summary.changes)
        folded = ", ".join(
            f"{before} -> {after}" + (f" ({count}x)" if count > 1 else "")
            for (before, after), count in counted.items()
        )
        lines.append(f"Names folded to style {style}: {folded}.")
    if summary.findings:
        lines.append(f"To look at ({len(summary.findings)}):")
        for line, finding in summary.findings[:_MOST]:
            place = f"line {line}: " if line else ""
            lines.append(f"  {place}{finding.code}: {finding.message}")
        if len(summary.findings) > _MOST:
            rest = Counter(finding.code for _, finding in summary.findings[_MOST:])
            counts = ", ".join(f"{code} {count}" for code, count in sorted(rest.items()))
            lines.append(f"  and {len(summary.findings) - _MOST} more ({counts})")
            lines.append("  all of them stand in the bilingual file: -o FILE.po")
    return "\n".join(lines)


def change_table(summaries: Sequence[Summary]) -> str:
    """The folded names of several pages as TSV."""
    rows = ["page\tline\tsegment\tbefore\tafter\twhy"]
    rows += [
        f"{summary.name}\t{change.line}\t{change.entry}\t{change.before}\t{change.after}\t{change.detail}"
        for summary in summaries
        for change in summary.changes
    ]
    return "\n".join(rows) + "\n"
