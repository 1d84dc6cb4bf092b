"""Rows and pairs of several glossaries -> concepts; later glossaries win."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from glossa.model import Finding
from glossa.termbase.concepts import ADMITTED, PREFERRED, VARIANT, Concept, Term
from glossa.termbase.fold_text import key_of
from glossa.termbase.index import group_of
from glossa.termbase.pairs import pair_language
from glossa.termbase.rows import Pair, Row
from glossa.termbase.terms import examine

__all__ = ["USER", "Drafts", "user_id"]

USER: Final = "user"
"""The kind of concepts that a list of pairs makes."""


@dataclass(slots=True)
class _Draft:
    kind: str
    terms: list[Term] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


class Drafts:
    """Gathers concepts over all files of all glossaries."""

    def __init__(self, *, force: bool = False) -> None:
        """`force`: take single letters and common words as terms, too."""
        self._drafts: dict[str, _Draft] = {}
        self._force = force
        self.findings: list[Finding] = []

    def __len__(self) -> int:
        return len(self._drafts)

    def add(self, row: Row) -> bool:
        """File a term under its concept; False where it was refused, with a finding."""
        term, remark = examine(row.term, row.kind, force=self._force)
        if remark is not None:
            self.findings.append(remark)
        if term is None:
            return False
        draft = self._drafts.setdefault(term.concept, _Draft(row.kind))
        if draft.kind != row.kind:
            self.findings.append(
                Finding(
                    "kind-conflict",
                    f"concept {term.concept} is {draft.kind!r} elsewhere; that is kept",
                    where=term.where,
                    raw=row.kind,
                )
            )
        if row.codes:
            draft.codes += [code for code in row.codes if code not in draft.codes]
        if term.layer:
            _override(draft.terms, term)
        draft.terms.append(term)
        return True

    def add_rows(self, rows: Sequence[Row], layer: int, *, foreign: bool = False) -> None:
        """File every row under its concept.

        A concept whose id and kind say nothing here is taken for the concepts that have its
        Chinese name already, as a pair would be: so its wordings win over theirs. Such kinds are
        `user` and, in a file of another tool's (`foreign`), all that no concept has so far.
        """
        kinds = {draft.kind for draft in self._drafts.values()} if foreign else set()
        strange = {row.kind for row in rows if foreign and row.kind not in kinds}
        known = self._known(rows, {USER, *strange}) if layer else {}
        for row in rows:
            same = known.get(row.term.concept)
            if same is None:
                self.add(row)
                continue
            for term in same.values():
                form = "shortForm" if term.type == VARIANT else term.type
                form = form if row.term.type == "fullForm" else row.term.type
                # `en-US` beside `en` would be another language, over which it could not win.
                tag = pair_language(row.term.language) or row.term.language
                moved = replace(row.term, concept=term.concept, type=form, language=tag)
                self.add(Row(moved, self._drafts[term.concept].kind, row.codes))

    def _known(self, rows: Sequence[Row], kinds: Collection[str]) -> dict[str, dict[str, Term]]:
        """Foreign concept id -> the term, by concept, that has its Chinese name already."""
        foreign = [
            row.term
            for row in rows
            if row.kind in kinds
            and row.term.concept not in self._drafts
            and row.term.status == PREFERRED
            and group_of(row.term.language) == "zh"
        ]
        if not foreign:
            return {}
        named = self._named({"zh"})
        found: dict[str, dict[str, Term]] = {}
        for term in foreign:
            same = named.get(("zh", key_of(term.text)))
            if same and term.concept not in found:
                found[term.concept] = {other.concept: other for other in same}
        return found

    def add_pairs(self, pairs: Sequence[Pair], layer: int) -> None:
        """File pairs under the concepts that have their source as a term, else under new ones.

        Several targets of one source: the first is preferred, the others are admitted beside it.
        """
        if not pairs:
            return
        named = self._named({group_of(pair.source_language) for pair in pairs})
        taken: dict[tuple[str, str, str], Pair] = {}
        for pair in pairs:
            key = (group_of(pair.source_language), key_of(pair.source))
            known = {term.concept: term for term in named.get(key, ())}
            if not known:
                term = _new_source(pair, key[1], layer)
                if not self.add(Row(term, USER, ())):
                    continue
                known = {term.concept: term}
                named[key] = [term]
            first = taken.setdefault((*key, group_of(pair.target_language)), pair)
            status = PREFERRED if first is pair else ADMITTED
            if first is not pair:
                self.findings.append(_second(pair, first))
            for concept, term in known.items():
                target = Term(
                    pair.target,
                    concept,
                    pair.target_language,
                    status,
                    "shortForm" if term.type == VARIANT else term.type,
                    source=USER,
                    note=pair.note,
                    where=pair.where,
                    layer=layer,
                )
                self.add(Row(target, self._drafts[concept].kind, ()))

    def _named(self, groups: set[str]) -> dict[tuple[str, str], list[Term]]:
        """The terms so far in these groups of languages, by group and normalised form."""
        named: dict[tuple[str, str], list[Term]] = {}
        for draft in self._drafts.values():
            for term in draft.terms:
                group = group_of(term.language)
                if group in groups:
                    named.setdefault((group, key_of(term.text)), []).append(term)
        return named

    def concepts(self) -> dict[str, Concept]:
        """All concepts by id, in the order in which they first came."""
        return {
            identity: Concept(identity, draft.kind, tuple(draft.terms), tuple(draft.codes))
            for identity, draft in self._drafts.items()
        }


def user_id(source: str) -> str:
    """The id of the concept that a pair makes where no concept has its source."""
    return _user_id(key_of(source))


def _user_id(key: str) -> str:
    # Twelve digits: among a million pairs, eight would make a hundred pairs of strangers one.
    digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
    return f"{USER}.{digest[:12]}"


def _new_source(pair: Pair, key: str, layer: int) -> Term:
    """The source of a pair that no concept has, under a concept of its own."""
    return Term(
        pair.source,
        _user_id(key),
        pair.source_language,
        source=USER,
        note=pair.note,
        where=pair.where,
        layer=layer,
    )


def _second(pair: Pair, first: Pair) -> Finding:
    return Finding(
        "two-targets",
        f"{pair.source!r} stands at {first.where} with {first.target!r}, which is written; "
        f"{pair.target!r} is let stand where a text has it",
        where=pair.where,
        raw=pair.target,
    )


def _override(terms: list[Term], new: Term) -> None:
    """Let a term of a later glossary win over those of earlier ones in the same concept.

    The same wording is replaced. Where both are preferred for the same form, the earlier one loses
    the styles in question; one that loses all becomes a variant, and is folded from then on.
    """
    key = key_of(new.text)
    for index in range(len(terms) - 1, -1, -1):
        old = terms[index]
        if old.layer >= new.layer or old.language != new.language:
            continue
        if key_of(old.text) == key:
            del terms[index]
        elif new.status == old.status == PREFERRED and new.type == old.type:
            left = tuple(style for style in old.styles if style not in new.styles)
            if not new.styles or (old.styles and not left):
                terms[index] = replace(old, status=ADMITTED, type=VARIANT, styles=())
            elif old.styles:
                terms[index] = replace(old, styles=left)
