"""What a piece says, as a bag of words to compare: words, figures, literals, names.

Each kind has a sign in front, which no word begins with; so all are compared by one table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from glossa.alignment.model import Piece
from glossa.alignment.words import words
from glossa.measures.figures import numbers, readings
from glossa.script import written_in_han
from glossa.segmentation.protect import find_protected
from glossa.termbase import Termbase

__all__ = ["CONCEPT", "FIGURE", "LITERAL", "TRANSLATED", "bags"]

FIGURE: Final = "#"
LITERAL: Final = "~"
CONCEPT: Final = "@"
TRANSLATED: Final = "="
"""A word of a machine's translation of the piece."""


def bags(
    pieces: Sequence[Piece],
    termbase: Termbase | None = None,
    translate: Callable[[list[str]], list[str]] | None = None,
) -> list[list[str]]:
    """For each piece its words, and what else can be compared.

    `translate`: into the language of the other side.
    """
    result = [
        [*_words(piece), *_figures(piece), *_literals(piece), *_concepts(piece, termbase)]
        for piece in pieces
    ]
    if translate is not None:
        answers = translate([piece.text for piece in pieces])
        for bag, answer in zip(result, answers, strict=True):
            bag.extend(TRANSLATED + word for word in dict.fromkeys(words(answer)))
    return result


def _words(piece: Piece) -> list[str]:
    text = piece.text
    if piece.language == "zh-Hant":
        from glossa.engines import to_simplified  # loads OpenCC: only where it is needed

        text = to_simplified(text)
    return words(text)


def _figures(piece: Piece) -> list[str]:
    said = numbers(piece.text) if written_in_han(piece.language) else readings(piece.text)
    return [FIGURE + value for value in sorted(said)]


def _literals(piece: Piece) -> list[str]:
    return [
        LITERAL + piece.text[span.start : span.end].casefold()
        for span in find_protected(piece.text)
        if span.literal
    ]


def _concepts(piece: Piece, termbase: Termbase | None) -> list[str]:
    if termbase is None:
        return []
    return [
        CONCEPT + concept.id
        for match in termbase.match(piece.text, piece.language)
        for concept in match.concepts
    ]
