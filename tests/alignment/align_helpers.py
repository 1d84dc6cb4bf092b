"""What the tests of alignment share."""

from __future__ import annotations

from collections.abc import Sequence

from glossa.alignment import Link, Piece
from glossa.model import Kind


def pieces(texts: Sequence[str], language: str = "en", kinds: Sequence[str] = ()) -> list[Piece]:
    """Texts as pieces, each a block of its own."""
    return [
        Piece(f"s{place}", text, language, Kind(kinds[place]) if kinds else Kind.OTHER, place)
        for place, text in enumerate(texts)
    ]


def pairs(links: Sequence[Link]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The links without their scores."""
    return [(link.source, link.target) for link in links]


def covers(links: Sequence[Link], rows: int, columns: int) -> bool:
    """Whether every piece stands in exactly one link, the links in the order of the source.

    A target that was moved stands where its source does (docs/decisions/0012): its side has every
    piece once, and the pieces of one link side by side, but no order of its own.
    """
    source = [place for link in links for place in link.source]
    target = [place for link in links for place in link.target]
    whole = all(link.source or link.target for link in links)
    together = all(
        link.target == tuple(range(link.target[0], link.target[-1] + 1))
        for link in links
        if link.target
    )
    in_order = source == list(range(rows))
    return whole and together and in_order and sorted(target) == list(range(columns))
