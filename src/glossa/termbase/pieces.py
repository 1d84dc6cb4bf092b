"""A long text in pieces of whole paragraphs, and which of them have anything to fold.

No name crosses a paragraph break, so that each piece can be folded by itself. Most pieces of a long
text name nothing that folds: one pass over a large block tells which, faster than many small ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from glossa.termbase.areas import PageNames
from glossa.termbase.breaks import has_line_hyphen
from glossa.termbase.context import Place
from glossa.termbase.fold_text import view_of
from glossa.termbase.index import Drawer
from glossa.termbase.resolve import Decision, Resolver

__all__ = ["pieces_to_fold"]

_PIECE: Final = 8192
"""Characters of a piece; only pieces that changed are read again."""
_SMALL: Final = 1024
_BLOCK: Final = 1 << 16
_SKIPPED: Final = 8
"""So many blocks are not looked through after one in which most pieces have something to fold."""
_BREAK: Final = "\n\n"

Piece = tuple[int, int, bool]
"""Its start and end, and whether there may be something to fold or to report in it."""


def pieces_to_fold(
    text: str, drawer: Drawer, resolver: Resolver, page: PageNames, *, look_through: bool = True
) -> Iterator[Piece]:
    """All pieces of `text` in order; all of them may have something unless `look_through`.

    `page`: what is named elsewhere on the page.
    """
    skipped = 0
    for first, last in _cut(text, 0, len(text), _BLOCK):
        if last - first <= _PIECE or not look_through or skipped:
            skipped = max(0, skipped - 1)
            yield from ((start, end, True) for start, end in _cut(text, first, last, _PIECE))
            continue
        found = list(_looked_through(text, first, last, drawer, resolver, page))
        if 2 * sum(end - start for start, end, busy in found if busy) > last - first:
            skipped = _SKIPPED
        yield from found


def _cut(text: str, first: int, last: int, size: int) -> Iterator[tuple[int, int]]:
    """Cut a stretch behind paragraph breaks, each piece as long as `size` or longer."""
    while first < last:
        at = text.find(_BREAK, first + size, last)
        end = last if at < 0 else at + len(_BREAK)
        yield first, end
        first = end


def _looked_through(
    text: str, first: int, last: int, drawer: Drawer, resolver: Resolver, page: PageNames
) -> Iterator[Piece]:
    block = text[first:last]
    cut_words = has_line_hyphen(block)
    places = _places(block, drawer, resolver, page)
    place = next(places, len(block))
    for start, end in _cut(text, first, last, _SMALL):
        busy = first + place < end
        while first + place < end:
            place = next(places, len(block))
        yield start, end, busy or (cut_words and has_line_hyphen(text[start:end]))


def _places(text: str, drawer: Drawer, resolver: Resolver, page: PageNames) -> Iterator[int]:
    """Where names begin that are to be folded or reported."""
    view = view_of(text)
    certain = resolver.certain.setdefault(drawer.group, {})
    decision: Decision | None
    hits = drawer.matcher.hits(view.text)
    for start, end, key, _ in hits:
        decision = certain.get(key)
        if decision is None:
            terms = drawer.inside[key]
            decision = resolver.weigh(key, terms)
            if key in drawer.contextual:
                at = view.start(start)
                surface = text[at : view.end(end)]
                if drawer.misfit(key, surface):
                    continue
                place = Place(view.text, start, end, page, surface, text, at, hits=hits)
                decision = resolver.decide(key, terms, place)
            elif not decision.ambiguous:
                certain[key] = decision
        if decision is not None and (decision.target is not None or decision.ambiguous):
            yield view.start(start)
