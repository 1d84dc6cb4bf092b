"""A translated sentence back into its cues, and a cue into lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from unicodedata import east_asian_width

from glossa.markup import Filled
from glossa.model import Unit
from glossa.pages.slots import BLANK, Layout
from glossa.pages.weave import Woven

__all__ = ["COLUMNS", "Tagged", "broken_lines", "cut_for_cues"]

COLUMNS: Final = 42
"""What a line may hold; a Chinese sign takes two. The usual limit for Latin script on a screen."""
_MOST_LINES: Final = 50
"""More than that is nothing to be shown on a screen, and is not broken into lines."""
_ENDS: Final = "。！？.!?…"
_PAUSES: Final = ",，、;；:：—–"
_CLOSING: Final = "。！？，、；：”’）」』》】…,.!?;:)]%"
_OPENING: Final = "“‘（「『《【([$"


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text and the tags that stand in it, by their offset."""

    text: str
    tags: tuple[tuple[int, str], ...] = ()

    @classmethod
    def of(cls, woven: Iterable[Woven], layout: Layout, copy: Callable[[int, int], str]) -> Tagged:
        """What `weave` made, tags as they stand in the file."""
        texts: list[str] = []
        tags: list[tuple[int, str]] = []
        length = 0
        for piece in woven:
            if piece.what == "text":
                texts.append(piece.text)
                length += len(piece.text)
                continue
            first, last = layout.tags[piece.code][:2], layout.tags[piece.code][2:]
            shown = "" if piece.what == "close" else copy(*first)
            shown += "" if piece.what == "open" else copy(*last)
            tags.append((length, shown))
        return cls("".join(texts).replace("\r", " ").replace("\n", " "), tuple(tags))

    def part(self, start: int, end: int) -> Tagged:
        """A stretch without blanks around it; tags at both its ends stay."""
        text = self.text[start:end]
        bare = text.strip(BLANK)
        cut = start + (len(text) - len(text.lstrip(BLANK)))
        last = end == len(self.text)
        tags = tuple(
            (min(max(0, place - cut), len(bare)), tag)
            for place, tag in self.tags
            if start <= place < end or (last and place == end)
        )
        return Tagged(bare, tags)

    def written(self, escape: Callable[[str], str]) -> str:
        """The text with its tags."""
        found = []
        at = 0
        for place, tag in self.tags:
            found += [escape(self.text[at:place]), tag]
            at = place
        return "".join([*found, escape(self.text[at:])])


def cut_for_cues(
    tagged: Tagged, unit: Unit, filled: Mapping[str, Filled], offsets: Sequence[int]
) -> list[Tagged]:
    """The target of a unit for each of its cues, which meet at `offsets` of the page's text.

    A seam between sentences stays one; inside a sentence each cue gets the share of words that it
    had, cut behind a sign or between words. What is too short to be cut stands in all its cues.
    """
    if not offsets:
        return [tagged.part(0, len(tagged.text))]
    anchors = _anchors(tagged.text, unit, filled)
    cuts = [0]
    for offset in offsets:
        low, high, share = _between(anchors, offset)
        ideal = low + (high - low) * share
        exact = low == high or share in {0.0, 1.0}
        cuts.append(round(ideal) if exact else _best_cut(tagged.text, ideal, low, high))
    cuts.append(len(tagged.text))
    parts = [tagged.part(a, b) if a < b else Tagged("") for a, b in pairwise(cuts)]
    if all(part.text for part in parts):
        return parts
    return [tagged.part(0, len(tagged.text))] * len(parts)


def _anchors(text: str, unit: Unit, filled: Mapping[str, Filled]) -> list[tuple[int, int]]:
    """(offset into the page, offset into the target) of both ends of each segment."""
    found = [(unit.start, 0)]
    at = 0
    for segment in unit.segments:
        target = filled[segment.id].text if segment.id in filled else segment.source
        place = text.find(target, at)
        if place >= 0:
            at = place + len(target)
            found += [(segment.start, place), (segment.end, at)]
    return [*found, (unit.end, len(text))]


def _between(anchors: Sequence[tuple[int, int]], offset: int) -> tuple[int, int, float]:
    """The stretch of the target around a place of the source, and how far into it that is."""
    for (start, low), (end, high) in pairwise(anchors):
        if start <= offset <= end and end > start:
            return low, high, (offset - start) / (end - start)
    return anchors[-1][1], anchors[-1][1], 0.0


def _best_cut(text: str, ideal: float, low: int, high: int) -> int:
    """The best place for a cut near `ideal`; `low` where there is none."""
    best, cost = low, float("inf")
    for place in range(low + 1, high):
        price = _price(text, place)
        if price is None:
            continue
        price += abs(place - ideal) / max(1, high - low)
        if price < cost:
            best, cost = place, price
    return best


def _price(text: str, place: int) -> float | None:
    """What a cut before `text[place]` costs; None where no line may break."""
    before, after = text[place - 1], text[place]
    if before in BLANK:
        sign = text[:place].rstrip(BLANK)[-1:]
        if sign in _ENDS or sign in _PAUSES:
            return 0.0 if sign in _ENDS else 0.05
        word = text[:place].rstrip(BLANK).rsplit(" ", 1)[-1]
        # `of |`, `the |`: better taken along with what follows.
        return 0.25 if len(word) <= 3 and word.islower() else 0.18
    if after in BLANK or after in _CLOSING or before in _OPENING:
        return None
    if before in _CLOSING and _columns(before) == 2:
        return 0.0 if before in _ENDS else 0.05
    return 0.25 if _columns(before) == 2 and _columns(after) == 2 else None


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def broken_lines(tagged: Tagged) -> list[Tagged]:
    """A cue in as few lines as it needs, all about as long."""
    text = tagged.text
    count = -(-_columns(text) // COLUMNS)
    while 1 < count < _MOST_LINES:
        lines = _in_lines(tagged, count)
        if all(_columns(line.text) <= COLUMNS for line in lines) or count > len(text) // 8:
            return lines
        count += 1
    return [tagged.part(0, len(text))]


def _in_lines(tagged: Tagged, count: int) -> list[Tagged]:
    text = tagged.text
    cuts = [0]
    for number in range(1, count):
        ideal = len(text) * number / count
        place = _best_cut(text, ideal, cuts[-1], len(text))
        if place > cuts[-1]:
            cuts.append(place)
    cuts.append(len(text))
    return [tagged.part(a, b) for a, b in pairwise(cuts) if a < b]
