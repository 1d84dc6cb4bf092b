"""Find the glossary's terms in a text, or the one term that is the whole text."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from glossa.model import Protected
from glossa.termbase.concepts import PREFERRED, Concept, Term, TermMatch
from glossa.termbase.fold_text import key_of, view_of
from glossa.termbase.index import Drawer
from glossa.termbase.match import Guard, in_address
from glossa.termbase.resolve import Place, Resolver

__all__ = ["find_terms", "whole_terms"]


def find_terms(
    text: str,
    drawer: Drawer,
    resolver: Resolver,
    concepts: Mapping[str, Concept],
    *,
    protected: Sequence[Protected] = (),
    page: Collection[str] = frozenset(),
) -> tuple[TermMatch, ...]:
    """All terms, leftmost and then longest, without overlap, each with what it may name."""
    view = view_of(text)
    guard = Guard((span.start, span.end) for span in protected)
    found: list[TermMatch] = []
    done = 0
    for start, end, key, _ in drawer.matcher.hits(view.text):
        if start < done:
            continue
        at, to = view.start(start), view.end(end)
        place = Place(view.text, start, end, page, text[at:to])
        terms, _ = resolver.applicable(drawer.inside[key], place)
        if not terms or guard.touches(at, to) or in_address(view.text, start, end):
            continue
        if len({term.concept for term in terms}) > 1:
            terms, _ = resolver.narrow(terms, place)
        found.append(_term_match(at, to, terms, concepts))
        done = end
    if not found:
        terms = [
            term for term in whole_terms(text, drawer, resolver, view.text.strip()) if term.whole
        ]
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        if terms and not guard.touches(start, end):
            return (_term_match(start, end, terms, concepts),)
    return tuple(found)


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
    place = Place(key, 0, len(key), surface=text.strip())
    return resolver.applicable(terms, place)[0]


def _term_match(
    start: int, end: int, terms: Sequence[Term], concepts: Mapping[str, Concept]
) -> TermMatch:
    term = next((term for term in terms if term.status == PREFERRED), terms[0])
    ids = dict.fromkeys(term.concept for term in terms)
    return TermMatch(start, end, term, tuple(concepts[item] for item in ids))
