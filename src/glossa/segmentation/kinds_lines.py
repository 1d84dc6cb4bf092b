"""What the text of a block says by itself: its length, its end, its clues.

The same text gives the same, so a menu that comes twice is looked at once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from glossa.model import Kind, Part, Segment, Unit
from glossa.segmentation import cues
from glossa.segmentation.kinds_sure import sure_kind
from glossa.segmentation.kinds_words import clues_of, folded

__all__ = ["PROSE_WIDTH", "WIDTHS", "Line", "lines_of", "marker_kind", "width_of"]

WIDTHS: Final = (4, 6, 9, 13, 17, 23, 31, 45, 65, 101, 171)
_SHORT: Final = 90
PROSE_WIDTH: Final = 40
_LONG_WIDTH: Final = 170
_LONG_BUCKET: Final = 10
_ENDS: Final = {
    **dict.fromkeys("。．.", "stop"),
    **dict.fromkeys("！？!?؟", "shout"),
    **dict.fromkeys("…", "dots"),
    **dict.fromkeys("：:", "colon"),
    **dict.fromkeys("；;؛", "semicolon"),
    **dict.fromkeys("，,、،", "comma"),
    **dict.fromkeys(">》»›→", "arrow"),
    **dict.fromkeys("）)】]〕", "bracket"),
    **dict.fromkeys('”」』"', "quote"),
}


class Line(NamedTuple):
    """What the text of a block says by itself."""

    features: tuple[str, ...]
    clues: frozenset[str]
    width: int
    bucket: int
    prose: bool
    ended: bool
    shape: str
    """One letter for neighbours: p prose, d date, m menu-like, t title-like, s sentence, o."""
    sure: Kind | None
    """What the words alone say, where they say it plainly."""


def width_of(text: str) -> int:
    """In half-width columns, up to 400 characters: Han counts two."""
    return len(text) if text.isascii() else len(text[:400]) + len(cues.WIDE.findall(text[:400]))


def marker_kind(marker: str) -> str:
    """What the mark of a list is: `han` (`一、`), `number`, `bullet`, or empty."""
    if not marker:
        return ""
    if cues.HEADING_MARK.fullmatch(marker):
        return "han"
    return "number" if cues.NUMBER_MARK.match(marker) else "bullet"


def _line(text: str, mark: str, pieces: int, protected: frozenset[str], language: str) -> Line:
    marker = marker_kind(mark)
    width = width_of(text)
    bucket = bisect_left(WIDTHS, width)
    ended = cues.SENTENCE_END.search(text[-12:]) is not None
    teaser = text.endswith(("…", "..."))
    prose = width >= _LONG_WIDTH or (
        ended and not teaser and (width >= PROSE_WIDTH or (pieces > 1 and width >= 16))
    )
    short = folded(text[:_SHORT], traditional=language == "zh-Hant")
    end = _ENDS.get(text[-1:], "digit" if text[-1:].isdigit() else "word")
    features = [f"w{bucket}", f"e:{end}", f"n{min(pieces, 4)}", f"l:{language[:2]}"]
    features += [f"p:{kind}" for kind in sorted(protected)]
    if marker:
        features += (f"m:{marker}", f"m:{marker}|w{bucket}")
    features.append(f"e:{end}|w{bucket // 2}")
    if prose:
        features.append("prose")
    digits = sum(map(str.isdigit, short))
    if digits:
        features.append(f"d{digits * 4 // len(short)}")
    clues = clues_of(short, long=bucket >= _LONG_BUCKET)
    narrow = bucket // 3
    for name in sorted(clues):
        features += (name, f"{name}|{narrow}")
    if not clues:
        features += ("noclue", f"noclue|{bucket}")
    features += _rules(text, width, ended, protected)
    if (
        pieces >= 3
        and not ended
        and width <= 16 * pieces
        and cues.SENTENCE_END.search(text) is None
    ):
        colon = ":" in text or "：" in text
        features += ("menuline:" if colon else "menuline", f"menuline{min(pieces, 6)}")
    if bucket < 6 and short:
        features += (f"^{short[:2]}", f"{short[-2:]}$", f"={short}", f"{short[-1]}$")
    return Line(
        tuple(features),
        clues,
        width,
        bucket,
        prose,
        ended,
        _shape(clues, bucket, prose, ended, width),
        sure_kind(text, mark, width, protected, prose=prose, ended=ended),
    )


def _shape(clues: frozenset[str], bucket: int, prose: bool, ended: bool, width: int) -> str:
    if prose:
        return "p"
    if clues & {"date_all", "ago"}:
        return "d"
    if "legal" in clues or "contact" in clues:
        return "c"
    if "digits" in clues:
        return "0"
    if ended:
        return "s"
    if bucket < 3:
        return "m"
    return "n" if width < 26 else "t"


def _rules(text: str, width: int, ended: bool, protected: frozenset[str]) -> list[str]:
    """The patterns of whole lines in `cues`."""
    found = []
    if width <= _LEGAL_WIDTH and cues.LEGAL.search(text):
        found.append("r:legal")
    if width <= _LABELLED_WIDTH:
        found += [name for name, holds in _LABELLED if holds(text)]
        date = cues.DATE.match(text)
        if date:
            rest = cues.DATE_PARTS.sub("", text)
            found.append("r:date" if date["label"] or len(rest) <= _SURPLUS else "r:date_start")
            if not rest:
                found.append("r:date_only")
    if width <= _SINGLE_WIDTH:
        found += [name for name, holds in _SINGLE if holds(text)]
        if not ended and cues.LINK.match(text):
            found.append("r:link")
        if protected & {"phone", "email"}:
            found.append("r:reach")
    return found


_LEGAL_WIDTH: Final = 300
_LABELLED_WIDTH: Final = 120
_SINGLE_WIDTH: Final = 52
_SURPLUS: Final = 12
_LABELLED: Final = (
    ("r:contact", cues.CONTACT_LABEL.match),
    ("r:source", cues.SOURCE.match),
    ("r:byline", cues.BYLINE.match),
    ("r:caption", cues.CAPTION.search),
)
_SINGLE: Final = (
    ("r:related", cues.RELATED_HEADING.fullmatch),
    ("r:menu", cues.MENU_WORD.fullmatch),
    ("r:name", cues.NAME.fullmatch),
)


def lines_of(units: Sequence[Unit], parts: Sequence[tuple[Part, ...]]) -> list[Line]:
    """Each block by itself; blocks of the same text are looked at once."""
    known: dict[tuple[str, str], Line] = {}
    found = []
    for unit, own in zip(units, parts, strict=True):
        marker = unit.list_marker.strip()
        line = known.get((unit.source, marker))
        if line is None:
            segments = [part for part in own if isinstance(part, Segment)]
            protected = frozenset(span.kind for one in segments for span in one.protected)
            language = segments[0].language if segments else "zxx"
            line = _line(unit.source.strip(), marker, len(segments), protected, language)
            known[unit.source, marker] = line
        found.append(line)
    return found
