"""What stands beside a name in a text: a generic word, a Chinese name, the signs of a person.

Everything here looks at a few dozen characters of the text as it is written; it is asked only
about names that need a context.
"""

from __future__ import annotations

import re
from typing import Final

from glossa.termbase.registered import behind_title

__all__ = ["SINGULAR", "chinese_beside", "generic_beside", "is_base", "is_person"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SINGULARS: Final = _set(
    "city county district prefecture province region township town village banner "
    "river lake desert basin port pass mountain kingdom"
)
SINGULAR: Final = {
    **{word: word for word in _SINGULARS},
    **{
        (
            word[:-1] + "ies" if word.endswith("y") else word + ("es" if word == "pass" else "s")
        ): word
        for word in _SINGULARS
    },
}
"""Generic words of places, singular and plural, to the singular."""

_REACH: Final = 160
_GENERIC: Final = "|".join(sorted(SINGULAR, key=len, reverse=True))
_PLURAL: Final = "|".join(sorted((key for key in SINGULAR if SINGULAR[key] != key), key=len))
_NAME: Final = r"[^\W\d_a-z][\w'’-]*(?:[ \n][^\W\d_a-z][\w'’-]*){0,2}"
_NEXT: Final = re.compile(rf"[ \n](?:autonomous[ \n])?({_GENERIC})\b", re.IGNORECASE)
_LIST_BEHIND: Final = re.compile(
    rf"(?:,[ \n](?!(?:and|or)\b){_NAME}){{0,12}},?[ \n](?:and|or|&)[ \n]{_NAME}"
    rf"[ \n](?i:({_PLURAL}))\b"
)
_BEFORE: Final = re.compile(
    rf"\b({_GENERIC})[ \n](?:of|like|including|named|called|such[ \n]as)[ \n](?:the[ \n])?$",
    re.IGNORECASE,
)
_LIST_BEFORE: Final = re.compile(
    rf"\b((?i:{_PLURAL}))[ \n](?:of|like|including|such[ \n]as)[ \n]"
    rf"{_NAME}(?:,[ \n]{_NAME}){{0,12}}(?:,|,?[ \n](?:and|or|&))[ \n]$"
)
_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff·"
_CHINESE_BEHIND: Final = re.compile(
    rf"[ \n\u00a0]?[(（\[](?:Chinese[:：]?[ \n]?|中文[:：]?)?([{_HAN}]{{1,24}})(?![{_HAN}])"
)
_CHINESE_BEFORE: Final = re.compile(rf"([{_HAN}]{{1,24}})[ \n\u00a0]?[(（\[]$")
_BASE: Final = re.compile(r"[-‐‑]based\b")

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
_LIST_TAILS: Final = (" of", " like", " including", " named", " called", " as", " the")
_LIST_LINKS: Final = (",", " and", " or", " &")
_LIST_WORDS: Final = (" of ", " like ", " including ", " as ")


def generic_beside(text: str, start: int, end: int) -> str:
    """The generic word, in the singular, that says what sort of place stands at `start:end`.

    It stands right behind, before with `of`, or in the plural behind or before a list.

    >>> generic_beside("Tori and Emin counties", 0, 4), generic_beside("the city of Tori", 12, 16)
    ('county', 'city')
    >>> generic_beside("Tori and the counties", 0, 4)
    ''
    """
    behind = text[end : end + _REACH]
    before = text[max(0, start - _REACH) : start]
    found = _NEXT.match(behind) or _LIST_BEHIND.match(behind)
    if found is None and before[-1:] in (" ", "\n"):
        # Searching is slow, and few places need it.
        if before[:-1].endswith(_LIST_TAILS):
            found = _BEFORE.search(before)
        elif before[:-1].endswith(_LIST_LINKS) and any(word in before for word in _LIST_WORDS):
            found = _LIST_BEFORE.search(before)
    return SINGULAR[found[1].lower()] if found else ""


def chinese_beside(text: str, start: int, end: int) -> str:
    """The Chinese name beside a name: `Tori (托里县)`, `托里县 (Tori)`; empty where none is.

    >>> chinese_beside("Tori (托里县)", 0, 4), chinese_beside("托里县（Tori）", 4, 8)
    ('托里县', '托里县')
    """
    found = _CHINESE_BEHIND.match(text, end)
    if found is None and text[start - 1 : start] in ("(", "（", "["):
        found = _CHINESE_BEFORE.search(text[max(0, start - 28) : start])
    return found[1] if found else ""


def is_base(text: str, end: int) -> bool:
    """Whether `-based` follows: `a Tori-based company`."""
    return _BASE.match(text, end) is not None


def is_person(text: str, start: int, end: int) -> bool:
    """Whether the words beside say that this is somebody's name, or part of another name.

    A title before, a capitalised word right before or behind, a verb of saying, an age.

    >>> is_person("Tori Amos sang", 0, 4), is_person("Kenji Mori", 6, 10)
    (True, True)
    >>> is_person("In Tori they sing", 3, 7), is_person("from Mori, Xinjiang", 5, 9)
    (False, False)
    """
    if behind_title(text, start):
        return True
    if _PERSON_BEHIND.match(text, end, end + 60) or _is_named_so(text, start):
        return True
    if text[start:end].isupper():
        return False  # among capitals they say nothing
    found = _CAPITALISED_BEHIND.match(text, end)
    if found and found[1].lower() not in SINGULAR and found[1].lower() not in _SMALL:
        return True
    return _is_capitalised_before(text, start)


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
    word = text[max(0, start - 40) : start - 1].rsplit(" ", maxsplit=1)[-1].lstrip("([“\"‘'")
    if not word[:1].isupper() or word.lower() in _SMALL:
        return False
    return word[-1].isalnum() or (word[-1] == "." and len(word) < 4)
