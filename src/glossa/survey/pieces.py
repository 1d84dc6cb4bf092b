"""From a run of capitalised words to the names in it: titles, days, peoples and known names off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from glossa.survey.english import Run, Word
from glossa.survey.words import (
    COMMON,
    DEMONYMS,
    FUNCTION,
    ORGANISATION_WORDS,
    PLACE_FIRST,
    PLACE_WORDS,
    TIMES,
    TITLES,
)

__all__ = ["NAME", "ORGANISATION", "PERSON", "PLACE", "Piece", "pieces"]

PLACE: Final = "place"
ORGANISATION: Final = "organisation"
PERSON: Final = "person"
NAME: Final = "name"
_SHORTEST: Final = 3
_NO_NAME: Final = TIMES | DEMONYMS | TITLES
IsCommon = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Piece:
    """A likely name."""

    words: tuple[Word, ...]
    kind: str
    weak: bool
    """Whether only the start of a sentence may have given it its capital."""

    @property
    def text(self) -> str:
        """The name, its words as they stand."""
        return " ".join(word.text + ("." if len(word.text) == 1 else "") for word in self.words)


def pieces(run: Run, is_common: IsCommon) -> Iterator[Piece]:
    """The likely names of a run.

    `is_common`: whether a word in lower case is an ordinary one, in these pages or anywhere.
    """
    first = run.words[0]
    for words, titled in _parts(run):
        words = _stripped(words, is_common, opens=run.opens and words[0] is first)
        titled = titled or (run.titled and bool(words) and words[0] is first)
        if words:
            yield from _named(words, titled, run.opens and words[0] is first, is_common)


def _parts(run: Run) -> Iterator[tuple[list[Word], bool]]:
    """The run cut at titles, days and acronyms; each part with whether a title stands before it."""
    part: list[Word] = []
    titled = False
    for word in run.words:
        inside = bool(part) and part[-1].text in ("of", "for", "the", "and", "&")
        is_title = word.text in TITLES and not inside
        if (is_title or word.text in TIMES or _is_acronym(word.text)) and not word.known:
            if part:
                yield part, titled
            part, titled = [], is_title
        else:
            part.append(word)
    if part:
        yield part, titled


def _is_acronym(text: str) -> bool:
    """`GDP`, `CEOs`."""
    return len(text) > 1 and (text.isupper() or (len(text) > 2 and text[:-1].isupper()))


def _stripped(words: Sequence[Word], is_common: IsCommon, *, opens: bool) -> list[Word]:
    """Without joining words at the ends, and without what only the sentence gave a capital."""
    kept = list(words)
    while kept and not kept[-1].capital:
        kept.pop()
    while kept and (not kept[0].capital or kept[0].text.lower() in FUNCTION):
        opens = False
        kept.pop(0)
    if (
        opens
        and len(kept) > 1
        and not kept[0].known
        and is_common(kept[0].text.lower())
        and not _has_generic(kept[1:])
    ):
        kept.pop(0)
    if kept and kept[0].text in DEMONYMS and not kept[0].known and not _has_generic(kept[1:]):
        while kept and (kept[0].text in DEMONYMS or not kept[0].capital):
            kept.pop(0)
    return kept


def _has_generic(words: Sequence[Word]) -> bool:
    return any(word.text in ORGANISATION_WORDS for word in words) or (
        bool(words) and words[-1].text in PLACE_WORDS
    )


def _named(
    words: Sequence[Word], titled: bool, opens: bool, is_common: IsCommon
) -> Iterator[Piece]:
    content = [word for word in words if word.capital]
    unknown = [word for word in content if not word.known]
    if not unknown:
        return
    organisation = any(word.text in ORGANISATION_WORDS for word in unknown)
    if len(unknown) < len(content):
        if organisation:
            yield Piece(tuple(words), ORGANISATION, False)
        elif len(unknown) == 1 and words[-1] is unknown[0] and unknown[0].text in PLACE_WORDS:
            yield Piece(tuple(words), PLACE, False)
        return  # `Yining Beef Jerky`: what stands beside a known name is seldom one
    strange = [word for word in content if _is_strange(word.text, is_common)]
    if len(content) == 1:
        if strange and len(content[0].text) >= _SHORTEST:
            yield Piece(tuple(content), PERSON if titled else NAME, opens and not titled)
        return
    place = content[-1].text in PLACE_WORDS or content[0].text in PLACE_FIRST
    if titled and strange:
        yield Piece(tuple(words), PERSON, False)
    elif organisation and _is_organisation(content):
        yield Piece(tuple(words), ORGANISATION, False)
    elif strange:
        yield Piece(tuple(words), PLACE if place else NAME, False)


def _is_organisation(content: Sequence[Word]) -> bool:
    """`Harvard Medical School`, `Bank of Xinjiang`, not `Assembly Members` nor `Local Council`."""
    others = [word for word in content if word.text not in ORGANISATION_WORDS | DEMONYMS]
    if not others or (len(content) == 2 and others[0].text.lower() in COMMON):
        return False
    return content[-1].text in ORGANISATION_WORDS or content[0].text in ORGANISATION_WORDS


def _is_strange(text: str, is_common: IsCommon) -> bool:
    """Whether a word can be nothing but a name, or part of one."""
    if text in _NO_NAME or text in PLACE_WORDS or text in ORGANISATION_WORDS:
        return False
    head = text.replace("’", "'").partition("'")[0].lower()
    if _is_acronym(text) or is_common(text.lower()) or head in FUNCTION:
        return False  # `I'm`, `That'll`
    parts = text.split("-")
    if len(parts) > 1:  # `Chinese-style`, `Tokyo-based`
        return all(part[:1].isupper() for part in parts) and not any(
            part in _NO_NAME for part in parts
        )
    return len(text) > 1
