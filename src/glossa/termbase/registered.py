"""Names that nobody may respell: of organisations, papers, laws; and of persons.

`Uyghur Human Rights Project` is a name as it stands, whatever the style writes elsewhere. The
glossary lists the known ones; this finds the others by their words. What counts is a run of
capitalised words that ends in a word such as Project, or begins with such as `Campaign for`.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["behind_title", "in_past_name", "in_registered_name"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_REACH: Final = 120
"""Characters looked at on either side; no name is longer."""
_WORDS: Final = 6
"""Words looked at on either side."""
_ENDINGS: Final = _set(
    "Academy Act Archive Archives Association Bill Committee Congress Council Daily Federation "
    "Foundation Institute Institution Journal Law Movement Museum News Party Post Press Project "
    "Review Service Society Times Tribunal Union University"
)
_COMPANIES: Final = _set("Co Corp Corporation Inc LLC Ltd")
_ALL: Final = _ENDINGS | _COMPANIES
_SURE_ENDINGS: Final = _ALL - _set("Daily Law Movement News Party Post Press Review Service Times")
"""Endings that say enough where all is in capitals: the others are words of any headline."""
_CENTRES: Final = frozenset({"Center", "Centre"})
"""End a name only with `for` behind: a `Public Service Center` is described, not named."""
_UNDONE_BY: Final = _set(
    "Area Branch Building Cadre Cadres Center Centers Centre Centres Conference Hall Meeting "
    "Member Members Office Offices Platform Platforms Point Points School Secretary Spirit "
    "Station Stations Work Zone"
)
"""Behind an ending they make a description of it: Party Secretary, Service Center."""
_BEGINNINGS: Final = re.compile(
    r"\b(?:Campaign for|Bureau of|Ministry of|Cent(?:er|re) for)"
    r"(?:[ \n](?:the|of|for|and|[A-Z][\w'’-]*)){0,4}(?<! and)(?<! and the)[ \n]$"
)
_JOINING: Final = frozenset({"of", "for", "the", "and", "&"})
_IN_HEADLINES: Final = _set(
    "A After Amid An And Are As At Be Before By Can For From Has Have How In Into Is Its Of On Or "
    "Over That The Their This To Under Was Were Who Why Will With"
)
"""With a capital they stand in headlines only, where capitals say nothing."""
_GENERIC: Final = _set("City County District Prefecture Province Region Town Township Village")
_NEXT_WORD: Final = re.compile(r"[ \n](&|[^\W\d_][\w-]*)(['’]s?(?!\w))?")
_PAST_BEHIND: Final = re.compile(
    r"[ \n](?:Emirate|Khanate|Khaganate|Sultanate|Rebellion|Uprising|Expedition)\b"
)
_PAST_BEFORE: Final = re.compile(
    r"\b(?:Battle|Emirate|Khanate|Kingdom|Republic|Siege|Sultanate|Treaty)[ \n]of[ \n]$"
)
_TITLE: Final = re.compile(r"(?<!\w)(?:(?:Mrs?|Ms|Dr|Prof)\.?|Miss|Professor)$")
_TITLE_ENDS: Final = (".", "r", "s", "f")


def in_registered_name(text: str, start: int, end: int, *, companies: bool = True) -> bool:
    """Whether a name in the text is part of a longer capitalised one that is registered.

    A place with its generic word is described by what stands behind (`Hetian Prefecture Party
    Committee`), and the capitals of headlines tell nothing. In ALL CAPS only the surest endings
    count, and no plural before them but that of `Human Rights`.

    `companies`: whether `Co., Ltd.` and the like make a name, which they do not where an engine
    made the text.

    >>> in_registered_name("the Uyghur Human Rights Project", 4, 10)
    True
    >>> in_registered_name("the Uyghur farmers' project", 4, 10)
    False
    """
    surface = text[start:end]
    if not surface[:1].isupper():
        return False
    if surface.isupper() and len(surface) > 1:
        return _registered_in_capitals(text, start, end)
    if surface.rsplit(None, 1)[-1] in _GENERIC:
        return False
    behind = text[end : end + _REACH]
    found = _NEXT_WORD.match(behind)
    if found and found[1] in _GENERIC:
        return False
    if _ends_registered(behind, surface, _ALL if companies else _ENDINGS):
        return True
    before = text[max(0, start - _REACH) : start]
    return (" of" in before or " for" in before) and _BEGINNINGS.search(before) is not None


def _registered_in_capitals(text: str, start: int, end: int) -> bool:
    """The same for ALL CAPS: the words behind as they would be written otherwise."""
    surface = text[start:end].title()
    behind = text[end : end + _REACH]
    stretch = re.match(r"(?:[ \n](?:&|[^\W\d_a-z][^\W\d_a-z'’-]*(?:['’]S?)?))*", behind)
    if stretch is None or surface.rsplit(None, 1)[-1] in _GENERIC or surface.endswith("s"):
        return False
    before = text[max(0, start - _REACH) : start]
    opening = re.search(r"\b(?:CAMPAIGN|CENTER|CENTRE)[ \n]FOR[ \n](?:THE[ \n])?$", before)
    if opening is not None:
        return True
    for number, word in enumerate(stretch[0].replace("HUMAN RIGHTS", "HUMAN").split()):
        plain = word.title()
        if plain in _SURE_ENDINGS:
            return True
        if number >= _WORDS or plain in _IN_HEADLINES | _GENERIC or plain.endswith("s"):
            return False
    return False


def _ends_registered(behind: str, surface: str, endings: frozenset[str]) -> bool:
    at = 0
    before = ""
    for count in range(_WORDS):
        found = _NEXT_WORD.match(behind, at)
        if found is None:
            return False
        word, at = found[1], found.end()
        if word in _JOINING:
            if not count or (word == "the" and before not in _JOINING):
                return False  # `Uyghurs and the Party` are two, `Thank the Party` is a headline
            before = word
            continue
        before = word
        if not word[0].isupper() or word in _IN_HEADLINES:
            return False
        if word in endings or word in _CENTRES:
            after = _NEXT_WORD.match(behind, at)
            following = after[1] if after and not found[2] else ""
            if (following not in _UNDONE_BY) if word in endings else following == "for":
                return True
        if surface.endswith("s"):
            return False  # `Uyghurs Praise Party`: a headline
    return False


def in_past_name(text: str, start: int, end: int) -> bool:
    """Whether a place is part of the name of a past state, a rising, a battle, a treaty.

    >>> in_past_name("the Kumul Khanate", 4, 9), in_past_name("the Treaty of Kulja", 14, 19)
    (True, True)
    >>> in_past_name("the treaty of Kulja", 14, 19)
    False
    """
    return (
        _PAST_BEHIND.match(text, end) is not None
        or _PAST_BEFORE.search(text[max(0, start - 12) : start]) is not None
    )


def behind_title(text: str, start: int) -> bool:
    """Whether `Mr.`, `Dr.`, `Professor` or the like stands before: then a name is a person's.

    >>> behind_title("Mr. Hetian", 4), behind_title("In Hetian", 3)
    (True, False)
    """
    if text[max(0, start - 1) : start] not in (" ", "\u00a0", "\n"):
        return False
    before = text[max(0, start - 12) : start - 1]
    return before.endswith(_TITLE_ENDS) and _TITLE.search(before) is not None
