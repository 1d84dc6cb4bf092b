"""The words of TBX and those of glossa: statuses, types, and what goes into a `note`.

TBX-Basic has no data category for glossa's contexts and for codes that are no URI. They stand in
notes that begin with `glossa context: ` and `glossa code: `; a person's note that begins like one
of these is marked `glossa note: `, so that every note reads back as it was. A style is a customer
called `glossa style: NAME`: other customers are none of glossa's styles.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from glossa.termbase.concepts import (
    ADMITTED,
    DEPRECATED,
    FORMS,
    PREFERRED,
    SUPERSEDED,
    Condition,
)
from glossa.termbase.rows import context_text, parse_context

__all__ = [
    "CODE",
    "CONTEXT",
    "STATUS_WORDS",
    "STYLE",
    "is_language",
    "is_uri",
    "join_note",
    "mark_note",
    "readable",
    "split_note",
    "status_of",
    "type_of",
    "unmark_note",
]

STATUS_WORDS: Final = {
    PREFERRED: "preferredTerm-admn-sts",
    ADMITTED: "admittedTerm-admn-sts",
    DEPRECATED: "deprecatedTerm-admn-sts",
    SUPERSEDED: "supersededTerm-admn-sts",
}
"""The picklist of `administrativeStatus` in TBX-Basic (Min module, version 1.2)."""
# Letters only, lower case, without "term" and "-admn-sts" behind: TBX v2 and v3, TBX-Min of 2013
# (notRecommended, obsolete) and TBX-Basic version 4 (bare words). True: nothing is lost by it.
_STATUSES: Final = {
    "preferred": (PREFERRED, True),
    "admitted": (ADMITTED, True),
    "deprecated": (DEPRECATED, True),
    "superseded": (SUPERSEDED, True),
    "notrecommended": (DEPRECATED, False),
    "forbidden": (DEPRECATED, False),
    "obsolete": (SUPERSEDED, False),
    "standardized": (PREFERRED, False),
    "legal": (ADMITTED, False),
    "regulated": (ADMITTED, False),
}
# The other values of TBX-Basic and of TBX v2's default set. What they say beyond glossa's own four
# types goes to the note.
_SHORT: Final = {"abbreviation": "acronym", "initialism": "acronym", "clippedTerm": "shortForm"}
_FULL: Final = """
    phrase phraseologicalUnit synonym synonymousPhrase entryTerm commonName standardText string
    symbol formula equation logicalExpression partNumber sku shortcut internationalism
    internationalScientificTerm transcribedForm transliteratedForm
"""
_LANGUAGE: Final = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# No XML schema takes an empty port (`https://https://`) or a broken escape for an address.
_URI: Final = re.compile(
    r"https?://[^\s<>\"{}|\\^`\x00-\x1f/:@?#%\[\]]+(?::\d{1,5})?"
    r"(?:[/?#](?:[^\s<>\"{}|\\^`\x00-\x1f%\[\]]|%[0-9A-Fa-f]{2})*)?"
)
_POS: Final = re.compile(
    "(?:(.*); )?partOfSpeech: (adjective|noun|other|verb|adverb)", flags=re.DOTALL
)
CONTEXT: Final = "glossa context: "
CODE: Final = "glossa code: "
STYLE: Final = "glossa style: "
_NOTE: Final = "glossa note: "


@lru_cache(maxsize=1024)
def status_of(word: str) -> tuple[str, bool] | None:
    """The status for an `administrativeStatus`, and whether it says all; None: unknown.

    >>> status_of("deprecatedTerm-admn-sts"), status_of("legalTerm"), status_of("draft")
    (('deprecated', True), ('admitted', False), None)
    """
    letters = re.sub("[^a-z]", "", word.lower())
    letters = re.sub("(?:admn|admin)sts$", "", letters)
    return _STATUSES.get(letters.removesuffix("term"))


@lru_cache(maxsize=1024)
def type_of(word: str) -> tuple[str, bool] | None:
    """The type for a `termType`, and whether it says all; None: unknown.

    >>> type_of("shortForm"), type_of("initialism"), type_of("short")
    (('shortForm', True), ('acronym', False), None)
    """
    if word in FORMS:
        return word, True
    if word in _FULL.split():
        return FORMS[0], False
    return (_SHORT[word], False) if word in _SHORT else None


def readable(context: tuple[Condition, ...]) -> bool:
    """Whether a context reads back from its text as it is."""
    try:
        return not context or parse_context(context_text(context)) == context
    except ValueError:
        return False


@lru_cache(maxsize=1024)
def is_language(tag: str) -> bool:
    """Whether a glossary takes the language tag."""
    return _LANGUAGE.fullmatch(tag) is not None


def is_uri(code: str) -> bool:
    """Whether a code can be the target of an `externalCrossReference`."""
    return _URI.fullmatch(code) is not None


def split_note(note: str) -> tuple[str, str]:
    """A note, and the part of speech at its end where it names one of TBX-Basic's; `join_note`.

    >>> split_note("seat of the prefecture; partOfSpeech: noun")
    ('seat of the prefecture', 'noun')
    """
    match = _POS.fullmatch(note)
    if match is None:
        return note, ""
    before, part_of_speech = match.groups()
    if before is None:
        return "", part_of_speech
    # What would not come back letter for letter stays where it is.
    return (before, part_of_speech) if before and before == before.strip() else (note, "")


def join_note(note: str, part_of_speech: str) -> str:
    """What `split_note` took apart."""
    if not part_of_speech:
        return note
    return f"{note}; partOfSpeech: {part_of_speech}" if note else f"partOfSpeech: {part_of_speech}"


def mark_note(note: str) -> str:
    """A person's note as it is written."""
    return _NOTE + note if note.startswith((CONTEXT, CODE, _NOTE)) else note


def unmark_note(note: str) -> str:
    """The person's note that `mark_note` wrote."""
    return note.removeprefix(_NOTE)
