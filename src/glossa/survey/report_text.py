"""A survey as text for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from glossa.folders import on_one_line
from glossa.survey.results import FOLD, OUTCOMES, Candidate, Name, Place, Spelling, Survey

__all__ = ["summary_line", "text_report"]

_PLACES: Final = 3
"""Places shown for a spelling; the rest is counted."""
_CANDIDATES: Final = 40
_AROUND: Final = 28
_WIDTH: Final = 32


def text_report(survey: Survey, *, everything: bool = False) -> str:
    """A few blocks of lines; empty where nothing is to be said.

    `everything`: all places and all candidates, where the first few of each are the rule.
    """
    blocks = []
    several = [name for name in survey.names if name.several]
    others = [name for name in survey.names if not name.several]
    limit = None if everything else _PLACES
    if several:
        blocks.append(_block("Names in more than one spelling", several, limit))
    if others:
        blocks.append(_block("Other names to look at", others, limit))
    if survey.candidates:
        blocks.append(_candidates(survey.candidates, None if everything else _CANDIDATES))
    if survey.remarks:
        lines = [f"Findings ({len(survey.remarks)})"]
        for one in survey.remarks:
            place = f"{one.file}#{one.entry}" if one.entry else one.file
            lines.append(f"  {on_one_line(place)}: {one.severity}: {one.code}: {one.message}")
        blocks.append("\n".join(lines))
    if survey.failures:
        lines = [f"Not read ({len(survey.failures)})"]
        lines += [f"  {on_one_line(one.file)}: {one.message}" for one in survey.failures]
        blocks.append("\n".join(lines))
    # Nothing of a page may move the cursor of a terminal: all that does not show is escaped.
    lines = [on_one_line(line) for line in "\n\n".join(blocks).split("\n")]
    return "\n".join(lines) + "\n" if blocks else ""


def summary_line(survey: Survey) -> str:
    """One line: how much was read, and how much was found."""
    several = sum(name.several for name in survey.names)
    parts = [f"{survey.pages:,} page{'' if survey.pages == 1 else 's'}"]
    if survey.bitexts:
        parts.append(f"{survey.bitexts:,} bilingual file{'' if survey.bitexts == 1 else 's'}")
    skipped = sum(survey.skipped.values())
    if skipped:
        reasons = ", ".join(f"{reason} {count:,}" for reason, count in survey.skipped.items())
        parts.append(f"{skipped:,} skipped ({reasons})")
    if survey.failures:
        parts.append(f"{len(survey.failures):,} not read")
    found = [
        f"names in several spellings {several:,}",
        f"other names to look at {len(survey.names) - several:,}",
        f"as style {survey.style} writes them {survey.consistent:,}",
        f"candidates {len(survey.candidates):,}",
        f"findings {len(survey.remarks):,}",
    ]
    return f"{', '.join(parts)}: {', '.join(found)}"


def _block(title: str, names: Sequence[Name], limit: int | None) -> str:
    lines = [f"{title} ({len(names)})"]
    for name in names:
        lines += ["", f"  {name.wanted}  [{name.kind}, {', '.join(name.concepts)}]"]
        width = max(_width(spelling.text) for spelling in name.spellings)
        for spelling in name.spellings:
            lines += _spelling(spelling, name, min(width, _WIDTH), limit)
    return "\n".join(lines)


def _spelling(spelling: Spelling, name: Name, width: int, limit: int | None) -> Iterator[str]:
    said = [
        (f"{count} " if len(spelling.outcomes) > 1 else "")
        + (_folds(spelling, name) if outcome == FOLD else OUTCOMES[outcome])
        for outcome, count in spelling.outcomes.items()
    ]
    padding = " " * max(0, width - _width(spelling.text))
    yield f"    {spelling.text}{padding}  {spelling.count:>4}x  {'; '.join(said)}"
    yield f"      {_places(spelling.places, limit)}"


def _folds(spelling: Spelling, name: Name) -> str:
    return f"would be folded to {name.wanted} ({spelling.rule or 'variant'})"


def _places(places: Sequence[Place], limit: int | None) -> str:
    shown = ", ".join(on_one_line(str(place)) for place in places[:limit])
    more = 0 if limit is None else len(places) - limit
    return shown + (f" and {more:,} more" if more > 0 else "")


def _candidates(candidates: Sequence[Candidate], limit: int | None) -> str:
    lines = [f"Candidates: no concept in the glossary ({len(candidates):,})"]
    for one in candidates[:limit]:
        hints = [one.kind]
        if one.near:
            hints.append(f"near {one.near}")
        if one.alike:
            hints.append(f"spelt nearly as {', '.join(one.alike)}")
        place = one.places[0]
        padding = " " * max(0, _WIDTH - _width(one.text))
        lines.append(f"  {one.text}{padding}  {one.count:>4}x  {'; '.join(hints)}")
        context = f"{place.before[-_AROUND:]}{place.text}{place.after[:_AROUND]}".strip()
        lines.append(f"      {on_one_line(str(place))}: {context}")
    if limit is not None and len(candidates) > limit:
        lines.append(f"  and {len(candidates) - limit:,} more: --all, --json or --html has them")
    return "\n".join(lines)


def _width(text: str) -> int:
    """Columns of a terminal: East Asian wide signs take two."""
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
