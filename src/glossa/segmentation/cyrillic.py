"""Languages in Cyrillic letters: by letters of their own, by common words, by the page."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["CYRILLIC_DEFAULT", "cyrillic_evidence", "identify_cyrillic"]

CYRILLIC_DEFAULT: Final = "ru"
# A letter of one language, in the order of asking: the first that is found decides.
_OWN: Final = (
    (re.compile("[ђћјљњџ]", re.IGNORECASE), "sr"),
    (re.compile("[їєґ]", re.IGNORECASE), "uk"),
    (re.compile("[ӣӯҷ]", re.IGNORECASE), "tg"),
    (re.compile("ў", re.IGNORECASE), "uz-Cyrl"),
    (re.compile("[әұһ]|(?<![а-я])і|і(?![а-я])", re.IGNORECASE), "kk"),
    (re.compile("і", re.IGNORECASE), "kk"),
)
# Letters of several languages, and those languages, the likeliest first.
_SHARED: Final = (
    (re.compile("[ҳ]", re.IGNORECASE), ("uz-Cyrl", "tg")),
    (re.compile("[қғ]", re.IGNORECASE), ("kk", "uz-Cyrl", "tg")),
    (re.compile("ң", re.IGNORECASE), ("ky", "kk")),
    (re.compile("[өү]", re.IGNORECASE), ("mn", "ky", "kk")),
)
_WORD: Final = re.compile("[а-яёәғқңөұүһіўҳ]+", re.IGNORECASE)
_COMMONEST: Final = {
    "ru": "и в не на что для с со по из от как или также это его её их мы вы он она при за о об",
    "kk": "мен және үшін бір бар осы деп екі жаңа туралы бойынша ол бұл да де кейін келесі",
    "ky": "жана менен үчүн бир бар бул деп эки жаңы жөнүндө боюнча ал да де кийин болгон",
    "mn": "нь байна болон шинэ тухай бүр дээр хот улсын гэж юм энэ тэр ба бол хотод болно",
    "uz-Cyrl": "ва билан учун бу бир янги ҳам эди деб йил бўйича ҳақида кейин",
}
_COMMON: Final = {tag: frozenset(words.split()) for tag, words in _COMMONEST.items()}
# Long vowels are written twice in Mongolian, hardly ever in Russian; `ее` ends Russian words.
_LONG_VOWEL: Final = re.compile("аа|оо(?!б|п)|уу|ээ|өө|үү|ий[гнтд]", re.IGNORECASE)
# Endings of Kyrgyz that Mongolian has not: its vowels follow `ө` with `ө`, its plural is `-лор`.
_KYRGYZ: Final = re.compile(
    r"(?:[лдт][аеоө]р|[нд]ын|ылган|ып|ык|ыш|[өү]нд[аеоөү])\b|ж[аыоу]", re.IGNORECASE
)


def identify_cyrillic(text: str, default: str = CYRILLIC_DEFAULT) -> str:
    """The language of a text in Cyrillic letters; `default`, the page's, where it does not tell."""
    return cyrillic_evidence(text, default) or default


def cyrillic_evidence(text: str, default: str = CYRILLIC_DEFAULT) -> str:
    """The language that the text itself speaks for; empty where nothing does."""
    for mark, tag in _OWN:
        if mark.search(text):
            return tag
    words = _WORD.findall(text.lower())
    for mark, tags in _SHARED:
        if mark.search(text):
            return _one_of(tags, text, words, default)
    points = {tag: sum(word in common for word in words) for tag, common in _COMMON.items()}
    best = max(points, key=points.__getitem__)
    if points[best]:
        rivals = [tag for tag, value in points.items() if value == points[best]]
        if len(rivals) == 1:
            return best
        return default if default in rivals else ""
    return "mn" if len(_LONG_VOWEL.findall(text)) * 3 >= max(2, len(words)) else ""


def _one_of(tags: tuple[str, ...], text: str, words: list[str], default: str) -> str:
    if default in tags:
        return default
    points = {tag: sum(word in _COMMON.get(tag, ()) for word in words) for tag in tags}
    if "ky" in tags:
        points["ky"] += len(_KYRGYZ.findall(text))
        points["mn"] = points.get("mn", 0) + len(_LONG_VOWEL.findall(text)) if "mn" in tags else -1
    best = max(tags, key=lambda tag: points[tag])
    return best if points[best] else tags[0]
