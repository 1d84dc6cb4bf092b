"""The entry of a segment, made of what an edited file has for it.

Place, source, kind and language are the page's; words, state, note and origin are the file's. The
steps of the result always make its target, also where a person has written it (step `hand`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from glossa.formats.records import emptied
from glossa.merging.keys import figures, key
from glossa.merging.work import FILE, HAND, SEEN, Work, replays, whole, work_of
from glossa.model import Entry, Finding, MatchType, Severity, State

__all__ = ["Adapt", "absent", "outvoted", "proposed", "repeated", "taken"]

Adapt = Callable[[Entry, Entry], str | None]
"""(edited entry, segment with nearly the same source) -> its target with the numbers put right."""

_OF_THE_FILE: Final = frozenset({"machine-data-lost", "duplicate-id", "unplaced"})
"""Remarks on an entry's place, which the page has given back."""
_ON_THE_WORDS: Final = _OF_THE_FILE | {
    *("untranslated", "no-model", "low-confidence", "number-mismatch", "term-missing"),
    *("protected-lost", "target-removed", "source-changed", "same-source", "not-in-edited"),
    *("edited-twice", "ambiguous-name", "quoted-name", "registered-name", "alias-name"),
    *("broken-name",),
}
"""Remarks on words that a person has replaced; what the checks say is said anew anyway."""
_UNREAD: Final = _OF_THE_FILE | {
    *("untranslated", "no-model", "low-confidence", "source-changed", "same-source"),
    "not-in-edited",
}
"""Remarks that ask a person to read, which one has done."""
_SHOWN: Final = 60
"""Letters of a source that are shown as a whole."""
_AROUND: Final = 12
_FOREIGN: Final = frozenset({MatchType.NONE, MatchType.MEMORY, MatchType.COPIED})
"""What stands for the origin of a target that came without one."""


def taken(segment: Entry, entry: Entry) -> Entry:
    """The segment with what the edited `entry`, which has the same source, holds for it."""
    work = work_of(entry)
    if work is Work.REMOVED:
        findings = _without(entry, _ON_THE_WORDS)
        bare = replace(segment, note=entry.note or segment.note, findings=findings)
        return emptied(bare)
    fits = replays(segment.source, entry.steps, entry.target)
    placed = replace(
        entry,
        id=segment.id,
        source=segment.source,
        language=segment.language,
        kind=segment.kind,
        start=segment.start,
        end=segment.end,
        note=entry.note or segment.note,
        findings=_without(entry, _OF_THE_FILE),
    )
    if work is Work.PERSON:
        return _by_person(placed, fits=fits)
    if fits:
        return placed
    return replace(placed, steps=whole(FILE, segment.source, entry.target))


def _by_person(placed: Entry, *, fits: bool) -> Entry:
    seen = placed.state in SEEN
    if fits and placed.match is not MatchType.NONE:
        return replace(placed, findings=_without(placed, _UNREAD)) if seen else placed
    if not (fits or placed.steps or placed.match in _FOREIGN):
        # Another tool says where it is from, and that a person has read it.
        steps = whole(FILE, placed.source, placed.target)
        return replace(placed, steps=steps, findings=_without(placed, _UNREAD))
    return replace(
        placed,
        state=placed.state if seen else State.REVIEWED,
        match=MatchType.HAND,
        origin="",
        steps=whole(HAND, placed.source, placed.target),
        findings=_without(placed, _ON_THE_WORDS),
    )


def proposed(segment: Entry, entry: Entry, adapt: Adapt | None) -> Entry:
    """The segment with the words that stood for nearly the same source; a person has to look."""
    old, new = key(entry.source), key(segment.source)
    target, severity = entry.target, Severity.WARNING
    advice = "Put the translation right, then confirm it."
    if figures(old) != figures(new):
        right = adapt(entry, segment) if adapt else None
        target = right if right is not None else target
        severity = Severity.ERROR if right is None else Severity.WARNING
        advice = (
            "Its numbers differ: put them right, then confirm it."
            if right is None
            else "Its numbers differ and were put right: read it, then confirm it."
        )
    before, after = _differing(old, new)
    finding = Finding(
        "source-changed",
        f"When this was written the source was '{before}'; now it is '{after}'. {advice}",
        severity,
        raw=entry.source,
    )
    return replace(
        segment,
        target=target,
        state=State.TRANSLATED,
        match=MatchType.HAND,
        origin="",
        steps=whole(HAND, segment.source, target),
        note=entry.note or segment.note,
        findings=(*_without(entry, _ON_THE_WORDS), finding),
    )


def _differing(old: str, new: str) -> tuple[str, str]:
    """Two texts, or of long ones the part in which they differ, with some of what is around it."""
    if max(len(old), len(new)) <= _SHOWN:
        return old, new
    first = _alike(old, new)
    rest = min(len(old), len(new)) - first
    last = min(_alike(old[::-1], new[::-1]), rest)
    start = max(0, first - _AROUND)

    def part(text: str) -> str:
        end = min(len(text), len(text) - last + _AROUND)
        return f"{'…' * (start > 0)}{text[start:end]}{'…' * (end < len(text))}"

    return part(old), part(new)


def _alike(one: str, other: str) -> int:
    """With how many letters both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    shortest = min(len(one), len(other))
    return next((number for number, (left, right) in pairs if left != right), shortest)


def repeated(segment: Entry, words: Entry) -> Entry:
    """The segment with the words that stand for the same source in another place."""
    finding = Finding(
        "same-source",
        f"The words are those of {words.id}, which has the same source: confirm them here, or "
        "write others.",
        Severity.INFO,
        raw=words.id,
    )
    return replace(
        segment,
        target=words.target,
        state=State.TRANSLATED,
        match=MatchType.MEMORY,
        origin=words.id,
        steps=whole("memory", segment.source, words.target, f"entry={words.id}"),
        findings=(*_without(segment, _ON_THE_WORDS), finding),
    )


def absent(segment: Entry, *, severity: Severity) -> Entry:
    """The segment as it is, with the remark that the edited file has nothing for it."""
    finding = Finding(
        "not-in-edited",
        "The edited file has nothing for this, so the source stands: translate it by hand, or run "
        "`glossa translate PAGE -o FILE` over the edited file, which keeps what is yours.",
        severity,
    )
    return replace(segment, findings=(*segment.findings, finding))


def outvoted(winner: Entry, loser: Entry) -> Entry:
    """The winner with the remark that another file has other words for it."""
    finding = Finding(
        "edited-twice",
        f"Two files have different words for this; these are the later one's. The others: "
        f"'{loser.target}'.",
        Severity.WARNING,
        raw=loser.target,
    )
    return replace(winner, findings=(*winner.findings, finding))


def _without(entry: Entry, codes: frozenset[str]) -> tuple[Finding, ...]:
    return tuple(one for one in entry.findings if one.code not in codes)
