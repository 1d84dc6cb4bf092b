"""Names that the glossary does not hold: collected over all pages, weighed and ranked at the end.

Whether a capital means a name is decided last: a word that stands in lower case anywhere in the
pages is no name by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import log2
from typing import TYPE_CHECKING, Final

from glossa.survey.chinese import han_names
from glossa.survey.english import Run, is_running, plain_words, runs
from glossa.survey.pieces import NAME, ORGANISATION, PERSON, PLACE, pieces
from glossa.survey.results import Candidate, Place
from glossa.survey.words import COMMON, PLACE_WORDS
from glossa.termbase.concepts import INTERFACE
from glossa.termbase.near import neighbours

if TYPE_CHECKING:
    from glossa.termbase import Termbase

__all__ = ["Candidates", "Line"]

_PLACES_KEPT: Final = 20
_KIND_SCORES: Final = {ORGANISATION: 2.0, PLACE: 2.0, PERSON: 1.5, NAME: 0.0}
PlaceOf = Callable[[int, int], Place]


@dataclass(frozen=True, slots=True)
class Line:
    """One segment of a page."""

    file: str
    text: str
    language: str
    known: tuple[tuple[int, int], ...]
    """The stretches that the glossary names."""
    closed: tuple[tuple[int, int], ...]
    """The stretches that are no words."""


@dataclass(slots=True)
class _Heard:
    """All uses of one run, or of one likely name."""

    run: Run | None = None
    kind: str = NAME
    language: str = "en"
    count: int = 0
    sure: int = 0
    files: set[str] = field(default_factory=set)
    places: list[Place] = field(default_factory=list)

    def add(self, other: _Heard, places: Iterable[Place], *, weak: bool) -> None:
        self.count += other.count
        self.sure += 0 if weak else other.count
        self.files |= other.files
        self.places += places


class Candidates:
    """Collects likely names line by line."""

    def __init__(self, termbase: Termbase) -> None:
        """`termbase`: likely names are compared with its English ones."""
        self._termbase = termbase
        self._lower: set[str] = set()
        self._runs: dict[tuple[object, ...], _Heard] = {}
        self._han: dict[str, _Heard] = {}

    def add(self, line: Line, place_of: PlaceOf) -> None:
        """One line; `place_of(start, end)` makes the place of a stretch of it."""
        if line.language.startswith("zh"):
            self._add_han(line, place_of)
        elif line.language.split("-")[0] == "en":
            self._add_english(line, place_of)

    def _add_english(self, line: Line, place_of: PlaceOf) -> None:
        words = plain_words(line.text)
        self._lower.update(filter(str.islower, words))
        if not is_running(line.text, words):
            return
        for run in runs(line.text, line.known, line.closed):
            key = (run.opens, run.titled, tuple((word.text, word.known) for word in run.words))
            heard = self._runs.setdefault(key, _Heard(run))
            _hear(heard, line, run.words[0].start, run.words[-1].end, place_of)

    def _add_han(self, line: Line, place_of: PlaceOf) -> None:
        for found in han_names(line.text, line.known):
            text = line.text[found.start : found.end]
            kind = ORGANISATION if found.organisation else PLACE
            heard = self._han.setdefault(text, _Heard(None, kind, line.language))
            heard.sure += 1
            _hear(heard, line, found.start, found.end, place_of)

    def ranked(self) -> tuple[Candidate, ...]:
        """All likely names, the surest first."""
        named = self._named()
        _drop_parts(named)
        found = [_candidate(text, heard) for text, heard in (*named.items(), *self._han.items())]
        found = self._with_near(found)
        found.sort(key=lambda one: (-one.score, one.text))
        return tuple(found)

    @cached_property
    def _menu_words(self) -> frozenset[str]:
        """The words of menus, in lower case: common ones all of them."""
        return frozenset(
            word.lower()
            for concept in self._termbase.concepts.values()
            if concept.kind == INTERFACE
            for term in concept.terms
            if term.language == "en"
            for word in plain_words(term.text)
        )

    def _named(self) -> dict[str, _Heard]:
        is_common = (self._lower | self._menu_words | COMMON).__contains__
        named: dict[str, _Heard] = {}
        for heard in self._runs.values():
            assert heard.run is not None  # noqa: S101 - only those of `_han` have none
            for piece in pieces(heard.run, is_common):
                own = named.setdefault(piece.text, _Heard(None, piece.kind))
                if own.kind == NAME:
                    own.kind = piece.kind
                at = heard.run.words[0].start
                start, end = piece.words[0].start - at, piece.words[-1].end - at
                room = _PLACES_KEPT - len(own.places)
                places = [_narrowed(place, start, end) for place in heard.places[: max(0, room)]]
                own.add(heard, places, weak=piece.weak)
        return {text: heard for text, heard in named.items() if heard.sure}

    def _with_near(self, found: list[Candidate]) -> list[Candidate]:
        latin = [one for one in found if not one.language.startswith("zh")]
        names = self._termbase.near_names
        alike = neighbours([one.text for one in latin])
        for number, one in enumerate(found):
            if one.language.startswith("zh"):
                continue
            term = None if one.kind in (ORGANISATION, PERSON) else names.nearest(_proper(one.text))
            beside = alike.get(one.text, ())
            if term is not None or beside:
                found[number] = replace(
                    one,
                    near=term.text if term else "",
                    near_concept=term.concept if term else "",
                    alike=beside,
                    score=one.score + (2.0 if term else 0.0) + (1.0 if beside else 0.0),
                )
        return found


def _hear(heard: _Heard, line: Line, start: int, end: int, place_of: PlaceOf) -> None:
    heard.count += 1
    heard.files.add(line.file)
    if len(heard.places) < _PLACES_KEPT:
        heard.places.append(place_of(start, end))


def _narrowed(place: Place, start: int, end: int) -> Place:
    """The place of a part of what stands at a place."""
    return replace(
        place,
        column=place.column + start,
        before=place.before + place.text[:start],
        text=place.text[start:end],
        after=place.text[end:] + place.after,
    )


def _proper(text: str) -> str:
    """Without the generic word at the end: `Hoten Prefecture` is near Hotan, too."""
    head, _, last = text.rpartition(" ")
    return head if head and last in PLACE_WORDS else text


def _drop_parts(named: dict[str, _Heard]) -> None:
    """A family name that stands for the full name elsewhere in the same files is no name more."""
    by_last: dict[str, list[_Heard]] = {}
    for text, heard in named.items():
        if " " in text and heard.kind in (PERSON, NAME):
            by_last.setdefault(text.rpartition(" ")[2], []).append(heard)
    for text in [text for text in named if " " not in text]:
        if any(named[text].files <= full.files for full in by_last.get(text, ())):
            del named[text]


def _candidate(text: str, heard: _Heard) -> Candidate:
    score = (
        log2(1 + heard.sure)
        + _KIND_SCORES[heard.kind]
        + (1.0 if " " in text else 0.0)
        + (1.0 if len(heard.files) > 1 else 0.0)
    )
    return Candidate(
        text,
        heard.kind,
        heard.language,
        heard.count,
        len(heard.files),
        round(score, 2),
        tuple(heard.places),
    )
