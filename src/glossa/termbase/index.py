"""The glossary's wordings filed by normalised form, one drawer a language group."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from glossa.script import has_han
from glossa.termbase.concepts import INTERFACE, PREFERRED, TEMPLATE, Concept, Term
from glossa.termbase.fold_text import key_of
from glossa.termbase.heads import Heads
from glossa.termbase.matcher import Matcher
from glossa.termbase.surroundings import case_fits

__all__ = ["PLURAL_KINDS", "Drawer", "build_drawers", "group_of", "new_matcher", "shown"]

_WHOLE_ONLY: Final = (INTERFACE, TEMPLATE)
PLURAL_KINDS: Final = frozenset(
    {"people", "product", "language", "person", "event", "legal", "user"}
)
"""Kinds whose English names take a plural s; places and media do not."""


@dataclass(slots=True)
class Drawer:
    """The wordings of one language group."""

    group: str
    inside: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    """Terms that may be found inside a text, by normalised form."""
    whole: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    """All terms but templates, for segments that are nothing but a term."""
    plurals: frozenset[str] = frozenset()
    """The normalised forms that take a plural s."""
    contextual: frozenset[str] = frozenset()
    """The normalised forms of which at least one term needs a context."""
    cased: frozenset[str] = frozenset()
    """Those of them whose contexts are nothing but `case`."""
    _misfits: dict[tuple[str, str], bool] = field(default_factory=dict)
    _sole: dict[str, Term | None] = field(default_factory=dict)
    _matcher: Matcher | None = None

    @property
    def matcher(self) -> Matcher:
        """The automaton over `inside`, built at first use."""
        if self._matcher is None:
            self._matcher = new_matcher(self.group, self.inside, self.plurals)
        return self._matcher

    def misfit(self, key: str, surface: str) -> bool:
        """Whether all terms of `key` ask for a case (`Wa`) that `surface` (`was`) has not."""
        asked = (key, surface)
        known = self._misfits.get(asked)
        if known is None:
            known = self._misfits[asked] = key in self.contextual and all(
                any(part.name == "case" for part in term.context)
                and not case_fits(term.text, surface)
                for term in self.inside[key]
            )
        return known

    def sole(self, key: str) -> Term | None:
        """The term to name where `key` is one concept's and no context has a say; else None."""
        if key not in self._sole:
            terms = self.inside[key]
            open_ = key in self.contextual or len({term.concept for term in terms}) > 1
            self._sole[key] = None if open_ else shown(terms)
        return self._sole[key]


def new_matcher(
    group: str, keys: Collection[str], plurals: Collection[str], heads: Heads | None = None
) -> Matcher:
    """A matcher of the keys of a language group."""
    return Matcher(keys, plurals, words=not group.startswith("zh"), heads=heads)


def shown(terms: Sequence[Term]) -> Term:
    """Of several rows that share a form, the one to name: a preferred one before others."""
    return next((term for term in terms if term.status == PREFERRED), terms[0])


@lru_cache(maxsize=256)
def group_of(language: str) -> str:
    """The drawer for a language tag: `zh` for every tag of written Chinese, `en` for `en-GB` ...

    >>> group_of("zh-Hant"), group_of("zh-Latn-pinyin"), group_of("en-GB"), group_of("ug")
    ('zh', 'zh-Latn', 'en', 'ug-Arab')
    """
    primary, *others = language.split("-")
    primary = primary.lower()
    script = next((part.title() for part in others if len(part) == 4 and part.isalpha()), "")
    if primary == "ug":
        return f"ug-{script or 'Arab'}"
    if script and script not in ("Hans", "Hant") and primary == "zh":
        return f"zh-{script}"
    return primary


def build_drawers(concepts: Mapping[str, Concept]) -> dict[str, Drawer]:
    """File every term; a drawer for each language group that has terms."""
    inside: dict[str, dict[str, list[Term]]] = {}
    whole: dict[str, dict[str, list[Term]]] = {}
    groups: dict[str, str] = {}
    plurals: dict[str, set[str]] = {}
    for concept in concepts.values():
        if concept.kind == TEMPLATE:
            continue
        for term in concept.terms:
            group = groups.get(term.language)
            if group is None:
                group = groups[term.language] = group_of(term.language)
            key = key_of(term.text)
            if not key:
                continue
            whole.setdefault(group, {}).setdefault(key, []).append(term)
            if _found_inside(term, key, concept.kind):
                inside.setdefault(group, {}).setdefault(key, []).append(term)
                if concept.kind in PLURAL_KINDS:
                    plurals.setdefault(group, set()).add(key)
    return {
        group: _drawer(group, inside.get(group, {}), keys, plurals.get(group, ()))
        for group, keys in whole.items()
    }


def _drawer(
    group: str,
    inside: Mapping[str, Iterable[Term]],
    whole: Mapping[str, Iterable[Term]],
    plurals: Iterable[str],
) -> Drawer:
    contexts: dict[str, set[str]] = {}
    for key, terms in inside.items():
        for term in terms:
            if term.context:
                contexts.setdefault(key, set()).update(part.name for part in term.context)
    return Drawer(
        group,
        _frozen(inside),
        _frozen(whole),
        frozenset(plurals),
        frozenset(contexts),
        frozenset(key for key, names in contexts.items() if names == {"case"}),
    )


def _found_inside(term: Term, key: str, kind: str) -> bool:
    if kind in _WHOLE_ONLY or (term.context and term.whole) or term.unverified:
        return False
    return len(key) > 1 or has_han(key)  # a single Latin letter is no name


def _frozen(keys: Mapping[str, Iterable[Term]]) -> dict[str, tuple[Term, ...]]:
    return {key: tuple(terms) for key, terms in keys.items()}
