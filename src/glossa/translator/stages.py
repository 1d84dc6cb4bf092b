"""Ask an engine, and where its answer lacks something ask in other ways, until nothing is gained.

    engine           the plain question; names of the answer are folded
    written          the missing renderings written into the source
    strict           for nonsense only: decoded against loops
    halves           for what is nonsense still: the text cut in two at a mark, each half by itself
    continued        the good beginning of the best answer, the missing rendering, and on from there
    n-best           alternatives
    placed           the missing rendering put where the engine's attention says that it belongs
    number           a figure that the engine misspelt put right

docs/decisions/0008 has what each of them gains, and what was tried and left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from glossa.model import Finding, Step
from glossa.translator.apart import Apart, legible, set_apart
from glossa.translator.candidates import Candidate, Requirement, better, judge
from glossa.translator.mending import halves, mended_number
from glossa.translator.options import Options
from glossa.translator.written import opening_with, placed, tidied, written_into

if TYPE_CHECKING:
    from glossa.engines.base import Engine
    from glossa.termbase import PageNames, Termbase

__all__ = ["Job", "Stages"]

_PLACED: Final = frozenset({"term", "literal"})
"""What may be put into an answer in the place of what the engine wrote for it."""
_CLEAR: Final = 0.3
"""Attention that a place must have before a text is changed there."""
_ROUNDS: Final = 4
"""Names put into one answer one after the other; more than this and nothing of it is the
engine's."""
_WORD: Final = re.compile(r"\w")


@dataclass(slots=True)
class Job:
    """One distinct text on its way through the stages."""

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
        """Whether there is nothing to gain from another try."""
        return self.best is not None and self.best.perfect

    @property
    def flawed(self) -> bool:
        """Whether there is a usable answer that lacks something."""
        return self.best is not None and not self.best.nonsense and not self.best.perfect

    @property
    def missing(self) -> tuple[Requirement, ...]:
        """What the best answer lacks."""
        return self.requirements if self.best is None else self.best.missing

    def offer(self, candidate: Candidate) -> None:
        """Keep the candidate if it is better than what there is."""
        if self.best is None or better(candidate, self.best):
            self.best = candidate


class _Question(NamedTuple):
    """What an engine is asked for a job."""

    steps: tuple[Step, ...]
    """Renderings written in."""
    whole: str
    """The source with them."""
    apart: Apart
    """It without what no engine should read."""

    @property
    def text(self) -> str:
        return self.apart.text

    def back(self, steps: tuple[Step, ...], answer: str) -> tuple[str, tuple[Step, ...]]:
        """The whole target of an answer that `steps` made of the text, and all its steps."""
        last, text = self.apart.back(answer)
        return text, (*self.steps, *self.apart.steps, *steps, *last)


def _question(job: Job, *, written: bool) -> _Question:
    steps, text = written_into(job.source, job.missing) if written else ((), job.source)
    return _Question(steps, text, set_apart(text))


