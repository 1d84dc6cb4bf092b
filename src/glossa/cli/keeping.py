"""`glossa translate -o` over a file that a person has worked on: that work stays."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glossa.merging import Merged
    from glossa.model import Bitext, Document

__all__ = ["kept", "old_work"]


def old_work(document: Document, goal: tuple[Path | None, str], to: str) -> Bitext | None:
    """What a person has done to the file that is to be written; None where there is nothing.

    `goal`: where the result goes and its format. Raises `OutputError` where it would be destroyed.
    """
    from glossa import pipeline
    from glossa.cli.outputs import BILINGUAL, PAGE

    path, format_name = goal
    if path is None or format_name in {PAGE, BILINGUAL}:
        return None
    return pipeline.existing_work(document, path, to=to, format_name=format_name)


def kept(
    document: Document, bitext: Bitext, old: Bitext, path: Path, format_name: str
) -> tuple[Bitext, str, bool]:
    """The new translation with the old work in it, a paragraph on it, and whether it must be read.

    What has no place any more goes into a file of its own beside the result, as the result is about
    to replace the only file that has it.
    """
    from glossa import pipeline

    merged = pipeline.keep_work(document, bitext, old)
    aside = None
    if merged.lost:
        aside = _unused(path)
        pipeline.save_bitext(pipeline.unplaced_bitext(merged), aside, format_name=format_name)
    return merged.bitext, "\n".join(_lines(merged, path, aside)), bool(merged.lost)


def _lines(merged: Merged, path: Path, aside: Path | None) -> list[str]:
    from glossa.cli.merge_report import unplaced_lines
    from glossa.cli.report import plural
    from glossa.merging import How

    hows = {
        "elsewhere for the same source (same-source)": merged.count(How.REPEATED),
        "for a source that was changed since (source-changed)": merged.count(How.NEAR),
    }
    segments = plural(len(merged.how) - merged.count(How.ABSENT), "segment")
    more = "".join(f", {count:,} of them {words}" for words, count in hows.items() if count)
    return [
        f"{path} had a person's work in it, which stays: {segments}{more}. --overwrite drops it.",
        *unplaced_lines(merged, aside),
    ]


def _unused(path: Path) -> Path:
    """A name beside the result that nobody has: `page.unplaced.po`, `page.unplaced-2.po` ..."""
    aside, number = path.with_name(f"{path.stem}.unplaced{path.suffix}"), 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.stem}.unplaced-{number}{path.suffix}")
    return aside
