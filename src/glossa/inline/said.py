"""What a stretch of a source is surely called in the target: itself, a name, a date or number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from glossa.inline.edges import bare
from glossa.inline.model import Place, Span, Task, Tools
from glossa.localize import constraints, localize
from glossa.script import HAN, has_han
from glossa.termbase.lookup import loose_key
from glossa.termbase.sound import syllables_of

if TYPE_CHECKING:
    from glossa.termbase import Termbase

__all__ = ["Anchor", "anchors_of", "occurrences", "place_of_words"]

_NAME_IN_HAN: Final = re.compile(f"[{HAN}]{{2,6}}")
_CAPITALS: Final = re.compile(r"[A-ZÀ-Þ][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*)*")
_SURE: Final = 4
"""Letters of a name that is not read to its end."""
Anchor = tuple[Span, tuple[str, ...], str]
"""(stretch of the source, what stands for it in the target, how that is known)."""


def anchors_of(task: Task, tools: Tools) -> tuple[Anchor, ...]:
    """The stretches of a segment whose rendering is known: names, literals, dates, numbers."""
    source, language = task.source, task.segment.language
    protected = task.segment.protected
    found: list[Anchor] = [
        ((one.start, one.end), (source[one.start : one.end],), "literal")
        for one in protected
        if one.literal
    ]
    if tools.target_language.startswith("en"):
        found += (
            ((one.start, one.end), (one.target, *one.accept), "rule") for one in constraints(source)
        )
    for match in tools.termbase.match(source, language, protected=protected):
        rendering = tools.termbase.rendering(match, tools.target_language)
        if rendering is not None:
            found.append(
                ((match.start, match.end), (rendering.text, *rendering.accept), "glossary")
            )
    found += ((one.span(), (one[0],), "literal") for one in re.finditer(r"[0-9A-Za-z]+", source))
    return tuple(found)


def place_of_words(
    task: Task, span: Span, tools: Tools, anchors: tuple[Anchor, ...]
) -> list[Place]:
    """Where the words at `span` of the source stand in the target, in a form that is known.

    One place where that is clear; several where the same words stand there more often.
    """
    start, end = bare(task.source, *span)
    said = task.source[start:end]
    if not said:
        return []
    for forms, by in _forms(said, (start, end), task, tools, anchors):
        places = occurrences(forms, task.target)
        if not places:
            continue
        same = [found.start() for found in re.finditer(re.escape(said), task.source)]
        if len(same) == len(places) and start in same:
            places = [places[same.index(start)]]
        return [Place(*place, by) for place in places]
    sounding = _sounding(said, task)
    return [Place(*sounding, "sound")] if sounding else []


def _sounding(said: str, task: Task) -> Span | None:
    """The one name in the target that reads as two to six ideographs do: `Li Ming` for 李明.

    Family names may stand behind; the end of the last syllable may be missing (`Alim` for 阿里木).
    """
    if not _NAME_IN_HAN.fullmatch(said) or not (names := list(_CAPITALS.finditer(task.target))):
        return None
    syllables = syllables_of(said)
    wanted = {"".join(syllables), "".join((*syllables[1:], syllables[0]))}
    found = set()
    for run in names:
        words = [one.span() for one in re.finditer(r"\S+", run[0])]
        for first, (start, _) in enumerate(words):
            for _, end in words[first : first + len(said)]:
                key = loose_key(run[0][start:end])
                if key in wanted or (len(key) >= _SURE and "".join(syllables)[:-1] == key):
                    found.add((run.start() + start, run.start() + end))
    return found.pop() if len(found) == 1 else None


def _forms(
    said: str, span: Span, task: Task, tools: Tools, anchors: tuple[Anchor, ...]
) -> Iterator[tuple[tuple[str, ...], str]]:
    yield (said,), "literal"
    for stretch, forms, by in anchors:
        if stretch == span:
            yield forms, by
    yield from _whole(said, task.segment.language, tools.target_language, tools.termbase)


def _whole(
    said: str, language: str, target: str, termbase: Termbase
) -> Iterator[tuple[tuple[str, ...], str]]:
    """A stretch that would be known as a segment of its own."""
    term = termbase.whole(said, language, target)
    if term is not None:
        yield (term.text,), "glossary"
    ruled = localize(said, target)
    if ruled is not None:
        yield (ruled.text,), "rule"


def occurrences(forms: tuple[str, ...], text: str) -> list[Span]:
    """Where the forms stand in a text as words of their own, the longest first, no two together."""
    found: list[Span] = []
    for form in sorted(dict.fromkeys(forms), key=len, reverse=True):
        if not form.strip():
            continue
        for one in _pattern(form).finditer(text):
            if all(one.end() <= a or b <= one.start() for a, b in found):
                found.append(one.span())
    return sorted(found)


@lru_cache(maxsize=4096)
def _pattern(form: str) -> re.Pattern[str]:
    """As `measures.stands_in` looks for it: in any case, in the plural, with either apostrophe."""
    if has_han(form):
        return re.compile(re.escape(form))
    body = re.escape(form).replace(r"\ ", r"\s+").replace("'", "['’]")
    left = r"(?<![\w.,])" if form[:1].isdigit() else r"(?<!\w)" if form[:1].isalnum() else ""
    right = r"(?:e?s)?(?!\w)" if form[-1:].isalpha() else ""
    right = r"(?![\w]|[.,]\d)" if form[-1:].isdigit() else right
    return re.compile(left + body + right, re.IGNORECASE)
