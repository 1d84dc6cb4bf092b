"""Text formats whose blocks stand as they are in the file: where each is, and how it is put back.

A reader cuts a block into pieces (text, inline elements) with their places in the file; `Sheet`
makes units, codes and slots of them. `rewritten` puts targets into the slots and copies all else.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile
from typing import Final

from glossa.markup import Code, Filled, Markup
from glossa.model import Document, Encoding, Finding, Severity, Unit
from glossa.pages.base import Joiner, is_unit_changed
from glossa.pages.codec import ESCAPED
from glossa.pages.weave import Woven, codes_of, weave

__all__ = [
    "BLANK",
    "Layout",
    "Piece",
    "Run",
    "Sheet",
    "Slot",
    "copied",
    "is_text",
    "rewritten",
    "written",
]

BLANK: Final = " \t\r\n\x0b\x0c\x85\xa0\u2028\u2029\u3000\ufeff"
_LETTER: Final = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block, in the order of the file and without gaps."""

    what: str
    """`text`, `open`, `close`, `at`."""
    raw: int
    raw_end: int
    text: str = ""
    """Of `text`: what a reader sees; as long as the raw text, else it is kept in one piece."""
    kind: str = "other"
    translate: bool = True


@dataclass(frozen=True, slots=True)
class Run:
    """Text of a unit and where it stands in the file."""

    start: int
    """Offset into the page's text."""
    end: int
    raw: int
    raw_end: int


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a unit stands in the file."""

    raw: int
    raw_end: int
    runs: tuple[Run, ...]
    style: str = ""
    """The reader's own word for how text is written here."""
    inner: bool = False
    """Whether it stands inside a tag of another unit, as the title of a link does."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The skeleton of such a document."""

    raw: str
    slots: Mapping[str, Slot]
    """By the unit's id, in the order of the file but for inner ones."""
    tags: Mapping[str, tuple[int, int, int, int]]
    """By the code's id: where it opens and where it closes in the file; for what stands at one
    place the second is empty."""
    extra: object = None
    """What else the reader keeps."""


@dataclass(slots=True)
class Sheet:
    """Collects the units of a document in reading order."""

    raw: str
    units: list[Unit] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    slots: dict[str, Slot] = field(default_factory=dict)
    tags: dict[str, tuple[int, int, int, int]] = field(default_factory=dict)
    _length: int = 0

    def add(
        self,
        pieces: Iterable[Piece],
        markup: Markup,
        *,
        style: str = "",
        inner: bool = False,
        marker: str = "",
    ) -> Unit | None:
        """A unit of `pieces`; None where there is nothing to read in them."""
        kept = _trimmed(list(_without_raw_bytes(pieces)))
        if not is_text(kept):
            return None
        start = self._length + (1 if self.units else 0)
        runs, codes, source = self._placed(kept, start)
        unit = Unit(
            id=f"u{len(self.units) + 1}",
            start=start,
            end=start + len(source),
            source=source,
            list_marker=marker,
            markup=replace(markup, linked=_linked(codes, source)),
        )
        self.slots[unit.id] = Slot(kept[0].raw, kept[-1].raw_end, tuple(runs), style, inner)
        self.units.append(unit)
        self.codes.extend(codes)
        self._length = unit.end
        return unit

    def _placed(self, pieces: Sequence[Piece], start: int) -> tuple[list[Run], list[Code], str]:
        runs: list[Run] = []
        codes: list[Code] = []
        stack: list[int] = []
        texts: list[str] = []
        at = start
        for piece in pieces:
            if piece.what == "text":
                runs.append(Run(at, at + len(piece.text), piece.raw, piece.raw_end))
                texts.append(piece.text)
                at += len(piece.text)
            elif piece.what == "close":
                index = stack.pop()
                codes[index] = replace(codes[index], end=at)
                opened = self.tags[codes[index].id]
                self.tags[codes[index].id] = (*opened[:2], piece.raw, piece.raw_end)
            else:
                name = f"c{len(self.codes) + len(codes) + 1}"
                parent = codes[stack[-1]].id if stack else ""
                if piece.what == "open":
                    stack.append(len(codes))
                codes.append(Code(name, at, at, piece.kind, parent, piece.translate))
                self.tags[name] = (piece.raw, piece.raw_end, piece.raw_end, piece.raw_end)
        return runs, codes, "".join(texts)

    def document(
        self,
        name: str,
        form: str,
        encoding: Encoding,
        findings: tuple[Finding, ...] = (),
        extra: object = None,
    ) -> Document:
        """The document of all units that were added."""
        if not self.units:
            message = "Nothing in it is text that a reader sees." if self.raw else "It is empty."
            findings += (Finding("empty-page", message, Severity.INFO, where=name),)
        return Document(
            name=name,
            text="\n".join(unit.source for unit in self.units),
            units=tuple(self.units),
            encoding=encoding,
            format=form,
            findings=findings,
            codes=tuple(self.codes),
            skeleton=Layout(self.raw, self.slots, self.tags, extra),
        )


def is_text(pieces: Iterable[Piece]) -> bool:
    """Whether there is a letter or digit outside what must stay letter for letter."""
    fixed = 0
    for piece in pieces:
        if piece.what == "open" and (fixed or not piece.translate):
            fixed += 1
        elif piece.what == "close" and fixed:
            fixed -= 1
        elif piece.what == "text" and not fixed and _LETTER.search(piece.text):
            return True
    return False


def _linked(codes: Sequence[Code], source: str) -> float:
    """The share of a unit that stands in links; a link never stands in another."""
    inside = sum(code.end - code.start for code in codes if code.kind == "link")
    return min(1.0, inside / len(source)) if source else 0.0


