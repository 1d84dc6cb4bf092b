"""INLINE: where the inline elements of a source stand in its target.

    place_codes(document, entries, Tools(termbase))

A sentence is translated whole, as if it had no elements; then each of them is looked for: through
the steps that made the target, by words whose rendering is known, else by all that speaks for it
together (`evidence`). What cannot be found goes around the whole segment, with a finding.
`docs/decisions/0013-inline-codes.md` says why, and how often that is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from glossa.inline.asking import Answers, ask_engines, ask_table
from glossa.inline.evidence import Settings
from glossa.inline.gather import tasks_of
from glossa.inline.model import Before, Lexicon, Place, Task, Tools, Wanted
from glossa.inline.placing import Placing
from glossa.inline.telling import codes_in_steps, how, remarks, steps_of
from glossa.model import Document, Entry

__all__ = [
    "CODE_AROUND",
    "RULES_VERSION",
    "Before",
    "Lexicon",
    "Tools",
    "codes_in_steps",
    "place_codes",
    "wants_places",
]

RULES_VERSION: Final = "2"
"""Part of the signature of pages with inline elements: raised whenever a place may change."""
CODE_AROUND: Final = "code-around-segment"
_MARKUP: Final = "markup"


def place_codes(
    document: Document, entries: Sequence[Entry], tools: Tools, *, settings: Settings | None = None
) -> tuple[Entry, ...]:
    """The entries with a step `markup` for each code that has a place in a target.

    Codes around a whole segment need none. What the entries have of such steps already is kept
    where it fits; what could not be placed has a finding. Targets are never changed.
    """
    done = [_without_stale(entry) for entry in entries]
    tasks = list(tasks_of(document, done))
    if not tasks:
        return tuple(done)
    placings = [Placing(task, tools) for task in tasks]
    for placing in placings:
        _keep_places(placing.task)
        placing.place_the_sure()
    settings = settings or Settings()
    answers = Answers()
    ask_table(answers, _open(placings), tools)
    for placing in placings:
        placing.place_the_likely(answers, settings, settings.clear)
    ask_engines(answers, _open(placings), done, tools)
    for placing in placings:
        placing.place_the_likely(answers, settings)
        task = placing.task
        steps = tuple(step for step in task.entry.steps if step.action != _MARKUP)
        done[task.number] = replace(
            task.entry,
            steps=(*steps, *steps_of(task)),
            findings=(*task.entry.findings, *remarks(task)),
        )
    return tuple(done)


def wants_places(document: Document, entries: Sequence[Entry]) -> bool:
    """Whether there is anything to do: codes in segments whose target is not their source."""
    return next(tasks_of(document, entries), None) is not None


def _open(placings: Sequence[Placing]) -> list[tuple[Task, list[Wanted]]]:
    found = ((placing.task, list(placing.open())) for placing in placings)
    return [(task, wanted) for task, wanted in found if wanted]


def _without_stale(entry: Entry) -> Entry:
    """An entry without the remarks of an earlier run."""
    if any(finding.code == CODE_AROUND for finding in entry.findings):
        left = tuple(one for one in entry.findings if one.code != CODE_AROUND)
        entry = replace(entry, findings=left)
    return entry


def _keep_places(task: Task) -> None:
    """What the steps of an entry say already: of this very target."""
    known = codes_in_steps(task.entry)
    for wanted in task.wanted:
        step = known.get((wanted.start, wanted.end))
        if step is not None and task.target[step.start : step.end] == step.after:
            wanted.place = Place(step.start, step.end, *how(step.detail))
