"""How well inline elements find their places: cases by hand, and figures of them.

A case is a sentence with its elements marked in source and target: `请<1>点击这里</1>报名。`,
`Please <1>click here</1> to sign up.`; `<2/>` holds no text. Both sides are given, so that only the
places are measured.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from glossa.markup import Code
from glossa.model import Document, Entry, MatchType, Segment, State, Step, Unit, parse_detail
from glossa.script import has_han
from glossa.segmentation import find_protected

if TYPE_CHECKING:
    from glossa.termbase import Termbase

__all__ = [
    "CodeCase",
    "Verdict",
    "load_code_cases",
    "page_of_cases",
    "places_of",
    "proportional",
    "shares",
    "verdict",
]

Span = tuple[int, int]
_MARK: Final = re.compile("<(/?)([0-9]+)(/?)>")


@dataclass(frozen=True, slots=True)
class CodeCase:
    """One sentence with inline elements."""

    label: str
    kind: str
    """`wild`, `synthetic`, `must-not-change`."""
    group: str
    """What has to be understood: `words`, `literal`, `rule`, `glossary`, `point` ..."""
    source: str
    target: str
    codes: Mapping[str, Span]
    """Offsets into `source` by mark."""
    expected: Mapping[str, Span]
    """Offsets into `target`."""
    kinds: Mapping[str, str]
    comment: str = ""
    expect: str = "pass"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one element."""

    exact: bool
    overlap: float
    """Characters in common by characters in either, 0 to 1; of a point 1 or 0."""
    fallback: bool
    """Whether it went around the whole segment (to its end, for a point)."""


def load_code_cases(path: Path) -> tuple[CodeCase, ...]:
    """The cases of a file such as `tests/cases/inline.json`."""
    found = []
    for row in json.loads(path.read_text(encoding="utf-8")):
        source, codes = _unmarked(row["source"])
        target, expected = _unmarked(row["target"])
        if set(codes) != set(expected):
            raise ValueError(f"{row['label']}: the marks of source and target are not the same")
        found.append(
            CodeCase(
                row["label"],
                row["set"],
                row["group"],
                source,
                target,
                codes,
                expected,
                row.get("kinds", {}),
                row["comment"],
                row["expect"],
            )
        )
    return tuple(found)


def _unmarked(text: str) -> tuple[str, dict[str, Span]]:
    plain, at = "", 0
    opened: dict[str, int] = {}
    spans: dict[str, Span] = {}
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        name = mark[2]
        if mark[1]:
            spans[name] = opened.pop(name), len(plain)
        elif mark[3]:
            spans[name] = len(plain), len(plain)
        else:
            opened[name] = len(plain)
    return plain + text[at:], spans


def page_of_cases(
    cases: Sequence[CodeCase], termbase: Termbase
) -> tuple[Document, tuple[Entry, ...]]:
    """All cases as one page, a block each, with their targets as a person would have written them.

    English sources have the steps that folding gives them.
    """
    at = 0
    units: list[Unit] = []
    codes: list[Code] = []
    entries: list[Entry] = []
    for number, case in enumerate(cases, 1):
        end = at + len(case.source)
        language = "zh-Hans" if has_han(case.source) else "en"
        protected = find_protected(case.source)
        segment = Segment(f"u{number}.s1", at, end, case.source, language, protected=protected)
        units.append(Unit(f"u{number}", at, end, case.source, parts=(segment,)))
        codes += _codes(case, number, at)
        steps: tuple[Step, ...] = (Step("hand", 0, len(case.source), case.source, case.target),)
        if language == "en":
            steps = termbase.fold(case.source).steps
        entries.append(
            Entry(
                segment.id, case.source, case.target, language, start=at, end=end,
                state=State.TRANSLATED, match=MatchType.HAND, steps=steps,
            )
        )  # fmt: skip
        at = end + 1
    text = "\n".join(case.source for case in cases)
    return Document("cases", text, tuple(units), codes=tuple(codes)), tuple(entries)


def _codes(case: CodeCase, number: int, offset: int) -> list[Code]:
    in_order = sorted(case.codes.items(), key=lambda one: (one[1][0], -one[1][1], int(one[0])))
    found: list[Code] = []
    for mark, (start, end) in in_order:
        around = [
            one for one in found if one.start - offset <= start and end <= one.end - offset
            and one.start < one.end
        ]  # fmt: skip
        kind = case.kinds.get(mark, "link")
        parent = around[-1].id if around else ""
        found.append(Code(f"c{number}.{mark}", start + offset, end + offset, kind, parent))
    return found


def places_of(entry: Entry) -> dict[str, Span]:
    """The places that the steps of an entry name, by mark."""
    return {
        parse_detail(step.detail)["code"].partition(".")[2]: (step.start, step.end)
        for step in entry.steps
        if step.action == "markup"
    }


def verdict(case: CodeCase, mark: str, place: Span | None) -> Verdict:
    """How good a place is; None: around the whole, at the end for a point."""
    start, end = case.expected[mark]
    length = len(case.target)
    whole = (length, length) if start == end else (0, length)
    if case.codes[mark] == (0, len(case.source)):
        whole = (0, length)
        place = whole
    mine = place or whole
    if (start, end) == (0, length) != (0, 0) and case.codes[mark] != (0, len(case.source)):
        # The target has no words for it: a place that is found is a wrong one.
        return Verdict(place is None, float(place is None), place is None)
    if start == end:
        same = mine == (start, end)
        return Verdict(same, float(same), place is None)
    common = max(0, min(end, mine[1]) - max(start, mine[0]))
    either = (end - start) + (mine[1] - mine[0]) - common
    return Verdict(mine == (start, end), common / either if either else 0.0, place is None)


def proportional(case: CodeCase, mark: str) -> Span:
    """The baseline: the same part of the sentence, widened to whole words."""
    start, end = (
        round(at * len(case.target) / max(1, len(case.source))) for at in case.codes[mark]
    )
    if start == end:
        return _word_end(case.target, start), _word_end(case.target, start)
    while start > 0 and case.target[start - 1].isalnum() and case.target[start].isalnum():
        start -= 1
    return start, max(start, _word_end(case.target, end))


def _word_end(text: str, at: int) -> int:
    while 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum():
        at += 1
    return at


def shares(verdicts: Iterable[Verdict]) -> tuple[int, float, float, float]:
    """(elements, share exact, mean overlap, share fallback)."""
    found = list(verdicts)
    count = max(1, len(found))
    return (
        len(found),
        sum(one.exact for one in found) / count,
        sum(one.overlap for one in found) / count,
        sum(one.fallback for one in found) / count,
    )
