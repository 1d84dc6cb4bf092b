"""A PDF through PDFium: every letter with its place, turned so that lines run from left to right.

The only door to pypdfium2. No form is set up, so that no script of the file can run; attachments,
links and form fields are not opened. PDFium is compiled code that reads what strangers wrote: keep
it up to date.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from ctypes import c_double, c_void_p, cast
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final, NamedTuple

from glossa.errors import InputError
from glossa.pages.pdf_letters import normal, unmapped
from glossa.pages.pdf_rehearsal import rehearse

__all__ = ["MOST_PAGES", "Glyph", "Sheet", "read_sheets"]

MOST_PAGES: Final = 20_000
_MOST_LETTERS: Final = 200_000
"""On one page; a page of a newspaper has 40,000."""
_PASSWORD: Final = 4
_SLANTED: Final = math.radians(8)
_SMALLEST: Final = 0.5
_BOLD: Final = 600
_REASONS: Final = {2: "it cannot be read", 3: "it is damaged or no PDF", 5: "its protection is odd"}


class Glyph(NamedTuple):
    """A letter where it stands; `x` grows to the right, `y` downwards, in points."""

    text: str
    """One sign as a reader sees it, or a few (`fi`); never a blank."""
    left: float
    right: float
    base: float
    """Of its line."""
    size: float
    bold: bool
    thing: int
    """Which object of the page drew it."""
    blank: bool
    """Whether a blank stands between it and the one drawn before."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with its letters, in the order in which they were drawn."""

    number: int
    """From 1."""
    glyphs: list[Glyph] = field(repr=False)
    """Those of the direction in which most of the page is written."""
    aside: list[list[Glyph]] = field(repr=False)
    """Letters that run in another direction (a note along the edge), by direction."""
    slanted: list[str]
    """Text at an angle, such as a watermark, as it was drawn."""
    top: float
    bottom: float
    """Of the page, on the same axes as the letters."""
    vertical: bool = False
    """Whether lines ran from top to bottom, and the first is the one on the right."""
    letters: int = 0
    garbled: int = 0
    """Of `letters`, those for which the file does not say which letters they are."""
    pictures: bool = False


def read_sheets(data: bytes, name: str) -> Iterator[Sheet]:
    """The pages one after the other; only one is held at a time.

    Raises `InputError` for a file that is damaged, protected with a password, or too long.
    """
    import pypdfium2

    rehearse(data, name, MOST_PAGES)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _cannot_open(getattr(error, "err_code", None), name) from error
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise InputError(
                f"it has {count:,} pages, more than {MOST_PAGES:,}", where=name, advice="Part it."
            )
        for number in range(count):
            try:
                page = document[number]
                letters = page.get_textpage()
            except pypdfium2.PdfiumError:
                yield Sheet(number + 1, [], [], [], 0, 0)  # told with the pages that have no text
                continue
            try:
                yield _sheet(page, letters, number + 1, name)
            finally:
                letters.close()
                page.close()
    finally:
        document.close()


def _cannot_open(code: int | None, name: str) -> InputError:
    if code == _PASSWORD:
        return InputError(
            "the PDF is protected with a password",
            where=name,
            advice="Open it with its password and save or print it as a PDF without one.",
        )
    return InputError(
        f"the PDF cannot be opened: {_REASONS.get(code or 0, 'it is damaged')}",
        where=name,
        advice="Get the file again; if a viewer opens it, print it from there as a new PDF.",
    )


class _Drawn(NamedTuple):
    text: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    size: float
    bold: bool
    angle: float
    thing: int
    blank: bool


