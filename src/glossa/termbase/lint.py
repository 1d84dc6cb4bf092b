"""Remarks on a glossary as a whole: forms claimed twice, concepts without a preferred term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from glossa.model import Finding, Severity
from glossa.termbase.concepts import PREFERRED, TEMPLATE, Concept, Term
from glossa.termbase.fold_text import key_of
from glossa.termbase.index import Drawer, group_of
from glossa.termbase.lint_variants import lint_variants
from glossa.termbase.resolve import Resolver

__all__ = ["lint_glossary"]


def lint_glossary(
    concepts: Mapping[str, Concept], drawers: Mapping[str, Drawer], resolver: Resolver
) -> tuple[Finding, ...]:
    """What is wrong between rows, each at a row's `file:line`.

    `shared-variant`, `no-preferred`, `two-preferred`, `preferred-elsewhere`, `variant-cycle`.
    """
    crossed = lint_variants(drawers.get("en"))
    return (*_shared(drawers, resolver), *_preferred(concepts), *crossed)


def _shared(drawers: Mapping[str, Drawer], resolver: Resolver) -> Iterator[Finding]:
    """Forms that several concepts claim without a context, where the style writes them apart."""
    for group, drawer in drawers.items():
        if group not in ("en", "zh"):
            continue
        for key, terms in drawer.inside.items():
            free = tuple(term for term in terms if not term.context)
            claimed = {term.concept: term for term in free}
            if len(claimed) < 2:
                continue
            if group == "en":
                apart = resolver.weigh(key, free).ambiguous
            else:
                apart = len({_rendering(term, resolver) for term in free}) > 1
            if apart:
                yield Finding(
                    "shared-variant",
                    f"{free[0].text!r} is claimed by {', '.join(claimed)} with different results; "
                    "it is left alone: add a context, or drop it from all but one",
                    where=", ".join(dict.fromkeys(term.where for term in claimed.values())),
                    raw=free[0].text,
                )


def _rendering(term: Term, resolver: Resolver) -> str:
    target = resolver.target_of(term, "en")
    return "" if target is None else key_of(target.text)


def _preferred(concepts: Mapping[str, Concept]) -> Iterator[Finding]:
    for concept in concepts.values():
        groups = {group_of(term.language) for term in concept.terms}
        preferred = [term for term in concept.terms if term.status == PREFERRED]
        having = {group_of(term.language) for term in preferred}
        for group in sorted((groups - having) & {"en", "zh"}):
            yield Finding(
                "no-preferred",
                f"concept {concept.id} has no preferred term in {group!r}; make one preferred",
                where=concept.terms[0].where,
                raw=concept.terms[0].text,
            )
        seen: dict[tuple[str, str, str], Term] = {}
        for term in preferred:
            for style in term.styles or ("",):
                slot = (term.language, term.type, style)
                other = seen.setdefault(slot, term)
                if other is not term and other.layer == term.layer and concept.kind != TEMPLATE:
                    yield Finding(
                        "two-preferred",
                        f"concept {concept.id} prefers both {other.text!r} and {term.text!r}"
                        + (f" in style {style}" if style else "")
                        + "; make one admitted, or name the style of each",
                        Severity.ERROR,
                        where=term.where,
                        raw=term.text,
                    )
