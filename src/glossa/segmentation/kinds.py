"""What each block of a page is: decided from its text, its neighbours and its place.

A chain of small rules; the first that answers wins. The order, and why:

1. `legal`, `contact`, `source`, `dateline`, `byline`, `caption`: the words say it, wherever the
   line stands. Legal before contact, for a licence line may hold a telephone number too.
2. `related`: a heading such as "Related" also tells what the lines behind it are, which look like
   headlines and links by themselves.
3. `link`, then `navigation`: single calls to act, then runs of short lines. Links first: a lone
   "back to top" between two menus is no part of either.
4. `list-item`: what else bears the mark of a list.
5. `headline`, bare names as `byline`, `paragraph`: what is left is the article; its place decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from glossa.model import Kind, Part, Segment, Unit
from glossa.segmentation import cues

__all__ = ["kinds_of"]

_MENU_WIDTH: Final = 26
_TITLE_WIDTH: Final = 20
_HEADLINE_WIDTH: Final = 13
_SUBHEADING_WIDTH: Final = 80
_PROSE_WIDTH: Final = 40
_LONG_WIDTH: Final = 170
_DATE_SURPLUS: Final = 12
_COLON: Final = frozenset(":：")
_RUN: Final = 3


class _Line:
    """What the rules look at of one unit; found once, for a page has many lines."""

    __slots__ = (
        "ended",
        "heading_mark",
        "marked",
        "numbered",
        "pieces",
        "prose",
        "protected",
        "text",
        "width",
    )

    def __init__(self, unit: Unit, parts: tuple[Part, ...]) -> None:
        segments = [part for part in parts if isinstance(part, Segment)]
        text = unit.source.strip()
        marker = unit.list_marker.strip()
        self.text = text
        self.pieces = [part.source for part in segments]
        self.protected = {span.kind for part in segments for span in part.protected}
        self.width = _width(text)
        """In half-width columns, up to 400 characters: Han counts two."""
        self.ended = cues.SENTENCE_END.search(text[-12:]) is not None
        """Whether it ends as a sentence does."""
        heading = cues.HEADING_MARK.fullmatch(marker) if marker else cues.HEADING_START.match(text)
        self.heading_mark = heading is not None
        """Whether `一、` or `（二）` stands before it: marks of headings more than of lists."""
        self.marked = marker != "" and not self.heading_mark
        self.numbered = cues.NUMBER_MARK.match(marker) is not None
        """Whether the mark of its list is a number: no menu has that."""
        self.prose = self.width >= _LONG_WIDTH or (
            self.ended and not self.teaser and (self.width >= _PROSE_WIDTH or len(self.pieces) > 1)
        )

    @property
    def teaser(self) -> bool:
        """Whether it breaks off, as the first words of another article do."""
        return self.text.endswith(("…", "..."))

    @property
    def menu_like(self) -> bool:
        return self.width <= _MENU_WIDTH and not self.ended

    @property
    def menu_line(self) -> bool:
        """Whether it is a whole menu, or a path, in one line."""
        short = self.width <= _MENU_WIDTH * len(self.pieces)
        return (
            len(self.pieces) >= _RUN and short and not self.ended and _COLON.isdisjoint(self.text)
        )

    @property
    def title_like(self) -> bool:
        return self.width >= _TITLE_WIDTH and not self.prose and not self.text.endswith("。")


@dataclass
class _Page:
    """The lines of a page and the kinds decided so far."""

    lines: list[_Line]
    kinds: list[Kind] = field(default_factory=list)
    related: bool = False
    """Whether the last heading announced other articles, and nothing has ended that list."""
    related_marked: bool = False

    def __post_init__(self) -> None:
        body = [number for number, line in enumerate(self.lines) if line.prose and not line.marked]
        self.first_body = body[0] if body else len(self.lines)
        self.last_body = body[-1] if body else -1
        self.run_before = _runs(self.lines)
        self.last_of_title = {
            line.text[:_TITLE_WIDTH]: number
            for number, line in enumerate(self.lines[: self.first_body])
        }

    def is_site_name(self, number: int) -> bool:
        """Whether a menu follows at once, and the line is no title that comes again."""
        following = self.lines[number + 1] if number + 1 < len(self.lines) else None
        if following is None or not (
            following.menu_line or (following.marked and following.menu_like)
        ):
            return False
        return self.last_of_title[self.lines[number].text[:_TITLE_WIDTH]] <= number

    def previous(self, number: int) -> Kind | None:
        return self.kinds[number - 1] if number else None


def _runs(lines: Sequence[_Line]) -> list[int]:
    """For each line, how many lines of its own shape stand together with it."""
    shapes = [(line.marked, line.menu_like, line.title_like) for line in lines]
    result = [0] * len(lines)
    start = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or shapes[number] != shapes[start]:
            result[start:number] = [number - start] * (number - start)
            start = number
    return result


def _width(text: str) -> int:
    return len(text) if text.isascii() else len(text[:400]) + len(cues.WIDE.findall(text[:400]))


def kinds_of(units: Sequence[Unit], parts: Sequence[tuple[Part, ...]]) -> list[Kind]:
    """The kind of each unit, in order; `parts` are those of the units."""
    page = _Page([_Line(unit, found) for unit, found in zip(units, parts, strict=True)])
    for number, line in enumerate(page.lines):
        kind = Kind.OTHER
        for rule in _RULES:
            answer = rule(page, number, line)
            if answer is not None:
                kind = answer
                break
        page.kinds.append(kind)
    return page.kinds


def _legal(page: _Page, number: int, line: _Line) -> Kind | None:
    if line.width > 300 or (line.prose and page.first_body < number < page.last_body):
        return None
    if (
        cues.LEGAL.search(line.text)
        or cues.LEGAL.search(line.text.replace(" ", ""))
        or ("filing" in line.protected and not line.prose)
    ):
        return Kind.LEGAL
    return None


def _contact(page: _Page, number: int, line: _Line) -> Kind | None:
    del page, number
    reachable = bool(line.protected & {"phone", "email"})
    if line.prose:
        return (
            Kind.CONTACT if "email" in line.protected and cues.WRITE_TO.search(line.text) else None
        )
    if cues.CONTACT_LABEL.match(line.text):
        return Kind.CONTACT
    if (reachable or cues.HOTLINE.search(line.text)) and cues.CONTACT.search(line.text):
        return Kind.CONTACT
    return Kind.CONTACT if reachable and line.width <= 40 else None


def _labelled(page: _Page, number: int, line: _Line) -> Kind | None:
    """Source, date and author lines, by their first label."""
    if line.prose and line.width > 120:
        return None
    text = line.text
    if cues.SOURCE.match(text):
        return Kind.SOURCE
    if cues.CAPTION.search(text) and not line.prose:
        return Kind.CAPTION
    date = None if text.endswith("。") else cues.DATE.match(text)
    if date and (
        date["label"]
        or len(cues.DATE_PARTS.sub("", text)) <= _DATE_SURPLUS
        or cues.LABEL_INSIDE.search(text)
    ):
        return Kind.DATELINE
    if page.related:
        return None
    if cues.BYLINE.match(text) and not line.marked:
        return Kind.BYLINE
    if cues.ABOUT.fullmatch(text) and number > page.last_body >= 0:
        return Kind.BYLINE
    return None


def _related(page: _Page, number: int, line: _Line) -> Kind | None:
    if cues.RELATED_HEADING.fullmatch(line.text):
        following = page.lines[number + 1] if number + 1 < len(page.lines) else None
        page.related = following is not None and not (following.menu_like and following.marked)
        page.related_marked = following is not None and following.marked
        return Kind.RELATED
    if page.related:
        fits = line.marked == page.related_marked and (
            line.teaser or (line.width >= _TITLE_WIDTH // 2 and not line.prose)
        )
        if fits and not line.menu_line and not cues.LINK.match(line.text):
            return Kind.RELATED
        page.related = False
    listed = page.run_before[number] >= _RUN and line.title_like and not line.numbered
    listed = (
        listed and not line.heading_mark and not line.menu_line and not cues.LINK.match(line.text)
    )
    if listed and (number > page.last_body >= 0 or (page.last_body < 0 and line.marked)):
        return Kind.RELATED
    return None


def _link(page: _Page, number: int, line: _Line) -> Kind | None:
    if (
        line.width <= 2 * _MENU_WIDTH
        and not line.ended
        and (cues.LINK.match(line.text) or all(cues.LINK.match(piece) for piece in line.pieces))
    ):
        in_menu = line.marked and page.run_before[number] > 1
        return None if in_menu else Kind.LINK
    return Kind.LINK if cues.ONLY_URL.fullmatch(line.text) else None


def _navigation(page: _Page, number: int, line: _Line) -> Kind | None:
    if line.prose:
        return None
    if cues.PATH.match(line.text):
        return Kind.NAVIGATION
    if line.menu_line:
        return Kind.NAVIGATION
    if not line.menu_like:
        return None
    inside = page.first_body < number < page.last_body
    if line.marked:
        return None if inside or line.numbered else Kind.NAVIGATION
    if line.heading_mark:
        return None
    if page.run_before[number] >= _RUN and line.width <= _HEADLINE_WIDTH and not inside:
        return Kind.NAVIGATION
    return Kind.NAVIGATION if cues.MENU_WORD.fullmatch(line.text) else None


def _list_item(page: _Page, number: int, line: _Line) -> Kind | None:
    del page, number
    return Kind.LIST_ITEM if line.marked else None


def _article(page: _Page, number: int, line: _Line) -> Kind | None:
    """Headlines, bare names of authors, paragraphs."""
    if line.prose:
        return Kind.PARAGRAPH
    if line.heading_mark or (line.text.endswith((":", "：")) and line.text[:1] not in _COLON):
        short = line.width <= _SUBHEADING_WIDTH and not line.ended
        return Kind.HEADLINE if line.heading_mark and short else Kind.PARAGRAPH
    before = page.previous(number)
    if number < page.first_body:
        after_title = before in (Kind.HEADLINE, Kind.SOURCE, Kind.DATELINE, Kind.CAPTION)
        if after_title and page.first_body < len(page.lines) and cues.NAME.fullmatch(line.text):
            return Kind.BYLINE
        if page.is_site_name(number):
            return None
        if line.width >= _HEADLINE_WIDTH and not line.text.endswith(("。", ";", "；", ",", "，")):
            return Kind.HEADLINE
        return Kind.PARAGRAPH if line.ended else None
    if number < page.last_body:
        if not line.ended and line.width <= _SUBHEADING_WIDTH:
            return Kind.HEADLINE
        return Kind.PARAGRAPH
    return Kind.PARAGRAPH if line.ended else None


_RULES: Final[tuple[Callable[[_Page, int, _Line], Kind | None], ...]] = (
    _legal,
    _contact,
    _labelled,
    _related,
    _link,
    _navigation,
    _list_item,
    _article,
)