def _without_raw_bytes(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Bytes that are no text become things at one place: what reads units needs valid text."""
    for piece in pieces:
        if piece.what != "text" or not ESCAPED.search(piece.text):
            yield piece
            continue
        if len(piece.text) != piece.raw_end - piece.raw:
            yield Piece("at", piece.raw, piece.raw_end)
            continue
        at = 0
        for match in ESCAPED.finditer(piece.text):
            if match.start() > at:
                yield _cut(piece, at, match.start())
            yield Piece("at", piece.raw + match.start(), piece.raw + match.end())
            at = match.end()
        if at < len(piece.text):
            yield _cut(piece, at, len(piece.text))


def _cut(piece: Piece, start: int, end: int) -> Piece:
    if end - start == len(piece.text):
        return piece
    text = piece.text[start:end]
    if len(piece.text) != piece.raw_end - piece.raw:
        return Piece("text", piece.raw, piece.raw_end, text)
    return Piece("text", piece.raw + start, piece.raw + end, text)


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """Without blanks at the ends, and without things that stand there: they are layout.

    Blanks behind an opening tag (before a closing one) become part of the tag.
    """
    pieces = _one_end(pieces, 1)
    return _one_end(pieces[::-1], -1)[::-1]


def _one_end(pieces: list[Piece], way: int) -> list[Piece]:
    tag = "open" if way > 0 else "close"
    kept: list[Piece] = []
    for number, piece in enumerate(pieces):
        if piece.what == tag:
            kept.append(piece)
        elif piece.what == "text":
            bare = piece.text.lstrip(BLANK) if way > 0 else piece.text.rstrip(BLANK)
            count = len(piece.text) - len(bare)
            if not bare:
                edge = piece.raw_end if way > 0 else piece.raw
                rest: list[Piece] = []
            else:
                cut = _cut(piece, count, len(piece.text)) if way > 0 else _cut(piece, 0, len(bare))
                edge = cut.raw if way > 0 else cut.raw_end
                rest = [cut]
            if kept and count:
                wider = {"raw_end": edge} if way > 0 else {"raw": edge}
                kept[-1] = replace(kept[-1], **wider)  # type: ignore[arg-type]  # an int each
            if rest:
                return [*kept, *rest, *pieces[number + 1 :]]
        elif kept or piece.what != "at":
            return [*kept, *pieces[number:]]
    return kept


def copied(layout: Layout, slot: Slot, start: int, end: int) -> str:
    """The file's own writing of a stretch of the page's text."""
    found = []
    first = bisect_right(slot.runs, start, key=lambda run: run.end)
    for run in takewhile(lambda run: run.start < end, islice(slot.runs, first, None)):
        raw, stop = run.raw, run.raw_end
        if stop - raw == run.end - run.start:
            raw, stop = raw + max(0, start - run.start), stop - max(0, run.end - end)
        found.append(layout.raw[raw:stop])
    return "".join(found)


def written(
    layout: Layout,
    slot: Slot,
    woven: Iterable[Woven],
    copy: Callable[[int, int], str],
    escape: Callable[[str], str],
) -> str:
    """What goes into a slot: the file's own writing, and `escape` of what is new."""
    found = []
    for piece in woven:
        if piece.what == "text":
            own = piece.start >= 0
            end = piece.start + len(piece.text)
            found.append(copied(layout, slot, piece.start, end) if own else escape(piece.text))
            continue
        tag = layout.tags[piece.code]
        found.append(copy(*tag[2:]) if piece.what == "close" else copy(*tag[:2]))
        if piece.what == "at":
            found.append(copy(*tag[2:]))
    return "".join(found)


Render = Callable[[Unit, Slot, Sequence[Woven], Callable[[int, int], str]], str]
"""(unit, slot, what to write, copy of a stretch of the file) -> what goes into the slot."""


def rewritten(
    document: Document, filled: Mapping[str, Filled], joiner: Joiner | None, render: Render
) -> str:
    """The file with what `render` makes of each unit that changed; all else is copied."""
    layout = document.skeleton
    if not isinstance(layout, Layout):
        raise TypeError(f"{document.name}: this document was not made by its reader")
    changed = [unit for unit in document.units if is_unit_changed(unit, filled)]
    if not changed:
        return layout.raw
    codes = codes_of(document)
    edits: list[tuple[int, int, str]] = []

    def copy(start: int, end: int) -> str:
        return _spliced(layout.raw, start, end, edits)

    for inner in (True, False):
        made = []
        for unit in changed:
            slot = layout.slots[unit.id]
            if slot.inner is inner:
                woven = weave(unit, codes.get(unit.id, ()), filled, joiner)
                made.append((slot.raw, slot.raw_end, render(unit, slot, woven, copy)))
        covered = sorted(made)
        if not inner:
            edits = [edit for edit in edits if not _inside(edit, covered)]
        edits = sorted([*edits, *covered])
    return _spliced(layout.raw, 0, len(layout.raw), edits)


def _inside(edit: tuple[int, int, str], covered: Sequence[tuple[int, int, str]]) -> bool:
    index = bisect_right(covered, edit[0], key=lambda one: one[0]) - 1
    return index >= 0 and edit[1] <= covered[index][1]


def _spliced(raw: str, start: int, end: int, edits: Sequence[tuple[int, int, str]]) -> str:
    found = []
    at = start
    for number in range(bisect_left(edits, start, key=lambda one: one[0]), len(edits)):
        first, last, text = edits[number]
        if first >= end:
            break
        if last <= end:
            found += [raw[at:first], text]
            at = last
    found.append(raw[at:end])
    return "".join(found)
