"""What is left of a source when its numbers, dates and literals are taken out.

Two sources with the same abstract text differ in nothing but those: `发布日期: 2025年09月26日`
matches any other day. What was taken out stands in the slots, in the order of the text. Slots are
cut generously; whether a number may be put right in a target is asked in `glossa.memory.adapt`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from glossa.memory.abstract_chinese import chinese_figures
from glossa.memory.abstract_digits import digit_figures
from glossa.memory.abstract_english import english_figures
from glossa.memory.abstract_slots import Slot
from glossa.model import Protected
from glossa.script import primary_subtag
from glossa.segmentation import find_protected

__all__ = ["ABSTRACT_VERSION", "Abstract", "abstract", "figures", "normalised"]

ABSTRACT_VERSION: Final = "2"
"""Raised whenever the same text may come out otherwise: an index made before is made anew."""

_KINDS: Final = (
    "number", "date", "year-month", "month-day", "month", "year", "weekday", "time", "url", "email",
    "phone", "filing", "handle", "hashtag", "file", "code", "name",
)  # fmt: skip
_FIRST: Final = 0xE000
_SIGNS: Final = {kind: chr(_FIRST + number) for number, kind in enumerate(_KINDS)}
_FOREIGN: Final = {_FIRST + number: "\ufffd" for number in range(len(_KINDS))}
_SAME: Final = str.maketrans("‘’‛ʼ“”„‟—–−‐‑‒―～", "''''\"\"\"\"-------~")


@dataclass(frozen=True, slots=True)
class Abstract:
    """A source without what varies."""

    text: str
    """NFKC, case folded, blanks joined; each slot is one character of the private use area, another
    for each kind (U+E000 and after)."""
    slots: tuple[Slot, ...]
    """In the order of the text, without overlap; offsets into the source as it was given."""


def abstract(
    source: str,
    language: str,
    protected: Iterable[Protected] = (),
    names: Iterable[Slot] = (),
) -> Abstract:
    """The abstract of a source in `language` (BCP 47).

    Args:
        source: the text as it stands on its page.
        language: which numerals and dates it is read for.
        protected: the segment's protected spans; found again where none are given.
        names: further stretches to take out, of kind `name`.
    """
    literals = _literals(source, tuple(protected) or find_protected(source))
    found = (slot for slot in figures(source, language) if slot.kind in _SIGNS)
    slots = _merged(literals, names, found)
    pieces: list[str] = []
    last = 0
    for slot in slots:
        pieces += normalised(source[last : slot.start]), _SIGNS[slot.kind]
        last = slot.end
    pieces.append(normalised(source[last:]))
    return Abstract(" ".join("".join(pieces).split()), slots)


def figures(text: str, language: str) -> Iterator[Slot]:
    """Numbers, dates, weekdays and times of day of a text, in order, without overlap."""
    finders = {"zh": chinese_figures, "en": english_figures}
    return finders.get(primary_subtag(language), digit_figures)(text)


def normalised(text: str) -> str:
    """NFKC, case folded, one kind of quotation mark and dash; blanks stay."""
    return unicodedata.normalize("NFKC", text.translate(_FOREIGN)).casefold().translate(_SAME)


def _literals(source: str, protected: Iterable[Protected]) -> Iterator[Slot]:
    for span in protected:
        raw = source[span.start : span.end]
        if (span.literal or span.kind == "filing") and not _is_number(raw):
            yield Slot(span.kind if span.kind in _SIGNS else "code", raw, span.start, span.end, raw)


def _is_number(raw: str) -> bool:
    return raw.isascii() and raw.isdigit() and raw[0] != "0"


def _merged(*groups: Iterable[Slot]) -> tuple[Slot, ...]:
    """All slots in order; one of an earlier group wins over what it touches."""
    chosen: list[Slot] = []
    for group in groups:
        new = [
            slot
            for slot in group
            if all(slot.end <= other.start or other.end <= slot.start for other in chosen)
        ]
        chosen = sorted([*chosen, *new], key=lambda slot: slot.start)
    return tuple(chosen)
