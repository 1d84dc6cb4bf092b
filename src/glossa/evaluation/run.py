"""Translate a test set as glossa would, with its glossary, without it, or with wrong terms."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from glossa import pipeline
from glossa.engines import to_simplified
from glossa.errors import UsageError
from glossa.evaluation.metrics import (
    Consistency,
    OverApplied,
    Success,
    consistency,
    over_applied,
    success,
)
from glossa.evaluation.quality import Quality, quality
from glossa.evaluation.testset import Case, TestSet, Wanted
from glossa.measures import stands_in
from glossa.model import Bitext, Document, Entry, MatchType, Segment, Signature
from glossa.termbase import Termbase
from glossa.termbase.glossary import Glossary
from glossa.termbase.styles import Styles
from glossa.translator import Demand, Options, Requirement, Translator

if TYPE_CHECKING:
    from glossa.engines.base import Engine

__all__ = [
    "CONTROL",
    "MODES",
    "PLAIN",
    "WITH",
    "Outcome",
    "completed",
    "evaluate_terms",
    "required",
    "wrong_terms",
]

PLAIN: Final = "without glossary"
WITH: Final = "with glossary"
CONTROL: Final = "wrong terms"
MODES: Final = (PLAIN, WITH, CONTROL)
_SEED: Final = 2023


@dataclass(frozen=True, slots=True)
class Outcome:
    """The figures of one run over a test set."""

    mode: str
    sentences: int
    translated: int
    """Sentences of which every segment has a target; of the others the source was kept."""
    everywhere: Success
    """Over all sentences, those kept in Chinese too."""
    where_translated: Success
    consistency: Consistency
    over_applied: OverApplied
    missing_said: int
    """Terms that stand in no target, with a finding that says so."""
    missing_silent: int
    """And those without one."""
    quality: Quality
    """Over all sentences."""
    quality_translated: Quality
    won: Mapping[str, int]
    """Segments of the engine by the step that made the answer used."""
    right_terms: Success | None = None
    """Of a run with wrong terms: how many of the right ones stand in its targets all the same."""
    targets: tuple[str, ...] = ()
    signature: str = ""
    """How the translations were made, as in a bitext, with `enforce` and `guess` where they were
    asked for."""


def evaluate_terms(
    tests: TestSet,
    termbase: Termbase,
    engine_for: Callable[[str], Engine],
    *,
    mode: str = WITH,
    enforce: bool = False,
    options: Options | None = None,
) -> Outcome:
    """Translate the test set in one of `MODES` and count.

    Where the test set lists no terms, those that the glossary finds in a source are wanted. With
    `enforce` the listed terms are a dictionary that is to be used, as in the WMT tasks; otherwise
    they only say what is right, and the glossary must bring it about.

    The sentences are read as one page. Raises `MissingError` where sacrebleu is not installed,
    `UsageError` for another mode.
    """
    if mode not in MODES:
        raise UsageError(f"there is no mode {mode!r}", advice=f"use one of: {', '.join(MODES)}")
    options = options or Options()
    cases = tuple(completed(case, termbase, listed=tests.listed) for case in tests.cases)
    right = cases
    if mode == CONTROL:
        cases = wrong_terms(cases)
    document = pipeline.parse_page("\n".join(case.source for case in cases).encode(), tests.name)
    by_line = _segments_by_line(document, len(cases))
    demand = _demand(mode, cases, by_line, enforce=enforce)
    used = termbase if mode == WITH else Termbase(Glossary({}, Styles(), (), ""))
    asked: dict[str, Engine] = {}

    def engine(language: str) -> Engine:
        asked[language] = engine_for(language)
        return asked[language]

    translator = Translator(used, engine, options, simplify=to_simplified, demand=demand)
    entries = translator.translate(document)
    bitext = Bitext(tests.name, entries, options.target_language)
    targets = tuple(pipeline.rebuild(document, bitext).split("\n"))
    outcome = _outcome(mode, cases, right, targets, _by_line(entries, by_line), termbase)
    engines = [asked[language] for language in sorted(asked)]
    values = dict(pipeline.make_signature(used, engines, options, entries).values)
    if enforce:
        values["enforce"] = "yes"
    if options.guess != Options().guess:
        values["guess"] = f"{options.guess:g}"
    return replace(outcome, signature=str(Signature.of(values)))


def _outcome(
    mode: str,
    cases: Sequence[Case],
    right: Sequence[Case],
    targets: tuple[str, ...],
    lines: Sequence[Sequence[Entry]],
    termbase: Termbase,
) -> Outcome:
    done = [
        n for n, line in enumerate(lines) if all(one.match is not MatchType.NONE for one in line)
    ]
    kept_cases, kept_targets = [cases[n] for n in done], [targets[n] for n in done]
    said, silent = _missing(cases, targets, lines)
    return Outcome(
        mode=mode,
        sentences=len(cases),
        translated=len(done),
        everywhere=success(cases, targets),
        where_translated=success(kept_cases, kept_targets),
        consistency=consistency(kept_cases, kept_targets, _renderings(cases, termbase)),
        over_applied=over_applied(kept_cases, kept_targets),
        missing_said=said,
        missing_silent=silent,
        quality=quality(targets, [case.reference for case in cases]),
        quality_translated=quality(kept_targets, [case.reference for case in kept_cases]),
        won=dict(Counter(_won(entry) for line in lines for entry in line if _by_engine(entry))),
        right_terms=success(right, targets) if mode == CONTROL else None,
        targets=targets,
    )


def wrong_terms(cases: Sequence[Case]) -> tuple[Case, ...]:
    """The cases with every term's target replaced by that of another term, the same one each time.

    As many terms are asked for as before, and none of them is right: what stands in the targets
    then was put there blindly. The first of fewer than two targets has nothing to change with.
    """
    targets = sorted({term.target for case in cases for term in case.terms})
    order = list(targets)
    random.Random(_SEED).shuffle(order)  # noqa: S311 - no secret; the same on every run
    place = {target: number for number, target in enumerate(order)}
    return tuple(
        replace(
            case,
            terms=tuple(
                Wanted(term.source, order[(place[term.target] + 1) % len(order)])
                for term in case.terms
            ),
        )
        for case in cases
    )


def completed(case: Case, termbase: Termbase, *, listed: bool) -> Case:
    """The case with the glossary's terms, where none are listed; else with what it accepts."""
    found: dict[str, Wanted] = {}
    for match in termbase.match(case.source, "zh-Hans"):
        rendering = termbase.rendering(match, "en")
        if rendering is not None:
            source = case.source[match.start : match.end]
            found.setdefault(source, Wanted(source, rendering.text, rendering.accept))
    if not listed:
        return replace(case, terms=tuple(found.values()))
    terms = (
        replace(term, accept=known.accept)
        if (known := found.get(term.source)) is not None and known.target == term.target
        else term
        for term in case.terms
    )
    return replace(case, terms=tuple(terms))


