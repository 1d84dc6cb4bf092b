"""The stack of open elements, pushed and popped as a browser does, in one pass and without a tree.

HTML standard, 13.2.6, as far as it shows in the text: implied end tags, scopes, formatting elements
that go on in the next block. What is left out: text that stands in a table outside its cells is
read where it stands, and elements that are implied (`tbody`) are no part of a path.
"""

from __future__ import annotations

from typing import Final

from glossa.pages.html.blocks import AT, CLOSE, OPEN, Span, units_of
from glossa.pages.html.columns import Columns, Found, Path
from glossa.pages.html.frames import Block, Frame
from glossa.pages.html.names import BARRIERS, FORMATTING
from glossa.pages.html.page import Page

__all__ = ["Tree"]

_FAR: Final = 512
"""An end tag looks no further than this for an element that it would cross others to close."""
_ACTIVE: Final = 8


class Tree:
    """What is open at one place of the page; units go into `columns` as blocks end."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.columns = Columns(page)
        self.root = Path()
        self.frames = [Frame("html", self.root, None, is_block=True)]
        self.scope: dict[str, int] = {}
        self.active: list[Frame] = []
        self.block = Block()
        self.sink: list[Found] | None = None
        self.links = 0
        self.islands = 0
        self.position = 0
        """Where the token at hand starts."""
        self._serial = 0

    @property
    def top(self) -> Frame:
        """The innermost open element."""
        return self.frames[-1]

    def flush(self) -> None:
        """A block boundary: what was met since the last one becomes units."""
        block = self.block
        if block.events:
            owner = self.frames[-1].owner
            events, block.events = block.events, []
            for found in units_of(self.page.raw, events, owner.name, owner.path, block.links):
                self.emit(found)
        if block.after:
            after, block.after = block.after, []
            for found in after:
                self.emit(found)
        block.links = self.links

    def emit(self, found: Found) -> None:
        """A unit that is complete."""
        if self.sink is not None:
            self.sink.append(found)
            return
        number = self.columns.add(found)
        frame = self.frames[-1]
        frame.count += found.is_text
        if frame.pending is None:
            frame.pending = [number]
        else:
            frame.pending.append(number)

    def push(self, frame: Frame) -> None:
        """An element opens."""
        self.frames.append(frame)
        name = frame.name
        self.scope[name] = self.scope.get(name, 0) + 1
        if name in BARRIERS:
            frame.scope, self.scope = self.scope, {}
            frame.active, self.active = self.active, []

    def push_inline(self, frame: Frame, span: Span, start: int, end: int) -> None:
        """An inline element opens; `start` is -1 where its tag does not stand here."""
        frame.span = span
        self.push(frame)
        self.links += span.is_link
        if not frame.mute:
            self.block.events.append((OPEN, start, end, span, True))

    def push_island(self, frame: Frame, span: Span) -> None:
        """An element opens that stands in a line and has a text of its own."""
        frame.span = span
        frame.is_island = True
        frame.block, frame.sink = self.block, self.sink
        self.push(frame)
        self.islands += 1
        self.sink = self.block.after
        self.block = Block()

    def pop_to(self, index: int, start: int = -1, end: int = -1) -> None:
        """Close the element at `index` and all in it; `start`, `end`: of the end tag."""
        target = self.frames[index]
        breaks = target.is_block or target.is_island
        if breaks and (self.block.events or self.block.after):
            self.flush()
        while len(self.frames) - 1 > index:
            was_island = self.top.is_island
            self._pop(-1, -1, breaks=breaks)
            if breaks and was_island:
                self.flush()
        self._pop(start, end, breaks=breaks)
        if not self.block.events:
            self.block.links = self.links

    def _pop(self, start: int, end: int, *, breaks: bool) -> None:
        frame = self.frames.pop()
        if frame.scope is not None:
            self.scope, self.active = frame.scope, frame.active
        left = self.scope.get(frame.name, 1) - 1
        self.scope[frame.name] = left
        if frame.is_island:
            self._leave_island(frame, end)
        elif frame.span is not None:
            self.links -= frame.span.is_link
            if not breaks and not frame.mute:
                self.block.events.append((CLOSE, start, end, frame.span, True))
            if start < 0 and frame.name in FORMATTING and len(self.active) < _ACTIVE:
                self.active.append(frame)
        self._hand_on(frame, self.frames[-1])
        self._end_language(frame)

    def _leave_island(self, frame: Frame, end: int) -> None:
        span = frame.span
        if frame.block is None or span is None:
            return
        self.block, self.sink = frame.block, frame.sink
        self.islands -= 1
        if not self.top.mute:
            span.open_ended = end < 0
            end = end if end >= 0 else self.position
            shown = span.name not in {"script", "style", "noscript", "template", "datalist"}
            self.block.events.append((AT, span.start, end, span, shown))

    def _hand_on(self, frame: Frame, parent: Frame) -> None:
        """The units of an element that holds several belong together; others go to its parent."""
        if frame.count > 1:
            if frame.pending:
                self._serial += 1
                for number in frame.pending:
                    self.columns.groups[number] = self._serial
            parent.count += 1
            return
        parent.count += frame.count
        if parent.pending is None:
            parent.pending = frame.pending
        elif frame.pending:
            parent.pending.extend(frame.pending)

    def _end_language(self, frame: Frame) -> None:
        if frame.language >= 0:
            languages = self.page.labels.languages
            start, end, first, _ = languages[frame.language]
            after = len(self.columns) + (not frame.is_block)
            languages[frame.language] = (start, end, first, after)

    def find(self, name: str) -> int:
        """The place of the innermost element of that name, up to the nearest barrier; -1: none."""
        if not self.scope.get(name):
            return -1
        index = len(self.frames) - 1
        while self.frames[index].name != name:
            index -= 1
        return index

    def reopen(self) -> None:
        """Formatting elements that ended with the last block go on in this one."""
        active, self.active = self.active, []
        for old in active:
            if old.span is None:
                continue
            frame = Frame(
                old.name, self.top.path.child(old.span.selector), self.top, is_block=False
            )
            frame.span = old.span
            self.push(frame)
            self.links += old.span.is_link
            self.block.links += old.span.is_link

    def end_formatting(self, name: str, start: int, end: int) -> bool:
        """The end tag of a formatting element, which may cross others."""
        for number in range(len(self.active) - 1, -1, -1):
            if self.active[number].name == name:
                del self.active[number]
                return True
        if not self.scope.get(name):
            return False
        blocks, index = False, len(self.frames) - 1
        lowest = max(0, index - _FAR)
        while self.frames[index].name != name:
            frame = self.frames[index]
            blocks = blocks or frame.is_block
            index -= 1
            if frame.is_island or index < lowest:
                return False
        if blocks:
            self._take_out(index, start, end)
            return True
        crossed = [frame for frame in self.frames[index + 1 :] if frame.name in FORMATTING]
        kept = len(self.active)
        self.pop_to(index, start, end)
        del self.active[kept:]
        for old in crossed[-_ACTIVE:]:
            self._open_again(old)
        return True

    def _take_out(self, index: int, start: int, end: int) -> None:
        """An element ends while blocks in it are open: they stay."""
        frame = self.frames.pop(index)
        self.scope[frame.name] = self.scope.get(frame.name, 1) - 1
        if frame.span is not None:
            self.links -= frame.span.is_link
            if not frame.mute:
                self.block.events.append((CLOSE, start, end, frame.span, True))
        self._hand_on(frame, self.frames[index - 1])
        self._end_language(frame)

    def _open_again(self, old: Frame) -> None:
        if old.span is None:
            return
        span = Span(**{name: getattr(old.span, name) for name in Span.__slots__})
        frame = Frame(old.name, self.top.path.child(span.selector), self.top, is_block=False)
        self.push_inline(frame, span, -1, -1)

    def close_all(self) -> None:
        """The end of the page."""
        self.position = len(self.page.raw)
        if len(self.frames) > 1:
            self.pop_to(1)
        self.flush()
