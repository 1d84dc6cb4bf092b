"""Put all names of a text into the spelling of the style, with a step for each change."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from glossa.model import Finding, Protected, Severity, Step, replay
from glossa.termbase.alias import linked_before, spoken_of, stands_behind
from glossa.termbase.areas import PageNames
from glossa.termbase.breaks import has_line_hyphen, join_all, join_some, joints, over_lines
from glossa.termbase.concepts import DEPRECATED, Folded
from glossa.termbase.context import Place
from glossa.termbase.fold_text import key_of, view_of
from glossa.termbase.index import Drawer
from glossa.termbase.inflection import agreed
from glossa.termbase.pieces import pieces_to_fold
from glossa.termbase.quoted import code_spans, is_reference, line_at, quotations
from glossa.termbase.registered import behind_title, in_past_name, in_registered_name
from glossa.termbase.resolve import Decision, Resolver
from glossa.termbase.surroundings import Guard, in_address
from glossa.termbase.wording import in_form

__all__ = ["fold"]

_ROUNDS: Final = 8
"""A replacement may make a name with the word beside it; more rounds than this are a circle."""
_REACH: Final = 80
"""Characters before a bracket in which the name lies that it explains."""
_RANGE: Final = re.compile(r" (?:mountain )?(?:range|ranges|mountain)\b")
Span = tuple[int, int]
_NOTHING: Final = PageNames()


@dataclass(frozen=True, slots=True)
class _Job:
    """What is the same for all pieces of a text."""

    drawer: Drawer
    resolver: Resolver
    style: str
    page: PageNames
    source: Collection[str]
    quotations: bool
    curly: bool


def fold(
    text: str,
    drawer: Drawer,
    resolver: Resolver,
    style: str,
    *,
    protected: Sequence[Protected] = (),
    page: PageNames = _NOTHING,
    source: Collection[str] = frozenset(),
    quotations: bool = False,
    curly: bool | None = None,
) -> Folded:
    """Fold until nothing changes, so that folding the result again changes nothing.

    Names in quotation marks stay unless `quotations`. Where the glossary makes names chase each
    other in a circle the text is given back as it was, with a finding `fold-circle`.
    """
    if curly is None:
        curly = "’" in text
    job = _Job(drawer, resolver, style, page, source, quotations, curly)
    spans = sorted((*((span.start, span.end) for span in protected), *code_spans(text)))
    pieces: list[str] = []
    steps: list[Step] = []
    findings: list[Finding] = []
    length = waiting = 0
    # What the source says may overrule what is certain without it.
    look = not source
    for start, end, busy in pieces_to_fold(text, drawer, resolver, page, look_through=look):
        own: list[Span] = []
        while waiting < len(spans) and spans[waiting][0] < end:
            own.append((max(spans[waiting][0] - start, 0), spans[waiting][1] - start))
            if spans[waiting][1] > end:
                break  # it goes on in the next piece
            waiting += 1
        piece = text[start:end]
        if busy:
            done = _fold_piece(piece, job, own)
            steps += [_shifted(step, length) for step in done.steps]
            findings += [_shifted(finding, length) for finding in done.ambiguous]
            piece = done.text
        pieces.append(piece)
        length += len(piece)
    return Folded("".join(pieces), tuple(steps), tuple(findings))


Placed = TypeVar("Placed", Step, Finding)


def _shifted(item: Placed, shift: int) -> Placed:
    if not shift or item.start is None or item.end is None:
        return item
    return replace(item, start=item.start + shift, end=item.end + shift)


def _fold_piece(text: str, job: _Job, spans: Sequence[Span]) -> Folded:
    steps = _joined(text, job, spans) if has_line_hyphen(text) else []
    folded = replay(text, tuple(steps))
    spans = _moved(spans, steps)
    for _ in range(_ROUNDS):
        done = _Round(folded, job, spans)
        if not done.steps:
            return Folded(folded, tuple(steps), tuple(done.ambiguous))
        steps += done.steps
        folded = done.result()
        spans = _moved(spans, done.steps)
    circle = Finding(
        "fold-circle",
        "the glossary turns names here into each other without end; the text stays as it was",
        Severity.WARNING,
        0,
        len(text),
        raw=text,
    )
    return Folded(text, (), (circle,))


def _joined(text: str, job: _Job, spans: Sequence[Span]) -> list[Step]:
    """Steps for the words cut at the end of a line that are, or begin, a name that folds."""
    guard = Guard(spans)
    found = [joint for joint in joints(text) if not guard.touches(joint.start, joint.end)]
    if not found:
        return []
    whole, places = join_all(text, found)
    written = Guard(_Round(whole, job, _moved(spans, join_some(text, found))).written)
    return join_some(
        text,
        [
            joint
            for joint, (start, end) in zip(found, places, strict=True)
            if written.touches(start, end)
        ],
    )


class _Round:
    """One pass over a piece."""

    def __init__(self, text: str, job: _Job, spans: Sequence[Span]) -> None:
        self.steps: list[Step] = []
        self.written: list[Span] = []
        """Where in the text of this pass names were replaced."""
        self.ambiguous: list[Finding] = []
        self._text = text
        self._job = job
        self._spans = spans
        self._pieces: list[str] = []
        self._copied = 0
        self._length = 0
        self._guard: Guard | None = None
        self._quotations: Guard | None = None
        self._view = view_of(text)
        self._run()

    def _run(self) -> None:
        job = self._job
        # What the source says may overrule what is certain without it.
        certain = job.resolver.certain.setdefault(job.drawer.group, {}) if not job.source else {}
        view, spans = self._view, self._spans
        done = 0
        self._hits = job.drawer.matcher.hits(view.text)
        for start, end, key, plural in self._hits:
            if start < done:
                continue
            decision = certain.get(key) or self._decide(start, end, key)
            if decision is None:
                continue
            if decision.target is None and not decision.ambiguous:
                if not spans or not self._is_guarded(view.start(start), view.end(end)):
                    done = end
            elif self._meet(start, end, plural, decision):
                done = end

    def _decide(self, start: int, end: int, key: str) -> Decision | None:
        """The decision at a place; remembered for all places where no context has a say."""
        drawer, resolver, view = self._job.drawer, self._job.resolver, self._view
        terms, told = drawer.inside[key], self._job.source
        if key not in drawer.contextual and not told:
            decision = resolver.weigh(key, terms)
            if not decision.ambiguous:
                resolver.certain[drawer.group][key] = decision
                return decision
        at = view.start(start)
        surface = self._text[at : view.end(end)]
        if drawer.misfit(key, surface):
            return None
        cased = key in drawer.cased and not told
        spelled = resolver.spelled.setdefault(drawer.group, {})
        if cased and surface in spelled:
            return spelled[surface]
        place = Place(
            view.text, start, end, self._job.page, surface, self._text, at, told, self._hits
        )
        decided = resolver.decide(key, terms, place)
        if cased and (decided is None or decided.certain):
            spelled[surface] = decided
        return decided

    def _meet(self, start: int, end: int, plural: str, decision: Decision) -> bool:
        """Fold or report one name; False where it stands in a place that must not be touched."""
        view = self._view
        at, to = view.start(start), view.end(end)
        if self._is_guarded(at, to) or in_address(view.text, start, end):
            return False
        if behind_title(self._text, at) and self._job.resolver.are_places(decision.concepts):
            return True
        surface = self._text[at:to]
        quoted = self._is_quoted(at, to)
        if decision.target is None:
            if not quoted:
                self._report_ambiguous(at, to, surface, decision)
            return True
        target = _without_repeated_word(decision.target.text, view.text, end)
        after = in_form(target, surface, decision.term.text, plural=plural, curly=self._job.curly)
        if key_of(after) == key_of(surface):
            return True
        beside = self._alias(start, end, decision)
        owned = "in quotation marks" if quoted else self._words_of_others(at, to)
        if beside:
            said = f"is given as another name of the one {beside} it, so it stays; else {after!r}"
            self.report("alias-name", at, to, said)
        elif owned:
            self.report("quoted-name", at, to, f"stays {owned}; elsewhere {after!r}")
        elif decision.term.status != DEPRECATED and self._is_registered(at, to, decision):
            said = f"seems part of a registered name, so it stays; elsewhere {after!r}"
            self.report("registered-name", at, to, said)
        else:
            self._write(at, to, after, decision)
        return True

    def _alias(self, start: int, end: int, decision: Decision) -> str:
        """`before` or `behind` where another name of the same thing stands there, else empty.

        `Hotan (Khotan)` tells readers a second name; `Hotan (Hotan)` would tell nothing.
        """
        if self._is_in_brackets(start, decision):
            return "before"
        target = decision.target
        if target is None or target.status == DEPRECATED or decision.term.status == DEPRECATED:
            return ""
        view, wanted = self._view.text, key_of(target.text)
        if stands_behind(view, self._hits, start, end, wanted):
            return "behind"
        for first, last, key in linked_before(view, self._hits, start, end):
            if self._becomes(first, last, key, decision) == wanted:
                return "before"
        return ""

    def _becomes(self, start: int, end: int, key: str, like: Decision) -> str:
        """The key of what another name of the same thing is, or will be; empty if it is not."""
        decision = self._decide(start, end, key)
        if decision is None or set(decision.concepts).isdisjoint(like.concepts):
            return ""
        return key if decision.target is None else key_of(decision.target.text)

    def _is_in_brackets(self, start: int, decision: Decision) -> bool:
        """Whether a name stands in brackets right behind another one of the same thing."""
        view, drawer = self._view.text, self._job.drawer
        before = view[max(0, start - _REACH) : start]
        if not before.endswith("("):
            return False
        before = before[:-1].rstrip(" ")
        return any(
            end == len(before)
            and not {term.concept for term in drawer.inside[key]}.isdisjoint(decision.concepts)
            for _, end, key, _ in drawer.matcher.hits(before)
        )

    def _words_of_others(self, at: int, to: int) -> str:
        """Where a name stands that is somebody's without any marks; empty if it does not."""
        if self._job.quotations:
            return ""
        line = line_at(self._text, at)
        if line in self._job.page.cited or is_reference(line):
            return "in a title in a list of works"
        return "where it is spoken of as a word" if spoken_of(self._text, at, to) else ""

    def _is_registered(self, at: int, to: int, decision: Decision) -> bool:
        companies = not self._job.source
        return in_registered_name(self._text, at, to, companies=companies) or (
            in_past_name(self._text, at, to) and self._job.resolver.are_places(decision.concepts)
        )

    def _is_guarded(self, start: int, end: int) -> bool:
        if self._guard is None:
            self._guard = Guard(self._spans)
        return self._guard.touches(start, end)

    def _is_quoted(self, start: int, end: int) -> bool:
        if self._job.quotations:
            return False
        if self._quotations is None:
            self._quotations = Guard(quotations(self._text))
        return self._quotations.touches(start, end)

    def _write(self, start: int, end: int, after: str, decision: Decision) -> None:
        if "\n" in self._text[start:end] or "\r" in self._text[start:end]:
            fitted = over_lines(self._text, start, end, after)
            if fitted is None or fitted[0] < self._copied:
                said = f"is broken over lines and {after!r} cannot be; write it by hand"
                self.report("broken-name", start, end, said)
                return
            start, end, after = fitted
        start, end, after = agreed(self._text, start, end, after, self._copied)
        before = self._text[start:end]
        self.written.append((start, end))
        skipped = self._text[self._copied : start]
        self._pieces += (skipped, after)
        self._length += len(skipped)
        detail = (
            f"concept={'|'.join(decision.concepts)} rule={decision.rule} style={self._job.style}"
        )
        self.steps.append(
            Step("fold", self._length, self._length + len(before), before, after, detail)
        )
        self._length += len(after)
        self._copied = end

    def _report_ambiguous(self, start: int, end: int, surface: str, decision: Decision) -> None:
        said = f"may name {' or '.join(decision.concepts)}, which the style writes differently; "
        self.report("ambiguous-name", start, end, said + "left as it is")

    def report(self, code: str, start: int, end: int, said: str) -> None:
        """Remark on a name that stays as it is; `start`, `end`: where it stands in this pass."""
        shift = self._length - self._copied
        surface = self._text[start:end]
        self.ambiguous.append(
            Finding(
                code,
                f"{surface!r} {said}",
                Severity.INFO,
                start + shift,
                end + shift,
                raw=surface,
            )
        )

    def result(self) -> str:
        """The text with the changes of this pass."""
        return "".join((*self._pieces, self._text[self._copied :]))


def _without_repeated_word(target: str, view: str, end: int) -> str:
    """`Toli County` -> `Toli` where the text goes on with ` County` anyway."""
    head, _, last = target.rpartition(" ")
    word = key_of(last)
    if word == "mountains" and _RANGE.match(view, end):
        return head
    behind = view[end : end + len(word) + 2]
    if head and behind.startswith(f" {word}") and not behind[len(word) + 1 :].isalnum():
        return head
    return target


def _moved(spans: Sequence[Span], steps: Sequence[Step]) -> list[Span]:
    """Sorted protected spans after the steps of one pass; none of them overlaps a step."""
    moved: list[Span] = []
    shift = done = 0
    for start, end in spans:
        while done < len(steps) and steps[done].start < start + shift:
            shift += len(steps[done].after) - len(steps[done].before)
            done += 1
        moved.append((start + shift, end + shift))
    return moved
