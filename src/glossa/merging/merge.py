"""Edited files over a page: choose among them, repeat a person's words, report what is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from glossa.merging.keys import Key, key
from glossa.merging.model import How, Merged, Placed
from glossa.merging.near import place_near
from glossa.merging.pages import require_same_page
from glossa.merging.placing import Placement, place
from glossa.merging.taking import Adapt, absent, outvoted, proposed, repeated, taken
from glossa.merging.work import SEEN, Work, is_recalled, may_be_a_persons, work_of
from glossa.model import Bitext, Document, Entry, Finding, MatchType, Severity
from glossa.script import primary_subtag

__all__ = ["Adapt", "fresh", "merge"]

_KEPT: Final = frozenset({Work.PERSON, Work.UNKNOWN})
_WEIGHT: Final = {Work.OPEN: 0, Work.MACHINE: 1, Work.UNKNOWN: 2, Work.REMOVED: 3, Work.PERSON: 3}
"""Whose word counts where two files have a segment."""


def fresh(document: Document, target_language: str = "en") -> Bitext:
    """A page before anybody has translated it: every source in the place of its target."""
    entries = [
        Entry(one.id, one.source, one.source, one.language, unit.kind, start=one.start, end=one.end)
        for unit in document.units
        for one in unit.segments
    ]
    return Bitext(document.name, tuple(entries), target_language, findings=document.findings)


def merge(
    page: Bitext,
    *edited: Bitext,
    where: Sequence[str] = (),
    only_work: bool = False,
    force: bool = False,
    adapt: Adapt | None = None,
) -> Merged:
    """The words of `edited` files on the segments of `page`; of several files the later wins.

    `page`: `fresh(document)`; or, with `only_work`, a new translation, which stays wherever no
    person has worked. `where`: the files' names, for messages. `force`: take files of another page
    too. `adapt`: puts the numbers of a changed source into a person's words for the old one.

    Raises `UsageError` where a file is of another page. The same call on its own result changes
    nothing.
    """
    sheet = _Sheet(page, only_work=only_work)
    for number, bitext in enumerate(edited):
        placement = place(page, bitext)
        if not force:
            require_same_page(page, bitext, placement, where[number] if where else "")
        place_near(placement)
        sheet.add(placement)
    sheet.settle_left()
    entries, hows = sheet.entries(adapt)
    said = dict.fromkeys([*page.findings, *(one for bitext in edited for one in bitext.findings)])
    signature = page.signature
    for bitext in edited:
        signature = bitext.signature if not only_work and bitext.signature.values else signature
    made = Bitext(page.name, tuple(entries), page.target_language, signature, tuple(said))
    if only_work:
        made = replace(made, findings=page.findings)
    return Merged(made, tuple(_numbered(sheet.missing(entries))), tuple(hows))


class _Sheet:
    """What has been chosen for each segment so far, and what is left over."""

    def __init__(self, page: Bitext, *, only_work: bool) -> None:
        self.page = page
        self.only_work = only_work
        self.keys = [key(one.source) for one in page]
        self.places: defaultdict[Key, list[int]] = defaultdict(list)
        for number, source in enumerate(self.keys):
            self.places[source].append(number)
        self.chosen: dict[int, Placed] = {}
        self.others: defaultdict[int, list[Entry]] = defaultdict(list)
        self.left: list[Entry] = []
        self.notes: defaultdict[int, dict[str, None]] = defaultdict(dict)

    def add(self, placement: Placement) -> None:
        """Take what a file has; a person's words before others, a sure place before a guess."""
        for segment, placed in placement.placed.items():
            if placed.entry.note:
                self.notes[segment][placed.entry.note] = None
            if self.only_work and self._is_made_anew(segment, placed.entry):
                continue
            winner, loser = placed, self.chosen.get(segment)
            if loser is not None and _weight(loser) > _weight(winner):
                winner, loser = loser, winner
            self.chosen[segment] = winner
            if loser is not None:
                self._put_aside(segment, winner, loser)
        left = [placement.entries[number] for number in placement.left]
        self.left += [one for one in left if not self.only_work or may_be_a_persons(one)]

    def _is_made_anew(self, segment: int, entry: Entry) -> bool:
        """Whether a new translation has it better: a memory may have been corrected since."""
        recalled = is_recalled(entry) and is_recalled(self.page.entries[segment])
        return recalled or work_of(entry) not in _KEPT

    def _put_aside(self, segment: int, winner: Placed, loser: Placed) -> None:
        works = {work_of(winner.entry), work_of(loser.entry)}
        if work_of(loser.entry) in _KEPT and loser.entry.target != winner.entry.target:
            self.left.append(loser.entry)
            if works == {Work.PERSON} and How.NEAR not in {winner.how, loser.how}:
                self.others[segment].append(loser.entry)

    def settle_left(self) -> None:
        """A person's words that found their segment taken by a machine's: they go before those.

        So an id that stands twice, or one entry of a memory for a source that stands in two places.
        """
        words = self._persons_words()
        kept: list[Entry] = []
        for entry in self.left:
            source = key(entry.source)
            places = [one for one in self.places.get(source, ()) if self._is_open_to_words(one)]
            if work_of(entry) is not Work.PERSON or not places or len(words[source]) > 1:
                kept.append(entry)
                continue
            name = entry.id.partition("#")[0]
            best = min(places, key=lambda place: (self.page.entries[place].id != name, place))
            self.chosen[best] = Placed(entry, How.SOURCE)
        self.left = kept

    def _persons_words(self) -> defaultdict[Key, set[str]]:
        """For each source what persons have written or read."""
        words: defaultdict[Key, set[str]] = defaultdict(set)
        for entry in [*self.left, *(one.entry for one in self.chosen.values())]:
            if work_of(entry) is Work.PERSON:
                words[key(entry.source)].add(entry.target)
        return words

    def _is_open_to_words(self, segment: int) -> bool:
        placed = self.chosen.get(segment)
        return placed is None or work_of(placed.entry) in {Work.OPEN, Work.MACHINE}

    def entries(self, adapt: Adapt | None) -> tuple[list[Entry], list[How]]:
        """The entries of the page, and how each came by its target."""
        made: list[Entry] = []
        hows: list[How] = []
        for number, segment in enumerate(self.page.entries):
            placed = self.chosen.get(number)
            if placed is None:
                made.append(segment)
                hows.append(How.ABSENT)
                continue
            near = placed.how is How.NEAR
            make = proposed(segment, placed.entry, adapt) if near else taken(segment, placed.entry)
            for other in self.others[number]:
                make = outvoted(make, other)
            made.append(make)
            hows.append(placed.how)
        for number, notes in self.notes.items():
            made[number] = replace(made[number], note="\n".join(notes))
        self._repeat(made, hows)
        if not self.only_work:
            for number, how in enumerate(hows):
                if how is How.ABSENT:
                    made[number] = absent(made[number], severity=self._weight_of(made[number]))
        return made, hows

    def _repeat(self, made: list[Entry], hows: list[How]) -> None:
        """Words for a source go wherever it stands and nobody has worked: if they are one."""
        persons, anybodys = _words(made), _words(made, by_person=False)
        for number, source in enumerate(self.keys):
            if not self._is_open_to_words(number):
                continue
            words = persons.get(source)
            if words is None and hows[number] is How.ABSENT and not self.only_work:
                words = anybodys.get(source)
            if words is not None and words.target != made[number].target:
                made[number] = repeated(made[number], words)
                hows[number] = How.REPEATED

    def _weight_of(self, segment: Entry) -> Severity:
        languages = {primary_subtag(self.page.target_language), "zxx"}
        there = primary_subtag(segment.language) in languages
        return Severity.INFO if there else Severity.WARNING

    def missing(self, made: Iterable[Entry]) -> Iterator[Entry]:
        """What is left over, but for words that stand on the page for the same source."""
        known = {(key(one.source), one.target) for one in made}
        for entry in self.left:
            work = work_of(entry)
            words = (key(entry.source), entry.target)
            nothing = work in {Work.OPEN, Work.REMOVED} or words[0] == key(entry.target)
            if not entry.note and (words in known or (nothing and work not in _KEPT)):
                continue
            known.add(words)
            yield replace(entry, findings=(*_others(entry), self._why(entry)))

    def _why(self, entry: Entry) -> Finding:
        if key(entry.source) in self.places:
            found = "Its source stands on the page with other words, which a person has put there"
        else:
            found = "Its source is not on the page any more, nor anything like it"
        message = f"{found}: copy the translation over by hand if it is still wanted."
        return Finding("unplaced", message, Severity.WARNING, where=entry.id, raw=entry.target)


