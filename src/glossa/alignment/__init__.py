"""Find which segments of two texts translate each other.

    links = align(source, target, termbase=termbase)

What each piece says becomes a bag of words, figures, literals and names (`clues`); a table says
which of them render which (`lexicon`, and `learning` from the pages themselves); words, lengths,
kinds and blocks give every possible link a weight (`pairing`); all ways through both texts are
weighed at once (`lattice`), so that each link comes with how likely it is. What is left over may
be linked across, where it is surely the same (`crossing`).
`docs/decisions/0012-alignment.md` says what was measured.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from glossa.alignment.model import Link, Piece

if TYPE_CHECKING:
    from glossa.alignment.lexicon import Lexicon
    from glossa.alignment.settings import Settings
    from glossa.termbase import Termbase

__all__ = ["Link", "Piece", "Translate", "align"]

Translate = Callable[[list[str]], list[str]]
"""Segments of the source in, one translation each into the target's language out, in order."""


def align(
    source: Sequence[Piece],
    target: Sequence[Piece],
    *,
    termbase: Termbase | None = None,
    translate: Translate | None = None,
    lexicon: Lexicon | None = None,
    settings: Settings | None = None,
) -> tuple[Link, ...]:
    """The links between two texts, in the order of the source: every piece stands in exactly one.

    `source` and `target` are in reading order, in any two languages or the same one. `termbase`:
    names found on both sides hold them together. `translate`: an engine's answers, compared with
    the target. `lexicon`: in place of glossa's own for the two languages; `Lexicon()` for none.
    A `Link.score` is the likelihood that just this link is right.
    """
    if not source or not target:
        return (
            *(Link((place,), (), 1.0) for place in range(len(source))),
            *(Link((), (place,), 1.0) for place in range(len(target))),
        )
    from glossa.alignment.aligner import link_sides
    from glossa.alignment.clues import bags
    from glossa.alignment.evidence import Bags
    from glossa.alignment.lexicon import Lexicon, known_renderings, own_lexicon
    from glossa.alignment.settings import SETTINGS
    from glossa.alignment.sides import make_side

    settings = settings or SETTINGS
    said = bags(source, termbase, translate), bags(target, termbase)
    if lexicon is None:
        words = {word for bag in said[0] for word in bag}, {word for bag in said[1] for word in bag}
        lexicon = own_lexicon(_language(source), _language(target), words) or Lexicon()
    one, other = Bags(said[0], lexicon.usual[0]), Bags(said[1], lexicon.usual[1])
    tables = known_renderings(one, other, lexicon, settings)
    if lexicon.entries:  # what pages teach is worse than what is known (decision 0012)
        settings = replace(settings, learning=False)
    sides = make_side(source, one), make_side(target, other)
    return tuple(link_sides(*sides, tables, settings))


def _language(pieces: Sequence[Piece]) -> str:
    """The language of most of the text."""
    lengths: dict[str, int] = {}
    for piece in pieces:
        lengths[piece.language] = lengths.get(piece.language, 0) + len(piece.text)
    return max(sorted(lengths), key=lambda language: lengths[language])
