"""Find a name as a person types it: any wording, any case, with or without tones, or nearly."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from glossa.script import has_han, has_latin
from glossa.termbase.concepts import PREFERRED, Concept, LookupHit, Term
from glossa.termbase.fold_text import key_of

__all__ = ["Lookup", "loose_key"]

_NEAR: Final = 60.0
"""Below this similarity (0 to 100) a name is no answer."""
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


class Lookup:
    """An index over all wordings of a glossary, in every language and of every status."""

    def __init__(self, concepts: Mapping[str, Concept]) -> None:
        self._concepts = concepts
        self._keys: dict[str, list[Term]] = {}
        self._loose: dict[str, list[Term]] = {}
        for concept in concepts.values():
            for term in concept.terms:
                key = key_of(term.text)
                self._keys.setdefault(key, []).append(term)
                self._loose.setdefault(_loosened(key), []).append(term)

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
        if not hits and has_han(query):
            self._add(hits, self._sounding(query), "pinyin", 80.0)
        if not hits and loose:
            self._add_near(hits, loose, limit)
        return tuple(hits.values())[:limit]

    def _add(
        self, hits: dict[str, LookupHit], terms: Iterable[Term], how: str, score: float
    ) -> None:
        # A preferred wording before others: of two concepts that share a form, the one whose name
        # it is comes first.
        for term in sorted(terms, key=lambda term: term.status != PREFERRED):
            if term.concept not in hits:
                hits[term.concept] = LookupHit(self._concepts[term.concept], term, how, score)

    def _sounding(self, query: str) -> list[Term]:
        """Terms whose pinyin is how the Chinese query is read."""
        from pypinyin import lazy_pinyin

        return self._loose.get(loose_key("".join(lazy_pinyin(query))), [])

    def _add_near(self, hits: dict[str, LookupHit], loose: str, limit: int) -> None:
        from rapidfuzz import fuzz, process

        # The same script only: otherwise a Chinese query is compared with every English name.
        latin = has_latin(loose)
        keys = [key for key in self._loose if key and has_latin(key) == latin]
        for key, score, _ in process.extract(
            loose, keys, scorer=fuzz.ratio, limit=limit * 3, score_cutoff=_NEAR
        ):
            self._add(hits, self._loose[key], "near", round(score, 1))