def _renderings(cases: Sequence[Case], termbase: Termbase) -> Iterator[tuple[str, tuple[str, ...]]]:
    for source in dict.fromkeys(term.source for case in cases for term in case.terms):
        for match in termbase.match(source, "zh-Hans"):
            if match.end - match.start == len(source):
                yield source, termbase.renderings(match.concepts[0].id, "en")


def _segments_by_line(document: Document, lines: int) -> list[list[Segment]]:
    """The segments of each line of the page."""
    found: list[list[Segment]] = [[] for _ in range(lines)]
    line = place = 0
    for segment in document.segments:
        line += document.text.count("\n", place, segment.start)
        place = segment.start
        found[line].append(segment)
    return found


def _by_line(entries: Sequence[Entry], lines: Sequence[Sequence[Segment]]) -> list[list[Entry]]:
    by_id = {entry.id: entry for entry in entries}
    return [[by_id[segment.id] for segment in line] for line in lines]


def _demand(
    mode: str, cases: Sequence[Case], lines: Sequence[Sequence[Segment]], *, enforce: bool
) -> Demand:
    """What the translator must bring about; see `evaluate_terms`."""
    terms: dict[str, tuple[Wanted, ...]] = {}
    if mode == CONTROL or (mode == WITH and enforce):
        for case, line in zip(cases, lines, strict=True):
            for segment in line:
                terms.setdefault(segment.source, case.terms)

    def demand(segment: Segment, needed: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
        wanted = list(required(segment.source, terms.get(segment.source, ())))
        left = [
            one
            for one in needed
            if (mode == WITH or one.kind != "term")
            and all(one.end <= new.start or new.end <= one.start for new in wanted)
        ]
        return tuple(sorted((*left, *wanted), key=lambda one: one.start))

    return demand


def required(source: str, terms: Sequence[Wanted]) -> Iterator[Requirement]:
    """What the target of a source must hold: each term at its first place, the longest first.

    Terms that overlap a longer one are left out, and so are those that are not there.
    """
    taken = [False] * len(source)
    for term in sorted(terms, key=lambda one: -len(one.source)):
        start = source.find(term.source)
        end = start + len(term.source)
        if start >= 0 and not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            yield Requirement("term", start, end, source[start:end], term.target, term.accept)


def _missing(
    cases: Sequence[Case], targets: Sequence[str], lines: Sequence[Sequence[Entry]]
) -> tuple[int, int]:
    """Terms that are not in their target: how many a finding speaks of, and how many none does."""
    said = silent = 0
    for case, target, entries in zip(cases, targets, lines, strict=True):
        for term in case.terms:
            if stands_in((term.target, *term.accept), target):
                continue
            flagged = any(
                finding.code in {"untranslated", "no-model"}
                or (finding.code == "term-missing" and term.source in finding.raw)
                for entry in entries
                if term.source in entry.source
                for finding in entry.findings
            )
            said += flagged
            silent += not flagged
    return said, silent


def _by_engine(entry: Entry) -> bool:
    return entry.match is MatchType.ENGINE


def _won(entry: Entry) -> str:
    """The step that made the answer: the last of those that ask or place."""
    actions = {step.action for step in entry.steps}
    for action, name in (
        ("place-term", "placed"),
        ("engine-nbest", "n-best"),
        ("engine-continued", "continued"),
        ("engine-halves", "halves"),
        ("engine-strict", "strict"),
        ("write-term", "written"),
    ):
        if action in actions:
            return name
    return "plain"