def _weight(placed: Placed) -> tuple[bool, int]:
    return placed.how is not How.NEAR, _WEIGHT[work_of(placed.entry)]


def _words(made: Iterable[Entry], *, by_person: bool = True) -> dict[Key, Entry]:
    """For each source the first entry with its words, where all have the same.

    `by_person`: only what a person has read counts, and one must have written it; else any target
    that is not just the source.
    """
    words: dict[Key, list[Entry]] = defaultdict(list)
    for entry in made:
        counts = entry.state in SEEN if by_person else work_of(entry) in {*_KEPT, Work.MACHINE}
        if counts:
            words[key(entry.source)].append(entry)
    return {
        source: (next((one for one in some if one.match is MatchType.HAND), some[0]))
        for source, some in words.items()
        if len({one.target for one in some}) == 1
        and (not by_person or any(one.match is MatchType.HAND for one in some))
    }


def _others(entry: Entry) -> tuple[Finding, ...]:
    return tuple(one for one in entry.findings if one.code != "unplaced")


def _numbered(entries: Iterable[Entry]) -> Iterator[Entry]:
    """With ids of their own: those of two files may be the same."""
    taken_ids: set[str] = set()
    for entry in entries:
        name, number = entry.id or "entry", 1
        while (fresh_id := name if number == 1 else f"{name}#{number}") in taken_ids:
            number += 1
        taken_ids.add(fresh_id)
        yield replace(entry, id=fresh_id)
