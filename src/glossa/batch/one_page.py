"""One page of a run: read, translated, built; nothing here decides whether that is needed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from glossa import pipeline
from glossa.batch.answers import AskingFirst, CachingEngines, FirstQuestions
from glossa.batch.options import BILINGUAL, PAGE, FolderOptions
from glossa.errors import ModelMissingError
from glossa.model import Bitext, Document, Kind, Segment
from glossa.pipeline.recalling import require_threshold, with_memory
from glossa.summary import Summary, summarize
from glossa.translator import Options

if TYPE_CHECKING:
    from glossa.memory import Memory
    from glossa.termbase import Termbase

__all__ = ["Built", "Workshop", "is_bilingual"]

_LONGEST_TITLE: Final = 200
_TITLED: Final = 20
"""Blocks among which a title is looked for."""


@dataclass(frozen=True, slots=True)
class Built:
    """The bytes of a result, and what there is to say of it."""

    data: bytes
    summary: Summary
    title: str
    title_before: str
    languages: dict[str, int]
    engines: dict[str, str]
    note: str = ""


class Workshop:
    """What is made once for all pages: glossary, engines with their answers, memories."""

    def __init__(
        self,
        options: FolderOptions,
        termbase: Termbase,
        engines: pipeline.Engines,
        memories: Sequence[Memory],
    ) -> None:
        self.options = options
        self._termbase = termbase
        self._engines = CachingEngines(engines)
        self._first = AskingFirst(engines)
        self._memories = memories
        self._digests: dict[str, str] = {}

    def settings(self, model: str | None) -> str:
        """A digest of all that decides the results but the page and the engines for it."""
        options = self.options
        signature = pipeline.make_signature(
            self._termbase,
            (),
            Options(
                target_language=options.to,
                source_language=options.source,
                normalize=options.normalize,
                quotations=options.quotations,
                first_mention=options.first_mention or "",
            ),
        )
        if self._memories:
            signature = with_memory(signature, self._memories, require_threshold(options.fuzzy))
        values = (signature, options.format_name, options.encoding, model)
        return hashlib.sha256("\n".join(map(str, values)).encode()).hexdigest()[:16]

    def engine_digests(self, languages: Sequence[str]) -> dict[str, str]:
        """What answers questions in these languages now; empty where nothing does."""
        for language in languages:
            if language not in self._digests:
                self._digests[language] = self._digest(language)
        return {language: self._digests[language] for language in sorted(languages)}

    def _digest(self, language: str) -> str:
        try:
            values = self._engines.get(language).signature()
        except ModelMissingError as error:
            return f"none: {error.found}"
        return " ".join(f"{key}:{value}" for key, value in sorted(values.items()))

    def first_questions(self, document: Document) -> FirstQuestions | None:
        """What the page will ask an engine first, so that several pages can ask together."""
        try:
            self._translate(document, self._first)
        except FirstQuestions as questions:
            return questions
        return None

    def ask(self, language: str, segments: Sequence[str]) -> None:
        """Let the engine answer these, for the pages to come."""
        self._engines.get(language).translate(segments)

    def build(self, document: Document, goal: Path) -> Built:
        """Translate a page and build its result; `goal` may hold a person's work to keep.

        Raises `InputError`, `OutputError`, `MissingError`.
        """
        options = self.options
        old = None
        if not (options.overwrite or options.makes_pages):
            old = pipeline.existing_work(
                document, goal, to=options.to, format_name=options.format_name
            )
        self._engines.asked.clear()
        bitext = self._translate(document, self._engines)
        asked = self.engine_digests(sorted(self._engines.asked))
        note = ""
        if old is not None:
            bitext, note = _with_work(document, bitext, old, goal, options.format_name)
        if options.format_name in {PAGE, BILINGUAL}:
            bilingual = options.format_name == BILINGUAL
            data, remarks, _ = pipeline.build_page(document, bitext, bilingual=bilingual)
            bitext = replace(bitext, findings=(*bitext.findings, *remarks))
        else:
            data = pipeline.serialize_bitext(bitext, options.format_name)
        before, after = _titles(document, bitext)
        languages = dict(Counter(entry.language for entry in bitext.entries))
        return Built(data, summarize(document, bitext), after, before, languages, asked, note)

    def _translate(self, document: Document, engines: pipeline.Engines) -> Bitext:
        options = self.options
        return pipeline.translate(
            document,
            to=options.to,
            source=options.source,
            normalize=options.normalize,
            quotations=options.quotations,
            first_mention=options.first_mention,
            termbase=self._termbase,
            engines=engines,
            memory=self._memories,
            fuzzy=options.fuzzy,
        )


def is_bilingual(path: Path, data: bytes) -> bool:
    """Whether a file that could be a page is a bilingual file or a report of ours."""
    from glossa.errors import FormatError
    from glossa.formats import format_of

    try:
        return format_of(path).wrote(data)
    except FormatError:
        return False


def _with_work(
    document: Document, bitext: Bitext, old: Bitext, goal: Path, form: str
) -> tuple[Bitext, str]:
    """The new translation with a person's work in it; what has no place goes into a file beside."""
    merged = pipeline.keep_work(document, bitext, old)
    note = "a person's work in it was kept"
    if merged.lost:
        aside, number = goal.with_name(f"{goal.stem}.unplaced{goal.suffix}"), 1
        while aside.exists():
            number += 1
            aside = goal.with_name(f"{goal.stem}.unplaced-{number}{goal.suffix}")
        pipeline.save_bitext(pipeline.unplaced_bitext(merged), aside, format_name=form)
        note += f"; what has no place any more is in {aside.name}"
    return merged.bitext, note


def _titles(document: Document, bitext: Bitext) -> tuple[str, str]:
    """The page's title before and after: its `title`, else its first headline, else its start."""
    units = document.units[:_TITLED]
    chosen = (
        [unit for unit in units if unit.markup is not None and unit.markup.element == "title"]
        or [unit for unit in units if unit.kind is Kind.HEADLINE]
        or list(units)
    )
    if not chosen:
        return "", ""
    targets = {entry.id: entry.target for entry in bitext.entries}
    after = ""
    for part, before in zip(chosen[0].parts, (None, *chosen[0].parts), strict=False):
        if isinstance(part, Segment):
            blank = " " if isinstance(before, Segment) else ""  # 。 needs none behind it, . does
            after += blank + targets.get(part.id, part.source)
        else:
            after += part.source
    return _short(chosen[0].source), _short(after)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TITLE else line[: _LONGEST_TITLE - 1] + "…"