def _sheet(page: Any, letters: Any, number: int, name: str) -> Sheet:
    drawn, garbled = _drawn(letters, page.get_cropbox(), f"{name}: page {number}")
    quarters: dict[int, list[_Drawn]] = {}
    slanted: dict[int, list[_Drawn]] = {}
    for one in drawn:
        quarter = round(one.angle / (math.pi / 2))
        if abs(one.angle - quarter * math.pi / 2) > _SLANTED:
            slanted.setdefault(round(math.degrees(one.angle)), []).append(one)
        else:
            quarters.setdefault(quarter % 4, []).append(one)
    main = max(quarters, key=lambda quarter: len(quarters[quarter]), default=0)
    upright = quarters.pop(main, [])
    vertical = _is_vertical(upright)
    # A line from top to bottom, the first on the right: the page turned by a quarter.
    turn = (main + 3) % 4 if vertical else main
    left, bottom, right, top = page.get_cropbox()
    first, last = sorted((_turned(left, bottom, turn)[1], _turned(right, top, turn)[1]))
    return Sheet(
        number,
        [_glyph(one, turn) for one in upright],
        [[_glyph(one, quarter) for one in quarters[quarter]] for quarter in sorted(quarters)],
        [
            "".join(" " * one.blank + one.text for one in slanted[angle]).strip()
            for angle in sorted(slanted)
        ],
        first,
        last,
        vertical=vertical,
        letters=len(drawn),
        garbled=garbled,
        pictures=not drawn and next(page.get_objects(max_depth=2), None) is not None,
    )


def _drawn(
    letters: Any, box: tuple[float, float, float, float], where: str
) -> tuple[list[_Drawn], int]:
    """The letters inside the page's box, and how many of them have no meaning."""
    from pypdfium2 import raw

    text_page = letters.raw
    count = letters.count_chars()
    if count > _MOST_LETTERS:
        raise InputError(f"it holds {count:,} letters", where=where, advice="No page has so many.")
    x, y, rectangle = c_double(), c_double(), raw.FS_RECTF()
    left, bottom, right, top = box
    found: list[_Drawn] = []
    things: dict[int, tuple[int, float, bool, float]] = {}
    blank, garbled, half = False, 0, 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if 0xD800 <= code < 0xDC00:
            half = code
            continue
        if half and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((half - 0xD800) << 10) + code - 0xDC00
        half = 0
        text = "-" if raw.FPDFText_IsHyphen(text_page, index) == 1 else normal(code)
        if not text or text.isspace():
            blank = True
            continue
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        raw.FPDFText_GetLooseCharBox(text_page, index, rectangle)
        middle = (rectangle.left + rectangle.right) / 2
        if not (left <= middle <= right and bottom - 1 <= y.value <= top + 1):
            continue
        thing, size, bold, angle = _thing(raw, text_page, index, things)
        if size < _SMALLEST:
            continue
        garbled += unmapped(code)
        found.append(
            _Drawn(
                text, rectangle.left, rectangle.bottom, rectangle.right, rectangle.top,
                x.value, y.value, size, bold, angle, thing, blank,
            )
        )  # fmt: skip
        blank = False
    return found, garbled


def _thing(
    raw: Any, text_page: Any, index: int, things: dict[int, tuple[int, float, bool, float]]
) -> tuple[int, float, bool, float]:
    """What letters of one object share: its number, their size in points, bold, their angle."""
    pointer = cast(raw.FPDFText_GetTextObject(text_page, index), c_void_p).value or 0
    if pointer not in things:
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text_page, index, matrix)
        size = raw.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
        bold = raw.FPDFText_GetFontWeight(text_page, index) >= _BOLD
        angle = math.atan2(matrix.b, matrix.a)
        things[pointer] = (len(things), size, bold, angle)
    return things[pointer]


def _is_vertical(drawn: list[_Drawn]) -> bool:
    """Whether upright signs follow each other downwards, as in old Chinese and Japanese books."""
    steps = Counter[str]()
    for one, two in pairwise(drawn):
        if not "\u2e80" <= one.text <= "\uffef":
            continue
        across, down = abs(two.x - one.x), abs(two.y - one.y)
        if max(across, down) < 3 * one.size:
            steps["down" if down > across else "across"] += 1
    return steps["down"] > max(steps["across"], 3)


def _turned(x: float, y: float, quarter: int) -> tuple[float, float]:
    """A place on axes on which letters of this direction stand upright; `y` grows downwards."""
    return ((x, -y), (y, x), (-x, y), (-y, -x))[quarter]


def _glyph(one: _Drawn, quarter: int) -> Glyph:
    first = _turned(one.left, one.bottom, quarter)[0]
    last = _turned(one.right, one.top, quarter)[0]
    base = _turned(one.x, one.y, quarter)[1]
    left, right = min(first, last), max(first, last)
    return Glyph(one.text, left, right, base, one.size, one.bold, one.thing, one.blank)
