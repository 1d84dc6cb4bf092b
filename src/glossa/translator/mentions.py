"""The first mention of a name on a page with its name in another language: `Toli County (托里县)`.

The last thing that happens to a page. Every gloss is a step (`gloss`) of the entry it stands in.
`docs/folding.md` tells users where a gloss stands and where it does not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from glossa.model import Document, Entry, Finding, Kind, MatchType, Step
from glossa.script import primary_subtag
from glossa.segmentation import find_protected
from glossa.termbase.context import PLACES
from glossa.termbase.persons import is_person
from glossa.termbase.quoted import quotations
from glossa.termbase.registered import in_registered_name
from glossa.translator.lines import Run

if TYPE_CHECKING:
    from glossa.termbase import PageNames, Termbase, TermMatch

__all__ = ["GLOSSED_KINDS", "with_first_mentions"]

GLOSSED_KINDS: Final = (PLACES - {"country"}) | {"people", "person", "organisation", "media"}
"""Names of which the spelling alone does not tell which one is meant. Countries have one English
name that everybody knows; products, events, laws and platforms are words or brands."""

_RUNNING: Final = frozenset({Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.CAPTION})
_LINE: Final = frozenset({Kind.HEADLINE, Kind.OTHER})
_REMEMBERED: Final = frozenset({MatchType.MEMORY, MatchType.IN_CONTEXT})
"""Their words were read as they stand: the next mention takes the gloss."""
_SENTENCE_END: Final = re.compile(r"[.!?。！？…][\"'”’»)）】]*$")
_TIED: Final = re.compile(r"['’ʼ‘][sS]?(?!\w)|[-‐‑–/_@.]\w|\w")
_PROPER: Final = re.compile(r"[ \u00a0](?:[^\W\d_a-z]|[(（\[])")
"""A capital letter or a bracket behind a name: `Hotan Daily`, `Hotan (Khotan)`."""
_BRACKET: Final = re.compile(r"[ \u00a0]?[(（\[]([^()（）\[\]]{1,60})[)）\]]")
_OPENING: Final = re.compile(r"[(（\[]")
_HAN: Final = re.compile("[\u3400-\u9fff]")
_ARABIC: Final = re.compile("[\u0600-\u06ff]")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A name in a target that could take a gloss, or has one."""

    match: TermMatch
    gloss: str
    beside: bool
    """Whether a name in the other script stands beside it already."""


def with_first_mentions(
    document: Document,
    entries: Sequence[Entry],
    termbase: Termbase,
    *,
    target: str,
    language: str,
    page: PageNames,
    copied: Sequence[Run],
    in_copies: bool = True,
) -> tuple[Entry, ...]:
    """The entries with a gloss behind the first mention of each name in running text.

    Args:
        document: the page of the entries.
        entries: one for each segment, in reading order, finished but for this.
        termbase: knows the names.
        target: the language of the targets (BCP 47).
        language: the language of the glosses.
        page: what the page names, to tell names apart.
        copied: the segments in the target language, those together that are one text.
        in_copies: whether text may be touched that was in the target language already.

    A name that the page glosses anywhere is left to the page, so that doing this again adds
    nothing.
    """
    running = _running(document, copied)
    unfinished = {segment.id for run in copied for segment in run.segments[:-1]}
    found: dict[str, list[_Mention]] = {}
    done: set[str] = set()
    for entry in entries:
        mine = entry.id in running and _in_target(entry, target) and entry.match not in _REMEMBERED
        mine = mine and (in_copies or entry.match is not MatchType.COPIED)
        if not mine and not _OPENING.search(entry.target):
            continue
        mentions = list(_mentions(entry.target, termbase, target, language, page))
        if mine:
            found[entry.id] = mentions
        for mention in mentions:
            if mention.beside:
                done |= {concept.id for concept in mention.match.concepts}
    return tuple(
        _glossed(entry, found[entry.id], done, language, open_end=entry.id in unfinished)
        if entry.id in found
        else entry
        for entry in entries
    )


