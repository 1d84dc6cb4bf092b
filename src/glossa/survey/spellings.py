"""Under which spellings the names of the glossary stand in pages, and what becomes of them.

What is said of a place is what `Termbase.fold` does there: this module asks it and writes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from glossa.model import Protected, Step, parse_detail
from glossa.places import Origins
from glossa.survey.results import (
    ALLOWED,
    AMBIGUOUS,
    FOLD,
    QUOTED,
    REGISTERED,
    WANTED,
    Name,
    Place,
    Spelling,
)

if TYPE_CHECKING:
    from glossa.termbase import Concept, Folded, Term, Termbase, TermMatch
    from glossa.termbase.areas import PageNames

__all__ = ["LINES_KEPT", "SHORT", "Found", "Use", "UseFinder", "Uses", "plain"]

_OUTCOME_OF: Final = {
    "ambiguous-name": AMBIGUOUS,
    "quoted-name": QUOTED,
    "registered-name": REGISTERED,
}
SHORT: Final = 200
"""Characters of a line up to which it is kept in mind: menus come back on every page of a site,
whole paragraphs do not, and would fill the memory."""
LINES_KEPT: Final = 8192
"""So many of them, the last used: the menus of a site, and no more however many pages it has."""
_NO_NAMES: Final = frozenset({"interface", "template", "generic"})
"""Kinds of concepts that are no names; a wording of theirs counts only where it would be folded."""


@dataclass(frozen=True, slots=True)
class Use:
    """A name in one line of text."""

    start: int
    end: int
    concepts: tuple[str, ...]
    kind: str
    spelling: str
    wanted: str
    outcome: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What is in one line."""

    uses: tuple[Use, ...]
    stretches: tuple[tuple[int, int], ...]
    """Where names of the glossary stand, worth reporting or not."""


def plain(text: str) -> str:
    """A wording without what makes no new spelling: capitals, the kind of apostrophe and blanks."""
    return " ".join(text.replace("’", "'").replace("\u02bc", "'").casefold().split())


class UseFinder:
    """Finds the uses of names in lines, and remembers short lines for the next page."""

    def __init__(self, termbase: Termbase, language: str) -> None:
        """`language`: what the lines are in (BCP 47)."""
        self._termbase = termbase
        self._language = language
        self._look_once = lru_cache(maxsize=LINES_KEPT)(self._look_as_told)

    def find(
        self,
        text: str,
        protected: Sequence[Protected],
        page: PageNames,
        source: Collection[str] = frozenset(),
    ) -> Found:
        """The uses in a line, in order, and where the glossary's names stand.

        `page`: what its page names beyond doubt; `source`: the concepts in what it translates.
        """
        if len(text) > SHORT:
            return self._look(text, protected, page, source)
        return self._look_once(text, tuple(protected), page, page.told, frozenset(source))

    def _look_as_told(
        self,
        text: str,
        protected: tuple[Protected, ...],
        page: PageNames,
        _told: tuple[frozenset[str], ...],
        source: frozenset[str],
    ) -> Found:
        """`_told`: all of `page` but its ids, which are all that pages are compared by."""
        return self._look(text, protected, page, source)

    def _look(
        self,
        text: str,
        protected: Sequence[Protected],
        page: PageNames,
        source: Collection[str],
    ) -> Found:
        matches = self._termbase.match(
            text, self._language, protected=protected, page=page, source=source
        )
        folded = self._termbase.fold(
            text, language=self._language, protected=protected, page=page, source=source
        )
        uses = sorted(self._uses(matches, folded), key=lambda use: use.start)
        return Found(tuple(uses), tuple((match.start, match.end) for match in matches))

    def _uses(self, matches: Sequence[TermMatch], folded: Folded) -> Iterator[Use]:
        origins = Origins(folded.steps)
        changes = {
            span: step
            for span, step in zip(origins.steps, folded.steps, strict=True)
            if step.action == "fold" and "concept=" in step.detail
        }
        remarks = {
            origins.span(one.start or 0, one.end or 0): one
            for one in folded.ambiguous
            if one.code in _OUTCOME_OF
        }
        for match in matches:
            if (span := _covering(changes, match)) is not None:
                yield self._folded(match, changes.pop(span))
            elif (span := _covering(remarks, match)) is not None:
                yield self._use(match, _OUTCOME_OF[remarks.pop(span).code])
            elif match.concepts[0].kind not in _NO_NAMES:
                yield self._use(match, WANTED if self._is_as_wanted(match) else ALLOWED)
        # What folding sees and matching does not: forms that only a context would settle.
        for span, step in changes.items():
            yield self._seen(span, step.before, step.after, FOLD, step.detail)
        for span, remark in remarks.items():
            yield self._seen(span, remark.raw, remark.raw, _OUTCOME_OF[remark.code])

    def _seen(
        self, span: tuple[int, int], before: str, after: str, outcome: str, detail: str = ""
    ) -> Use:
        said = parse_detail(detail)
        concepts = tuple(filter(None, said.get("concept", "").split("|")))
        known = self._termbase.concepts.get(concepts[0]) if concepts else None
        kind = known.kind if known is not None else "name"
        return Use(*span, concepts, kind, before, after, outcome, said.get("rule", ""))

    def _target(self, term: Term) -> Term:
        return self._termbase.target(term, self._language) or term

    def _is_as_wanted(self, match: TermMatch) -> bool:
        form = plain(match.term.text)
        return any(
            plain(target.text) == form
            for concept in match.concepts
            if (target := self._of(concept, match.term)) is not None
        )

    def _of(self, concept: Concept, term: Term) -> Term | None:
        """What the style writes for a form if it names this one of its concepts."""
        own = next((one for one in concept.terms if plain(one.text) == plain(term.text)), None)
        return None if own is None else self._target(own)

    def _use(self, match: TermMatch, outcome: str) -> Use:
        term = match.term
        wanted = term.text if outcome in (AMBIGUOUS, WANTED) else self._target(term).text
        if term.status == "superseded":
            wanted = term.text  # another name of another time, not another spelling
        return Use(
            match.start,
            match.end,
            tuple(concept.id for concept in match.concepts),
            match.concepts[0].kind,
            term.text,
            wanted,
            outcome,
        )

    def _folded(self, match: TermMatch, step: Step) -> Use:
        said = parse_detail(step.detail)
        concepts = tuple(filter(None, said.get("concept", "").split("|")))
        named = [concept for concept in match.concepts if concept.id in concepts]
        concept = (named or match.concepts)[0]
        target = self._of(concept, match.term)
        return Use(
            match.start,
            match.end,
            concepts or (concept.id,),
            concept.kind,
            match.term.text,
            target.text if target is not None else step.after,
            FOLD,
            said.get("rule", ""),
        )


