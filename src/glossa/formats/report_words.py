"""How the report says what the model knows by codes, and how it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from glossa.model import Bitext, Entry, Kind, MatchType, Severity, State
from glossa.webpage import safe

__all__ = [
    "KINDS",
    "SEVERITIES",
    "STATES",
    "about",
    "counted",
    "is_open",
    "origin_of",
    "origins",
    "plural",
]

MATCHES: Final = {
    MatchType.TERMBASE: "glossary",
    MatchType.IN_CONTEXT: "memory, in context",
    MatchType.MEMORY: "memory",
    MatchType.ENGINE: "engine",
    MatchType.RULE: "rule",
    MatchType.HAND: "by hand",
    MatchType.ALIGNED: "aligned",
    MatchType.COPIED: "copied",
    MatchType.NONE: "untranslated",
}
"""Every origin, in the order in which the report lists them."""
_UNKNOWN: Final = "origin unknown"
STATES: Final = {
    State.INITIAL: "initial",
    State.TRANSLATED: "translated",
    State.REVIEWED: "reviewed",
    State.FINAL: "final",
}
SEVERITIES: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "remark",
}
KINDS: Final = {kind: kind.value.replace("-", " ").capitalize() for kind in Kind}


def is_open(entry: Entry) -> bool:
    """Whether there is no target: the source stands in its place, or nothing."""
    return entry.match is MatchType.NONE and entry.target in {"", entry.source}


def origin_of(entry: Entry) -> str:
    """Where a target came from, in a word or two."""
    known = entry.match is not MatchType.NONE or is_open(entry)
    return MATCHES[entry.match] if known else _UNKNOWN


def origins(bitext: Bitext) -> list[tuple[str, str, int]]:
    """Code, words and number of each origin that the page has."""
    counts = Counter(entry.match for entry in bitext)
    words = dict(MATCHES)
    if any(origin_of(entry) == _UNKNOWN for entry in bitext):
        words[MatchType.NONE] = f"{MATCHES[MatchType.NONE]} or {_UNKNOWN}"
    return [(match.value, said, counts[match]) for match, said in words.items() if counts[match]]


def plural(count: int, word: str) -> str:
    """`1 segment`, `1,200 segments`."""
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def about(bitext: Bitext) -> str:
    """`zh-Hans, en → en · 60 segments · 9 findings`; the most frequent language first."""
    counts = Counter(entry.language for entry in bitext)
    spoken = ", ".join(sorted(counts, key=lambda tag: (-counts[tag], tag)))
    findings = len(bitext.findings) + sum(len(entry.findings) for entry in bitext)
    pair = (f"{spoken} → {bitext.target_language}",) if spoken else ()
    return " · ".join((*pair, plural(len(bitext), "segment"), plural(findings, "finding")))


def counted(title: str, name: str, rows: Sequence[tuple[str, str, int]]) -> str:
    """A card of counts with a bar.

    `rows`: code (a class `<name>-<code>` gives its colour), words, how many; none is left out.
    """
    total = sum(count for _, _, count in rows)
    parts: list[str] = []
    at = 0.0
    for code, _, count in rows:
        width = 100 * count / total if total else 0.0
        parts.append(
            f'<rect class="{name}-{code}" x="{at:.2f}" width="{width:.2f}" height="1"></rect>'
        )
        at += width
    items = "".join(
        f'<li><span class="dot {name}-{code}"></span>{safe(words)} <b>{count:,}</b></li>'
        for code, words, count in rows
    )
    bar = (
        '<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">'
        f"{''.join(parts)}</svg>"
    )
    listed = items or "<li>none</li>"
    return f'<div class="card"><h2>{title}</h2>{bar}<ul class="counts">{listed}</ul></div>'
