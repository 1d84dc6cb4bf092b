"""What is looked at of a block: its neighbours, its place, the elements around it.

A feature is a word; a block has those that are true of it. `kinds_model` knows what each is worth
for each kind. What the text of a block says by itself is in `kinds_lines`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Final

from glossa.model import Unit
from glossa.segmentation.kinds_lines import PROSE_WIDTH, WIDTHS, Line, marker_kind
from glossa.segmentation.kinds_markup import Around, around_of

__all__ = ["features_of", "relations_of"]


def relations_of(units: Sequence[Unit]) -> list[str]:
    """How each block stands to the one before it."""
    found = ["first"]
    for before, unit in pairwise(units):
        one, other = before.markup, unit.markup
        if one and other:
            if one.element == other.element and one.path == other.path:
                word = "same" if one.group == other.group else "alike"
                named = "." in "".join(one.path[-2:]) or one.element in ("li", "option", "button")
                found.append(f"{word}:{one.element}" if named else f"{word}-{one.element}")
            else:
                found.append("group" if one.group == other.group else "else")
        else:
            same = marker_kind(before.list_marker.strip()) == marker_kind(unit.list_marker.strip())
            gap = unit.start - before.end - len(unit.list_marker)
            marked = "marked" if unit.list_marker.strip() else "bare"
            found.append(("gap" if gap > 1 else "") + (marked if same else "turn"))
    return found


class _Company:
    """Blocks in one place or one box, looked over once for all of them."""

    def __init__(
        self, units: Sequence[Unit], lines: Sequence[Line], members: Sequence[int]
    ) -> None:
        self.size = len(members)
        self.first, self.last = members[0], members[-1]
        self.shapes = Counter(lines[other].shape for other in members)
        self.best = max(sorted(self.shapes.items()), key=itemgetter(1))
        clues = Counter(clue for other in members for clue in lines[other].clues)
        self.clues = [clue for clue, often in clues.items() if often * 2 >= self.size]
        self.width = bisect_left(WIDTHS, sum(lines[other].width for other in members) // self.size)
        places = (units[other].markup for other in members)
        self.linked = int(sum(place.linked for place in places if place) * 3 / self.size)


class _Page:
    """What of the whole page matters to a block."""

    def __init__(self, units: Sequence[Unit], lines: Sequence[Line]) -> None:
        self.units = units
        self.lines = lines
        self.around = [around_of(unit.markup) if unit.markup else None for unit in units]
        body = [
            number
            for number, line in enumerate(lines)
            if line.prose and line.width >= PROSE_WIDTH and not line.clues & {"legal", "contact"}
        ]
        self.first = body[0] if body else len(lines)
        self.last = body[-1] if body else -1
        self.runs = self._runs()
        long = sum(1 for number in body if lines[number].width >= 60)
        self.sort = "article" if long >= 3 else "short" if long else "front"
        self.titles = [unit.source for unit in units[:1]] + [
            unit.source for unit in units if unit.markup and unit.markup.element == "h1"
        ]
        self.first_place: dict[str, int] = {}
        for number, unit in enumerate(units):
            self.first_place.setdefault(unit.source, number)
        slots: defaultdict[object, list[int]] = defaultdict(list)
        groups: defaultdict[int, list[int]] = defaultdict(list)
        for number, unit in enumerate(units):
            if unit.markup:
                slots[unit.markup.element, unit.markup.path].append(number)
                groups[unit.markup.group].append(number)
        self.slots = {key: _Company(units, lines, members) for key, members in slots.items()}
        self.groups = {key: _Company(units, lines, members) for key, members in groups.items()}

    def _runs(self) -> list[tuple[int, int]]:
        """For each block: how many like it stand together, and which of them it is."""
        shapes = [
            (line.shape, unit.list_marker.strip()[:1], unit.markup.element if unit.markup else "")
            for line, unit in zip(self.lines, self.units, strict=True)
        ]
        result: list[tuple[int, int]] = []
        start = 0
        for number in range(1, len(shapes) + 1):
            if number == len(shapes) or shapes[number] != shapes[start]:
                result += [(number - start, step) for step in range(number - start)]
                start = number
        return result


def _distances(lines: Sequence[Line]) -> list[int]:
    """How far the last paragraph is behind each block: 1, 2, 3 (up to 5), 6 (more, or none)."""
    found = []
    far = 9
    for line in lines:
        far = min(far + 1, 9)
        found.append(far if far < 3 else 3 if far <= 5 else 6)
        if line.prose:
            far = 0
    return found


_HEADS: Final = ("comment", "related", "contact")


def features_of(units: Sequence[Unit], lines: Sequence[Line]) -> Iterator[list[str]]:
    """The features of each block that its own text does not give, a few KB a block."""
    page = _Page(units, lines)
    region, since = "none", 0
    behind = _distances(lines)
    ahead = _distances(lines[::-1])[::-1]
    for number, line in enumerate(lines):
        own = _context(page, number, line)
        own += (f"behind{behind[number]}|{line.shape}", f"ahead{ahead[number]}|{line.shape}")
        own.append(f"amid{behind[number]}{ahead[number]}|{line.shape}")
        around = page.around[number]
        heading = around is not None and around.element in ("h1", "h2", "h3", "h4", "h5", "h6")
        said = next((name for name in _HEADS if name in line.clues), None)
        own += (f"under:{region}", f"under:{region}|{line.shape}", f"since{min(since, 3)}|{region}")
        if (
            heading
            or (said and line.bucket < 6)
            or (line.shape in "mn" and around is None and said)
        ):
            region, since = said or "column", 0
        else:
            since += 1
        if around is not None:
            own += _markup(page, number, line, around)
        yield own


def _context(page: _Page, number: int, line: Line) -> list[str]:
    lines, total = page.lines, len(page.lines)
    before = lines[number - 1] if number else None
    after = lines[number + 1] if number + 1 < total else None
    b, a = before.shape if before else "^", after.shape if after else "$"
    place = (
        "whole"
        if page.last < 0
        else "head"
        if number < page.first
        else "tail"
        if number > page.last
        else "body"
    )
    run, step = page.runs[number]
    size = min(run, 4)
    shape = line.shape
    found = [
        f"b:{b}|{shape}",
        f"a:{a}|{shape}",
        f"ba:{b}{a}{shape}",
        f"at:{place}",
        f"at:{place}|{shape}",
        f"at:{place}|{shape}{size}",
        f"run{size}|{shape}",
        f"step{min(step, 2)}|{shape}",
        f"decile{number * 6 // total}",
        f"sort:{page.sort}|{place}|{shape}",
    ]
    found += [f"{clue}@{place}" for clue in line.clues if clue in _NEAR]
    if number < 3:
        found.append(f"first{number}")
    if total - number <= 3:
        found.append(f"last{total - number}")
    if 0 <= page.first - number <= 4:
        found.append(f"tobody{page.first - number}|{shape}")
    if 0 < number - page.last <= 3 and page.last >= 0:
        found.append(f"frombody{number - page.last}|{shape}")
    for near, name in ((before, "B"), (after, "A")):
        if near:
            found += [f"{name}:{clue}" for clue in near.clues if clue in _NEAR]
    return found + _echoes(page, number, shape)


def _echoes(page: _Page, number: int, shape: str) -> list[str]:
    """Whether the words stood in the title or somewhere before; whether lines are left blank."""
    found: list[str] = []
    unit = page.units[number]
    if not number:
        return found
    text = unit.source
    if len(text) > 3:
        if page.titles and text in page.titles[0]:
            found.append("title_part" if not page.titles[0].startswith(text) else "title_start")
        if page.first_place[text] < number:
            found.append("again")
    gap = unit.start - page.units[number - 1].end - len(unit.list_marker)
    if gap > 1:
        found += ("gap", f"gap|{shape}")
    return found


_NEAR: Final = frozenset(
    (
        "related",
        "comment",
        "contact",
        "legal",
        "act",
        "date_all",
        "date_in",
        "ago",
        "byline",
        "source",
        "section",
        "pager",
        "caption",
        "counter",
        "where",
        "price",
        "head_word",
        "label_end",
        "person",
        "handle",
        "han_head",
        "foot_menu",
        "name_site",
        "digits",
        "posted",
        "han_label",
    )
)


def _markup(page: _Page, number: int, line: Line, around: Around) -> list[str]:
    markup = page.units[number].markup
    shape, bucket = line.shape, line.bucket
    kind = f"{around.element}@{around.attribute}" if around.attribute else around.element
    found = [
        "html",
        f"el:{kind}",
        f"el:{kind}|{shape}",
        f"el:{kind}|{bucket // 2}",
        f"up:{around.above}",
    ]
    linked = markup.linked if markup else 0.0
    link = "all" if linked >= 0.95 else "most" if linked >= 0.5 else "some" if linked else "no"
    found += (f"link:{link}", f"link:{link}|{shape}", f"link:{link}|{around.element}")
    for notion in around.own:
        found += (f"own:{notion}", f"own:{notion}|{shape}")
    for notion in around.parent:
        found += (f"up:{notion}", f"up:{notion}|{shape}", f"up:{notion}|{around.element}")
    for notion in around.outer:
        found.append(f"out:{notion}")
    near = (*around.own, *around.parent, *around.outer)
    near_one = near[0] if near else "none"
    found += (f"near:{near_one}", f"near:{near_one}|{shape}", f"near:{near_one}|{around.element}")
    box = next((notion for notion in near if notion in _BOXES), "none")
    found += (
        f"box:{box}",
        f"box:{box}|{shape}",
        f"box:{box}|{bucket // 2}",
        f"box:{box}|{around.element}",
    )
    found += [f"in:{tag}" for tag in around.tags]
    found += [f"in:{tag}|{shape}" for tag in around.tags if tag in _PLACES]
    found += [f"in:{tag}|{around.element}" for tag in around.tags if tag in _PLACES]
    found.append(f"near:{near_one}|{'clue' if line.clues else 'plain'}")
    found.append(f"sort:{page.sort}|{around.element}")
    found += [f"word:{word}" for word in around.words]
    return found + _company(page, number, line, around)


_BOXES: Final = frozenset(
    (
        "nav",
        "crumb",
        "foot",
        "head",
        "comment",
        "related",
        "rank",
        "more",
        "pager",
        "side",
        "form",
        "filter",
        "episode",
        "contact",
        "legal",
        "param",
        "picture",
        "body",
        "file",
        "list",
        "toc",
    )
)
_PLACES: Final = frozenset(
    (
        "nav",
        "header",
        "footer",
        "aside",
        "main",
        "article",
        "ul",
        "ol",
        "dl",
        "table",
        "form",
        "figure",
        "select",
        "blockquote",
    )
)


def _company(page: _Page, number: int, line: Line, around: Around) -> list[str]:
    """What the blocks in the same place, and those in the same box, are like."""
    markup = page.units[number].markup
    if markup is None:
        return []
    slot = page.slots[markup.element, markup.path]
    found = [f"slot{min(slot.size, 4)}|{line.shape}"]
    if slot.size > 1:
        best, often = slot.best
        if often * 3 >= slot.size * 2:
            found += (f"slots:{best}", f"slots:{best}|{line.shape}")
        found += [f"slots:{clue}" for clue in slot.clues]
        found.append(f"slotw{slot.width}")
    group = page.groups[markup.group]
    size = bisect_left((2, 3, 4, 6, 9, 14), group.size)
    found += (f"group{size}|{line.shape}", f"groups:{group.best[0]}|{line.shape}")
    if group.first == number and group.size > 1:
        found += ("opens", f"opens|{line.shape}", f"opens|{around.element}")
    if group.last == number and group.size > 1:
        found += ("closes", f"closes|{line.shape}")
    if "p" in group.shapes:
        found += ("withprose", f"withprose|{line.shape}", f"withprose|{around.element}")
    if "d" in group.shapes:
        found += ("withdate", f"withdate|{line.shape}")
    found.append(f"grouplinks{group.linked}")
    return found