def _covering(spans: Iterable[tuple[int, int]], match: TermMatch) -> tuple[int, int] | None:
    """The span that overlaps a match, if one does."""
    for start, end in spans:
        if start < match.end and match.start < end:
            return start, end
    return None


@dataclass(slots=True)
class _Group:
    """All uses with one wanted wording."""

    wanted: str
    kind: str
    concepts: dict[str, None] = field(default_factory=dict)
    spellings: dict[str, tuple[str, list[Place]]] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)


class Uses:
    """Collects uses over all pages and sorts them by name."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._groups: dict[str, _Group] = {}

    def add(self, use: Use, place: Place) -> None:
        """One use of a name at a place."""
        key = plain(use.wanted)
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = _Group(use.wanted, use.kind)
        group.concepts |= dict.fromkeys(use.concepts)
        spelling = plain(use.spelling)
        group.spellings.setdefault(spelling, (use.spelling, []))[1].append(place)
        if use.rule:
            group.rules.setdefault(spelling, use.rule)

    def names(self) -> tuple[tuple[Name, ...], int]:
        """The names that a reader should look at, and how many others stand as they should."""
        names = [self._name(group) for group in self._groups.values()]
        worth = [name for name in names if _is_worth(name)]
        worth.sort(key=lambda name: (not name.several, -name.count, plain(name.wanted)))
        return tuple(worth), len(names) - len(worth)

    def _name(self, group: _Group) -> Name:
        spellings = [
            Spelling(text, tuple(places), group.rules.get(key, ""))
            for key, (text, places) in group.spellings.items()
        ]
        spellings.sort(key=lambda spelling: (-spelling.count, plain(spelling.text)))
        return Name(
            group.wanted,
            tuple(sorted(group.concepts)),
            group.kind,
            self._language,
            tuple(spellings),
        )


def _is_worth(name: Name) -> bool:
    """Whether a name is spelt otherwise than the style wants, or is two names of one thing."""
    outcomes = {place.outcome for spelling in name.spellings for place in spelling.places}
    if outcomes - {WANTED, ALLOWED}:
        return True
    return len(name.spellings) > 1 and all(one.text[:1].isupper() for one in name.spellings)
