"""Glossaries of Google Cloud Translation: pairs in one direction, or sets of equivalent terms.

`google`: source, target; CSV, or TSV where the file's name says so; no header. `google-terms`: CSV
under a header of language codes, one row a set, with a last column `description`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glossa.termbase.concepts import FORMS, PREFERRED, TEMPLATE, VARIANT, Concept, Term
from glossa.termbase.exchange.base import Writing
from glossa.termbase.exchange.cells import is_formula, join_cells
from glossa.termbase.exchange.deepl import plain_pairs
from glossa.termbase.exchange.lost import Losses
from glossa.termbase.exchange.sides import (
    Side,
    about_concept,
    about_term,
    service_tag,
    sides_of,
    unique_sources,
)
from glossa.termbase.exchange.table import parse_csv
from glossa.termbase.pairs import pair_language

__all__ = [
    "losses_google",
    "losses_google_terms",
    "parse_google",
    "parse_google_terms",
    "serialize_google",
    "serialize_google_terms",
]

parse_google = parse_google_terms = parse_csv


def serialize_google(concepts: Sequence[Concept], writing: Writing) -> bytes:
    """UTF-8 without a mark, LF, two columns."""
    return plain_pairs(_sides(concepts, writing, Losses()), writing)


def losses_google(concepts: Sequence[Concept], writing: Writing) -> tuple[str, ...]:
    """What two columns cannot say."""
    losses = Losses()
    _sides(concepts, writing, losses)
    return losses.sentences()


def _sides(concepts: Sequence[Concept], writing: Writing, losses: Losses) -> list[Side]:
    kept = []
    for side in sides_of(concepts, writing, losses, notes=False):
        if is_formula(side.source.text) or is_formula(side.target.text):
            losses.add("terms that a spreadsheet would run as a formula", side.source)
        else:
            kept.append(side)
    return unique_sources(kept, losses)


def serialize_google_terms(concepts: Sequence[Concept], writing: Writing) -> bytes:
    """UTF-8 without a mark, LF; the languages in the order in which they first come."""
    sets = list(_sets(concepts, writing, Losses()))
    languages = dict.fromkeys(language for found, _ in sets for language in found)
    notes = any(note for _, note in sets)
    header = [*map(service_tag, languages), *(["description"] if notes else [])]
    rows = [
        [
            *(found[language].text if language in found else "" for language in languages),
            *([note] if notes else []),
        ]
        for found, note in sets
    ]
    return join_cells([header, *rows], ",").encode("utf-8", "replace")


def losses_google_terms(concepts: Sequence[Concept], writing: Writing) -> tuple[str, ...]:
    """What a set of equivalent terms cannot say."""
    losses = Losses()
    for _ in _sets(concepts, writing, losses):
        pass
    return losses.sentences()


def _sets(
    concepts: Sequence[Concept], writing: Writing, losses: Losses
) -> Iterator[tuple[dict[str, Term], str]]:
    """One set for each form of a concept: its wording in every language, and the note."""
    sources: set[str] = set()
    for concept in concepts:
        written: set[int] = set()
        firsts: list[Term] = []
        if concept.kind == TEMPLATE:
            losses.add("templates, whose gaps mean nothing elsewhere", concept.terms[0])
            continue
        for form in FORMS:
            found = _set(concept, form, writing)
            first = next(iter(found.values()), None)
            if first is None or len(found) < 2:
                continue
            if any(is_formula(term.text) for term in found.values()):
                losses.add("sets with a term that a spreadsheet would run as a formula", first)
                continue
            if first.text in sources:
                losses.add("sets whose first term stands above already", first)
                continue
            sources.add(first.text)
            firsts.append(first)
            written |= {id(term) for term in found.values()}
            yield found, _note(found, first, losses)
        about_concept(concept, firsts[0] if firsts else None, losses)
        for term in concept.terms:
            if id(term) in written:
                about_term(term, losses, statuses=(PREFERRED,))
            else:
                losses.add("terms that are not the one written in their language and form", term)


def _note(found: dict[str, Term], first: Term, losses: Losses) -> str:
    """The note of a set: its first term's, if no spreadsheet would run it."""
    if len({term.note for term in found.values()}) > 1:
        losses.add("notes that differ within a set", first)
    if is_formula(first.note):
        losses.add("notes that a spreadsheet would run as a formula", first)
        return ""
    return first.note


def _set(concept: Concept, form: str, writing: Writing) -> dict[str, Term]:
    """The style's term of one form in each language that a service knows, Chinese first."""
    own = [term for term in concept.terms if term.type == form != VARIANT]
    languages = dict.fromkeys(term.language for term in own if term.status == PREFERRED)
    found: dict[str, Term] = {}
    for language in sorted(languages, key=lambda tag: tag != writing.source_language):
        tag = service_tag(language)
        if pair_language(tag) != language or any(len(part) > 3 for part in tag.split("-")):
            continue
        model = next(term for term in own if term.language == language)
        term = writing.target(model, language)
        if term is not None and term.type == form and term.language == language:
            found[language] = term
    return found
