"""Find the glossary's terms in a text, or the one term that is the whole text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from glossa.model import Protected
from glossa.script import has_han
from glossa.termbase.areas import PageNames, areas_named
from glossa.termbase.breaks import has_line_hyphen, unbroken
from glossa.termbase.concepts import Concept, Term, TermMatch
from glossa.termbase.context import Place
from glossa.termbase.fold_text import key_of, view_of
from glossa.termbase.index import Drawer, group_of, shown
from glossa.termbase.persons import is_person
from glossa.termbase.quoted import code_spans
from glossa.termbase.resolve import Resolver
from glossa.termbase.surroundings import Guard, in_address

__all__ = ["find_terms", "names_of_page", "whole_terms"]

_NOTHING: Final = PageNames()


@dataclass(slots=True)
class Notes:
    """What is seen on the way through a text besides its terms."""

    persons: set[str] = field(default_factory=set)
    """Forms that could be places but stand as somebody's name."""
    made_out: set[int] = field(default_factory=set)
    """Where terms start that only their kin near by told."""

    def see(self, key: str, place: Place, by: str) -> None:
        """Note a form at a place; `by`: what told its meaning, `nothing` if it has none there."""
        if by == "nothing" and is_person(place.text, place.at, place.to):
            self.persons.add(key)
        elif by == "parent":
            self.made_out.add(place.at)


def find_terms(
    text: str,
    drawer: Drawer,
    resolver: Resolver,
    concepts: Mapping[str, Concept],
    *,
    protected: Sequence[Protected] = (),
    page: PageNames = _NOTHING,
    source: Collection[str] = frozenset(),
    notes: Notes | None = None,
) -> tuple[TermMatch, ...]:
    """All terms, leftmost and then longest, without overlap, each with what it may name.

    `notes`: takes what was seen besides.
    """
    found = _find(text, drawer, resolver, concepts, protected, page, source, notes)
    if not has_line_hyphen(text):
        return found
    whole, gaps = unbroken(text)
    more = _find(whole, drawer, resolver, concepts, (), page, source, None) if gaps else ()
    guard = Guard((span.start, span.end) for span in protected)
    cut = [
        replace(match, start=_original(match.start, gaps), end=_original(match.end, gaps))
        for match in more
        if any(match.start < at < match.end for at, _ in gaps)
    ]
    cut = [match for match in cut if not guard.touches(match.start, match.end)]
    taken = Guard((match.start, match.end) for match in cut)
    kept = [match for match in found if not taken.touches(match.start, match.end)]
    return tuple(sorted((*kept, *cut), key=lambda match: match.start))


def _original(offset: int, gaps: Sequence[tuple[int, int]]) -> int:
    """The offset before the gaps were closed; no name starts or ends in one."""
    return offset + sum(missing for at, missing in gaps if at < offset)


def _find(
    text: str,
    drawer: Drawer,
    resolver: Resolver,
    concepts: Mapping[str, Concept],
    protected: Sequence[Protected],
    page: PageNames,
    source: Collection[str],
    notes: Notes | None,
) -> tuple[TermMatch, ...]:
    view = view_of(text)
    guard = Guard((*((span.start, span.end) for span in protected), *code_spans(text)))
    found: list[TermMatch] = []
    done = 0
    hits = drawer.matcher.hits(view.text)
    for start, end, key, _ in hits:
        if start < done:
            continue
        at, to = view.start(start), view.end(end)
        sole = drawer.sole(key)
        if sole is not None:
            if not guard.touches(at, to) and not in_address(view.text, start, end):
                found.append(TermMatch(at, to, sole, (concepts[sole.concept],)))
                done = end
            continue
        surface = text[at:to]
        if drawer.misfit(key, surface):
            continue
        place = Place(view.text, start, end, page, surface, text, at, source, hits)
        terms, by = _meant(drawer.inside[key], place, resolver)
        if notes is not None:
            notes.see(key, place, by if terms else "nothing")
        if terms and not guard.touches(at, to) and not in_address(view.text, start, end):
            found.append(_term_match(at, to, terms, concepts))
            done = end
    return tuple(found) or _whole_match(text, view.text.strip(), drawer, resolver, concepts, guard)


def _whole_match(
    text: str,
    key: str,
    drawer: Drawer,
    resolver: Resolver,
    concepts: Mapping[str, Concept],
    guard: Guard,
) -> tuple[TermMatch, ...]:
    """The text itself, if it is one of the terms that count only where they are the whole."""
    terms = [term for term in whole_terms(text, drawer, resolver, key) if term.whole]
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if not terms or guard.touches(start, end):
        return ()
    return (_term_match(start, end, terms, concepts),)


def _meant(terms: Sequence[Term], place: Place, resolver: Resolver) -> tuple[Sequence[Term], str]:
    """Those of the terms that may be meant at a place, and what told; several if nothing does."""
    terms, by = resolver.chooser.choose(terms, place)
    if len({term.concept for term in terms}) > 1:
        terms, told = resolver.chooser.narrow(terms, place)
        by = told or by
    return terms, by


def names_of_page(
    texts: Iterable[tuple[str, str]],
    drawers: Mapping[str, Drawer],
    resolver: Resolver,
    concepts: Mapping[str, Concept],
) -> PageNames:
    """What a page names beyond doubt; `texts`: (text, language) pairs."""
    named: set[str] = set()
    areas: set[str] = set()
    persons: set[str] = set()
    settled: set[str] = set()
    for text, group in _texts_by_group(texts):
        drawer = drawers.get(group)
        if drawer is None:
            continue
        notes = Notes()
        for match in find_terms(text, drawer, resolver, concepts, notes=notes):
            if len(match.concepts) == 1:
                sort = settled if match.start in notes.made_out else named
                sort.add(match.concepts[0].id)
            areas |= areas_named(match.concepts)
        persons |= notes.persons
    return PageNames(named, areas, persons).with_settled(settled)


def _texts_by_group(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Each text once with its language group; one that holds Chinese as well for both."""
    for text, language in dict.fromkeys(texts):
        group = group_of(language)
        yield text, group
        if group != "zh" and has_han(text):
            yield text, "zh"


def whole_terms(
    text: str, drawer: Drawer, resolver: Resolver, key: str | None = None
) -> Sequence[Term]:
    """The rows whose wording is the whole text, blanks around it aside, and whose context holds.

    `key`: the normalised form of the text, where it is known.
    """
    if key is None:
        key = key_of(text)
    terms = drawer.whole.get(key, ())
    if not terms:
        return ()
    return resolver.chooser.choose(terms, Place(key, 0, len(key), surface=text.strip()))[0]


def _term_match(
    start: int, end: int, terms: Sequence[Term], concepts: Mapping[str, Concept]
) -> TermMatch:
    ids = dict.fromkeys(term.concept for term in terms)
    return TermMatch(start, end, shown(terms), tuple(concepts[item] for item in ids))
