"""Words whose full stop is part of the word, and words that begin a sentence.

Three answers are possible for a word before a full stop: it never ends a sentence (`Dr.`), it may
(`etc.`, `U.S.`: look at the next word), or it is no abbreviation.
"""

from __future__ import annotations

import re
from typing import Final

from glossa.script import LATIN_LETTER

__all__ = ["FULL_STOP_WINDOW", "LIST_NUMBER", "ends_sentence"]

FULL_STOP_WINDOW: Final = 24
"""Code points before a full stop that are looked at: no abbreviation is longer."""

# A title or a preposition: always followed by what it belongs to.
_TITLES = """
    dr mr mrs ms messrs prof st mt ft gen col lt sgt capt cmdr adm maj brig rep sen gov rev hon
    pres supt insp vs viz cf e.g i.e eg ie approx ca resp esp incl
    mme mlle mm nr bzw z.b d.h u.a sra dña т.е т.к им ул проф акад рис стр simf akad
"""
# Ends a sentence when a word follows that begins one.
_ENDINGS = """
    inc ltd co corp plc bros jr sr ph.d m.d b.a m.a dept univ assn ave blvd rd al ed eds est
    a.m p.m a.d b.c b.c.e c.e u.s u.k u.n e.u d.c u.s.a p.r.c
"""
# Followed by a number or an initial it is part of a reference; by anything else it is a word.
_REFERENCES = """
    no nos vol vols fig figs p pp art arts sec secs ch chap eq par para paras pt app ver
    jan feb mar apr jun jul aug sep sept oct nov dec
"""
_WORDS_TOO: Final = frozenset(("mar", "art", "par", "sec", "app"))
_FIRST_WORDS = """
    The This That These Those It They He She We I You In On At As By For From With To And But Or
    So If When While After Before Since However Although Though Because Moreover Meanwhile
    Furthermore There Here His Her Its Their Our My What Why How Who Where Some Many Most Both
    Each Every Another Other Such Then Thus Now Today Yesterday Tomorrow Last Next During
    Under Over Through Despite According Also Not No Yes A An
"""
# After a single initial these may be a surname (He, She, An, You, So, A ...), and no name is The.
_FIRST_WORDS_AFTER_INITIAL = """
    The This That These Those It They But However When While After Although Because There
    Meanwhile Moreover According During
"""
_NEVER: Final = frozenset(_TITLES.split())
_PERHAPS: Final = frozenset(_ENDINGS.split())
_NUMBERED: Final = frozenset(_REFERENCES.split())
_STARTERS: Final = frozenset(_FIRST_WORDS.split())
_STARTERS_AFTER_INITIAL: Final = frozenset(_FIRST_WORDS_AFTER_INITIAL.split())
_LAST_WORD: Final = re.compile(rf"(?:[{LATIN_LETTER}\u0400-\u052f]|(?<=\w)\.(?=\w))+\Z")
_NEXT_WORD: Final = re.compile(rf"[{LATIN_LETTER}]+(?:['’][{LATIN_LETTER}]+)?")
_INITIAL: Final = re.compile(r"[A-Z](?![a-z])")
LIST_NUMBER: Final = re.compile(
    r"(?:[(（]?(?:[0-9]{1,3}|[ivxIVX]{1,5}|[A-Za-z]|[一二三四五六七八九十百]{1,4})[)）]?)\Z"
)
"""What stands before the full stop of a list number, from the start of a sentence."""


def ends_sentence(before: str, text: str, following: int) -> bool:
    """Whether a full stop between `before` and the word at `text[following]` ends a sentence.

    `before` is the text up to the full stop (the last 24 code points do); a blank stands between
    the full stop and `following`.
    """
    match = _LAST_WORD.search(before)
    next_word = _NEXT_WORD.match(text, following, following + 40)
    word = next_word[0] if next_word else ""
    if match is None:
        return True
    last = match[0]
    lowered = last.lower()
    if lowered in _NEVER:
        return False
    if len(last) == 1 and last != "I":
        return word in _STARTERS_AFTER_INITIAL
    if lowered in _PERHAPS or ("." in last and _is_acronym(last)):
        return word in _STARTERS
    if lowered in _NUMBERED:
        if last.islower() and lowered in _WORDS_TOO:
            return True
        follows = text[following : following + 2]
        return not (follows[:1].isdigit() or _INITIAL.match(follows))
    return True


def _is_acronym(word: str) -> bool:
    return all(len(piece) <= 2 for piece in word.split("."))
