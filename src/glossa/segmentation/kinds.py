"""What each block of a page is: from its text, its neighbours, its place, its markup.

Clues are gathered (`kinds_words`, `kinds_markup`, `cues`), put beside each other (`kinds_features`)
and weighed (`kinds_model`); the page as a whole decides. Pages with markup have weights of their
own. Subtitles are what is seen under a picture.
"""

from __future__ import annotations

from collections.abc import Sequence
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
_NO_PROSE: Final = frozenset(
    (Kind.NAVIGATION, Kind.RELATED, Kind.BYLINE, Kind.LINK, Kind.SOURCE, Kind.DATELINE)
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
    kinds = best_kinds(model, worths, relations_of(units))
    return kinds if placed else _sentences_kept(units, lines, kinds)


def _sentences_kept(
    units: Sequence[Unit], lines: Sequence[Line], kinds: Sequence[Kind]
) -> list[Kind]:
    """Without sentences of a short text as captions, and wrapped prose as anything but prose."""
    texts = [unit.source for unit in units]
    begins = [text[:1].islower() for text in texts] + [False]
    found = []
    for number, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        alone = len(units) <= _FEW and line.ended and not line.clues & _SHOWN
        wrapped = begins[number] or (begins[number + 1] and line.width >= _WRAPPED)
        wrapped = wrapped and texts[number].count(" ") >= _WORDS and not units[number].list_marker
        last = lines[number - 1] if number else line
        goes_on = number > 0 and line.ended and not last.ended and last.width >= _WRAPPED
        goes_on = goes_on and texts[number - 1].count(" ") >= _WORDS
        if (kind is Kind.CAPTION and alone) or ((wrapped or goes_on) and kind in _NO_PROSE):
            kind = Kind.PARAGRAPH
        found.append(kind)
    return found
