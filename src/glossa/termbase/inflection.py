"""What a name asks of the words beside it: `a` or `an`, and the form of its possessive."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from glossa.script import is_han

__all__ = ["agreed", "article_before", "possessive_of", "vowel_sound"]

_ARTICLE: Final = re.compile(r"(?<![\w'’.&/-])(an?|An?|AN)([ \u00a0]|\r?\n)$")
_BEGINS: Final = re.compile(r"(?:^|[.!?:;]['’”\"]?\s+|[“‘\"'(\[\n]\s*|[—–-]\s)$")
_SILENT_H: Final = re.compile(r"h(?:eir|onest|onou?r|our)", re.IGNORECASE)
# `u`, `eu`, `o` read with a consonant first: `you` (unit, Europe, Ukraine), `w` (one, Uygur). Not
# `un-` before a consonant (an unknown), nor the `u` of Urumqi and Usu.
_SOUNDS_CONSONANT: Final = re.compile(
    r"(?:oui|u[iy]g|eu|ew|uk(?:r|ul)|ut[aeio]|ubi|uru[gp]|ural|uran|ugand|us[ae]|usual"
    r"|uni(?!n|mp)|unan|one(?!i)|once)",
    re.IGNORECASE,
)
_VOWEL_NAMES: Final = frozenset("AEFHILMNORSX")
_POSSESSIVE: Final = re.compile(r"['’]s?(?!\w)")
_BEGINNING: Final = 200
"""Characters before an article that tell whether a sentence begins with it."""
_NO_VOWEL: Final = re.compile(r"[B-DF-HJ-NP-TV-Z&]{2,6}(?![A-Za-z])|[B-DF-HJ-NP-TV-Z](?![\w’'])")
_SPELLED: Final = re.compile(
    r"(?:U[NSK]|U\.[NSK]|USA|EU|UAE|UFO|UHF|FAO|SOE|MOU|LED|SUV|SCIO|XUAR|MFA|HR|NGO|FBI|HIV|MIT|SOS)\b"
)
_PLURAL_WORDS: Final = re.compile(
    r" (?:mountains|islands|lakes|nations|states|statistics|customs|affairs|sports|games|news"
    r"|corps|ruins|grottoes|pamirs|springs|falls|plains|relics|resources|minorities)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def vowel_sound(name: str) -> bool:
    """Whether a name begins with the sound of a vowel, so that `an` stands before it.

    A small rule for names, not a dictionary: capitals without a vowel and a few other acronyms are
    read letter by letter (`an NBS report`, `a UN report`); `u` and `eu` as in `you`; a silent `h`;
    else the first letter tells.

    >>> [vowel_sound(name) for name in ("Ili", "Yili", "Uygur", "Urumqi", "XPCC", "UN")]
    [True, False, False, True, True, False]
    """
    if _NO_VOWEL.match(name) or _SPELLED.match(name):
        return name[0] in _VOWEL_NAMES
    if _SILENT_H.match(name):
        return True
    return name[:1].lower() in tuple("aeiouäëéèêáàâíìîóòôöúùûü") and not _SOUNDS_CONSONANT.match(
        name
    )


def article_before(text: str, start: int, name: str) -> tuple[int, str] | None:
    """Where the `a` or `an` before `start` begins, and what must stand there up to `start`.

    None where there is no article or it is right. The letter A is no article (`Plan A`), but at the
    start of a sentence it is.

    >>> article_before("in a Yili school", 5, "Ili")
    (3, 'an ')
    """
    found = _ARTICLE.search(text, max(0, start - 5), start)
    if found is None or not name or is_han(name[0]):
        return None
    article = found[1]
    capital = article[0] == "A"
    if capital and not _begins_sentence(text, found.start()) and not name.isupper():
        return None
    wanted = "an" if vowel_sound(name) else "a"
    if article.lower() == wanted:
        return None
    if capital:
        wanted = wanted.upper() if name.isupper() and len(name) > 1 else wanted.capitalize()
    return found.start(), wanted + found[2]


def _begins_sentence(text: str, at: int) -> bool:
    return _BEGINS.search(text, max(0, at - _BEGINNING), at) is not None


def possessive_of(name: str, ending: str = "'s") -> str:
    """A name in the possessive; `ending` brings the kind of apostrophe.

    Of a plural only the apostrophe: `the Tianshan Mountains' glaciers`.

    >>> possessive_of("Tekes"), possessive_of("Tianshan Mountains", "’s")
    ("Tekes's", 'Tianshan Mountains’')
    """
    return name + (ending[:1] if _PLURAL_WORDS.search(name) else ending[:1] + "s")


def agreed(text: str, start: int, end: int, after: str, floor: int = 0) -> tuple[int, int, str]:
    """A replacement with the words beside it that must change with it: start, end, what to write.

    The article, where the old name began with another kind of sound than the new one, and the
    possessive behind it. Nothing before `floor` is touched.

    >>> agreed("an Ili song", 3, 6, "Yili"), agreed("Tian Shan's ice", 0, 9, "Tianshan Mountains")
    ((0, 6, 'a Yili'), (0, 11, "Tianshan Mountains'"))
    """
    behind = _POSSESSIVE.match(text, end)
    if behind is not None and not text[start:end].endswith(after[-1:]) and after.isupper() is False:
        if behind[0][1:] and possessive_of(after, behind[0]) == after + behind[0][0]:
            end, after = behind.end(), after + behind[0][0]
        elif not behind[0][1:] and _PLURAL_WORDS.search(text[start:end]):
            end, after = behind.end(), possessive_of(after, behind[0])
    if vowel_sound(text[start:end]) != vowel_sound(after):
        article = article_before(text, start, after)
        if article is not None and article[0] >= floor:
            return article[0], end, article[1] + after
    return start, end, after
