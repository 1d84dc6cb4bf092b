"""What the table of words and the engines are asked: one question each for a whole page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from glossa.inline.evidence import Table, lexical_words
from glossa.inline.model import Span, Task, Tools, Wanted
from glossa.model import Entry, MatchType

if TYPE_CHECKING:
    from glossa.engines.base import Engine

__all__ = ["Answers", "ask_engines", "ask_table"]

Open = Sequence[tuple[Task, list[Wanted]]]
"""Segments, each with the stretches that are still to be placed."""


@dataclass(slots=True)
class Answers:
    """What the table of words and the engines say, for a whole page."""

    table: Table = field(default_factory=dict)
    alone: dict[tuple[str, str], str] = field(default_factory=dict)
    """Translation by (language, words)."""
    seen: dict[tuple[int, Span], tuple[int, int, float]] = field(default_factory=dict)
    """Place in the target by (number of the entry, stretch of the source)."""


def ask_table(answers: Answers, waiting: Open, tools: Tools) -> None:
    """Which words of the targets render which of the sources."""
    if waiting and tools.lexicon is not None:
        sources = {word for task, _ in waiting for word, _ in lexical_words(task.source)}
        targets = {word for task, _ in waiting for word, _ in lexical_words(task.target)}
        answers.table = tools.lexicon(frozenset(sources), frozenset(targets))


def ask_engines(answers: Answers, waiting: Open, entries: Sequence[Entry], tools: Tools) -> None:
    """What the engines make of the stretches alone, and where they see them in the targets."""
    by_language: dict[str, list[tuple[Task, list[Wanted]]]] = defaultdict(list)
    for task, wanted in waiting if tools.engine_for else ():
        by_language[task.segment.language].append((task, wanted))
    for language, group in sorted(by_language.items()):
        engine = tools.engine_for(language) if tools.engine_for else None
        if engine is not None:
            _ask(engine, language, group, entries, answers)


def _ask(
    engine: Engine,
    language: str,
    group: Sequence[tuple[Task, list[Wanted]]],
    entries: Sequence[Entry],
    answers: Answers,
) -> None:
    known = {
        entry.source: entry.target
        for entry in entries
        if entry.language == language and entry.match is not MatchType.NONE
    }
    texts = dict.fromkeys(
        task.said(one) for task, wanted in group for one in wanted if not one.is_point
    )
    fresh = [text for text in texts if text not in known and text.strip()]
    said = dict(zip(fresh, engine.translate(fresh), strict=True)) if fresh else {}
    answers.alone |= {(language, text): said.get(text) or known.get(text, "") for text in texts}
    asked = [(task, one.asked) for task, wanted in group for one in wanted]
    asked = [(task, span) for task, span in asked if span[0] < span[1]]
    places = engine.places(
        [task.source for task, _ in asked],
        [span for _, span in asked],
        [task.target for task, _ in asked],
    )
    for (task, span), place in zip(asked, places, strict=True):
        if place is not None:
            answers.seen[task.number, span] = (place.start, place.end, place.weight)
