"""The glossary: load it, find its names in a text, put them into one spelling, look them up.

    termbase = load_termbase(style="cn-media")
    termbase.fold("Hetian jujubes").text          # 'Hotan jujubes'
    termbase.whole("首页", "zh-Hans", "en").text   # 'Home'

What each module is for stands in `docs/data-flow.md`, "The map of the glossary".

Nothing is imported before it is needed, so that a look-up starts fast: the automaton and the rules
of folding at the first `match` or `fold`, the comparison of spellings at the first `lookup` that
finds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from glossa.model import Finding, Protected, Step
from glossa.resources import data_path
from glossa.termbase.areas import PageNames, page_names
from glossa.termbase.cache import load_compiled
from glossa.termbase.concepts import (
    DEPRECATED,
    INTERFACE,
    PREFERRED,
    TEMPLATE,
    Concept,
    Folded,
    LookupHit,
    Rendering,
    Term,
    TermMatch,
    WholeMatch,
)
from glossa.termbase.fold_text import key_of
from glossa.termbase.glossary import Glossary
from glossa.termbase.index import Drawer, build_drawers, group_of
from glossa.termbase.lookup import Lookup, file_names
from glossa.termbase.resolve import Resolver
from glossa.termbase.styles import DEFAULT_STYLE, Style, Styles
from glossa.termbase.tables import ConceptTable
from glossa.termbase.wording import capitalised

if TYPE_CHECKING:
    from glossa.termbase.near import NearNames
    from glossa.termbase.templates import Templates

__all__ = [
    "DEFAULT_STYLE",
    "Concept",
    "Folded",
    "LookupHit",
    "PageNames",
    "Rendering",
    "Style",
    "Styles",
    "Term",
    "TermMatch",
    "Termbase",
    "WholeMatch",
    "load_termbase",
]


def load_termbase(paths: Sequence[Path] | None = None, *, style: str = DEFAULT_STYLE) -> Termbase:
    """Load glossaries: folders of TSV or single files, later ones win; None: glossa's own.

    Raises `GlossaryError` where nothing can be loaded, `UsageError` for an unknown style.
    Broken rows are in `Termbase.findings`. What was loaded before comes from the user's cache
    folder, unless the environment has `GLOSSA_NO_CACHE`.
    """
    paths = [data_path("glossary")] if paths is None else paths
    compiled = load_compiled(paths)
    if compiled is None:
        from glossa.termbase.load import load_glossary

        return Termbase(load_glossary(paths), style=style)
    return Termbase(
        compiled.glossary, style=style, drawers=compiled.drawers, lookup=compiled.lookup
    )


class Termbase:
    """A loaded glossary in one style. Immutable; what it builds for speed is built once."""

    def __init__(
        self,
        glossary: Glossary,
        *,
        style: str = DEFAULT_STYLE,
        drawers: Mapping[str, Drawer] | None = None,
        lookup: Callable[[], Lookup] | None = None,
    ) -> None:
        """`drawers`, `lookup`: those of a termbase over the same glossary, to share them."""
        glossary.styles.require(style)
        self.style = style
        self._glossary = glossary
        self._built = drawers
        self._resolver = Resolver(glossary.concepts, glossary.styles, style, lambda: self._drawers)
        self._templates: dict[str, Templates] | None = None
        self._new_lookup = lookup
        self._lookup: Lookup | None = None
        self._findings: tuple[Finding, ...] | None = None

    @property
    def _drawers(self) -> Mapping[str, Drawer]:
        """The index for matching, built when it is first needed: a look-up does without."""
        if self._built is None:
            self._built = build_drawers(self._glossary.concepts)
        return self._built

    @property
    def concepts(self) -> Mapping[str, Concept]:
        """All concepts by id, in the order of the files."""
        return self._glossary.concepts

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Rows that could not be used, and contradictions in the glossary as a whole."""
        if self._findings is None:
            from glossa.termbase.lint import lint_glossary

            remarks = lint_glossary(self._glossary.concepts, self._drawers, self._resolver)
            self._findings = (*self._glossary.findings, *remarks)
        return self._findings

    @property
    def hash(self) -> str:
        """SHA-256 in hex over all files of the glossary."""
        return self._glossary.hash

    @property
    def styles(self) -> Mapping[str, Style]:
        """The styles of `styles.toml` by name."""
        return self._glossary.styles.by_name

    @cached_property
    def near_names(self) -> NearNames:
        """The English names, for finding the one that a word is nearly."""
        from glossa.termbase.near import NearNames

        return NearNames(self.concepts.values())

    def with_style(self, style: str) -> Termbase:
        """The same glossary in another style; shares the index."""
        return Termbase(self._glossary, style=style, drawers=self._drawers, lookup=self._new_lookup)

    def has_language(self, language: str) -> bool:
        """Whether any concept has a term in `language` (BCP 47)."""
        group = group_of(language)
        return group in self._drawers or any(
            group_of(term.language) == group
            for concept in self.concepts.values()
            for term in concept.terms
        )

    def match(
        self,
        text: str,
        language: str,
        *,
        protected: Sequence[Protected] = (),
        page: Collection[str] = frozenset(),
        source: Collection[str] = frozenset(),
    ) -> tuple[TermMatch, ...]:
        """The terms in `text`, leftmost and longest, none of them in a protected span.

        `page`: what `named` gave for the page, or ids of concepts named elsewhere on it; `source`:
        ids of concepts found in the text that this one translates. Both help to tell names apart.
        """
        drawer = self._drawers.get(group_of(language))
        if drawer is None:
            return ()
        from glossa.termbase.find import find_terms

        return find_terms(
            text,
            drawer,
            self._resolver,
            self.concepts,
            protected=protected,
            page=page_names(page, self.concepts),
            source=source,
        )

    def named(
        self,
        texts: Iterable[tuple[str, str]],
        blocks: Iterable[tuple[str, Sequence[str]]] = (),
    ) -> PageNames:
        """What a page names beyond doubt; `texts`: (text, language) pairs.

        The set of the concepts' ids, with the areas and persons of the page: the `page` argument of
        `match` and `fold`. `blocks`: its blocks, each with the parts that are folded one by one; a
        sentence of a bibliography tells only in its block that it is one.
        """
        from glossa.termbase.find import names_of_page
        from glossa.termbase.quoted import cited

        page = names_of_page(texts, self._drawers, self._resolver, self.concepts)
        found = cited(blocks)
        return page.with_cited(found) if found else page

    def whole(self, text: str, source_language: str, target_language: str) -> WholeMatch | None:
        """The target of a segment that is nothing but a term or a filled template, else None."""
        source, target = group_of(source_language), group_of(target_language)
        drawer = self._drawers.get(source)
        if source == target or not text.strip():
            return None
        term = self._whole_term(text, drawer, target_language)
        if term is not None:
            written = capitalised(term[1].text)
            return self._whole_match(text, written, "termbase", "whole", (term[0].concept,))
        from glossa.termbase.templates import compile_templates, fill

        if self._templates is None:
            self._templates = compile_templates(self._of_kind(TEMPLATE), group_of)
        templates = self._templates.get(source)
        if templates is None:
            return None
        filled = fill(
            text,
            templates,
            lambda term: self.preferred(term.concept, target_language),
            lambda name: self._name(name, drawer, target_language),
        )
        if filled is None:
            return None
        used = (filled.template.concept.id, *filled.names)
        return self._whole_match(text, filled.text, "template", "template", used)

    def _of_kind(self, kind: str) -> list[Concept]:
        if isinstance(self.concepts, ConceptTable):
            return self.concepts.of_kind(kind)
        return [concept for concept in self.concepts.values() if concept.kind == kind]

    def _whole_term(
        self, text: str, drawer: Drawer | None, language: str, *, names_only: bool = False
    ) -> tuple[Term, Term] | None:
        """The row that is the whole text and its target; None where two results are possible."""
        from glossa.termbase.find import whole_terms

        terms = whole_terms(text, drawer, self._resolver) if drawer else ()
        pairs = [
            (term, target)
            for term in terms
            if not (names_only and self.concepts[term.concept].kind == INTERFACE)
            and (target := self._resolver.target_of(term, language)) is not None
        ]
        menu = [pair for pair in pairs if self.concepts[pair[0].concept].kind == INTERFACE]
        pairs = menu or [pair for pair in pairs if pair[0].whole] or pairs
        return pairs[0] if len({key_of(target.text) for _, target in pairs}) == 1 else None

    def _name(self, text: str, drawer: Drawer | None, language: str) -> tuple[str, str] | None:
        found = self._whole_term(text, drawer, language, names_only=True)
        return None if found is None else (found[1].text, found[0].concept)

    def _whole_match(
        self, text: str, target: str, action: str, rule: str, concepts: tuple[str, ...]
    ) -> WholeMatch:
        start = len(text) - len(text.lstrip())
        end = len(text.rstrip())
        detail = f"concept={'|'.join(concepts)} rule={rule} style={self.style}"
        step = Step(action, start, end, text[start:end], target, detail)
        result = text[:start] + target + text[end:]
        return WholeMatch(result, (step,), tuple(self.concepts[item] for item in concepts))

    def fold(
        self,
        text: str,
        *,
        language: str = "en",
        protected: Sequence[Protected] = (),
        page: Collection[str] = frozenset(),
        source: Collection[str] = frozenset(),
        quotations: bool = False,
        curly: bool | None = None,
    ) -> Folded:
        """Put every name of `text` into the spelling of the style; idempotent.

        `page`, `source`: as for `match`. Protected spans stay, and so do quotations unless
        `quotations` (give True for text that an engine made: its quotations are no one's words).
        `curly`: whether a name that brings an apostrophe gets a curly one; None: if `text` has any.
        """
        drawer = self._drawers.get(group_of(language))
        if drawer is None or not text:
            return Folded(text, ())
        from glossa.termbase.folding import fold

        return fold(
            text,
            drawer,
            self._resolver,
            self.style,
            protected=protected,
            page=page_names(page, self.concepts),
            source=source,
            quotations=quotations,
            curly=curly,
        )

    def preferred(self, concept_id: str, language: str, form: str = "") -> Term | None:
        """The term to write for a concept; `form`: `fullForm`, `shortForm` ... if one is wanted."""
        return self._resolver.preferred(concept_id, language, form)

    def target(self, term: Term, language: str) -> Term | None:
        """The term to write in `language` for a matched one: a short form for a short form."""
        return self._resolver.target_of(term, language)

    def rendering(self, match: TermMatch, language: str) -> Rendering | None:
        """What must stand in the target for a term found in the source; None where it is open."""
        target = self.target(match.term, language)
        if target is None:
            return None
        form = target.type  # 和田 is three places, each with a full form of its own, and one Hotan
        preferred = (self.preferred(concept.id, language, form) for concept in match.concepts)
        if any(other is None or key_of(other.text) != key_of(target.text) for other in preferred):
            return None
        accept = dict.fromkeys(
            term.text
            for concept in match.concepts
            for term in concept.terms
            if group_of(term.language) == group_of(language)
            and term.status != DEPRECATED
            and not term.whole
        )
        accept.pop(target.text, None)
        return Rendering(target.concept, target.text, tuple(accept))

    def renderings(self, concept_id: str, language: str) -> tuple[str, ...]:
        """All wordings of a concept in a language, of any status, preferred ones first."""
        concept = self.concepts.get(concept_id)
        if concept is None:
            return ()
        group = group_of(language)
        terms = [term for term in concept.terms if group_of(term.language) == group]
        terms.sort(key=lambda term: term.status != PREFERRED)
        return tuple(dict.fromkeys(term.text for term in terms))

    def lookup(self, query: str, limit: int = 10) -> tuple[LookupHit, ...]:
        """Concepts that have the name `query` in any language, or the nearest where none has."""
        if self._lookup is None:
            new = self._new_lookup
            self._lookup = new() if new else Lookup(self.concepts, *file_names(self.concepts))
        return self._lookup.find(query, limit)
