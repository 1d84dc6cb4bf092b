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
        grouped: dict[tuple[str, str], list[int]] = {}
        for line, finding in summary.findings:
            grouped.setdefault((finding.code, finding.message), []).append(line)
        for (code, message), places in list(grouped.items())[:_MOST]:
            lines.append(f"  {_where(places)}{code}: {message}")
        if len(grouped) > _MOST:
            rest = Counter(code for code, _ in list(grouped)[_MOST:])
            counts = ", ".join(f"{code} {count}" for code, count in sorted(rest.items()))
            lines.append(f"  and {len(grouped) - _MOST} more ({counts})")
            lines.append("  all of them stand in the bilingual file: -o FILE.po")
    return "\n".join(lines)


def _where(places: Sequence[int]) -> str:
    """`line 7: `, or `lines 7, 9, 12 ...: `; nothing for a remark on the page as a whole."""
    numbers = list(dict.fromkeys(line for line in places if line))
    if not numbers:
        return ""
    shown = ", ".join(map(str, numbers[:5])) + (" ..." if len(numbers) > 5 else "")
    return f"line{'s' if len(numbers) > 1 else ''} {shown}: "


def change_table(summaries: Sequence[Summary]) -> str:
    """The folded names of several pages as TSV."""
    rows = ["page\tline\tsegment\tbefore\tafter\twhy"]
    rows += [
        f"{summary.name}\t{change.line}\t{change.entry}\t{change.before}\t{change.after}\t{change.detail}"
        for summary in summaries
        for change in summary.changes
    ]
    return "\n".join(rows) + "\n"
