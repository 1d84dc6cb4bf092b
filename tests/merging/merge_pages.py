"""Pages of a few lines, translated by a script, and what a person does to the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from glossa.merging import fresh
from glossa.model import Bitext, Document, Entry, MatchType, State, Step
from glossa.pipeline import parse_page


@cache
def page(*lines: str, name: str = "page.txt") -> Document:
    """A page of these lines, segmented."""
    return parse_page("\n".join(lines).encode(), name)


def export(document: Document, **changes: object) -> Bitext:
    """The page as an engine translated it: `[source]` for every segment."""

    def made(entry: Entry) -> Entry:
        target = f"[{entry.source}]"
        step = Step("engine", 0, len(entry.source), entry.source, target, "model=m")
        return replace(
            entry,
            target=target,
            state=State.TRANSLATED,
            match=MatchType.ENGINE,
            origin="m",
            steps=(step,),
        )

    bitext = fresh(document)
    return replace(bitext.with_entries(tuple(map(made, bitext))), **changes)  # type: ignore[arg-type]


def edit(bitext: Bitext, targets: Mapping[str, str], **changes: object) -> Bitext:
    """The bitext with other targets by id, as a tool leaves it that touches nothing else."""
    return bitext.with_entries(
        tuple(
            replace(entry, target=targets[entry.id], **changes) if entry.id in targets else entry  # type: ignore[arg-type]
            for entry in bitext
        )
    )


def without(bitext: Bitext, *ids: str) -> Bitext:
    """The bitext without some entries."""
    return bitext.with_entries(tuple(entry for entry in bitext if entry.id not in ids))


def targets(bitext: Bitext) -> dict[str, str]:
    """Id to target."""
    return {entry.id: entry.target for entry in bitext}


def codes(entry: Entry) -> list[str]:
    """The codes of its findings."""
    return [finding.code for finding in entry.findings]
