"""From a form found in a text to the preferred term of the style, and to which concept it names.

The rules, in order; `docs/howto/add-a-term.md` tells them to the people who write the data:

1. A form that is preferred in the style for one of its concepts stays.
2. What folds: `deprecated` forms, admitted forms of type `variant`, forms preferred in other styles
   only. Other admitted forms and superseded names are recognised and stay.
3. It folds to the preferred term of the same type. A `variant` counts as a full form if it ends in
   a generic word (County, City ...) or in the last word of a full form, else as a short form.
4. Several concepts: all the same if their results are the same; else `context.Chooser` decides
   which is meant, by what stands beside, the source and the page; else it stays.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from glossa.script import is_han
from glossa.termbase.concepts import (
    ADMITTED,
    DEPRECATED,
    FORMS,
    PREFERRED,
    VARIANT,
    Concept,
    Term,
)
from glossa.termbase.fold_text import key_of
from glossa.termbase.index import Drawer, group_of
from glossa.termbase.styles import Styles

if TYPE_CHECKING:
    from glossa.termbase.context import Chooser, Place

__all__ = ["Decision", "Resolver"]

_FULL, _SHORT = "fullForm", "shortForm"
_ANY_FORM = (_SHORT, _FULL, "acronym", VARIANT)


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with a form."""

    term: Term
    """The row that was recognised."""
    concepts: tuple[str, ...]
    target: Term | None = None
    """The preferred term to write; None: it stays."""
    rule: str = ""
    """`misspelling`, `variant`, `other-style`; with ` by=...` where context decided: `next`,
    `prev`, `page`, `bracket`, `source`, `kind`, `parent`."""
    ambiguous: bool = False
    certain: bool = True
    """Whether it is so wherever the form stands: no neighbour and no page had a say."""


