"""What was found between two block boundaries -> units: text, inline elements, places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from glossa.pages.codec import ESCAPED
from glossa.pages.html.columns import Found, Inline, Path
from glossa.pages.html.flow import BLANK, Flow, simple, trimmed
from glossa.pages.html.names import KINDS
from glossa.pages.html.page import CARRIED_IN, CARRIED_OUT, OPEN_ENDED, SHOWN
from glossa.pages.html.references import expand

__all__ = ["AT", "CLOSE", "OPEN", "WORDS", "Event", "Span", "units_of"]

WORDS: Final = 0
OPEN: Final = 1
CLOSE: Final = 2
AT: Final = 3

_LETTER: Final = re.compile(r"[^\W_]")
_CDATA: Final = len("<![CDATA[")
_STATE: Final = re.compile(f"[^{BLANK}\x00]")


@dataclass(slots=True)
class Span:
    """An inline element while it is open: its start tag, and what it means to the text in it."""

    name: str
    selector: str
    start: int
    """Of its start tag."""
    end: int
    translate: bool = True
    is_link: bool = False
    open_ended: bool = False
    """Of a thing at one place: its end tag is not there."""


Event = tuple[int, int, int, Span | None, bool]
"""What it is, where it starts and ends in the raw text (-1: a tag that is meant and not there), its
element, and of `WORDS` whether references are replaced, of `AT` whether it can be seen."""


def units_of(
    raw: str, events: Sequence[Event], element: str, path: Path, links: int
) -> Iterator[Found]:
    """The units of one block; mostly one or none.

    `links`: how many links are open around the block from its very beginning.
    """
    if len(events) == 1:
        what, start, end, _, references = events[0]
        if what == WORDS and references and not ESCAPED.search(raw, start, end):
            found = _one(raw, start, end, element, path)
            if found:
                found.linked = 1.0 if links else 0.0
                yield found
            return
    if not any(event[0] == WORDS for event in events):
        return
    yield from _Block(raw, list(_whole(raw, events)), links).units(element, path)


def _one(raw: str, start: int, end: int, element: str, path: Path) -> Found | None:
    """A block of one stretch of text, the commonest by far."""
    start, end = trimmed(raw, start, end)
    text = simple(expand(raw[start:end]))
    if not _LETTER.search(text):
        return None
    return Found(text, start, end, (start, end), element, path)


def _is_blank(raw: str, event: Event) -> bool:
    return event[0] == WORDS and not _STATE.search(raw, *_inner(raw, event))


def _is_gap(raw: str, event: Event) -> bool:
    """Nothing that needs to be in a unit where it stands at an edge."""
    if event[0] != WORDS or not event[4]:
        return _is_blank(raw, event)
    start, end = trimmed(raw, event[1], event[2])
    return start == end


def _inner(raw: str, event: Event) -> tuple[int, int]:
    """Where text starts and ends, without the marks of a CDATA section."""
    _, start, end, _, references = event
    if references:
        return start, end
    return start + _CDATA, max(start + _CDATA, end - 3 * raw.endswith("]]>", start, end))


def _whole(raw: str, events: Sequence[Event]) -> Iterator[Event]:
    """The events, raw bytes as places of their own, an element without text as one place."""
    stack: list[tuple[int, Span]] = []
    out: list[Event] = []
    texts: list[int] = []
    for event in events:
        what, start, end, span, references = event
        if what == OPEN and span is not None:
            stack.append((len(out), span))
            texts.append(0)
        elif what == CLOSE and stack and stack[-1][1] is span:
            place, _ = stack.pop()
            if not texts.pop() and start >= 0 and out[place][1] >= 0:
                begin = out[place][1]
                del out[place:]
                out.append((AT, begin, end, span, True))
                continue
            if texts:
                texts[-1] += 1
        elif what == WORDS:
            if references and ESCAPED.search(raw, start, end):
                pieces = list(_without_raw_bytes(raw, start, end))
                out.extend(pieces)
                if texts:
                    texts[-1] += sum(not _is_blank(raw, p) for p in pieces if p[0] == WORDS)
                continue
            if texts and not _is_blank(raw, event):
                texts[-1] += 1
        out.append(event)
    yield from out


def _without_raw_bytes(raw: str, start: int, end: int) -> Iterator[Event]:
    for match in ESCAPED.finditer(raw, start, end):
        if start < match.start():
            yield WORDS, start, match.start(), None, True
        yield AT, match.start(), match.end(), None, False
        start = match.end()
    if start < end:
        yield WORDS, start, end, None, True


def _menu(raw: str, events: Sequence[Event]) -> list[Sequence[Event]]:
    """A block of nothing but links is a menu, each link a unit; any other block stays whole."""
    parts: list[Sequence[Event]] = []
    first = depth = 0
    for number, event in enumerate(events):
        what, _, _, span, _ = event
        if not depth:
            if what == AT or _is_gap(raw, event):
                continue
            if what != OPEN or span is None or not span.is_link:
                return [events]
            first = number
        depth += (what == OPEN) - (what == CLOSE)
        if not depth:
            parts.append(events[first : number + 1])
    return parts if len(parts) > 1 and not depth else [events]


class _Block:
    """One block with elements in it."""

    def __init__(
        self, raw: str, events: Sequence[Event], links: int, covers: Sequence[Span] = ()
    ) -> None:
        self._raw = raw
        self._events = events
        self._links = links
        self._covers: list[Span] = list(covers)
        """Elements around the whole of it, outermost first; their tags stay where they are."""
        opened = {id(event[3]) for event in events if event[0] == OPEN}
        self._closed = {id(event[3]) for event in events if event[0] == CLOSE}
        self._carried_in = self._closed - opened
        self._roots: list[int] = []

    def units(self, element: str, path: Path) -> Iterator[Found]:
        """The units of the block; several where it is a menu."""
        low, high = self._peeled()
        if low > high:
            return
        events = self._events[low : high + 1]
        parts = _menu(self._raw, events)
        if len(parts) > 1:
            for part in parts:
                yield from _Block(self._raw, part, self._links, self._covers).units(element, path)
            return
        found = self._unit(self._trimmed(events), element, path)
        if found:
            yield found

    def _unit(self, events: Sequence[Event], element: str, path: Path) -> Found | None:
        text, inlines, linked = self._flow(events)
        covers_all = any(not span.translate for span in self._covers)
        if covers_all or not _LETTER.search(_translatable(text, inlines)):
            return None
        for span in self._covers:
            path = path.child(span.selector)
        runs: list[int] = []
        for event in events:
            if event[0] == WORDS:
                start, end = _inner(self._raw, event)
                runs += (start if event[4] else ~start, end)
        first = next(e[1] for e in events if e[1] >= 0)
        last = next(e[2] for e in reversed(events) if e[2] >= 0)
        inlines = _sorted(inlines)
        share = min(1.0, linked / len(text))
        return Found(text, first, last, runs, element, path, linked=share, inlines=inlines)

    def _flow(self, events: Sequence[Event]) -> tuple[str, list[Inline], int]:
        """The text, the elements in it, and how many of its characters are in links."""
        flow, inlines, linked = Flow(), list[Inline](), 0
        places: list[tuple[int, bool]] = []
        stack: list[int] = []
        for what, start, end, span, flag in events:
            if what == WORDS:
                before = flow.length
                first, last = _inner(self._raw, (what, start, end, span, flag))
                text = self._raw[first:last]
                flow.add(expand(text) if flag else ESCAPED.sub("", text))
                linked += len(flow.pieces[-1]) if self._links and flow.length > before else 0
                continue
            flow.mark()
            if what == CLOSE and span is not None:
                self._links -= span.is_link
                places.append(self._close(stack, inlines, start, end, span))
                continue
            if not stack:
                self._roots.append(len(inlines))
            places.append((len(inlines), True))
            if what == AT or span is None:
                inlines.append(_at(start, end, span, stack, shown=flag))
            else:
                inlines.append(self._inline(span, stack))
                stack.append(len(inlines) - 1)
                self._links += span.is_link
        text = "".join(flow.pieces)
        _place(inlines, places, flow.marks, len(text))
        return text, inlines, linked

    def _close(
        self, stack: list[int], inlines: list[Inline], start: int, end: int, span: Span
    ) -> tuple[int, bool]:
        """A close tag; where its start tag is not in the block, the element began before it."""
        if stack and id(span) not in self._carried_in:
            number = stack.pop()
            one = inlines[number]
            one.raw = (*one.raw[:2], start, end, one.raw[4])
            return number, False
        number = len(inlines)
        for root in self._roots:
            inlines[root].parent = number
        self._roots = [number]
        inlines.append(self._inline(span, [], CARRIED_IN))
        inlines[number].raw = (span.start, span.end, start, end, CARRIED_IN)
        return number, False

    def _inline(self, span: Span, stack: Sequence[int], flags: int = 0) -> Inline:
        if id(span) not in self._closed:
            flags |= CARRIED_OUT
        kind = KINDS.get(span.name, "other")
        parent = stack[-1] if stack else -1
        raw = (span.start, span.end, -1, -1, flags)
        return Inline(0, 0, kind, parent, span.translate, raw)

    def _trimmed(self, events: Sequence[Event]) -> list[Event]:
        """Without the white space at both ends."""
        events = list(events)
        if events[0][0] == WORDS and events[0][4]:
            what, start, end, span, flag = events[0]
            start, _ = trimmed(self._raw, start, end)
            events[0] = (what, start, end, span, flag)
        if events[-1][0] == WORDS and events[-1][4]:
            what, start, end, span, flag = events[-1]
            _, end = trimmed(self._raw, start, end)
            events[-1] = (what, start, end, span, flag)
        return events

    def _peeled(self) -> tuple[int, int]:
        """First and last event of the unit: what stands at its edges may stay where it is."""
        low, high = 0, len(self._events) - 1
        while low <= high:
            if self._at_left(low):
                low += 1
            elif self._at_right(high):
                high -= 1
            elif self._around(low, high):
                low, high = low + 1, high - 1
            else:
                break
        return low, high

    def _at_left(self, low: int) -> bool:
        event = self._events[low]
        what, _, _, span, _ = event
        if what == WORDS:
            return _is_gap(self._raw, event)
        if span is not None and what == OPEN:
            if id(span) in self._closed:
                return False
            self._covers.append(span)
            self._links += span.is_link
        elif span is not None and what == CLOSE:
            self._links -= span.is_link
        return True

    def _at_right(self, high: int) -> bool:
        event = self._events[high]
        what, _, _, span, _ = event
        if what == WORDS:
            return _is_gap(self._raw, event)
        if span is not None and what == CLOSE:
            if id(span) not in self._carried_in:
                return False
            self._covers.insert(0, span)
        return True

    def _around(self, low: int, high: int) -> bool:
        what, _, _, span, _ = self._events[low]
        if what != OPEN or span is None or self._events[high][3] is not span:
            return False
        if self._events[high][0] != CLOSE:
            return False
        self._covers.append(span)
        self._links += span.is_link
        return True


def _place(
    inlines: Sequence[Inline],
    places: Sequence[tuple[int, bool]],
    marks: Sequence[int],
    length: int,
) -> None:
    """Put down where each element starts and ends in the text."""
    for one in inlines:
        one.end = -1
    for (number, is_start), at in zip(places, marks, strict=True):
        if is_start:
            inlines[number].start = at
        else:
            inlines[number].end = at
    for one in inlines:
        if one.end < 0:
            one.end = one.start if one.raw[2] == -2 else length


def _at(start: int, end: int, span: Span | None, stack: Sequence[int], *, shown: bool) -> Inline:
    kind = KINDS.get(span.name, "other") if span else "other"
    parent = stack[-1] if stack else -1
    flags = SHOWN * shown | OPEN_ENDED * bool(span and span.open_ended)
    return Inline(0, 0, kind, parent, translate=True, raw=(start, end, -2, -2, flags))


def _translatable(text: str, inlines: Sequence[Inline]) -> str:
    """The text without what must stay as it is."""
    kept: list[str] = []
    at = 0
    for one in sorted(inlines, key=lambda one: one.start):
        if not one.translate and one.end > at:
            kept.append(text[at : max(at, one.start)])
            at = one.end
    return "".join(kept) + text[at:]


def _sorted(inlines: Sequence[Inline]) -> list[Inline]:
    """By start, outer ones first; parents are counted anew.

    Of two that were open before the block, the one that closes later is the outer one.
    """

    def rank(number: int) -> tuple[int, int, int, int]:
        one = inlines[number]
        carried = bool(one.raw[4] & CARRIED_IN) and one.raw[2] != -2
        return one.start, -one.end, 0 if carried else 1, -number if carried else number

    order = sorted(range(len(inlines)), key=rank)
    places = {old: new for new, old in enumerate(order)}
    found = [inlines[old] for old in order]
    for one in found:
        one.parent = places[one.parent] if one.parent >= 0 else -1
    return found