def _running(document: Document, copied: Sequence[Run]) -> set[str]:
    """The ids of the segments in running text; not of menus, headlines and footers.

    A line of a paragraph with hard line ends is running text, and so is a line that ends as a
    sentence does.
    """
    running = {segment.id for run in copied if len(run.segments) > 1 for segment in run.segments}
    for unit in document.units:
        if unit.kind in _RUNNING or (unit.kind in _LINE and _SENTENCE_END.search(unit.source)):
            running |= {segment.id for segment in unit.segments}
    return running


def _in_target(entry: Entry, target: str) -> bool:
    if entry.match is MatchType.NONE:
        return False
    return entry.match is not MatchType.COPIED or (
        primary_subtag(entry.language) == primary_subtag(target)
    )


def _mentions(
    text: str, termbase: Termbase, target: str, language: str, page: PageNames
) -> Iterator[_Mention]:
    """The names in a target that have a name in `language`."""
    protected = find_protected(text)
    quoted = list(quotations(text))
    for match in termbase.match(text, target, protected=protected, page=page):
        if any(concept.kind not in GLOSSED_KINDS for concept in match.concepts):
            continue
        rendering = termbase.rendering(match, language)
        if rendering is None or _overlaps(match, quoted):
            continue
        yield _Mention(match, rendering.text, _is_beside(text, match, rendering.text))


def _overlaps(match: TermMatch, spans: Collection[tuple[int, int]]) -> bool:
    return any(start < match.end and match.start < end for start, end in spans)


def _is_beside(text: str, match: TermMatch, gloss: str) -> bool:
    """Whether the gloss, or another name in its script, stands in brackets behind or just before.

    Before: `托里县 (Toli County)`, `托里县Toli County`.
    """
    script = _HAN if _HAN.search(gloss) else _ARABIC if _ARABIC.search(gloss) else None
    found = _BRACKET.match(text, match.end)
    if found and (gloss in found[1] or (script and script.search(found[1]))):
        return True
    before = text[max(0, match.start - 2) : match.start]
    return text[: match.start].rstrip(" \u00a0(（[").endswith(gloss) or bool(
        script and script.search(before)
    )


def _glossed(
    entry: Entry, mentions: Sequence[_Mention], done: set[str], language: str, *, open_end: bool
) -> Entry:
    """The entry with glosses behind those names that are not in `done`, which grows."""
    text = entry.target
    steps: list[Step] = []
    shift = 0
    for mention in mentions:
        concepts = {concept.id for concept in mention.match.concepts}
        end = mention.match.end
        if concepts & done or not _can_stand(text, mention.match):
            continue
        if open_end and end == len(text):
            continue  # the name may go on in the next line
        done |= concepts
        after = f" ({mention.gloss})"
        at = end + shift
        detail = f"concept={'|'.join(sorted(concepts))} language={language}"
        steps.append(Step("gloss", at, at, "", after, detail))
        shift += len(after)
    if not steps:
        return entry
    findings = entry.findings
    for step in steps:
        text = text[: step.start] + step.after + text[step.end :]
        findings = tuple(_moved(finding, step) for finding in findings)
    return replace(entry, target=text, steps=(*entry.steps, *steps), findings=findings)


def _moved(finding: Finding, step: Step) -> Finding:
    """A finding after a gloss was put in; one that the gloss stands inside of grows."""
    if finding.start is None or finding.end is None or finding.end <= step.start:
        return finding
    length = len(step.after)
    start = finding.start + (length if finding.start >= step.start else 0)
    return replace(finding, start=start, end=finding.end + length)


def _can_stand(text: str, match: TermMatch) -> bool:
    """Whether a bracket behind the name reads well.

    Not before a possessive (`Toli County (托里县)'s` is no English), nor in a compound, a longer
    name, a person's name, brackets or ALL CAPS, nor before another bracket.
    """
    start, end = match.start, match.end
    surface = text[start:end]
    if _TIED.match(text, end) or _PROPER.match(text, end):
        return False
    if surface.isupper() and not match.term.text.isupper():
        return False
    before = text[:start]
    if any(
        before.count(opening) > before.count(closing) for opening, closing in ("()", "（）", "[]")
    ):
        return False
    if in_registered_name(text, start, end):
        return False
    place = all(concept.kind in PLACES for concept in match.concepts)
    return not (place and is_person(text, start, end))
