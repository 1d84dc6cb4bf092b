"""Signs that a name which could be a place is somebody's: titles, verbs of saying, first names."""

from __future__ import annotations

import re
from typing import Final

from glossa.termbase.beside import SINGULAR
from glossa.termbase.registered import behind_title

__all__ = ["in_headline", "is_person"]

_REACH: Final = 200
"""Characters of a line looked at on either side."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SMALL: Final = _set(
    "a about above across after against all along also although amid among an and are around as "
    "at because before behind below besides between beyond both but by can despite does during "
    "each even every few for from had has have here how if in including inside into is it its "
    "like many most near nearby no nor not now of off on once only or our out outside over past "
    "since so some than that the their then there these this those though through throughout to "
    "today toward towards under unlike until upon via was we were what when where whereas which "
    "while who why with within without yet"
)
"""Words that stand with a capital at the beginning of a sentence and are no part of a name."""
_THINGS: Final = _set(
    "almond almonds apple apples apricot apricots beef carpet carpets cotton fig figs grape grapes "
    "honey jade jerky jujube jujubes lamb mango melon melons milk mutton nut nuts pear pears "
    "pomegranate pomegranates raisin raisins rice silk tea tomato tomatoes walnut walnuts wheat "
    "wine airport bridge bureau college government highway hospital market museum oasis party "
    "people railway reservoir road school station street university"
)
"""Behind a place they are what it has or grows: `Aksu Apple` is nobody."""
_WORD: Final = re.compile(r"[^\W\d_][\w'’-]*")
_BLANK: Final = re.compile(r"\s")
_CAPITALISED_BEHIND: Final = re.compile(r"[ \n\u00a0]([^\W\d_a-z][^\W\d_]*)")
_PERSON_BEHIND: Final = re.compile(
    r",?[ \n](?:said|says|told|tells|added|wrote|writes|sang|sings|recalled|recalls|explained|"
    r"explains|who|whose|smiled|laughed|died|he|she|himself|herself)\b"
    r"|,[ \n]\d{1,3}\b"
    r"|['’]s[ \n](?:wife|husband|father|mother|parents|son|daughter|brother|sister|family|career|"
    r"albums?|songs?|novels?|books?|films?|hair|face)\b"
    r"|[ \n](?:is|was)[ \n](?:an?|the)[ \n](?:\w+[ \n])?(?:surname|name|singer|actor|actress|"
    r"author|artist|player|man|woman|boy|girl|poet|painter|scientist|professor|character)\b",
    re.IGNORECASE,
)
_NAMED_SO: Final = _set(
    "surname name singer actor actress author artist player coach poet painter minister president "
    "chairman secretary king queen prince princess saint his her my"
)
"""Before a name they say that it is a person's, with `is`, `was` or `of` between or not."""
_LINKS: Final = _set("is was of")
_NO_PERSONS: Final = _SMALL | _THINGS | frozenset(SINGULAR)


def is_person(text: str, start: int, end: int) -> bool:
    """Whether the words beside say that this is somebody's name, or part of another name.

    A title before, a verb of saying, an age, a capitalised word right before or behind (but in
    headlines, where it says nothing, and for what a place has: `Aksu Apple`).

    >>> is_person("Tori Amos sang", 0, 4), is_person("Kenji Mori", 6, 10)
    (True, True)
    >>> is_person("In Tori they sing", 3, 7), is_person("from Mori, Xinjiang", 5, 9)
    (False, False)
    """
    if behind_title(text, start):
        return True
    if _PERSON_BEHIND.match(text, end, end + 60) or _is_named_so(text, start):
        return True
    if text[start:end].isupper() or in_headline(text, start, end):
        return False  # among capitals capitals say nothing
    found = _CAPITALISED_BEHIND.match(text, end)
    if found and found[1].lower() not in _NO_PERSONS:
        return True
    return _is_capitalised_before(text, start)


def in_headline(text: str, start: int, end: int) -> bool:
    """Whether all longer words of the line have capitals, so that capitals tell no names.

    Three of them besides the name and generic words are needed. ALL CAPS are another matter.

    >>> in_headline("Farmers In Tori Sell Online", 11, 15), in_headline("In Tori they sing", 3, 7)
    (True, False)
    """
    surface = text[start:end]
    if surface.isupper():
        return False
    first = text.rfind("\n", max(0, start - _REACH), start) + 1 or max(0, start - _REACH)
    last = text.find("\n", end, end + _REACH)
    line = text[first : last if last >= 0 else end + _REACH]
    others = 0
    for found in _WORD.finditer(line):  # in running text one of the first words tells
        word = found[0]
        if len(word) > 3 and word not in surface and word.lower() not in SINGULAR:
            if not word[0].isupper():
                return False
            others += 1
    return others > 2


def _words_before(text: str, start: int) -> list[str]:
    """The last three words before a place with a blank before it; quotation marks taken off."""
    before = text[max(0, start - 60) : start].rstrip("“\"‘'")
    return before.split()[-3:] if before[-1:].isspace() else []


def _is_named_so(text: str, start: int) -> bool:
    words = [word.lower() for word in _words_before(text, start)]
    if words and words[-1] in _LINKS:
        words.pop()
    return bool(words) and words[-1] in _NAMED_SO


def _is_capitalised_before(text: str, start: int) -> bool:
    """A capitalised word or an initial right before, which is no small word at a beginning."""
    if text[start - 1 : start] not in (" ", "\u00a0", "\n"):
        return False
    # At any blank: a line may end between the words.
    word = _BLANK.split(text[max(0, start - 40) : start - 1])[-1].lstrip("([“\"‘'")
    if not word[:1].isupper() or word.lower() in _SMALL:
        return False
    return word[-1].isalnum() or (word[-1] == "." and len(word) < 4)