class Resolver:
    """Decides in one style."""

    def __init__(
        self,
        concepts: Mapping[str, Concept],
        styles: Styles,
        style: str,
        drawers: Callable[[], Mapping[str, Drawer]] = dict,
    ) -> None:
        """`style`: the name of the active style; its fallbacks come from `styles`.

        `drawers`: gives the index, for names that stand near by or in Chinese beside.
        """
        self._concepts = concepts
        self._drawers = drawers
        self._chain = styles.chain(style)
        self._preferred: dict[tuple[str, str, str], Term | None] = {}
        self._settled: dict[tuple[int, ...], Decision] = {}
        self.certain: dict[str, dict[str, Decision]] = {}
        """By language group and form: decisions that are the same wherever the form stands."""
        self.spelled: dict[str, dict[str, Decision | None]] = {}
        """By group and spelling: decisions on forms of which nothing but the case must fit."""

    @cached_property
    def chooser(self) -> Chooser:
        """Tells which of several terms is meant; made when it is first needed."""
        from glossa.termbase.context import Chooser

        return Chooser(self._concepts, self._drawers)

    def preferred(self, concept: str, language: str, form: str = "") -> Term | None:
        """The preferred term of a concept in a language; `form` is a type, else full form first.

        With a `form` the concept has no preferred term of, the nearest other form is given.
        """
        order = (form, *_ANY_FORM) if form else FORMS
        for wanted in order:
            found = self._of_form(concept, language, wanted)
            if found is not None:
                return found
        return None

    def are_places(self, concepts: Collection[str]) -> bool:
        """Whether all of these concepts are places."""
        from glossa.termbase.context import PLACES

        return all(self._concepts[concept].kind in PLACES for concept in concepts)

    def _of_form(self, concept: str, language: str, form: str) -> Term | None:
        key = (concept, language, form)
        if key not in self._preferred:
            self._preferred[key] = self._choose(concept, language, form)
        return self._preferred[key]

    def _choose(self, concept: str, language: str, form: str) -> Term | None:
        known = self._concepts.get(concept)
        if known is None:
            return None
        group = group_of(language)
        terms = [
            term
            for term in known.terms
            if term.status == PREFERRED and term.type == form and group_of(term.language) == group
        ]
        terms = [term for term in terms if term.language == language] or terms
        for style in self._chain:
            for term in terms:
                if style in term.styles:
                    return term
        return next((term for term in terms if not term.styles), terms[0] if terms else None)

    def target_of(self, term: Term, language: str) -> Term | None:
        """The preferred term in `language` that has the form of `term`: full, short, acronym."""
        form = self._form_of(term) if term.type == VARIANT else term.type
        return self.preferred(term.concept, language, form)

    def _form_of(self, term: Term) -> str:
        """Whether a wording is a full or a short form, by the generic word at its end.

        For a place any generic word will do: `Hotan Region` is a full form, if a wrong one.
        """
        from glossa.termbase.beside import SINGULAR

        group = group_of(term.language)
        word = _last_word(term.text)
        if word in SINGULAR and " " in term.text and self.are_places((term.concept,)):
            return _FULL
        for other in self._concepts[term.concept].terms:
            if (
                other.status == PREFERRED
                and other.type == _FULL
                and group_of(other.language) == group
                and _last_word(other.text) == word
            ):
                return _FULL
        return _SHORT

    def decide(self, key: str, terms: Sequence[Term], place: Place) -> Decision | None:
        """What to do with the form `key` at `place`; None where no term's context holds."""
        kept, by = self.chooser.choose(terms, place)
        if not kept:
            return self._open(key, terms, place)
        decision = self.weigh(key, tuple(kept))
        if decision.ambiguous:
            kept, told = self.chooser.narrow(kept, place)
            if told:
                by = told
                decision = self.weigh(key, tuple(kept))
        if by:
            rule = f"{decision.rule} by={by}" if decision.target is not None else decision.rule
            return replace(decision, rule=rule, certain=False)
        return replace(decision, certain=False) if decision.ambiguous else decision

    def _open(self, key: str, terms: Sequence[Term], place: Place) -> Decision | None:
        """None, or a decision that the form is ambiguous: several places, and nothing tells."""
        guarded = self.chooser.open_names(terms, place)
        if not guarded:
            return None
        decision = self.weigh(key, tuple(guarded))
        return replace(decision, certain=False) if decision.ambiguous else None

    def weigh(self, key: str, terms: tuple[Term, ...]) -> Decision:
        """The decision among these terms without a look at the place; remembered."""
        identity = tuple(map(id, terms))  # terms live as long as the glossary; hashing them is slow
        found = self._settled.get(identity)
        if found is None:
            found = self._settled[identity] = self._weighed(key, terms)
        return found

    def _weighed(self, key: str, terms: tuple[Term, ...]) -> Decision:
        by_concept: dict[str, list[Term]] = {}
        for term in terms:
            by_concept.setdefault(term.concept, []).append(term)
        concepts = tuple(by_concept)
        language = terms[0].language
        for concept in concepts:
            for form in FORMS:
                chosen = self._of_form(concept, language, form)
                if chosen is not None and key_of(chosen.text) == key:
                    return Decision(chosen, concepts)
        outcomes = [_verified(self._outcome(own)) for own in by_concept.values()]
        results = {key if target is None else key_of(target.text) for _, target in outcomes}
        term, target = next((pair for pair in outcomes if pair[1] is not None), outcomes[0])
        if len(results) > 1:
            return Decision(term, concepts, ambiguous=True)
        if target is None or key_of(target.text) == key:
            return Decision(term, concepts)
        return Decision(term, concepts, target, _rule(term))

    def _outcome(self, terms: Sequence[Term]) -> tuple[Term, Term | None]:
        """For the rows of one concept that share a form: the row that counts, and its target."""
        folding = [term for term in terms if _folds(term)]
        if not folding:
            return terms[0], None
        term = folding[0]
        if len({other.type for other in folding}) > 1:
            form = self._form_of(term)
            term = next((other for other in folding if other.type == form), term)
            return term, self.preferred(term.concept, term.language, form)
        return term, self.target_of(term, term.language)


def _verified(outcome: tuple[Term, Term | None]) -> tuple[Term, Term | None]:
    """Nothing is folded to a term that nobody has checked."""
    term, target = outcome
    return (term, None) if target is not None and target.unverified else outcome


def _last_word(text: str) -> str:
    key = key_of(text)
    return key[-1:] if is_han(key[-1:] or " ") else key.rsplit(" ", 1)[-1]


def _folds(term: Term) -> bool:
    return term.status in (DEPRECATED, PREFERRED) or (
        term.status == ADMITTED and term.type == VARIANT
    )


def _rule(term: Term) -> str:
    if term.status == DEPRECATED:
        return "misspelling"
    return "other-style" if term.status == PREFERRED else "variant"
