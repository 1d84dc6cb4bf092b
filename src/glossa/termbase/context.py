"""Which of the terms that share a form is meant at a place, and what tells.

A term's own conditions come first. Where they fail or leave several concepts, what else is known
decides: the Chinese name beside it, the source it was translated from, a generic word, the names on
the page and near by. `docs/folding.md` tells the rules to linguists; the labels here are those of
the change list (`by=...`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from glossa.termbase.areas import PageNames, areas_named, code_of, kin_of
from glossa.termbase.beside import (
    SINGULAR,
    chinese_beside,
    generic_beside,
    is_abroad,
    is_base,
)
from glossa.termbase.concepts import INTERFACE, Concept, Condition, Term
from glossa.termbase.fold_text import key_of
from glossa.termbase.index import Drawer, group_of
from glossa.termbase.matcher import Hit
from glossa.termbase.persons import in_headline, is_person
from glossa.termbase.surroundings import case_fits, holds

__all__ = ["PLACES", "Chooser", "Place"]

_KINDS: Final = """
    province prefecture city county district township region mountain plateau river lake desert
    basin grassland road port scenic-area country
"""
PLACES: Final = frozenset(_KINDS.split())
"""The kinds of concepts that are places."""
_POSITIVE: Final = ("next", "prev", "page")
_NEAR: Final = 100
"""Characters of the view on either side in which a parent counts as named near by."""
_GAP: Final = 4
"""Characters between a name and the province that follows it: `Tori, Xinjiang`."""
_UN_WORDS: Final = {
    "xian": "county",
    "zizhixian": "county",
    "shi": "city",
    "diqu": "prefecture",
    "zizhizhou": "prefecture",
    "qu": "district",
    "sheng": "province",
    "zizhiqu": "region",
    "xiang": "township",
    "zhen": "town",
}
_PARAGRAPH: Final = "\x1d\x1d"
_NO_AREAS: Final = frozenset({""})
"""Stands for forms that no concept with a code bears."""
_NOWHERE: Final = PageNames()


@dataclass(slots=True)
class Place:
    """Where a form stands: what its context conditions are tested against.

    Nobody changes one; there are so many that the price of freezing them shows.
    """

    view: str
    start: int
    """Offset into the view."""
    end: int
    page: PageNames = _NOWHERE
    surface: str = ""
    """The text itself at the place, for terms whose case must fit."""
    text: str = ""
    """The text around it as it is written; may be empty, then nothing beside it has a say."""
    at: int = 0
    """Offset of the surface into `text`."""
    source: Collection[str] = frozenset()
    """Ids of the concepts found in the source that this text translates."""
    hits: Sequence[Hit] = ()
    """All hits in the view, sorted by start: what else may be named near by."""

    @property
    def to(self) -> int:
        """Offset into `text` behind the surface."""
        return self.at + len(self.surface)


@dataclass(slots=True)
class _Needs:
    """What a term asks of its place, read off once."""

    term: Term
    """Kept alive: it is known by its identity."""
    positive: str
    """The first condition that asks for something to be there; empty where none does."""
    firm: tuple[Condition, ...]
    """Conditions that no evidence can make up for."""
    soft: tuple[Condition, ...]
    """The others."""
    code: str
    """The division's code of the concept; empty for what has none."""
    is_place: bool


