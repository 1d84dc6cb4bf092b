"""Variants and misspellings that are another concept's preferred wording, and circles of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from glossa.model import Finding, Severity
from glossa.termbase.concepts import DEPRECATED, PREFERRED, VARIANT, Term
from glossa.termbase.index import Drawer

__all__ = ["lint_variants"]


def lint_variants(drawer: Drawer | None) -> Iterator[Finding]:
    """`preferred-elsewhere` and `variant-cycle` over the wordings of one language.

    A variant with a context may well be another concept's name elsewhere; only circles are
    remarked on then: each concept turns into the next, and folding ends where it began.
    """
    if drawer is None:
        return
    crossings = [
        (bad, good)
        for terms in drawer.inside.values()
        if len(terms) > 1
        for bad in terms
        if bad.status == DEPRECATED or bad.type == VARIANT
        for good in terms
        if good.status == PREFERRED and good.concept != bad.concept
    ]
    cyclic = _on_circles({(bad.concept, good.concept) for bad, good in crossings})
    said: set[tuple[str, str]] = set()
    for bad, good in crossings:
        if (bad.concept, bad.text) in said:
            continue
        if (bad.concept, good.concept) in cyclic:
            said.add((bad.concept, bad.text))
            yield _cycle(bad, good)
        elif not bad.context and not good.context:
            said.add((bad.concept, bad.text))
            yield _elsewhere(bad, good)


def _cycle(bad: Term, good: Term) -> Finding:
    return Finding(
        "variant-cycle",
        f"{bad.text!r} is a variant in {bad.concept} and preferred in {good.concept}, whose own "
        "variants lead back: names would chase each other; drop one of the rows",
        Severity.ERROR,
        where=f"{bad.where}, {good.where}",
        raw=bad.text,
    )


def _elsewhere(bad: Term, good: Term) -> Finding:
    what = "a misspelling" if bad.status == DEPRECATED else "a variant"
    return Finding(
        "preferred-elsewhere",
        f"{bad.text!r} is {what} in {bad.concept}, but preferred in {good.concept}: it is never "
        "folded; give one of them a context, or drop the variant",
        where=f"{bad.where}, {good.where}",
        raw=bad.text,
    )


def _on_circles(edges: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The edges whose end leads back to their start; time is linear in their number (Kosaraju)."""
    following: dict[str, list[str]] = {}
    preceding: dict[str, list[str]] = {}
    for start, end in sorted(edges):
        following.setdefault(start, []).append(end)
        preceding.setdefault(end, []).append(start)
    seen: set[str] = set()
    finished = [node for root in following for node in _walk(root, following, seen)]
    group: dict[str, str] = {}
    seen = set()
    for root in reversed(finished):
        for node in _walk(root, preceding, seen):
            group[node] = root
    return {(start, end) for start, end in edges if group[start] == group[end]}


def _walk(root: str, following: Mapping[str, list[str]], seen: set[str]) -> Iterator[str]:
    """The nodes that `root` leads to and that nobody has seen, each after those behind it."""
    if root in seen:
        return
    seen.add(root)
    path = [(root, iter(following.get(root, ())))]
    while path:
        node, others = path[-1]
        new = next((other for other in others if other not in seen), None)
        if new is None:
            path.pop()
            yield node
        else:
            seen.add(new)
            path.append((new, iter(following.get(new, ()))))
