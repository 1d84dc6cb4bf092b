"""Each stretch of a source gets its place in the target: first what is sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from glossa.inline.asking import Answers
from glossa.inline.edges import bare, behind, behind_sign, fitted, whole_title
from glossa.inline.evidence import Evidence, Rendered, Settings, rendered, run_of_words, weighed
from glossa.inline.follow import carried, followed
from glossa.inline.model import Place, Span, Task, Tools, Wanted
from glossa.inline.said import Anchor, anchors_of, place_of_words
from glossa.model import Step, replay

__all__ = ["Placing"]

_MOST: Final = 30
"""Stretches of one segment that are looked for by all that speaks for them: more are a list of
labels, and share its words in their order."""

_TITLES: Final = {"《": "》", "〈": "〉"}


class Placing:
    """The places of the codes of one segment."""

    def __init__(self, task: Task, tools: Tools) -> None:
        self.task = task
        self._tools = tools
        self._anchors: tuple[Anchor, ...] | None = None
        self._choices: dict[Span, list[Place]] = {}
        self._located: list[tuple[Span, Span]] | None = None
        self._rendered: list[Rendered] = []
        steps = tuple(step for step in task.entry.steps if step.action != "markup")
        self._steps = steps if _replays(task.source, steps, task.target) else ()
        self._solid = [one for one in task.wanted if not one.is_point]
        self._points = [one for one in task.wanted if one.is_point]

    def place_the_sure(self) -> None:
        """What needs neither engine nor lexicon."""
        for wanted in self._solid:
            wanted.place = wanted.place or self._sure(wanted)
        for point in self._points:
            point.place = point.place or self._sure_point(point)

    def open(self) -> Iterator[Wanted]:
        """What is still to be placed, and is not settled by what stands beside it."""
        yield from self._waiting()
        for point in self._points:
            if point.place is None and self._neighbour(point) is None:
                yield point

    def _waiting(self) -> list[Wanted]:
        """The stretches to be looked for; none where there are too many."""
        waiting = [one for one in self._solid if one.place is None]
        return waiting if len(waiting) <= _MOST else []

    def place_the_likely(self, answers: Answers, settings: Settings, least: float = 0.0) -> None:
        """What is left, by all that speaks for it; what is less sure than `least` stays open."""
        self._rendered = rendered(self.task.source, self.task.target, answers.table)
        waiting = self._waiting()
        runs: dict[int, Place | None] = {}
        while waiting:
            outer = [one for one in waiting if not any(_holds(two, one) for two in waiting)]
            for one in outer:
                if id(one) not in runs:
                    runs[id(one)] = self._likely(one, answers, settings)
            first = max(outer, key=lambda one: _weight(runs[id(one)]))
            place = runs[id(first)]
            if least and (place is None or place.weight < least):
                break
            first.place = place
            waiting = [one for one in waiting if one is not first]
            if place is not None:  # what wanted the same words has to look again
                runs = {name: run for name, run in runs.items() if not _overlap(run, place)}
        few = len(self._points) <= _MOST
        for point in self._points:
            if point.place is None:
                place = self._beside(point)
                if place is None and few and not (least and self._neighbour(point)):
                    place = self._behind_words(point, answers, settings)
                point.place = place if place and place.weight >= least else None

    # -- what is sure --------------------------------------------------------------------------

    def _sure(self, wanted: Wanted) -> Place | None:
        task, span = self.task, (wanted.start, wanted.end)
        known = self._edited(wanted) or self._through_steps(span)
        if known is not None:
            return known
        said = task.source[wanted.start : wanted.end]
        if bare(task.source) == bare(task.source, *span):
            return Place(*fitted(task.target, bare(task.target), said), "whole")
        places = place_of_words(task, span, self._tools, self._known())
        if len(places) == 1:
            return Place(*fitted(task.target, places[0].span, said), places[0].by)
        self._choices[span] = places
        return None

    def _edited(self, wanted: Wanted) -> Place | None:
        before = self._tools.before.get(self.task.segment.id)
        span = before.places.get((wanted.start, wanted.end)) if before else None
        if before is None or span is None:
            return None
        found = carried(before.target, self.task.target, span)
        return Place(*found, "edited") if found else None

    def _through_steps(self, span: Span) -> Place | None:
        if not self._steps:
            return None
        found = followed(span, self._steps, len(self.task.source))
        return Place(*found, "steps") if found else None

    def _sure_point(self, point: Wanted) -> Place | None:
        known = self._edited(point) or self._through_steps((point.start, point.end))
        if known is not None:
            return known
        source, target, at = self.task.source, self.task.target, point.start
        first, last = bare(source)
        begin, end = bare(target)
        if at >= last:
            place = behind(target, end, source[:at])
            return Place(place, place, "whole")
        if at <= first:
            return Place(begin, begin, "whole")
        if self._neighbour(point) is not None:
            return None
        sign = behind_sign(target, source[:at], source[at:])
        return None if sign is None else Place(sign, sign, "signs", 0.9)

    def _known(self) -> tuple[Anchor, ...]:
        if self._anchors is None:
            self._anchors = anchors_of(self.task, self._tools)
        return self._anchors

    def _anchored(self) -> list[tuple[Span, Span]]:
        """Names, numbers and literals of the source, each with its one place in the target."""
        if self._located is None:
            stretches = dict.fromkeys(stretch for stretch, _, _ in self._known())
            found = (
                (stretch, place_of_words(self.task, stretch, self._tools, self._known()))
                for stretch in stretches
            )
            self._located = [(stretch, of[0].span) for stretch, of in found if len(of) == 1]
        return self._located

    # -- what is likely ------------------------------------------------------------------------

    def _likely(self, wanted: Wanted, answers: Answers, settings: Settings) -> Place | None:
        span = wanted.asked
        run = self._run(wanted, span, answers, settings)
        choices = self._choices.get(span, [])
        if choices:
            near = [one for one in choices if run and one.start < run[1] and one.end > run[0]]
            place = (near or [self._nearest(choices, span)])[0]
            return Place(place.start, place.end, place.by, 0.9 if near else 0.5)
        if run is None:
            return None
        said = self.task.source[span[0] : span[1]]
        start, end = run[:2]
        if said[:1] in _TITLES and said[-1:] == _TITLES[said[0]]:
            start, end = whole_title(self.task.target, (start, end), self._taken(wanted))
        return Place(*fitted(self.task.target, (start, end), said), "words", run[2])

    def _nearest(self, choices: Sequence[Place], span: Span) -> Place:
        """The one at the same part of the sentence."""
        middle = (span[0] + span[1]) / 2 / len(self.task.source)
        length = max(1, len(self.task.target))
        return min(choices, key=lambda one: abs((one.start + one.end) / 2 / length - middle))

    def _run(
        self, wanted: Wanted, span: Span, answers: Answers, settings: Settings
    ) -> tuple[int, int, float] | None:
        task = self.task
        inside, outside = self._stretches(span)
        taken = self._taken(wanted)
        evidence = Evidence(
            task.source,
            span,
            self._rendered,
            "" if wanted.is_point else answers.alone.get(_key(task, wanted), ""),
            answers.seen.get((task.number, span)),
            inside,
            outside,
        )
        first, last = bare(task.source)
        is_long = span[1] - span[0] >= settings.long and not wanted.is_point
        return run_of_words(
            weighed(evidence, settings),
            taken,
            settings,
            first_too=is_long and span[0] <= first,
            last_too=is_long and span[1] >= last,
        )

    def _stretches(self, span: Span) -> tuple[list[Span], list[Span]]:
        """Stretches of the target that are known to be of this stretch, and of the rest."""
        inside: list[Span] = []
        outside: list[Span] = []
        for (start, end), place in self._anchored():
            if span[0] <= start and end <= span[1]:
                inside.append(place)
            elif end <= span[0] or span[1] <= start:
                outside.append(place)
        for one in self._solid:
            if one.place is None or (one.start, one.end) == span:
                continue
            if span[0] <= one.start and one.end <= span[1]:
                inside.append(one.place.span)
        return inside, outside

    def _taken(self, wanted: Wanted) -> list[Span]:
        """Where it cannot be: on the words of codes beside it, or outside one around it."""
        taken: list[Span] = []
        for one in self._solid:
            if one.place is None or one is wanted:
                continue
            if not wanted.is_point and (one.end <= wanted.start or wanted.end <= one.start):
                taken.append(one.place.span)
            elif _holds(one, wanted):
                taken += [(0, one.place.start), (one.place.end, len(self.task.target))]
        return taken

    # -- points --------------------------------------------------------------------------------

    def _neighbour(self, point: Wanted) -> tuple[Wanted, str] | None:
        """What a point stands beside: its parent's edge, the code before it, the code behind it."""
        at = point.start
        parent = point.codes[0].parent
        for one in self._solid:
            if any(code.id == parent for code in one.codes) and at in (one.start, one.end):
                return one, "end" if at == one.end else "start"
        for one in reversed(self._solid):  # the inner ones last: the outermost edge counts
            if one.end == at:
                return one, "end"
        for one in self._solid:
            if one.start == at:
                return one, "start"
        return None

    def _beside(self, point: Wanted) -> Place | None:
        found = self._neighbour(point)
        if found is None or found[0].place is None:
            return None
        at = found[0].place.end if found[1] == "end" else found[0].place.start
        return Place(at, at, "beside", found[0].place.weight)

    def _behind_words(self, point: Wanted, answers: Answers, settings: Settings) -> Place | None:
        span = point.asked
        if span[0] == span[1]:
            return None
        places = place_of_words(self.task, span, self._tools, self._known())
        sure = {place[1] for stretch, place in self._anchored() if stretch[1] == span[1]}
        sure = {places[0].end} if len(places) == 1 else sure
        run = self._run(point, span, answers, settings)
        if len(sure) == 1:
            end, weight = sure.pop(), 1.0
        elif run is not None:
            end, weight = run[1], run[2]
        else:
            return None
        at = behind(self.task.target, end, self.task.source[: point.start])
        return Place(at, at, "words", weight)


def _holds(outer: Wanted, inner: Wanted) -> bool:
    """Whether one stretch of the source lies in the other and is not the same."""
    inside = outer.start <= inner.start and inner.end <= outer.end
    return inside and (outer.start, outer.end) != (inner.start, inner.end)


def _weight(place: Place | None) -> float:
    return -1.0 if place is None else place.weight


def _overlap(one: Place | None, other: Place) -> bool:
    return one is not None and one.start < other.end and other.start < one.end


def _key(task: Task, wanted: Wanted) -> tuple[str, str]:
    return task.segment.language, task.said(wanted)


def _replays(source: str, steps: tuple[Step, ...], target: str) -> bool:
    try:
        return replay(source, steps) == target
    except ValueError:
        return False
