"""Find a name as a person types it: any wording, any case, with or without tones, or nearly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from glossa.script import has_han, has_latin
from glossa.termbase.concepts import INTERFACE, PREFERRED, TEMPLATE, Concept, LookupHit, Term
from glossa.termbase.fold_text import key_of

__all__ = ["Lookup", "file_names", "loose_key"]

_NEAR_HAN: Final = 60.0
_NEAR: Final = 75.0
"""Below this similarity (0 to 100) a name is no answer; a Chinese one has few signs to compare."""
_NEAR_PHRASE: Final = 90.0
"""The same for menu entries and buttons in letters: they are common words, so much is near them."""
_SHORTEST: Final = 3
"""Letters that a query needs to be near anything: with fewer, one letter more is another name."""
_PHRASES: Final = (INTERFACE, TEMPLATE)
_ENDINGS: Final = ("'s", "s'", "es'", "es", "s", "'")
"""Of possessives and plurals, as they stand in a normalised query."""
_TONE_NUMBER: Final = re.compile(r"(?<=[a-zü:v])[1-5](?![0-9])")
_NOT_LETTERS: Final = re.compile(r"[^\w]+|_")


def loose_key(text: str) -> str:
    """The form in which wordings are compared without tones, accents, blanks and signs.

    >>> loose_key("Kù'ěr lè"), loose_key("Ku4 er3 le4"), loose_key("Ürümqi")
    ('kuerle', 'kuerle', 'urumqi')
    """
    return _loosened(key_of(text))


def _loosened(key: str) -> str:
    if key.isalpha() and has_han(key[0]) and has_han(key[-1]):
        return key  # nothing to drop: neither tones nor blanks nor signs
    if not key.isascii():
        parts = unicodedata.normalize("NFD", key)
        key = "".join(sign for sign in parts if not "\u0300" <= sign <= "\u036f")
        key = unicodedata.normalize("NFC", key)
    return _NOT_LETTERS.sub("", _TONE_NUMBER.sub("", key))


def file_names(
    concepts: Mapping[str, Concept],
) -> tuple[dict[str, list[Term]], dict[str, list[Term]]]:
    """All terms by normalised form, and by `loose_key`."""
    names: dict[str, list[Term]] = {}
    loose: dict[str, list[Term]] = {}
    for concept in concepts.values():
        for term in concept.terms:
            key = key_of(term.text)
            names.setdefault(key, []).append(term)
            loose.setdefault(_loosened(key), []).append(term)
    return names, loose


class Lookup:
    """An index over all wordings of a glossary, in every language and of every status."""

    def __init__(
        self,
        concepts: Mapping[str, Concept],
        names: Mapping[str, Sequence[Term]],
        loose: Mapping[str, Sequence[Term]],
    ) -> None:
        """`names`, `loose`: as `file_names` gives them."""
        self._concepts = concepts
        self._keys = names
        self._loose = loose

    def find(self, query: str, limit: int) -> tuple[LookupHit, ...]:
        """At most `limit` concepts, the best first; near ones only where nothing fits."""
        query = query.strip()
        if not query or limit < 1:
            return ()
        hits: dict[str, LookupHit] = {}
        terms = self._keys.get(key_of(query), [])
        self._add(hits, [term for term in terms if term.text == query], "exact", 100.0)
        self._add(hits, terms, "variant", 99.0)
        loose = loose_key(query)
        if loose:
            self._add(hits, self._loose.get(loose, []), "loose", 95.0)
        if not hits:
            self._add(hits, self._inflected(key_of(query)), "variant", 97.0)
        if not hits and has_han(query):
            self._add(hits, self._sounding(query), "pinyin", 80.0)
        if not hits and loose:
            self._add_near(hits, loose, limit)
        return tuple(hits.values())[:limit]

    def _add(
        self, hits: dict[str, LookupHit], terms: Iterable[Term], how: str, score: float
    ) -> None:
        # Names before menu entries; a preferred wording before others: of two concepts that share a
        # form, the one whose name it is comes first.
        for term in sorted(terms, key=self._rank):
            if term.concept not in hits:
                hits[term.concept] = LookupHit(self._concepts[term.concept], term, how, score)

    def _rank(self, term: Term) -> tuple[bool, bool]:
        return self._is_phrase(term), term.status != PREFERRED

    def _is_phrase(self, term: Term) -> bool:
        return self._concepts[term.concept].kind in _PHRASES

    def _inflected(self, key: str) -> Sequence[Term]:
        """The names of which the query is a plural or possessive."""
        for ending in _ENDINGS:
            stem = key.removesuffix(ending)
            if stem != key and len(stem) >= _SHORTEST and has_latin(stem):
                terms = [term for term in self._keys.get(stem, []) if not self._is_phrase(term)]
                if terms:
                    return terms
        return []

    def _sounding(self, query: str) -> Sequence[Term]:
        """Terms whose pinyin is how the Chinese query is read."""
        from pypinyin import lazy_pinyin

        return self._loose.get(loose_key("".join(lazy_pinyin(query))), [])

    def _add_near(self, hits: dict[str, LookupHit], loose: str, limit: int) -> None:
        from rapidfuzz import fuzz, process

        # The same script only: otherwise a Chinese query is compared with every English name.
        latin = has_latin(loose)
        if latin and len(loose) < _SHORTEST:
            return
        keys = [key for key in self._loose if key and has_latin(key) == latin]
        found = process.extract(
            loose,
            keys,
            scorer=fuzz.ratio,
            limit=limit * 3,
            score_cutoff=_NEAR if latin else _NEAR_HAN,
        )
        names = [
            (score, [term for term in self._loose[key] if not self._is_phrase(term)])
            for key, score, _ in found
        ]
        phrases = [
            (score, [term for term in self._loose[key] if self._is_phrase(term)])
            for key, score, _ in found
            if score >= _NEAR_PHRASE or not latin
        ]
        best = [*names, *phrases]
        if not latin:
            best.sort(key=lambda pair: -pair[0])
        for score, terms in best:
            self._add(hits, terms, "near", round(score, 1))
