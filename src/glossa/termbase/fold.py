"""Put all names of a text into the spelling of the style, with a step for each change."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from glossa.model import Finding, Protected, Severity, Step
from glossa.termbase.concepts import Folded
from glossa.termbase.fold_text import key_of, view_of
from glossa.termbase.index import Drawer
from glossa.termbase.match import Guard, in_address
from glossa.termbase.resolve import Decision, Place, Resolver
from glossa.termbase.wording import in_form

__all__ = ["fold"]

_ROUNDS: Final = 8
"""A replacement may make a name with the word beside it; more rounds than this are a circle."""
_QUOTED: Final = re.compile(
    '“[^“”]{1,2000}”|《[^《》]{1,500}》|«[^«»]{1,2000}»|(?<![^\\s(\\[—–-])"[^"]{1,2000}"(?!\\w)'
)


def fold(
    text: str,
    drawer: Drawer,
    resolver: Resolver,
    style: str,
    *,
    protected: Sequence[Protected] = (),
    page: Collection[str] = frozenset(),
    quotations: bool = False,
) -> Folded:
    """Fold until nothing changes, so that folding the result again changes nothing.

    Names in quotation marks stay unless `quotations`. Where the glossary makes names chase each
    other in a circle the text is given back as it was, with a finding `fold-circle`.
    """
    steps: list[Step] = []
    spans = [(span.start, span.end) for span in protected]
    folded = text
    for _ in range(_ROUNDS):
        done = _Round(folded, drawer, resolver, style, spans, page, quotations=quotations)
        if not done.steps:
            return Folded(folded, tuple(steps), tuple(done.ambiguous))
        steps += done.steps
        folded = done.result()
        spans = [_moved(span, done.steps) for span in spans]
    circle = Finding(
        "fold-circle",
        "the glossary turns names here into each other without end; the text stays as it was",
        Severity.WARNING,
        raw=text,
    )
    return Folded(text, (), (circle,))


class _Round:
    """One pass over the text."""

    def __init__(
        self,
        text: str,
        drawer: Drawer,
        resolver: Resolver,
        style: str,
        spans: Sequence[tuple[int, int]],
        page: Collection[str],
        *,
        quotations: bool,
    ) -> None:
        self.steps: list[Step] = []
        self.ambiguous: list[Finding] = []
        self._text = text
        self._style = style
        self._pieces: list[str] = []
        self._copied = 0
        self._length = 0
        self._spans = spans
        self._quotations = quotations
        self._guard: Guard | None = None
        self._curly = "’" in text
        self._view = view_of(text)
        self._page = page
        self._drawer = drawer
        self._resolver = resolver
        self._run()

    def _run(self) -> None:
        certain = self._resolver.certain.setdefault(self._drawer.group, {})
        view, spans = self._view, self._spans
        done = 0
        for start, end, key, plural in self._drawer.matcher.hits(view.text):
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
        terms = self._drawer.inside[key]
        resolver, view = self._resolver, self._view
        if key not in self._drawer.contextual:
            decision = resolver.weigh(key, terms)
            if not decision.ambiguous:
                resolver.certain[self._drawer.group][key] = decision
                return decision
        surface = self._text[view.start(start) : view.end(end)]
        cased = key in self._drawer.cased
        spelled = resolver.spelled.setdefault(self._drawer.group, {})
        if cased and surface in spelled:
            return spelled[surface]
        place = Place(view.text, start, end, self._page, surface)
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
        surface = self._text[at:to]
        if decision.target is None:
            self._report(at, to, surface, decision)
            return True
        target = _without_repeated_word(decision.target.text, view.text, end)
        after = in_form(target, surface, decision.term.text, plural=plural, curly=self._curly)
        if key_of(after) != key_of(surface):
            self._write(at, to, surface, after, decision)
        return True

    def _is_guarded(self, start: int, end: int) -> bool:
        if self._guard is None:
            spans = list(self._spans)
            if not self._quotations:
                spans += [found.span() for found in _QUOTED.finditer(self._text)]
            self._guard = Guard(spans)
        return self._guard.touches(start, end)

    def _write(self, start: int, end: int, before: str, after: str, decision: Decision) -> None:
        skipped = self._text[self._copied : start]
        self._pieces += (skipped, after)
        self._length += len(skipped)
        detail = f"concept={'|'.join(decision.concepts)} rule={decision.rule} style={self._style}"
        self.steps.append(
            Step("fold", self._length, self._length + len(before), before, after, detail)
        )
        self._length += len(after)
        self._copied = end

    def _report(self, start: int, end: int, surface: str, decision: Decision) -> None:
        shift = self._length - self._copied
        self.ambiguous.append(
            Finding(
                "ambiguous-name",
                f"{surface!r} may name {' or '.join(decision.concepts)}, which the style writes "
                "differently; left as it is",
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
    behind = view[end : end + len(word) + 2]
    if head and behind.startswith(f" {word}") and not behind[len(word) + 1 :].isalnum():
        return head
    return target


def _moved(span: tuple[int, int], steps: Sequence[Step]) -> tuple[int, int]:
    """A protected span after the steps of one pass; none of them overlaps it."""
    start, end = span
    for step in steps:
        if step.start < start:
            shift = len(step.after) - len(step.before)
            start, end = start + shift, end + shift
    return start, end
