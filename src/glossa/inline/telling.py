"""What is written into an entry about its codes: a step for each place, a remark where none is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from glossa.inline.model import Span, Task, Wanted
from glossa.markup import Code
from glossa.model import Entry, Finding, Severity, Step, parse_detail

__all__ = ["codes_in_steps", "how", "remarks", "steps_of"]

_NAMES: Final = {
    "link": "the link",
    "bold": "the bold type",
    "italic": "the italics",
    "underline": "the underlining",
    "code": "the code",
    "style": "the formatting",
    "image": "the image",
    "break": "the line break",
    "note": "the note mark",
    "field": "the field",
}
_SHOWN: Final = 40
_AT: Final = re.compile("([0-9]{1,9})-([0-9]{1,9})")


def steps_of(task: Task) -> Iterator[Step]:
    """One step for each code that has a place, in the order of the source."""
    for wanted in task.wanted:
        place = wanted.place
        at = f"{wanted.start}-{wanted.end}"
        for code in wanted.codes if place else ():
            assert place is not None  # noqa: S101 - told to the type checker
            words = task.target[place.start : place.end]
            detail = f"code={code.id} at={at} by={place.by} weight={place.weight:.2f}"
            yield Step("markup", place.start, place.end, words, words, detail)


def codes_in_steps(entry: Entry) -> dict[Span, Step]:
    """The steps that name a place, by the stretch of the source that it is for.

    By that and not by the id of the code: on a page that has changed since, ids are others.
    """
    found: dict[Span, Step] = {}
    for step in entry.steps:
        stretch = _AT.fullmatch(parse_detail(step.detail).get("at", ""))
        if step.action == "markup" and stretch and 0 <= step.start <= step.end:
            found[int(stretch[1]), int(stretch[2])] = step
    return found


def how(detail: str) -> tuple[str, float]:
    """How a place was found, and how sure it is, out of the detail of its step."""
    said = parse_detail(detail)
    try:
        weight = min(1.0, max(0.0, float(said.get("weight", "1"))))
    except ValueError:
        weight = 1.0
    return said.get("by", "steps"), weight


def remarks(task: Task) -> Iterator[Finding]:
    """One remark on each point without a place, and one on all stretches without.

    A link around all of a sentence can still be followed: that is a remark to know of. Where two
    share a sentence by guess, they stand on the wrong words, and a person should look.
    """
    lost = [one for one in task.wanted if one.place is None]
    stretches = [one for one in lost if not one.is_point]
    if len(stretches) > 1:
        first = stretches[0]
        others = "one more" if len(stretches) == 2 else f"{len(stretches) - 1} more"
        message = (
            f"the words for {_name(first.codes[0])} on {_words(task, first)!r} and {others} were "
            "not found in the target, so they share its words in their order; move them in the "
            "finished page"
        )
        yield Finding("code-around-segment", message, Severity.WARNING, raw=_words(task, first))
        lost = [one for one in lost if one.is_point]
    for wanted in lost:
        yield Finding(
            "code-around-segment", _message(task, wanted), Severity.INFO, raw=_words(task, wanted)
        )


def _message(task: Task, wanted: Wanted) -> str:
    what = _name(wanted.codes[0])
    if wanted.is_point:
        return (
            f"where {what} behind {_words(task, wanted)!r} belongs in the target is not clear, so "
            "it stands at the end of the segment; move it in the finished page"
        )
    return (
        f"the words for {what} on {_words(task, wanted)!r} were not found in the target, so it "
        "goes around the whole segment; move it in the finished page"
    )


def _name(code: Code) -> str:
    return _NAMES.get(code.kind, "the element")


def _words(task: Task, wanted: Wanted) -> str:
    start, end = wanted.asked
    words = task.source[start:end].strip()
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
