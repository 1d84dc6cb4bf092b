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
    """Whether every piece stands in exactly one link, in order."""
    source = [place for link in links for place in link.source]
    target = [place for link in links for place in link.target]
    whole = all(link.source or link.target for link in links)
    return whole and source == list(range(rows)) and target == list(range(columns))