class Stages:
    """The questions to one engine about the texts of one page."""

    def __init__(
        self, termbase: Termbase, options: Options, engine: Engine, page: PageNames | frozenset[str]
    ) -> None:
        self._termbase = termbase
        self._options = options
        self._engine = engine
        self._page = page

    def run(self, jobs: Sequence[Job]) -> None:
        """Give every job its best answer and the engine's confidence in it."""
        tries = self._options.tries
        jobs = [job for job in jobs if legible(job.source, job.language)]
        self._ask(jobs, "engine")
        self._weigh(jobs)
        first = {id(job): job.best for job in jobs}
        hopeful = [job for job in jobs if self._is_hopeful(job)]
        stumbled = [job for job in jobs if self._has_stumbled(job)]
        if "written" in tries:
            waiting = [job for job in (*hopeful, *stumbled) if not job.done and job.missing]
            self._ask(waiting, "engine", written=True)
            self._weigh([job for job in stumbled if job.best is not first[id(job)]])
            first |= {id(job): job.best for job in stumbled}
            hopeful += [job for job in stumbled if job.confidence >= self._options.guess]
        self._ask([job for job in jobs if _in_vain(job)], "engine-strict")
        self._ask_halves([job for job in jobs if _in_vain(job)])
        if "continued" in tries:
            self._continue(hopeful)
        if "n-best" in tries and self._options.n_best > 1:
            self._choose_among_alternatives([job for job in hopeful if job.flawed])
        if "placed" in tries:
            self._place([job for job in hopeful if job.flawed])
        for job in jobs:
            self._mend_number(job)
        self._weigh([job for job in jobs if job.best is not first[id(job)]])

    def _is_hopeful(self, job: Job) -> bool:
        """Whether asking in other ways may help.

        What the engine only guessed it cannot do: another answer would cost more than the first and
        would not be used either. Nonsense is asked again in any case.
        """
        return job.confidence >= self._options.guess or bool(job.best and job.best.nonsense)

    def _has_stumbled(self, job: Job) -> bool:
        """Whether the engine only guessed, and a missing name may be why: worth one more try."""
        return (
            not self._is_hopeful(job)
            and job.confidence >= self._options.hope
            and bool(_terms(job.missing))
        )

    def _weigh(self, jobs: Sequence[Job]) -> None:
        """Ask the engine how sure it is of the best answers so far, the glossary's names apart."""
        if not jobs:
            return
        aparts = [set_apart(job.source) for job in jobs]
        texts = [
            apart.without(job.best.text if job.best else "")
            for job, apart in zip(jobs, aparts, strict=True)
        ]
        given = [_names_in(text, job.requirements) for job, text in zip(jobs, texts, strict=True)]
        sure = self._engine.confidence([apart.text for apart in aparts], texts, given)
        for job, confidence in zip(jobs, sure, strict=True):
            job.confidence = confidence

    def _ask(self, jobs: Sequence[Job], action: str, *, written: bool = False) -> None:
        prepared: list[tuple[Job, _Question]] = []
        for job in jobs:
            question = _question(job, written=written)
            if written and not question.steps:
                continue  # the same question would get the same answer
            if legible(question.text, job.language):
                prepared.append((job, question))
            else:
                self._judge(job, *question.back((), question.text))  # all of it is written in
        if not prepared:
            return
        asked = [question.text for _, question in prepared]
        answers = self._engine.translate(asked, strict=action == "engine-strict")
        for (job, question), answer in zip(prepared, answers, strict=True):
            self._offer(job, question, answer, action)

    def _ask_halves(self, jobs: Sequence[Job]) -> None:
        """Ask for both halves of texts that the engine cannot do as a whole, none of them twice."""
        prepared = [
            (job, question, parts)
            for job in jobs
            for question in [_question(job, written=False)]
            for parts in [halves(question.text)]
            if parts
        ]
        if not prepared:
            return
        answers = iter(self._engine.translate([one for _, _, parts in prepared for one in parts]))
        for job, question, parts in prepared:
            answer = " ".join(next(answers) for _ in parts)
            self._offer(job, question, answer, "engine-halves")

    def _mend_number(self, job: Job) -> None:
        best = job.best
        if best is None or best.perfect:
            return
        step = mended_number(job.source, best.text)
        if step is not None:
            text = best.text[: step.start] + step.after + best.text[step.end :]
            self._judge(job, text, (*best.steps, step))

    def _choose_among_alternatives(self, jobs: Sequence[Job]) -> None:
        prepared = [
            (job, question)
            for job in jobs
            for question in [_question(job, written=True)]
            if legible(question.text, job.language)
        ]
        if not prepared:
            return
        asked = [question.text for _, question in prepared]
        lists = self._engine.alternatives(asked, self._options.n_best)
        for (job, question), hypotheses in zip(prepared, lists, strict=True):
            for hypothesis in hypotheses:
                self._offer(job, question, hypothesis, "engine-nbest")

    def _continue(self, jobs: Sequence[Job]) -> None:
        """Name by name, as long as each round helps."""
        asked: set[tuple[str, str]] = set()
        for _ in range(_ROUNDS):
            waiting = [(job, one) for job in jobs if job.flawed for one in _terms(job.missing)[:1]]
            openings = [
                opening
                if (opening := self._opening(job, term)) and (job.source, opening) not in asked
                else ""
                for job, term in waiting
            ]
            going = [(job, one) for (job, _), one in zip(waiting, openings, strict=True) if one]
            if not going:
                return
            asked |= {(job.source, opening) for job, opening in going}
            answers = self._engine.continued(
                [job.source for job, _ in going], [opening for _, opening in going]
            )
            for (job, opening), answer in zip(going, answers, strict=True):
                question = _Question((), job.source, Apart((), job.source, "", ""))
                self._offer(job, question, answer, "engine-continued", f"opening={opening!r}")

    def _opening(self, job: Job, term: Requirement) -> str:
        """How an answer with the term begins; empty where nobody can tell."""
        if not _WORD.search(job.source[: term.start]):
            return opening_with("", 0, term)
        text = job.best.text if job.best else ""
        place = self._where(job.source, term, text)
        return opening_with(text, place[0], term) if place else ""

    def _place(self, jobs: Sequence[Job]) -> None:
        for job in jobs:
            for term in (one for one in job.missing if one.kind in _PLACED):
                best = job.best
                place = self._where(job.source, term, best.text) if best else None
                if best is None or place is None:
                    continue
                start, end, after = place[0], place[1], term.target
                if term.kind == "term":
                    start, end, after = placed(best.text, start, end, term)
                detail = f"{term.detail or 'rule=literal'} weight={place[2]:.2f}"
                step = Step("place-term", start, end, best.text[start:end], after, detail)
                text = best.text[:start] + after + best.text[end:]
                self._judge(job, text, (*best.steps, step))

    def _where(self, source: str, term: Requirement, text: str) -> tuple[int, int, float] | None:
        """The words that the engine wrote for the term, if that is clear and they are no name."""
        [place] = self._engine.places([source], [(term.start, term.end)], [text])
        return place if place is not None and place.weight >= _CLEAR else None

    def _offer(
        self, job: Job, question: _Question, answer: str, action: str, how: str = ""
    ) -> None:
        asked = question.text
        detail = f"model={self._engine.name}" + (f" {how}" if how else "")
        said = Step(action, 0, len(asked), asked, answer, detail)
        folded = self._termbase.fold(
            answer,
            language=self._options.target_language,
            page=self._page,
            source=job.concepts,
            quotations=True,
        )
        tidy, text = tidied(folded.text, _terms(job.requirements))
        self._judge(job, *question.back((said, *folded.steps, *tidy), text))

    def _judge(self, job: Job, text: str, steps: tuple[Step, ...]) -> None:
        candidate = judge(
            job.source,
            text,
            steps,
            job.requirements,
            origin=self._engine.name,
            target_language=self._options.target_language,
        )
        job.offer(candidate)


def _in_vain(job: Job) -> bool:
    return job.best is None or bool(job.best.nonsense)


def _terms(needed: Sequence[Requirement]) -> list[Requirement]:
    return [one for one in needed if one.kind == "term"]


def _names_in(text: str, needed: Sequence[Requirement]) -> list[tuple[int, int]]:
    """Where the glossary's renderings stand in an answer."""
    return [
        found.span()
        for one in _terms(needed)
        for found in re.finditer(rf"(?<!\w){re.escape(one.target)}(?!\w)", text)
    ]
