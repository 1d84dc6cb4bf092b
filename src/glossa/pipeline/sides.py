"""One side of an alignment: a page or a bilingual file as pieces of text, in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from glossa.errors import BitextError, FormatError, UsageError
from glossa.files import read_bytes
from glossa.model import Bitext, Document, Finding
from glossa.script import primary_subtag, written_in_han

if TYPE_CHECKING:
    from glossa.alignment import Piece

__all__ = ["Side", "load_side", "settle_languages", "side_of", "weight_of"]

_HAN_WEIGHS: Final = 3
"""A Chinese character says about as much as three letters."""
_HAN_ENDS: Final = tuple("。！？；：，、”’」』）》")
_ENOUGH: Final = 0.1
"""Share of a file that must be in the language it is said to be in: menus may outweigh a text."""
_NO_LANGUAGE: Final = frozenset({"und", "zxx"})


@dataclass(frozen=True, slots=True)
class Side:
    """What is aligned, and where it stands in its file."""

    name: str
    pieces: tuple[Piece, ...]
    spans: tuple[tuple[int, int], ...]
    """Offsets of each piece into the page's text."""
    text: str = ""
    """The page; empty for a bilingual file."""
    findings: tuple[Finding, ...] = ()
    """What was remarked when the file was read."""

    @property
    def languages(self) -> dict[str, float]:
        """Share of the text in each language, the largest first; nothing where none has words."""
        counts: Counter[str] = Counter()  # equal ones keep the order of the page
        for piece in self.pieces:
            if piece.language not in _NO_LANGUAGE:
                counts[piece.language] += weight_of(piece)
        total = counts.total()
        return {language: count / total for language, count in counts.most_common()}

    def joined(self, indexes: Sequence[int]) -> str:
        """Neighbouring pieces as they stand on their page; a border of paragraphs becomes a blank.

        After a Chinese full stop it becomes nothing.
        """
        text = self.pieces[indexes[0]].text
        for before, here in pairwise(indexes):
            one, other = self.pieces[before], self.pieces[here]
            if self.text and one.unit == other.unit:
                between = self.text[self.spans[before][1] : self.spans[here][0]]
            else:
                between = "" if text.endswith(_HAN_ENDS) else " "
            text += between + other.text
        return text


def weight_of(piece: Piece) -> int:
    """How much a piece says: its letters, Chinese ones thrice."""
    letters = sum(map(str.isalpha, piece.text))
    return letters * (_HAN_WEIGHS if written_in_han(piece.language) else 1)


def load_side(given: Document | Bitext | Path | str, *, target: bool, encoding: str | None) -> Side:
    """A page, or one side of a bilingual file: the sources of SOURCE, the targets of TARGET.

    Raises `InputError` for what cannot be read.
    """
    from glossa.pipeline import parse_page

    if isinstance(given, Document | Bitext):
        return side_of(given, target=target)
    path = Path(given)
    data = read_bytes(path)
    bilingual = _as_bilingual(path, data)
    if bilingual is not None:
        return side_of(bilingual, target=target)
    return side_of(parse_page(data, path.name, encoding=encoding), target=target)


def _as_bilingual(path: Path, data: bytes) -> Bitext | None:
    from glossa.formats import format_of

    try:
        chosen = format_of(path)
    except FormatError:
        return None
    if not chosen.claims(data):
        return None
    try:
        return chosen.decode(data, path.name)
    except BitextError:
        if not chosen.shared:
            raise
        return None  # a page that only has the ending of one: notes.csv


def side_of(given: Document | Bitext, *, target: bool) -> Side:
    """The pieces of a page, or of one side of a bitext."""
    from glossa.alignment import Piece

    if isinstance(given, Document):
        rows = [
            (Piece(segment.id, segment.source, segment.language, unit.kind, number), segment)
            for number, unit in enumerate(given.units)
            for segment in unit.segments
        ]
        spans = tuple((segment.start, segment.end) for _, segment in rows)
        return Side(
            given.name, tuple(piece for piece, _ in rows), spans, given.text, given.findings
        )
    units: dict[str, int] = {}
    pieces: list[Piece] = []
    places: list[tuple[int, int]] = []
    for entry in given.entries:
        text = entry.target if target else entry.source
        if not text:
            continue
        language = given.target_language if target else entry.language
        number = units.setdefault(entry.id.rpartition(".")[0] or entry.id, len(units))
        # An id that comes back out of order must not turn the blocks back.
        number = max(number, pieces[-1].unit if pieces else 0)
        pieces.append(Piece(entry.id, text, language, entry.kind, number))
        places.append((entry.start, entry.end))
    return Side(given.name, tuple(pieces), tuple(places), "", given.findings)


def settle_languages(source: Side, target: Side, asked: tuple[str, str]) -> tuple[str, str]:
    """The languages of the two sides: as `asked` for, or each side's main one where `auto`.

    Raises `UsageError` where a side is not in the language it is said to be in, and says so where
    the two seem to have changed places; also where both are in the same language.
    """
    wheres = ("--from", "--to")
    found = [
        _settled(side, language, where)
        for side, language, where in zip((source, target), asked, wheres, strict=True)
    ]
    missing = [
        (side, language)
        for side, language, wish in zip((source, target), found, asked, strict=True)
        if wish != "auto" and not _holds(side, language)
    ]
    if missing:
        side, language = missing[0]
        both = "auto" not in asked
        crossed = _holds(source, found[1]) and _holds(target, found[0])
        swapped = both and crossed and primary_subtag(found[0]) != primary_subtag(found[1])
        raise UsageError(
            f"this file is not in {language}; it holds {_said(side)}",
            where=side.name,
            advice=f"the two seem to have changed places: glossa align {target.name} {source.name}"
            if swapped
            else "give the right file, or its language by --from and --to (or leave them out)",
        )
    same = primary_subtag(found[0]) == primary_subtag(found[1])
    if same and "auto" in asked and source.languages and target.languages:
        raise UsageError(
            f"both files are in {found[1]}: {source.name} holds {_said(source)}, {target.name} "
            f"{_said(target)}",
            where=target.name,
            advice="give a text and its translation; where menus or quotations outweigh the text, "
            "say the languages: --from zh-Hans --to en",
        )
    return found[0], found[1]


def _settled(side: Side, language: str, where: str) -> str:
    from glossa.pipeline.engines import require_tag

    languages = side.languages
    if language == "auto":
        return next(iter(languages), "und")
    tag = require_tag(language, where)
    same = [one for one in languages if primary_subtag(one) == primary_subtag(tag)]
    # `zh` says less than what was found on the page.
    return same[0] if same and tag == primary_subtag(tag) else tag


def _holds(side: Side, language: str) -> bool:
    languages = side.languages
    share = sum(
        part for one, part in languages.items() if primary_subtag(one) == primary_subtag(language)
    )
    return share >= _ENOUGH or not languages


def _said(side: Side) -> str:
    """`zh-Hans (93 %), en (7 %)`."""
    named = [f"{language} ({share:.0%})" for language, share in side.languages.items()]
    return ", ".join(named[:3]) or "no words"
