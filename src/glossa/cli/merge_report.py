"""What a merge did, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from glossa.cli.report import finding_line, plural, to_look_at
from glossa.merging import How, Work, work_of
from glossa.model import MatchType

if TYPE_CHECKING:
    from glossa.merging import Merged
    from glossa.model import Bitext, Document, Entry, Finding

__all__ = ["summary_record", "summary_text", "unplaced_lines"]

_LEFT_OUT: Final = frozenset({"obsolete-entry", "extra-translation", "unknown-column"})
"""Remarks of readers, mere information elsewhere; here they may be about somebody's work."""
_MANY: Final = 12


def summary_text(
    document: Document,
    merged: Merged,
    remarks: tuple[Finding, ...],
    *,
    edited: Sequence[Bitext],
    saved: Path | None,
    quiet: bool,
) -> str:
    """Whose words the page has now, what has no place on it, and what to look at.

    `edited`: the files as they were read; `saved`: where the unplaced went. `quiet`: only what
    would be lost unsaid; empty if nothing.
    """
    lost = unplaced_lines(merged, saved)
    if quiet:
        return "\n".join(lost) if saved is None else ""
    from glossa.summary import summarize

    bitext = replace(merged.bitext, findings=(*merged.bitext.findings, *remarks))
    found = to_look_at(summarize(document, bitext))
    return "\n".join(
        [_first_line(document, merged), *_hows(merged), *lost, *_left_out(edited), *found]
    )


def _left_out(edited: Sequence[Bitext]) -> list[str]:
    """What was not read of the edited files, though nothing is wrong with it."""
    said = [one for bitext in edited for one in bitext.findings if one.code in _LEFT_OUT]
    return [finding_line(one) for one in said[:_MANY]] + (
        [f"... and {len(said) - _MANY:,} more"] if len(said) > _MANY else []
    )


def _first_line(document: Document, merged: Merged) -> str:
    counts = _counts(merged)
    words = {
        "by_person": "by a person",
        "by_machine": "by machine",
        "unknown": "of unknown hand",
        "copied": "copied",
        "untranslated": "not translated",
    }
    parts = [f"{counts[key]:,} {said}" for key, said in words.items() if counts[key]]
    name = "stdin" if document.name == "-" else document.name
    figures = ", ".join(parts) or "nothing on it"
    return f"{name} ({document.encoding.name}): {plural(len(merged.bitext), 'segment')}; {figures}."


def _hows(merged: Merged) -> list[str]:
    said = {
        How.REPEATED: "got words that stand for the same source elsewhere (same-source)",
        How.NEAR: "got a person's words though the source was changed since (source-changed)",
        How.ABSENT: "had nothing in the edited file (not-in-edited)",
    }
    counts = {how: merged.count(how) for how in said}
    return [f"  {counts[how]:,} {words}" for how, words in said.items() if counts[how]]


def unplaced_lines(merged: Merged, saved: Path | None) -> list[str]:
    """Every entry of a person's that has no place, in full, and where it is now."""
    lost, others = merged.lost, len(merged.unplaced) - len(merged.lost)
    lines = []
    if lost:
        lines.append(f"Written by a person, and no place for it on the page ({len(lost)}):")
        for entry in lost:
            note = f"   (note: {entry.note})" if entry.note else ""
            lines += [f"  {entry.id}: {entry.source}", f"      -> {entry.target}{note}"]
        lines.append(
            f"  Saved in {saved}."
            if saved is not None
            else "  They stand in the edited file only: --unplaced FILE.po saves them."
        )
    if others:
        entries = "entry" if others == 1 else "entries"
        lines.append(
            f"{others:,} {entries} of the machine's had no place either"
            + (f" (in {saved})." if saved is not None else ".")
        )
    return lines


def _counts(merged: Merged) -> dict[str, int]:
    counts = dict.fromkeys(("by_person", "by_machine", "unknown", "copied", "untranslated"), 0)
    for entry in merged.bitext:
        counts[_whose(entry)] += 1
    return counts


def _whose(entry: Entry) -> str:
    work = work_of(entry)
    if work in {Work.OPEN, Work.REMOVED}:
        return "untranslated"
    if work is Work.MACHINE and entry.match is MatchType.COPIED:
        return "copied"
    return {Work.PERSON: "by_person", Work.UNKNOWN: "unknown"}.get(work, "by_machine")


def summary_record(
    document: Document, merged: Merged, remarks: tuple[Finding, ...]
) -> dict[str, Any]:
    """The same as a JSON value: figures, what is unplaced in full, findings with their lines."""
    from glossa.summary import summarize

    bitext = replace(merged.bitext, findings=(*merged.bitext.findings, *remarks))
    summary = summarize(document, bitext)
    return {
        "name": document.name,
        "encoding": document.encoding.name,
        "segments": len(bitext),
        **_counts(merged),
        "same_source": merged.count(How.REPEATED),
        "source_changed": merged.count(How.NEAR),
        "not_in_edited": merged.count(How.ABSENT),
        "unplaced": [
            {
                "id": entry.id,
                "source": entry.source,
                "target": entry.target,
                "state": entry.state.value,
                "note": entry.note,
                "by_person": entry in merged.lost,
            }
            for entry in merged.unplaced
        ],
        "findings": [[line, asdict(finding)] for line, finding in summary.findings],
    }
