"""Concepts -> pairs of source and target, for the formats that hold nothing else.

A pair is a wording of the source language and what the style writes for it. All that a list of
pairs cannot say (ids, kinds, contexts, variants ...) is counted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from glossa.termbase.concepts import DEPRECATED, PREFERRED, TEMPLATE, Concept, Term
from glossa.termbase.exchange.base import Writing
from glossa.termbase.exchange.lost import Losses
from glossa.termbase.index import group_of
from glossa.termbase.merge import USER, user_id
from glossa.termbase.pairs import is_header, is_turned
from glossa.termbase.terms import examine

__all__ = [
    "Side",
    "about_concept",
    "about_term",
    "same_script",
    "service_tag",
    "sides_of",
    "unique_sources",
]

_SERVICE: Final = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "ug-Arab": "ug"}


@dataclass(frozen=True, slots=True)
class Side:
    """One line of a list of pairs."""

    source: Term
    target: Term
    note: str


def service_tag(language: str) -> str:
    """A language as services of machine translation name it: `zh-Hans` -> `zh-CN`."""
    return _SERVICE.get(language, language)


def sides_of(
    concepts: Sequence[Concept], writing: Writing, losses: Losses, *, notes: bool
) -> list[Side]:
    """The pairs of all concepts in their order, none twice. `notes`: the format has a place."""
    found: list[Side] = []
    seen: set[tuple[str, str]] = set()
    for concept in concepts:
        sides = list(_sides(concept, writing, losses))
        about_concept(concept, sides[0].source if sides else None, losses)
        written = {id(term) for side in sides for term in (side.source, side.target)}
        for term in concept.terms:
            if id(term) in written:
                about_term(term, losses, statuses=(PREFERRED,))
            else:
                _unwritten(term, writing, losses)
        for side in sides:
            if not notes and side.note:
                losses.add("notes", side.source)
            key = (side.source.text, side.target.text)
            if key not in seen:
                seen.add(key)
                found.append(side)
                _count_unreadable(side, writing, losses)
    if found and is_header((found[0].source.text, found[0].target.text)):
        losses.add("first pairs that read like a header", found[0].source)
    return found


def _count_unreadable(side: Side, writing: Writing, losses: Losses) -> None:
    """Count what would not read back as it is written."""
    languages = (writing.source_language, writing.target_language)
    if is_turned(side.source.text, side.target.text, *languages):
        losses.add("pairs whose sides a reader takes for each other", side.source)
    for term in (side.source, side.target):
        if examine(term, USER, force=True)[0] is None:
            losses.add("terms that glossa would not read again", term)


def _sides(concept: Concept, writing: Writing, losses: Losses) -> Iterator[Side]:
    group = group_of(writing.source_language)
    if concept.kind == TEMPLATE:
        losses.add("templates, whose gaps mean nothing elsewhere", concept.terms[0])
        return
    for term in concept.terms:
        if group_of(term.language) != group or not same_script(term, writing.source_language):
            continue
        if term.status == DEPRECATED:
            continue
        target = writing.target(term, writing.target_language)
        if target is None:
            losses.add(f"terms without a wording in {writing.target_language}", term)
            continue
        if term.note and target.note and term.note != target.note:
            losses.add("second notes of a pair", target)
        yield Side(term, target, term.note or target.note)


def same_script(term: Term, language: str) -> bool:
    """Simplified and traditional share a drawer, yet a list is of one of them."""
    scripts = {"zh-Hans", "zh-Hant"}
    return term.language == language or not {term.language, language} <= scripts


def about_concept(concept: Concept, first: Term | None, losses: Losses) -> None:
    """Count what a list of pairs cannot say of a concept: any id but that of a user's own pair."""
    plain = concept.kind == USER and not concept.codes
    if first is not None and not (plain and concept.id == user_id(first.text)):
        losses.add("concepts whose id, kind or codes are left out", concept.id)


def about_term(term: Term, losses: Losses, *, statuses: Collection[str]) -> None:
    """Count what a list of pairs cannot say of a wording that it holds."""
    if term.context:
        losses.add("contexts: elsewhere the term counts everywhere", term)
    if term.status not in statuses or term.type != "fullForm" or term.styles:
        losses.add("terms whose status, type or styles are left out", term)
    if term.source != USER:
        losses.add("sources of terms", term)


def _unwritten(term: Term, writing: Writing, losses: Losses) -> None:
    languages = (writing.source_language, writing.target_language)
    if group_of(term.language) not in map(group_of, languages):
        losses.add(f"terms in other languages than {' and '.join(languages)}", term)
    else:
        losses.add("variants, misspellings and spellings of other styles", term)


def unique_sources(sides: Sequence[Side], losses: Losses) -> list[Side]:
    """The first pair of each source, for formats that take but one."""
    taken: dict[str, Side] = {}
    for side in sides:
        first = taken.setdefault(side.source.text, side)
        if first is not side:
            losses.add("pairs whose source has another target above", side.target)
    return list(taken.values())
