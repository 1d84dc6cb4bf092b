"""How right kinds, languages and sentence ends of labelled pages are."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from glossa.evaluation.labelled import GoldLine, LabelledPage
from glossa.evaluation.matching import Place, places_of
from glossa.model import Document, Kind, Segment

__all__ = ["MAIN", "Share", "Tally", "as_json", "as_table", "judge", "measure"]

_ADDRESSES: Final = frozenset(("url", "email"))
MISSING: Final = "(not found)"
MAIN: Final = frozenset(
    (
        Kind.HEADLINE,
        Kind.PARAGRAPH,
        Kind.LIST_ITEM,
        Kind.BYLINE,
        Kind.DATELINE,
        Kind.SOURCE,
        Kind.CAPTION,
    )
)
"""What counts as the main text of a page."""


@dataclass(slots=True)
class Share:
    """Counts of right, wrong and missed; their shares."""

    right: int = 0
    wrong: int = 0
    """Said, and not so."""
    missed: int = 0
    """So, and not said."""

    def add(self, *, said: bool, true: bool) -> None:
        """One answer."""
        self.right += said and true
        self.wrong += said and not true
        self.missed += true and not said

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Of what was said, what is so; 0 where nothing was."""
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def recall(self) -> float:
        """Of what is so, what was said."""
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0


@dataclass(slots=True)
class Tally:
    """What was counted over some pages."""

    pages: int = 0
    lines: int = 0
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(right kind, kind found) of lines."""
    letters: Share = field(default_factory=Share)
    """Letters in their right language; `missed` stays 0."""
    signs: Share = field(default_factory=Share)
    """Letters and digits in their right language."""
    sentences: Share = field(default_factory=Share)
    main: Share = field(default_factory=Share)
    """Letters and digits of the main text, titles in the head and attributes left out."""
    faults: list[tuple[str, str, str, str]] = field(default_factory=list)
    """What, where, right and found, text."""

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.pages + other.pages,
            self.lines + other.lines,
            self.confusion + other.confusion,
            self.letters + other.letters,
            self.signs + other.signs,
            self.sentences + other.sentences,
            self.main + other.main,
            self.faults + other.faults,
        )

    def of_kind(self, kind: str) -> Share:
        """Precision, recall and F1 of one kind."""
        share = Share()
        for (true, said), number in self.confusion.items():
            if kind in (true, said):
                share.right += number if true == said else 0
                share.wrong += number if said == kind != true else 0
                share.missed += number if true == kind != said else 0
        return share

    @property
    def kinds(self) -> list[str]:
        """The kinds that the labels name, in the order of the model."""
        named = {true for true, _ in self.confusion}
        return [str(kind) for kind in Kind if kind in named]

    @property
    def macro_f1(self) -> float:
        """The mean of the kinds' F1, each kind alike."""
        return sum(self.of_kind(kind).f1 for kind in self.kinds) / max(1, len(self.kinds))

    @property
    def accuracy(self) -> float:
        """Lines of the right kind."""
        right = sum(number for (true, said), number in self.confusion.items() if true == said)
        return right / max(1, self.lines)


def judge(page: LabelledPage, document: Document) -> Tally:
    """Compare a page as glossa read and segmented it with its labels."""
    tally = Tally(pages=1, lines=len(page.lines))
    markers = [unit.list_marker for unit in document.units]
    places = places_of(
        [line.text for line in page.lines],
        [marker + unit.source for marker, unit in zip(markers, document.units, strict=True)],
    )
    reading = _Reading(document)
    for line, row in zip(page.lines, places, strict=True):
        inside = [
            (place[0], place[1] - len(markers[place[0]]))
            if place and place[1] >= len(markers[place[0]])
            else None
            for place in row
        ]
        kind = _kind(document, inside)
        tally.confusion[str(line.kind), kind] += 1
        if kind != line.kind:
            tally.faults.append(("kind", line.where, f"{line.kind} -> {kind}", line.text))
        _languages(tally, line, inside, reading)
        _sentences(tally, line, inside, reading)
        if not line.attribute and line.element != "title":
            _main(tally, line, inside, document)
    return tally


def measure(pages: Iterable[LabelledPage]) -> dict[str, Tally]:
    """Read and segment the pages: what was counted for web pages, text, and both."""
    from glossa.pipeline import parse_page

    found = {"html": Tally(), "text": Tally()}
    for page in pages:
        found["html" if page.is_html else "text"] += judge(page, parse_page(page.data, page.name))
    return {**found, "together": found["html"] + found["text"]}


class _Reading:
    """Which segment a character of a unit is in, and in which language."""

    def __init__(self, document: Document) -> None:
        self._units = document.units
        self._segments = list(document.segments)
        self._starts = [segment.start for segment in self._segments]

    def segment(self, place: Place) -> int | None:
        """The number of the segment; None for what is in none."""
        if place is None:
            return None
        offset = self._units[place[0]].start + place[1]
        number = bisect_right(self._starts, offset) - 1
        inside = number >= 0 and offset < self._segments[number].end
        return number if inside else None

    def language(self, place: Place, number: int) -> str:
        """What must be read at a character: its segment's language; `zxx` in an address.

        A code or a unit inside a sentence (`5G`, `kg`) is read as part of it, so the stretches
        within a segment do not count.
        """
        segment: Segment = self._segments[number]
        offset = self._units[place[0]].start + place[1] - segment.start if place else 0
        for span in segment.protected:
            if span.start <= offset < span.end and span.kind in _ADDRESSES:
                return "zxx"
        return segment.language


