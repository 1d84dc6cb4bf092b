"""TRANSLATE: one page of segments to entries, each with the steps that made its target.

The order for a segment (DESIGN section 5): a person's target for this very source -> memory;
already in the target language or nothing linguistic -> copied, names folded; a whole term or a
filled template -> termbase; only a date, number or filing number -> rule; nearly the same as what a
person translated -> memory, with a finding (docs/decisions/0011); else the engine, whose answer is
folded and verified, and asked again in other ways until the terms, dates and numbers of the source
stand in it. What cannot be had is flagged.

All segments of a page go through each stage together, so that the engine gets few large batches.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from glossa.errors import ModelMissingError
from glossa.localize import localize
from glossa.model import Document, Entry, Finding, MatchType, Segment, Severity, Step, Unit, replay
from glossa.script import primary_subtag
from glossa.translator.apart import Apart, set_apart
from glossa.translator.candidates import Candidate, Requirement, requirements
from glossa.translator.copying import Copy, fold_copies, names_of
from glossa.translator.entries import doubt, make_entry, unusable, with_confidence
from glossa.translator.lines import runs
from glossa.translator.mentions import with_first_mentions
from glossa.translator.options import Options
from glossa.translator.recall import (
    Recall,
    Recalled,
    ask,
    from_memory,
    settled,
    with_suggestion,
)
from glossa.translator.stages import Job, Stages

if TYPE_CHECKING:
    from glossa.engines.base import Engine
    from glossa.termbase import PageNames, Termbase

__all__ = ["Demand", "EngineFor", "Translator"]

Demand = Callable[[Segment, tuple[Requirement, ...]], tuple[Requirement, ...]]
"""What the target of a segment must hold, given what the glossary and the rules ask for."""
EngineFor = Callable[[str], "Engine"]
"""Gives the engine for a source language, or raises `ModelMissingError`."""


class Translator:
    """Holds what translation needs: a termbase, a way to an engine, options."""

    def __init__(
        self,
        termbase: Termbase,
        engine_for: EngineFor,
        options: Options,
        *,
        simplify: Callable[[str], str] = str,
        demand: Demand = lambda _, needed: needed,
        recall: Recall | None = None,
    ) -> None:
        """`simplify`: writes traditional Chinese in simplified characters.

        `recall`: asks a memory for the segments of a page; None where there is none.

        `demand`: has the last word on what a target must hold; an evaluation asks for the terms of
        its test set.
        """
        self.termbase = termbase
        self.engine_for = engine_for
        self.options = options
        self.simplify = simplify
        self.demand = demand
        self.recall = recall

    def translate(self, document: Document) -> tuple[Entry, ...]:
        """One entry for each segment of a segmented document, in reading order.

        A language without a model leaves its segments untranslated with a `no-model` finding.
        """
        options, termbase = self.options, self.termbase
        copied = list(runs(document, self._is_target_copy))
        page = names_of(document, copied, options.target_language, termbase)
        copies: dict[str, Copy] = {}
        if options.normalize:
            copies, page = fold_copies(
                copied,
                termbase,
                language=options.target_language,
                page=page,
                quotations=options.quotations,
            )
        recalled = ask(document, self.recall, self._may_be_remembered) if self.recall else {}
        done: dict[str, Entry] = {}
        waiting: list[tuple[Unit, Segment]] = []
        for unit in document.units:
            for segment in unit.segments:
                entry = self._remembered(unit, segment, recalled, page)
                entry = entry or self._without_engine(unit, segment, copies)
                entry = entry or self._nearly_remembered(unit, segment, recalled, page)
                if entry is None:
                    waiting.append((unit, segment))
                else:
                    done[segment.id] = entry
        jobs = self._run_engine(waiting, page)
        for unit, segment in waiting:
            entry = self._from_job(unit, segment, jobs[segment.language, segment.source])
            near = recalled.get(segment.id)
            done[segment.id] = with_suggestion(entry, near) if near and near.by_person else entry
        entries = tuple(done[segment.id] for segment in document.segments)
        if not options.first_mention:
            return entries
        return with_first_mentions(
            document,
            entries,
            termbase,
            target=options.target_language,
            language=options.first_mention,
            page=page,
            copied=copied,
            in_copies=options.normalize,
        )

    # -- from memory -------------------------------------------------------------------------

    def _may_be_remembered(self, segment: Segment) -> bool:
        """Text to translate; and text in the target language, if that may be touched at all."""
        if _is_kept(segment):
            return False
        if not self._is_copy(segment):
            return True
        return self.options.normalize and self._is_target_copy(segment)

    def _remembered(
        self, unit: Unit, segment: Segment, recalled: Mapping[str, Recalled], page: PageNames
    ) -> Entry | None:
        found = settled(recalled, segment, copied=self._is_copy(segment))
        if found is None:
            return None
        language = self.options.target_language
        return from_memory(unit, segment, found, self.termbase, language, page)

    def _nearly_remembered(
        self, unit: Unit, segment: Segment, recalled: Mapping[str, Recalled], page: PageNames
    ) -> Entry | None:
        """What is better than an engine's answer, though it needs to be read."""
        found = recalled.get(segment.id)
        if found is None or not found.usable:
            return None
        language = self.options.target_language
        entry = from_memory(unit, segment, found, self.termbase, language, page)
        needed = () if found.by_person else self._needed(segment, page)[0]
        return entry if all(one.met_by(entry.target) for one in needed) else None

    # -- without an engine -------------------------------------------------------------------

    def _without_engine(
        self, unit: Unit, segment: Segment, copies: Mapping[str, Copy]
    ) -> Entry | None:
        target_language = self.options.target_language
        if self._is_copy(segment) or _is_kept(segment):
            return _copied(unit, segment, copies)
        found = self._whole_term(segment)
        if found is not None:
            steps, concept = found
            return make_entry(unit, segment, steps, MatchType.TERMBASE, origin=concept)
        ruled = localize(segment.source, target_language)
        if ruled is not None:
            return make_entry(unit, segment, ruled.steps, MatchType.RULE)
        # Codes and numbers are the rules' (`５０％`) or nobody's: no engine is asked.
        return _copied(unit, segment, copies) if segment.language == "zxx" else None

    def _whole_term(self, segment: Segment) -> tuple[tuple[Step, ...], str] | None:
        """The steps for a segment that is a term as a whole, signs around it apart; its concept."""
        target_language = self.options.target_language
        apart = set_apart(segment.source)
        for asked in (Apart((), segment.source, "", ""), *([apart] if apart.steps else [])):
            steps, language = asked.steps, segment.language
            whole = self.termbase.whole(asked.text, language, target_language)
            if whole is None and language == "zh-Hant":
                # Most menu terms are listed in simplified characters only.
                simplified = self.simplify(asked.text)
                steps += (Step("script", 0, len(asked.text), asked.text, simplified),)
                whole = self.termbase.whole(simplified, "zh-Hans", target_language)
            if whole is not None:
                steps += whole.steps
                last, _ = asked.back(replay(segment.source, steps))
                return (*steps, *last), whole.concepts[0].id
        return None

    def _is_copy(self, segment: Segment) -> bool:
        if segment.language == "und" or self._is_target(segment.language):
            return True
        wanted = self.options.source_language
        if segment.language == "zxx":
            return self._is_target(wanted)  # only folding was asked for
        return wanted != "auto" and primary_subtag(wanted) != primary_subtag(segment.language)

    def _is_target(self, language: str) -> bool:
        return primary_subtag(language) == primary_subtag(self.options.target_language)

    def _is_target_copy(self, segment: Segment) -> bool:
        return self._is_target(segment.language) and self._is_copy(segment)

    # -- with an engine ----------------------------------------------------------------------

    def _run_engine(
        self, waiting: Sequence[tuple[Unit, Segment]], page: frozenset[str]
    ) -> dict[tuple[str, str], Job]:
        jobs: dict[tuple[str, str], Job] = {}
        for _, segment in waiting:
            key = (segment.language, segment.source)
            if key not in jobs:
                needed, concepts = self._needed(segment, page)
                jobs[key] = Job(segment.source, segment.language, needed, concepts)
        for language in dict.fromkeys(job.language for job in jobs.values()):
            group = [job for job in jobs.values() if job.language == language]
            try:
                engine = self.engine_for(language)
            except ModelMissingError as error:
                message = f"{error.found}; {error.advice}" if error.advice else error.found
                finding = Finding("no-model", message, Severity.ERROR, where=language)
                for job in group:
                    job.findings.append(finding)
                continue
            Stages(self.termbase, self.options, engine, page).run(group)
        return jobs

    def _needed(
        self, segment: Segment, page: frozenset[str]
    ) -> tuple[tuple[Requirement, ...], frozenset[str]]:
        """What the target must hold, and the concepts that the source names."""
        matches = self.termbase.match(
            segment.source, segment.language, protected=segment.protected, page=page
        )
        needed = requirements(segment, matches, self.termbase, self.options.target_language)
        concepts = frozenset(concept.id for match in matches for concept in match.concepts)
        return self.demand(segment, needed), concepts

    def _why_unusable(self, best: Candidate, confidence: float) -> str:
        """Why an answer is not used; empty where it is."""
        if best.nonsense:
            return best.nonsense
        if confidence < self.options.guess:
            return "a guess"
        if best.defects and confidence < self.options.doubt:
            return "doubtful, and a name or number is wrong"
        return ""

    def _from_job(self, unit: Unit, segment: Segment, job: Job) -> Entry:
        best = job.best
        reason = self._why_unusable(best, job.confidence) if best else ""
        if best is None or reason:
            findings = list(job.findings)
            if best is not None:
                findings.append(unusable(reason, best.text))
            return make_entry(unit, segment, (), MatchType.NONE, findings=tuple(findings))
        findings = [needed.finding() for needed in best.missing]
        if job.confidence < self.options.doubt:
            findings.append(doubt(job.confidence))
        asked = any(step.action.startswith("engine") for step in best.steps)
        return make_entry(
            unit,
            segment,
            with_confidence(best.steps, job.confidence),
            # Where names and figures are all there is, no engine had a say.
            MatchType.ENGINE if asked else MatchType.TERMBASE,
            origin=best.origin if asked else "",
            findings=tuple(findings),
        )


def _is_kept(segment: Segment) -> bool:
    """Whether all of it is code: it comes out letter for letter, whatever it looks like."""
    whole = (0, len(segment.source), "code")
    return [(span.start, span.end, span.kind) for span in segment.protected] == [whole]


def _copied(unit: Unit, segment: Segment, copies: Mapping[str, Copy]) -> Entry:
    copy = copies.get(segment.id, Copy())
    return make_entry(unit, segment, copy.steps, MatchType.COPIED, findings=copy.findings)