@dataclass(slots=True)
class Chooser:
    """Chooses among terms; knows the concepts and, for what stands near by, the drawers."""

    concepts: Mapping[str, Concept]
    drawers: Callable[[], Mapping[str, Drawer]] = dict
    _generics: dict[str, frozenset[str]] = field(default_factory=dict)
    _areas: dict[str, frozenset[str]] = field(default_factory=dict)
    _needs: dict[int, _Needs] = field(default_factory=dict)
    _read: tuple[Sequence[Hit], dict[int, frozenset[str]]] = ((), {})

    def choose(self, terms: Sequence[Term], place: Place) -> tuple[Sequence[Term], str]:
        """The terms that may be meant, none where no context holds, and what decided, if anything.

        The order: the Chinese name beside it, the source, the conditions of the terms, and for
        place names whose conditions fail what `_rescued` finds.
        """
        told, by = self._told(terms, place)
        if told:
            return told, by
        if not any(term.context for term in terms):
            return terms, ""
        if place.text and is_abroad(place.text, place.to) and self._are_at_home(terms):
            return (), ""
        kept = [term for term in terms if self._holds(term, place)]
        if kept:
            proved = [term for term in kept if self._asked(term).positive]
            if proved and len({term.concept for term in kept}) > 1:
                return proved, self._asked(proved[0]).positive
            return kept, self._asked(kept[0]).positive if len(proved) == len(kept) else ""
        return self._rescued(terms, place)

    def narrow(self, terms: Sequence[Term], place: Place) -> tuple[Sequence[Term], str]:
        """Of several concepts, those that the kind, the page or a parent speaks for."""
        for by, kept in self._evidence(terms, place):
            if kept and len(kept) < len(terms):
                return kept, by
        return terms, ""

    def open_names(self, terms: Sequence[Term], place: Place) -> Sequence[Term]:
        """The places of one guarded form that nothing tells apart, where it is a name for sure.

        A form with one meaning may be anybody's (`Tori Amos`); one with several is worth a remark
        unless the words beside it say that it is a person's.
        """
        guarded = self._guarded(terms, place)
        if len({term.concept for term in guarded}) < 2 or self._is_person(place):
            return ()
        return guarded

    def _are_at_home(self, terms: Sequence[Term]) -> bool:
        """Whether all are divisions of China, which lie in no other country."""
        return all(self._asked(term).code for term in terms)

    def _asked(self, term: Term) -> _Needs:
        known = self._needs.get(id(term))
        if known is None:
            concept = self.concepts[term.concept]
            known = self._needs[id(term)] = _Needs(
                term,
                next((part.name for part in term.context if part.name in _POSITIVE), ""),
                tuple(part for part in term.context if part.name not in _POSITIVE),
                tuple(part for part in term.context if part.name in _POSITIVE),
                code_of(concept),
                concept.kind in PLACES,
            )
        return known

    # -- what tells --------------------------------------------------------------------------

    def _told(self, terms: Sequence[Term], place: Place) -> tuple[Sequence[Term], str]:
        """The terms of the concept that stands in Chinese beside the form, or in the source."""
        if place.text:
            name = chinese_beside(place.text, place.at, place.to)
            named = self._in_chinese(name) if name else ()
            kept = [term for term in terms if term.concept in named and self._may(term, place)]
            if kept:
                return kept, "bracket" if self._tells(kept, terms, place) else ""
        if place.source:
            kept = [
                term for term in terms if term.concept in place.source and self._may(term, place)
            ]
            if kept and not self._is_person(place):
                return kept, "source" if self._tells(kept, terms, place) else ""
        return (), ""

    def _tells(self, kept: Sequence[Term], terms: Sequence[Term], place: Place) -> bool:
        """Whether the choice is news: without it other terms would count too, or not all these."""
        return len(kept) < len(terms) or not all(self._holds(term, place) for term in kept)

    def _in_chinese(self, name: str) -> frozenset[str]:
        drawer = self.drawers().get("zh") if name else None
        found = drawer.whole.get(key_of(name), ()) if drawer else ()
        return frozenset(
            term.concept for term in found if self.concepts[term.concept].kind != INTERFACE
        )

    def _guarded(self, terms: Sequence[Term], place: Place) -> Sequence[Term]:
        """Capitalised place names whose only fault is that their own `next=` or `prev=` fails."""
        if not place.surface[:1].isupper():
            return ()
        kept: list[Term] = []
        for term in terms:
            asked = self._asked(term)
            if asked.positive and asked.is_place and self._may(term, place):
                kept.append(term)
        return kept

    def _rescued(self, terms: Sequence[Term], place: Place) -> tuple[Sequence[Term], str]:
        """Guarded places that something stronger than the missing neighbour speaks for.

        A kind word is enough. The page, a parent or a sibling is enough only where nothing says
        that the form is a person's, here or elsewhere on the page, and no Chinese name of
        something else stands beside it.
        """
        guarded = self._guarded(terms, place)
        if not guarded or not place.text:
            return (), ""
        if chinese_beside(place.text, place.at, place.to):
            return (), ""
        for by, kept in self._evidence(guarded, place):
            if kept:
                doubtful = by != "kind" and self._is_person(place)
                if by == "parent":  # in a headline nothing tells `Torrey Pines` from `Tori Farmers`
                    doubtful = doubtful or in_headline(place.text, place.at, place.to)
                return ((), "") if doubtful else (kept, by)
        return (), ""

    def _is_person(self, place: Place) -> bool:
        form = place.view[place.start : place.end]
        return form in place.page.persons or is_person(place.text, place.at, place.to)

    def _evidence(self, terms: Sequence[Term], place: Place) -> Iterator[tuple[str, list[Term]]]:
        """The kinds of evidence in the order in which they are asked, and for which terms."""
        generic = generic_beside(place.text, place.at, place.to) if place.text else ""
        if generic:
            yield "kind", [term for term in terms if generic in self.generics(term.concept)]
        page = place.page
        if page:
            yield "page", [term for term in terms if term.concept in page]
        yield "parent", self._with_kin(terms, place)
        if page.settled:
            yield "page", [term for term in terms if term.concept in page.settled]

    def _with_kin(self, terms: Sequence[Term], place: Place) -> list[Term]:
        """Those whose kin the page names, or the paragraph near by."""
        kept: list[Term] = []
        around = next_to = _NO_AREAS
        areas = place.page.areas
        for term in terms:
            code = self._asked(term).code
            if not code:
                continue
            if around is _NO_AREAS:
                around, next_to = self._near(place)
            kin, province = kin_of(code), code[:2]
            if (
                (kin and (kin in areas or kin in around))
                or province in next_to
                or ((province in areas or province in around) and is_base(place.text, place.to))
            ):
                kept.append(term)
        return kept

    def generics(self, concept_id: str) -> frozenset[str]:
        """The generic words, in the singular, that the full forms of a place end in."""
        known = self._generics.get(concept_id)
        if known is None:
            words = {
                key_of(term.text).rsplit(" ", 1)[-1]
                for term in self.concepts[concept_id].terms
                if " " in term.text and term.type == "fullForm" and group_of(term.language) == "en"
            }
            found = {SINGULAR.get(_UN_WORDS.get(word, word), "") for word in words} - {""}
            known = self._generics[concept_id] = frozenset(found)
        return known

    def _near(self, place: Place) -> tuple[frozenset[str], frozenset[str]]:
        """The areas named in the same paragraph near by, and those named right behind."""
        around: set[str] = set()
        next_to: set[str] = set()
        hits, view = place.hits, place.view
        if self._read[0] is not hits:
            self._read = hits, {}  # names ask one after the other
        known = self._read[1]
        drawer = self.drawers().get("en")
        if drawer is None:
            return frozenset(), frozenset()
        first = bisect_left(hits, (place.start - _NEAR,))
        last = bisect_left(hits, (place.end + _NEAR,))
        for number in range(first, last):
            areas = known.get(number)
            if areas is None:
                areas = known[number] = self._areas_at(hits[number], drawer, view)
            if not areas:
                continue
            start, end = hits[number][:2]
            if start < place.end and end > place.start:
                continue
            if _PARAGRAPH in view[min(end, place.end) : max(start, place.start)]:
                continue
            around |= areas
            between = view[place.end : start] if place.end <= start else ""
            if 0 < len(between) <= _GAP and between.strip(" ") in (",", "in"):
                next_to |= areas
        return frozenset(around), frozenset(next_to)

    def _areas_at(self, hit: Hit, drawer: Drawer, view: str) -> frozenset[str]:
        """The areas that a hit stands for; empty for what is no place."""
        start, end, key, _ = hit
        areas = self._areas.get(key)
        among = drawer.inside.get(key, ())
        if areas is None:
            concepts = [self.concepts[term.concept] for term in among]
            areas = areas_named(concepts) if any(map(code_of, concepts)) else _NO_AREAS
            self._areas[key] = areas
        if areas is _NO_AREAS:
            return frozenset()  # most forms: no places at all
        if key in drawer.contextual:
            here = Place(view, start, end)
            holding = [term.concept for term in among if self._holds(term, here)]
            return areas_named([self.concepts[concept] for concept in holding])
        return areas

    # -- conditions --------------------------------------------------------------------------

    def _holds(self, term: Term, place: Place) -> bool:
        """Whether all conditions of a term hold."""
        if not self._may(term, place):
            return False
        for condition in self._asked(term).soft:
            if not holds(condition, place.view, place.start, place.end, place.page):
                return False
        return True

    def _may(self, term: Term, place: Place) -> bool:
        """Whether all conditions hold that no evidence can make up for."""
        for condition in self._asked(term).firm:
            if condition.name == "case":
                if place.surface and not case_fits(term.text, place.surface):
                    return False
            elif condition.name == "whole":
                if place.view.strip() != place.view[place.start : place.end]:
                    return False
            elif not holds(condition, place.view, place.start, place.end, place.page):
                return False
        return True
