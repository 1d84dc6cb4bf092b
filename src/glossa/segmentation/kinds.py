"""What each block of a page is: from its text, its neighbours, its place, its markup.

What the words say plainly is taken (`kinds_sure`). For the rest clues are gathered (`kinds_words`,
`kinds_markup`, `cues`), put beside each other (`kinds_features`) and weighed (`kinds_model`); the
page as a whole decides. Pages with markup have weights of their own. Subtitles are what is seen
under a picture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from glossa.model import Kind, Part, Unit
from glossa.segmentation.kinds_features import features_of, relations_of
from glossa.segmentation.kinds_lines import Line, lines_of
from glossa.segmentation.kinds_model import best_kinds, load_model, worth

__all__ = ["kinds_of"]

_FEW: Final = 3
"""Lines of a text that is no page: its neighbours say nothing, a sentence in it is a sentence."""
_SHOWN: Final = frozenset(("caption", "caption_head"))
_WRAPPED: Final = 36
_WORDS: Final = 3
_SMALL_WORD: Final = re.compile(r"(?:^|\s)[^\W\d_A-Z]{3,}(?=\s|$)")
_NO_PROSE: Final = frozenset(
    (
        Kind.NAVIGATION,
        Kind.RELATED,
        Kind.BYLINE,
        Kind.LINK,
        Kind.SOURCE,
        Kind.DATELINE,
        Kind.CONTACT,
        Kind.LEGAL,
    )
)
_NO_PLACE: Final = frozenset(("", "string"))


def kinds_of(units: Sequence[Unit], parts: Sequence[tuple[Part, ...]]) -> list[Kind]:
    """The kind of each unit, in order; `parts` are those of the units."""
    if not units:
        return []
    if all(unit.markup and unit.markup.element == "cue" for unit in units):
        return [Kind.CAPTION] * len(units)
    placed = any(unit.markup and unit.markup.element not in _NO_PLACE for unit in units)
    model = load_model("markup" if placed else "text")
    lines = lines_of(units, parts)
    alone = {id(line): line for line in lines}
    own = {key: worth(model, line.features) for key, line in alone.items()}
    worths = [
        own[id(line)] + worth(model, around)
        for line, around in zip(lines, features_of(units, lines), strict=True)
    ]
    kinds = best_kinds(model, worths, relations_of(units), [line.sure for line in lines])
    return kinds if placed else _sentences_kept(units, lines, kinds)


def _sentences_kept(
    units: Sequence[Unit], lines: Sequence[Line], kinds: Sequence[Kind]
) -> list[Kind]:
    """Without sentences of a short text as captions, and wrapped prose as anything but prose."""
    wrapped = _wrapped(units, lines)
    found = []
    for number, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        alone = len(units) <= _FEW and line.ended and not line.clues & _SHOWN
        if (kind is Kind.CAPTION and alone) or kind in wrapped.get(number, ()):
            kind = Kind.PARAGRAPH
        found.append(kind)
    return found


def _wrapped(units: Sequence[Unit], lines: Sequence[Line]) -> dict[int, frozenset[Kind]]:
    """Lines of prose with hard line ends (each but the last is full, they read on), and what they
    are not; those that end as a sentence does are no headline either.
    """  # noqa: D205  # one sentence
    found: dict[int, frozenset[Kind]] = {}
    first = 0
    for number in range(1, len(units) + 1):
        if number < len(units) and _reads_on(units[number - 1], lines[number - 1], units[number]):
            continue
        if number - first > 1 and _is_paragraph(units[first:number], lines[number - 1]):
            never = _NO_PROSE | {Kind.HEADLINE} if lines[number - 1].ended else _NO_PROSE
            found.update(dict.fromkeys(range(first, number), never))
        first = number
    return found


def _reads_on(before: Unit, line: Line, unit: Unit) -> bool:
    """Whether a line may go on in the next: no end of a sentence, no blank line, no list."""
    text = before.source
    return (
        unit.start - before.end <= 2
        and not line.ended
        and line.width >= _WRAPPED
        and not unit.list_marker
        and text.count(" ") >= _WORDS
        and _SMALL_WORD.search(text) is not None
    )


def _is_paragraph(units: Sequence[Unit], last: Line) -> bool:
    """Whether the words of each next line had no room in the one before, and the whole is prose."""
    texts = [unit.source for unit in units]
    room = max(map(len, texts))
    for text, after in pairwise(texts):
        if len(text) + len(after.partition(" ")[0]) < room:
            return False
    return last.ended or any(text[:1].islower() for text in texts[1:])
