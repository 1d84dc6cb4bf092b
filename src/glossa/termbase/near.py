"""Names that are spelt nearly alike: a slip of the pen, or another way to write the same sounds.

Two words are alike where they sound alike by rule (`Aqsu` and `Aksu`, `Khotan` and `Hotan`), or
where one letter differs (two from nine letters on) and the first sound is the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from glossa.script import has_latin
from glossa.termbase.concepts import DEPRECATED, INTERFACE, TEMPLATE, Concept, Term

__all__ = ["NearNames", "alike", "neighbours", "sound_of"]

_NO_NAMES: Final = frozenset({INTERFACE, TEMPLATE, "legal", "generic", "event", "user"})
_SHORTEST: Final = 4
_ONE_SLIP: Final = 5
"""Letters from which on a word may differ in one."""
_LONG: Final = 16
"""Longer names are looked for with one slip only: two in thousands of them cost too much."""
_ANY_SLIP: Final = 9
"""Letters from which on the slip may be any; in shorter words only what is often mixed up."""
_MIXED_UP: Final = ("aeiouäëïöüáéíóúâêîôû", "kqgc", "bp", "dt", "jz", "szx", "xh", "vw", "iy", "mn")
_TWO_SLIPS: Final = 9
_SAME_SOUND: Final = (
    (re.compile("[^a-z ]"), ""),
    (re.compile("kh|gh"), "h"),
    (re.compile("zh|dj|dzh"), "j"),
    (re.compile("tsch|tch"), "ch"),
    (re.compile("sch|x"), "sh"),
    (re.compile("q|ck"), "k"),
    (re.compile("w"), "v"),
    (re.compile("y"), "i"),
    (re.compile("ou|oo"), "u"),
    (re.compile("ee|ie"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=65536)
def sound_of(text: str) -> str:
    """A rough key of how Latin letters sound in the romanisations of Inner Asia.

    >>> sound_of("Khotan"), sound_of("Hotan"), sound_of("Aqsu"), sound_of("Aksu")
    ('hotan', 'hotan', 'aksu', 'aksu')
    """
    bare = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(sign)
    )
    sound = " ".join(bare.split())
    for pattern, written in _SAME_SOUND:
        sound = pattern.sub(written, sound)
    return sound


def alike(one: str, other: str) -> bool:
    """Whether two names, of as many words, are spelt nearly alike and are not the same.

    >>> alike("Hoten", "Hotan"), alike("Aqsu River", "Aksu River"), alike("Hami", "Hotan")
    (True, True, False)
    """
    ours, theirs = one.casefold().split(), other.casefold().split()
    if len(ours) != len(theirs) or ours == theirs:
        return False
    return all(
        mine == yours or _words_alike(mine, yours) for mine, yours in zip(ours, theirs, strict=True)
    )


def _words_alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _SHORTEST:
        return False
    ours, theirs = sound_of(one), sound_of(other)
    if ours == theirs:
        return len(ours) >= _SHORTEST
    if ours[:1] != theirs[:1]:
        return False
    shorter = min(len(one), len(other))
    if shorter < _ONE_SLIP:
        return False
    slips = 2 if shorter >= _TWO_SLIPS else 1
    if abs(len(one) - len(other)) > slips or _only_plural(one, other):
        return False
    if shorter < _ANY_SLIP and len(one) == len(other) and not _are_mixed_up(one, other):
        return False  # `Korea` and `Korla`, `Ireland` and `Iceland`
    from rapidfuzz.distance import OSA

    return int(OSA.distance(one, other, score_cutoff=slips)) <= slips


def _are_mixed_up(one: str, other: str) -> bool:
    """Whether of two words of one length all that differs is often mixed up, or changed places."""
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(differing) == 2 and differing[0] == differing[1][::-1]:
        return True
    return all(any(a in signs and b in signs for signs in _MIXED_UP) for a, b in differing)


def _only_plural(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long in (f"{short}s", f"{short}es", f"{short}n", f"{short}an")


class _Index:
    """Texts filed so that those which may be alike share a key: the sound, or all but a letter."""

    def __init__(self) -> None:
        self._texts: dict[str, dict[str, None]] = {}

    def add(self, text: str) -> None:
        for key in _keys(text):
            self._texts.setdefault(key, {})[text] = None

    def alike(self, text: str) -> tuple[str, ...]:
        """The texts that are alike, sorted."""
        near: dict[str, None] = {}
        for key in _keys(text):
            near |= self._texts.get(key, {})
        return tuple(sorted(other for other in near if alike(text, other)))


def _keys(text: str) -> set[str]:
    low = " ".join(text.casefold().split())
    keys = {f"={sound_of(text)}", low}
    if len(low) >= _ONE_SLIP:
        keys |= (once := _shortened(low))
        if _TWO_SLIPS <= len(low) <= _LONG:
            for other in once:
                keys |= _shortened(other)
    return keys


def _shortened(text: str) -> set[str]:
    """Every text that is one letter shorter."""
    return {text[:at] + text[at + 1 :] for at in range(len(text))}


class NearNames:
    """The names of a glossary in Latin letters, for finding the one a word is nearly."""

    def __init__(self, concepts: Iterable[Concept], language: str = "en") -> None:
        """`language`: of the wordings to compare with; those of misspellings count too."""
        self._terms: dict[str, Term] = {}
        self._same: dict[str, Term] = {}
        self._index = _Index()
        for concept in concepts:
            if concept.kind in _NO_NAMES:
                continue
            for term in concept.terms:
                if term.language == language and has_latin(term.text) and not term.unverified:
                    known = self._terms.setdefault(term.text, term)
                    if known is term:
                        self._same.setdefault(term.text.casefold(), term)
                        self._index.add(term.text)

    def nearest(self, text: str) -> Term | None:
        """The first name of the glossary that is spelt nearly as `text`, the closest kind first."""
        same = self._same.get(text.casefold())
        if same is not None and not same.text.isupper():
            return same  # but for capitals; `Red` is no acronym
        found = [self._terms[other] for other in self._index.alike(text)]
        if not found:
            return None
        sound = sound_of(text)
        return min(
            found,
            key=lambda term: (
                sound_of(term.text) != sound,
                term.status == DEPRECATED,
                abs(len(term.text) - len(text)),
                term.text,
            ),
        )


def neighbours(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each of the names that has any: the others that are spelt nearly as it is, sorted."""
    names = list(names)
    index = _Index()
    for name in names:
        index.add(name)
    return {name: others for name in names if (others := index.alike(name))}
