"""From one line to its parts: cut, split, tag, and fill the gaps so that nothing is lost."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from glossa.model import Ignorable, LanguageSpan, Part, Protected, Segment
from glossa.script import HAN, LATIN_LETTER, SCRIPT_RANGES, script_of
from glossa.segmentation.kept import with_kept
from glossa.segmentation.language import (
    HANS,
    HANT,
    NO_LANGUAGE,
    OTHER_THAN_HAN,
    OTHER_THAN_LATIN,
    PLAIN,
    language_of_han,
    language_of_script,
    main_language,
)
from glossa.segmentation.latin import LATIN_LANGUAGES
from glossa.segmentation.page_languages import Readings
from glossa.segmentation.protect import UNREAD, find_protected, without_protected
from glossa.segmentation.sentences import BLANK, split_sentences, trim
from glossa.segmentation.structure import LONGEST_LINE, cut_line

__all__ = ["language_spans", "parts_of"]

# Letters of any kind and nothing else: most lines of a menu. `丨` is a bar, though a letter.
_ONE_WORD: Final = re.compile(r"[^\W\d_丨]+")
_BLANKS: Final = re.compile(rf"[{BLANK}]*")
_LATIN_RUN: Final = re.compile(
    rf"(?<![{LATIN_LETTER}0-9])[0-9]{{0,12}}[{LATIN_LETTER}](?:[{LATIN_LETTER}0-9]"
    rf"|[ .,'’&/+_-]{{1,2}}(?=[{LATIN_LETTER}0-9]))*"
)
_HAN_RUN: Final = re.compile(rf"[{HAN}](?:[{HAN}]|[^\w\s]{{1,2}}(?=[{HAN}]))*")
_OTHERS: Final = "".join(
    f"\\U{first:08x}-\\U{last:08x}"
    for first, last, name in SCRIPT_RANGES
    if name not in ("Latn", "Hani")
)
_OTHER_LETTER: Final = re.compile(f"[{_OTHERS}]")
_OTHER_RUN: Final = re.compile(rf"[{_OTHERS}](?:[{_OTHERS}]|[^\w]{{1,2}}(?=[{_OTHERS}]))*")


def parts_of(
    source: str,
    offset: int,
    prefix: str,
    page: Readings = PLAIN,
    kept: Sequence[tuple[int, int]] = (),
    edges: Sequence[int] = (),
) -> tuple[Part, ...]:
    """The parts of a unit's source, which stands at `offset` of its page.

    `prefix` goes before `s1`, `s2` ...; `page`: what is to be assumed where the letters of
    a stretch do not tell; `kept`: what the page asks to keep, as offsets into `source`;
    `edges`: where inline elements begin, likewise. A source of blanks only is one ignorable.
    """
    if not kept and len(source) <= LONGEST_LINE and _ONE_WORD.fullmatch(source):
        return (_segment(source, offset, f"{prefix}s1", (), page),)
    start = _BLANKS.match(source).end()  # type: ignore[union-attr]  # matches anything
    end = trim(source, start, len(source))
    protected = with_kept(find_protected(source), kept)
    starts = [span.start for span in protected]
    parts: list[Part] = []
    last = number = 0
    lines = cut_line(source, start, end, protected, kept, edges) if start < end else ()
    for first, final in lines:
        for begin, stop in split_sentences(source, first, final, protected):
            if begin > last:
                parts.append(Ignorable(last + offset, begin + offset, source[last:begin]))
            number += 1
            inside = _inside(protected, starts, begin, stop)
            name = f"{prefix}s{number}"
            parts.append(_segment(source[begin:stop], begin + offset, name, inside, page))
            last = stop
    if last < len(source):
        parts.append(Ignorable(last + offset, len(source) + offset, source[last:]))
    return tuple(parts)


def _segment(
    text: str, start: int, name: str, protected: tuple[Protected, ...], page: Readings
) -> Segment:
    language = main_language(without_protected(text, protected), page)
    spans = language_spans(text, language, protected, page)
    return Segment(name, start, start + len(text), text, language, spans, protected)


def _inside(
    protected: tuple[Protected, ...], starts: list[int], begin: int, end: int
) -> tuple[Protected, ...]:
    """The protected stretches of a segment, with offsets into it."""
    if not protected:
        return ()
    found = []
    for index in range(bisect_left(starts, begin), len(protected)):
        span = protected[index]
        if span.start >= end:
            break
        if span.end <= end:
            found.append(Protected(span.start - begin, span.end - begin, span.kind))
    return tuple(found)


def language_spans(
    text: str, language: str, protected: tuple[Protected, ...] = (), page: Readings = PLAIN
) -> tuple[LanguageSpan, ...]:
    """The stretches of `text` by language; what is not in another one is in `language`.

    They cover `text` without gaps. URLs, codes and the like are `zxx`.
    """
    foreign = [(span.start, span.end, NO_LANGUAGE) for span in protected if span.kind in UNREAD]
    if not _is_plain(text, language):
        foreign += _foreign_runs(text, language, page)
    if not foreign:
        return (LanguageSpan(0, len(text), language),)
    spans: list[LanguageSpan] = []
    at = covered = 0
    for first, last, tag in sorted(foreign, key=lambda item: (item[0], -item[1])):
        if first < max(at, covered):
            continue
        if tag == language:
            covered = last
            continue
        if first > at:
            spans.append(LanguageSpan(at, first, language))
        spans.append(LanguageSpan(first, last, tag))
        at = last
    if at < len(text):
        spans.append(LanguageSpan(at, len(text), language))
    return tuple(spans)


def _is_plain(text: str, language: str) -> bool:
    """A quick yes for a text in the letters of its own language alone."""
    if language in LATIN_LANGUAGES:
        return text.isascii() or OTHER_THAN_LATIN.search(text) is None
    return language in (HANS, HANT) and OTHER_THAN_HAN.search(text) is None


def _foreign_runs(text: str, language: str, page: Readings) -> list[tuple[int, int, str]]:
    """The runs of letters that the language of the whole is not written in."""
    chinese_text = language in (HANS, HANT)
    found: list[tuple[int, int, str]] = []
    if language not in LATIN_LANGUAGES:
        found += [
            (*match.span(), language_of_script("Latn", match[0], page))
            for match in _LATIN_RUN.finditer(text)
        ]
    if not chinese_text and language != "ja":
        found += [
            (*match.span(), language_of_han(match[0], page)) for match in _HAN_RUN.finditer(text)
        ]
    if chinese_text or language in LATIN_LANGUAGES:
        found += [
            (*match.span(), language_of_script(script_of(match[0][0]), match[0], page))
            for match in _OTHER_RUN.finditer(text)
        ]
    return found