def _kind(document: Document, places: Sequence[Place]) -> str:
    votes = Counter(place[0] for place in places if place)
    if not votes:
        return MISSING
    best = max(sorted(votes), key=votes.__getitem__)
    return str(document.units[best].kind)


def _same(one: str, other: str) -> bool:
    """Equal, as far as the labels go: they say `uz`, not in which letters."""
    return one == other or (
        not one.startswith("zh") and one.partition("-")[0] == other.partition("-")[0]
    )


def _languages(tally: Tally, line: GoldLine, places: Sequence[Place], reading: _Reading) -> None:
    wrong: dict[tuple[str, str], list[str]] = {}
    for offset, (sign, place) in enumerate(zip(line.text, places, strict=True)):
        category = unicodedata.category(sign)[0]
        number = reading.segment(place)
        if number is None or category not in "LN":
            continue
        true, said = line.language_at(offset), reading.language(place, number)
        right = _same(true, said)
        for share in (tally.letters, tally.signs) if category == "L" else (tally.signs,):
            share.right += right
            share.wrong += not right
        if not right and category == "L":
            wrong.setdefault((true, said), []).append(sign)
    for (true, said), signs in wrong.items():
        tally.faults.append(("language", line.where, f"{true} -> {said}", "".join(signs)))


def _sentences(tally: Tally, line: GoldLine, places: Sequence[Place], reading: _Reading) -> None:
    """Each gap between two segments is right if a boundary of the line falls into it."""
    gaps: list[tuple[int, int]] = []
    last: tuple[int, int] | None = None
    for offset, place in enumerate(places):
        number = reading.segment(place)
        if number is None:
            continue
        if last and last[0] != number:
            gaps.append((last[1] + 1, offset))
        last = number, offset
    waiting = list(line.boundaries)
    for start, end in gaps:
        hit = next((at for at in waiting if start <= at <= end), None)
        if hit is None:
            text = f"{line.text[max(0, start - 15) : start]}‖{line.text[end : end + 15]}"
            tally.faults.append(("sentence", line.where, "cut", text))
        else:
            waiting.remove(hit)
        tally.sentences.add(said=True, true=hit is not None)
    for missed in waiting:
        tally.sentences.add(said=False, true=True)
        text = f"{line.text[max(0, missed - 15) : missed]}‖{line.text[missed : missed + 15]}"
        tally.faults.append(("sentence", line.where, "not cut", text))


def _main(tally: Tally, line: GoldLine, places: Sequence[Place], document: Document) -> None:
    for sign, place in zip(line.text, places, strict=True):
        if sign.isalnum():
            said = place is not None and document.units[place[0]].kind in MAIN
            tally.main.add(said=said, true=line.kind in MAIN)


def as_json(tally: Tally) -> dict[str, Any]:
    """The figures of one tally."""
    return {
        "pages": tally.pages,
        "lines": tally.lines,
        "macro-f1": round(tally.macro_f1, 4),
        "accuracy": round(tally.accuracy, 4),
        "language": round(tally.letters.precision, 4),
        "language-with-digits": round(tally.signs.precision, 4),
        "sentences-f1": round(tally.sentences.f1, 4),
        "main-text-f1": round(tally.main.f1, 4),
        "kinds": {kind: _figures(tally.of_kind(kind)) for kind in tally.kinds},
        "confusion": [
            {"right": true, "found": said, "lines": number}
            for (true, said), number in tally.confusion.most_common()
            if true != said
        ],
    }


def _figures(share: Share) -> dict[str, float]:
    return {
        "precision": round(share.precision, 4),
        "recall": round(share.recall, 4),
        "f1": round(share.f1, 4),
        "support": share.right + share.missed,
    }


def as_table(tallies: dict[str, Tally]) -> str:
    """The figures side by side, and each kind of all of them together, as Markdown."""
    heads = list(tallies)
    rows = [
        ("pages", [str(one.pages) for one in tallies.values()]),
        ("lines", [str(one.lines) for one in tallies.values()]),
        ("kinds: macro F1", [f"{one.macro_f1:.3f}" for one in tallies.values()]),
        ("kinds: lines right", [f"{one.accuracy:.3f}" for one in tallies.values()]),
        ("language, by letter", [f"{one.letters.precision:.4f}" for one in tallies.values()]),
        ("- digits too", [f"{one.signs.precision:.4f}" for one in tallies.values()]),
        ("sentence ends: F1", [f"{one.sentences.f1:.3f}" for one in tallies.values()]),
        ("main text: F1", [f"{one.main.f1:.3f}" for one in tallies.values()]),
    ]
    found = [f"|  | {' | '.join(heads)} |", "| --- |" + " --- |" * len(heads)]
    found += [f"| {name} | {' | '.join(cells)} |" for name, cells in rows]
    for name, tally in tallies.items():
        found += ["", f"| {name} | precision | recall | F1 | lines | taken for |"]
        found.append("| --- | --- | --- | --- | --- | --- |")
        for kind in tally.kinds:
            share = tally.of_kind(kind)
            taken = Counter(
                {said: n for (true, said), n in tally.confusion.items() if kind == true != said}
            )
            others = ", ".join(f"{said} {n}" for said, n in taken.most_common(3))
            found.append(
                f"| {kind} | {share.precision:.3f} | {share.recall:.3f} | {share.f1:.3f} "
                f"| {share.right + share.missed} | {others} |"
            )
    return "\n".join(found)
