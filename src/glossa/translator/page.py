"""TRANSLATE: one page of segments to entries, each with the steps that made its target.

The order for a segment (DESIGN section 5): already in the target language or nothing linguistic ->
copied, names folded; a whole term or a filled template -> termbase; only a date, number or filing
number -> rule; else the engine, whose answer is folded and verified, and asked again in other ways
until the terms, dates and numbers of the source stand in it. What cannot be had is flagged.

All segments of a page go through each stage together, so that the engine gets few large batches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from glossa.errors import ModelMissingError
from glossa.localize import localize
from glossa.model import Document, Entry, Finding, MatchType, Segment, Severity, Step, Unit
from glossa.script import primary_subtag
from glossa.translator.candidates import Candidate, Requirement, better, judge, requirements
from glossa.translator.copying import Copy, fold_copies, names_of
from glossa.translator.entries import doubt, make_entry, unusable, with_confidence
from glossa.translator.lines import runs
from glossa.translator.mentions import with_first_mentions

if TYPE_CHECKING:
    from glossa.engines.base import Engine
    from glossa.termbase import Termbase

__all__ = ["EngineFor", "Options", "Translator"]

EngineFor = Callable[[str], "Engine"]
"""Gives the engine for a source language, or raises `ModelMissingError`."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a page is translated: the languages and `normalize` are part of the signature.

    The figures belong to the version of glossa: where one changes, so does that.
    """

    target_language: str = "en"
    """BCP 47."""
    source_language: str = "auto"
    """`auto`, or a BCP 47 tag: then segments in any other language are copied."""
    normalize: bool = True
    """Fold names in text that was in the target language already."""
    quotations: bool = False
    """Fold them inside quotations and titles too."""
    first_mention: str = ""
    """A language (BCP 47) in which names are given in brackets at their first mention."""
    n_best: int = 4
    """How many alternatives of the engine are looked at where a term is missing; 0 for none."""
    doubt: float = 0.5
    """Engine targets with a lower confidence (0 to 1) get a `low-confidence` finding; those in
    which a name or a number is wrong as well are not used."""
    guess: float = 0.35
    """Engine targets with a lower confidence are not used: the source is kept, with a finding."""


@dataclass(slots=True)
class _Job:
    """One distinct text on its way through the engine stages."""

    source: str
    language: str
    requirements: tuple[Requirement, ...]
    concepts: frozenset[str] = frozenset()
    """What the source names: it tells which of several things a name in an answer means."""
    best: Candidate | None = None
    confidence: float = 1.0
    findings: list[Finding] = field(default_factory=list)

    @property
    def done(self) -> bool:
        return self.best is not None and self.best.perfect

    @property
    def flawed(self) -> bool:
        """There is a usable answer that lacks something."""
        return self.best is not None and not self.best.nonsense and not self.best.perfect

    def offer(self, candidate: Candidate) -> None:
        if self.best is None or better(candidate, self.best):
            self.best = candidate


class Translator:
    """Holds what translation needs: a termbase, a way to an engine, options."""

    def __init__(
        self,
        termbase: Termbase,
        engine_for: EngineFor,
        options: Options,
        *,
        simplify: Callable[[str], str] = str,
    ) -> None:
        """`simplify`: writes traditional Chinese in simplified characters."""
        self.termbase = termbase
        self.engine_for = engine_for
        self.options = options
        self.simplify = simplify

    def translate(self, document: Document) -> tuple[Entry, ...]:
        """One entry for each segment of a segmented document, in reading order.

        A language without a model leaves its segments untranslated with a `no-model` finding.
        """
        options, termbase = self.options, self.termbase
        copied = list(runs(document, self._is_target_copy))
        page = names_of(document.segments, copied, options.target_language, termbase)
        copies: dict[str, Copy] = {}
        if options.normalize:
            copies, page = fold_copies(
                copied,
                termbase,
                language=options.target_language,
                page=page,
                quotations=options.quotations,
            )
        settled: dict[str, Entry] = {}
        waiting: list[tuple[Unit, Segment]] = []
        for unit in document.units:
            for segment in unit.segments:
                entry = self._without_engine(unit, segment, copies)
                if entry is None:
                    waiting.append((unit, segment))
                else:
                    settled[segment.id] = entry
        jobs = self._run_engine(waiting, page)
        for unit, segment in waiting:
            settled[segment.id] = self._from_job(
                unit, segment, jobs[segment.language, segment.source]
            )
        entries = tuple(settled[segment.id] for segment in document.segments)
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

    # -- without an engine -------------------------------------------------------------------

    def _without_engine(
        self, unit: Unit, segment: Segment, copies: Mapping[str, Copy]
    ) -> Entry | None:
        target_language = self.options.target_language
        if self._is_copy(segment):
            return _copied(unit, segment, copies)
        steps: tuple[Step, ...] = ()
        whole = self.termbase.whole(segment.source, segment.language, target_language)
        if whole is None and segment.language == "zh-Hant":
            # Most menu terms are listed in simplified characters only.
            simplified = self.simplify(segment.source)
            steps = (Step("script", 0, len(segment.source), segment.source, simplified),)
            whole = self.termbase.whole(simplified, "zh-Hans", target_language)
        if whole is not None:
            steps += whole.steps
            return make_entry(unit, segment, steps, MatchType.TERMBASE, origin=whole.concepts[0].id)
        ruled = localize(segment.source, target_language)
        if ruled is not None:
            return make_entry(unit, segment, ruled.steps, MatchType.RULE)
        # Codes and numbers are the rules' (`５０％`) or nobody's: no engine is asked.
        return _copied(unit, segment, copies) if segment.language == "zxx" else None

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
    ) -> dict[tuple[str, str], _Job]:
        jobs: dict[tuple[str, str], _Job] = {}
        for _, segment in waiting:
            key = (segment.language, segment.source)
            if key not in jobs:
                matches = self.termbase.match(
                    segment.source, segment.language, protected=segment.protected, page=page
                )
                jobs[key] = _Job(
                    segment.source,
                    segment.language,
                    requirements(segment, matches, self.termbase, self.options.target_language),
                    frozenset(concept.id for match in matches for concept in match.concepts),
                )
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
            self._stages(group, engine, page)
        return jobs

    def _stages(self, jobs: Iterable[_Job], engine: Engine, page: frozenset[str]) -> None:
        """Plain; terms written into the source; strict; n-best. Each only for what is not right."""
        jobs = list(jobs)
        self._ask(jobs, engine, page, action="engine", written=False)
        self._weigh(jobs, engine)
        # What the engine only guessed it cannot do: asking in other ways would cost more than the
        # first answer, and the new one would not be used either. Nonsense is asked again, though.
        hopeful = [
            job
            for job in jobs
            if job.confidence >= self.options.guess or (job.best and job.best.nonsense)
        ]
        first = {id(job): job.best for job in jobs}
        self._ask(
            [job for job in hopeful if not job.done and job.requirements],
            engine,
            page,
            action="engine",
            written=True,
        )
        self._ask(
            [job for job in jobs if job.best is None or job.best.nonsense],
            engine,
            page,
            action="engine-strict",
            written=False,
        )
        if self.options.n_best > 1:
            self._choose_among_alternatives([job for job in hopeful if job.flawed], engine, page)
        self._weigh([job for job in jobs if job.best is not first[id(job)]], engine)

    def _weigh(self, jobs: Sequence[_Job], engine: Engine) -> None:
        """Ask the engine how sure it is of the best answers so far."""
        if not jobs:
            return
        sure = engine.confidence(
            [job.source for job in jobs], [job.best.text if job.best else "" for job in jobs]
        )
        for job, confidence in zip(jobs, sure, strict=True):
            job.confidence = confidence

    def _choose_among_alternatives(
        self, jobs: Sequence[_Job], engine: Engine, page: frozenset[str]
    ) -> None:
        if not jobs:
            return
        prepared = [self._write_terms(job) for job in jobs]
        lists = engine.alternatives([text for _, text in prepared], self.options.n_best)
        for job, (steps, text), hypotheses in zip(jobs, prepared, lists, strict=True):
            for hypothesis in hypotheses:
                self._offer(job, steps, text, hypothesis, "engine-nbest", engine, page)

    def _ask(
        self,
        jobs: Sequence[_Job],
        engine: Engine,
        page: frozenset[str],
        *,
        action: str,
        written: bool,
    ) -> None:
        prepared: list[tuple[_Job, tuple[Step, ...], str]] = []
        for job in jobs:
            steps, text = self._write_terms(job) if written else ((), job.source)
            if steps or not written:  # the same question would get the same answer
                prepared.append((job, steps, text))
        if not prepared:
            return
        strict = action == "engine-strict"
        answers = engine.translate([text for _, _, text in prepared], strict=strict)
        for (job, steps, text), answer in zip(prepared, answers, strict=True):
            self._offer(job, steps, text, answer, action, engine, page)

    def _write_terms(self, job: _Job) -> tuple[tuple[Step, ...], str]:
        """The source with each required rendering in the place of what it renders."""
        steps: list[Step] = []
        text = job.source
        for needed in reversed(job.requirements):  # from the end, so that offsets stay right
            if needed.target == needed.source:
                continue
            before = text[needed.start : needed.end]
            after = _spaced(text, needed.start, needed.end, needed.target)
            steps.append(Step("write-term", needed.start, needed.end, before, after, needed.detail))
            text = text[: needed.start] + after + text[needed.end :]
        return tuple(steps), text

    def _offer(
        self,
        job: _Job,
        steps: tuple[Step, ...],
        asked: str,
        answer: str,
        action: str,
        engine: Engine,
        page: frozenset[str],
    ) -> None:
        said = Step(action, 0, len(asked), asked, answer, f"model={engine.name}")
        folded = self.termbase.fold(
            answer,
            language=self.options.target_language,
            page=page,
            source=job.concepts,
            quotations=True,
        )
        job.offer(
            judge(
                job.source,
                folded.text,
                (*steps, said, *folded.steps),
                job.requirements,
                origin=engine.name,
                target_language=self.options.target_language,
            )
        )

    def _why_unusable(self, best: Candidate, confidence: float) -> str:
        """Why an answer is not used; empty where it is."""
        if best.nonsense:
            return best.nonsense
        if confidence < self.options.guess:
            return "a guess"
        if best.defects and confidence < self.options.doubt:
            return "doubtful, and a name or number is wrong"
        return ""

    def _from_job(self, unit: Unit, segment: Segment, job: _Job) -> Entry:
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
        return make_entry(
            unit,
            segment,
            with_confidence(best.steps, job.confidence),
            MatchType.ENGINE,
            origin=best.origin,
            findings=tuple(findings),
        )


def _copied(unit: Unit, segment: Segment, copies: Mapping[str, Copy]) -> Entry:
    copy = copies.get(segment.id, Copy())
    return make_entry(unit, segment, copy.steps, MatchType.COPIED, findings=copy.findings)


def _spaced(text: str, start: int, end: int, rendering: str) -> str:
    """`rendering` with a blank where it would touch a Latin letter or a digit."""
    left = " " if start > 0 and text[start - 1].isascii() and text[start - 1].isalnum() else ""
    right = " " if end < len(text) and text[end].isascii() and text[end].isalnum() else ""
    return f"{left}{rendering}{right}"
