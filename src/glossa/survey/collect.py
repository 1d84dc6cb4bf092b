"""Go through pages and bilingual files, one after the other, and say what was found in all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from glossa.model import Bitext, Document, Finding, Protected
from glossa.places import Lines
from glossa.script import primary_subtag
from glossa.survey.candidates import Candidates, Line
from glossa.survey.results import Failure, Place, Remark, Survey
from glossa.survey.spellings import LINES_KEPT, SHORT, UseFinder, Uses

if TYPE_CHECKING:
    from glossa.errors import GlossaError
    from glossa.termbase import Termbase
    from glossa.termbase.areas import PageNames

__all__ = ["Surveyor"]

_AROUND: Final = 48
"""Characters of the text on either side that a place shows, at most."""
_WORD: Final = 16
"""Characters of them that may be left out so as to cut no word; Chinese is cut anywhere."""
_BLANK: Final = re.compile(r"\s")
_OWN: Final = frozenset({"ambiguous-name", "quoted-name", "registered-name"})
"""Findings that the names tell themselves."""


class Surveyor:
    """Holds what is found while files are added; `result` may be asked at any time.

    What it keeps grows with the names in the files, not with the files.
    """

    def __init__(
        self, termbase: Termbase, *, language: str = "en", candidates: bool = True
    ) -> None:
        """`language`: whose spellings are looked at; `candidates`: also look for new names."""
        self._termbase = termbase
        self._language = language
        self._finder = UseFinder(termbase, language)
        self._uses = Uses(language)
        self._candidates = Candidates(termbase) if candidates else None
        self._stretches_once = lru_cache(maxsize=LINES_KEPT)(self._stretches)
        self._remarks: list[Remark] = []
        self._failures: list[Failure] = []
        self._skipped: Counter[str] = Counter()
        self._pages = self._bitexts = 0

    def add_page(self, document: Document, name: str, findings: Sequence[Finding] = ()) -> None:
        """A segmented page; `name`: how to speak of it; `findings`: more than its own."""
        self._pages += 1
        self._remark(name, "", (*findings, *document.findings))
        page = self._termbase.named(
            ((part.source, part.language) for part in document.segments),
            ((unit.source, [part.source for part in unit.segments]) for unit in document.units),
        )
        lines = Lines(document.text)
        for segment in document.segments:

            def at(start: int, base: int = segment.start) -> tuple[int, int]:
                return lines.place(base + start)

            self._line(segment.source, segment.language, segment.protected, page, name, "", at)

    def add_bitext(self, bitext: Bitext, name: str) -> None:
        """A checked bilingual file: its findings, and the names in its targets."""
        self._bitexts += 1
        self._remark(name, "", bitext.findings)
        language = bitext.target_language
        if language in ("", "und"):
            language = self._language  # a table of two columns need not say
        page = self._termbase.named(
            pair
            for entry in bitext
            for pair in ((entry.source, entry.language), (entry.target, language))
        )
        for entry in bitext:
            self._remark(name, entry.id, entry.findings)
            matches = self._termbase.match(entry.source, entry.language, page=page)
            source = frozenset(concept.id for match in matches for concept in match.concepts)
            self._line(entry.target, language, (), page, name, entry.id, _in_entry, source)

    def add_failure(self, error: GlossaError, name: str) -> None:
        """A file that could not be read."""
        advice = f"; {error.advice}" if error.advice else ""
        self._failures.append(Failure(name, error.code, f"{error.found}{advice}"))

    def add_skipped(self, reason: str, count: int = 1) -> None:
        """Files that were left out on purpose."""
        self._skipped[reason] += count

    def result(self) -> Survey:
        """All that was found so far."""
        names, consistent = self._uses.names()
        return Survey(
            style=self._termbase.style,
            language=self._language,
            glossary=self._termbase.hash[:12],
            pages=self._pages,
            bitexts=self._bitexts,
            names=names,
            consistent=consistent,
            candidates=self._candidates.ranked() if self._candidates else (),
            remarks=tuple(self._remarks),
            failures=tuple(self._failures),
            skipped=dict(sorted(self._skipped.items())),
        )

    def _remark(self, name: str, entry: str, findings: Sequence[Finding]) -> None:
        for one in findings:
            if one.code in _OWN:
                continue
            self._remarks.append(
                Remark(name, entry, one.code, one.severity.value, one.message, one.raw)
            )

    def _line(
        self,
        text: str,
        language: str,
        protected: Sequence[Protected],
        page: PageNames,
        name: str,
        entry: str,
        at: Callable[[int], tuple[int, int]],
        source: frozenset[str] = frozenset(),
    ) -> None:
        def place(start: int, end: int, outcome: str = "") -> Place:
            line, column = at(start)
            return Place(
                name,
                line,
                column,
                entry,
                _on_one_line(_before(text, start)),
                _on_one_line(text[start:end]),
                _on_one_line(_behind(text, end)),
                outcome,
                language,
            )

        known: tuple[tuple[int, int], ...] = ()
        if primary_subtag(language) == primary_subtag(self._language):
            found = self._finder.find(text, protected, page, source)
            known = found.stretches
            for use in found.uses:
                self._uses.add(use, place(use.start, use.end, use.outcome))
        elif self._candidates is not None:
            look = self._stretches_once if len(text) <= SHORT else self._stretches
            known = look(text, language, tuple(protected))
        if self._candidates is not None:
            closed = tuple((span.start, span.end) for span in protected)
            self._candidates.add(Line(name, text, language, known, closed), place)

    def _stretches(
        self, text: str, language: str, protected: tuple[Protected, ...]
    ) -> tuple[tuple[int, int], ...]:
        """Where the glossary's names stand in a line, whatever they mean there."""
        matches = self._termbase.match(text, language, protected=protected)
        return tuple((match.start, match.end) for match in matches)


def _before(text: str, start: int) -> str:
    """What stands before, without the rest of a word that would be cut."""
    if start <= _AROUND or text[start - _AROUND - 1].isspace():
        return text[max(0, start - _AROUND) : start]
    cut = text[start - _AROUND : start]
    blank = cut.find(" ", 0, _WORD)
    return cut[blank + 1 :]  # all of it where there is none: -1 + 1


def _behind(text: str, end: int) -> str:
    """What stands behind, without the beginning of a word that would be cut."""
    cut = text[end : end + _AROUND]
    if len(text) - end <= _AROUND or text[end + _AROUND].isspace():
        return cut
    blank = cut.rfind(" ", _AROUND - _WORD)
    return cut if blank < 0 else cut[:blank]


def _in_entry(start: int) -> tuple[int, int]:
    """Entries have no lines."""
    return 0, start + 1


def _on_one_line(text: str) -> str:
    """Newlines and tabs as blanks, one for one: the length stays."""
    return _BLANK.sub(" ", text)
