"""Text that was in the target language already: its names are folded, nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from glossa.model import Document, Finding, Step, parse_detail, replay
from glossa.translator.lines import Run

if TYPE_CHECKING:
    from glossa.termbase import PageNames, Termbase

__all__ = ["Copy", "fold_copies", "names_of"]

_ROUNDS: Final = 4
"""A name that the page settles may settle another; more rounds than this change nothing."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What folding did to one segment."""

    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()


def names_of(
    document: Document, copied: Sequence[Run], language: str, termbase: Termbase
) -> PageNames:
    """What a page names beyond doubt; names that go over a line end are found too.

    `copied`: the runs of segments in the target `language`.
    """
    lines = {segment.id for run in copied for segment in run.segments}
    texts = [(run.text, language) for run in copied]
    texts += [
        (segment.source, segment.language)
        for segment in document.segments
        if segment.id not in lines
    ]
    return termbase.named(texts, blocks_of(document))


def blocks_of(document: Document) -> Iterator[tuple[str, list[str]]]:
    """The blocks of a page, each with its segments."""
    return ((unit.source, [part.source for part in unit.segments]) for unit in document.units)


def fold_copies(
    copied: Sequence[Run],
    termbase: Termbase,
    *,
    language: str,
    page: PageNames,
    quotations: bool = False,
) -> tuple[dict[str, Copy], PageNames]:
    """Fold the names of all runs; also `page` with the concepts that its own context settled.

    A name that the page settled is named on the page from then on, so the page is read again until
    that tells nothing new: normalising the result would find no more than this run did.
    """
    folded = _fold_all(copied, termbase, language, page, quotations=quotations)
    for _ in range(_ROUNDS):
        settled = {
            parse_detail(step.detail)["concept"]
            for copy in folded.values()
            for step in copy.steps
            if " by=" in step.detail and "|" not in step.detail
        }
        if settled <= page | page.settled:
            break
        page = page.with_settled(settled)
        folded = _fold_all(copied, termbase, language, page, quotations=quotations)
    return folded, page


def _fold_all(
    copied: Sequence[Run], termbase: Termbase, language: str, page: PageNames, *, quotations: bool
) -> dict[str, Copy]:
    done: dict[str, Copy] = {}
    page_text = "".join(run.text for run in copied)
    curly = page_text.count("’") > page_text.count("'")  # one kind of apostrophe a page
    for run in copied:
        folded = termbase.fold(
            run.text,
            language=language,
            protected=run.protected,
            page=page,
            quotations=quotations,
            curly=curly,
        )
        if len(run.segments) == 1:
            done[run.segments[0].id] = Copy(folded.steps, folded.ambiguous)
            continue
        steps = run.split(folded.steps)
        targets = [
            replay(segment.source, own) for segment, own in zip(run.segments, steps, strict=True)
        ]
        findings = run.place(folded.ambiguous, targets)
        for segment, own, remarks in zip(run.segments, steps, findings, strict=True):
            done[segment.id] = Copy(own, tuple(remarks))
    return done
