"""Names broken over a line: `Torrey` / `County`, `Tor-` / `rey County`.

The layout stays: as many lines as before, none of them empty. The words of the new name are spread
over the lines that the old one stood on; a word that was cut in two by a hyphen stands whole on one
of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from glossa.model import Step

__all__ = ["Joint", "has_line_hyphen", "join_all", "join_some", "joints", "over_lines", "unbroken"]

_BREAK: Final = re.compile(r"[ \t\u00a0]*(?:\r\n|\n|\r)[ \t\u00a0]*")
_BLANKS: Final = re.compile(r"[ \t\u00a0]+(?=[^\s])")
_BLANKS_BEFORE: Final = re.compile(r"(?<=[^\s])[ \t\u00a0]+$")
_CUT: Final = re.compile(
    r"(?<![\w'’-])([^\W\d_][\w'’]*)(?:-|\u2010|\u00ad)((?:\r\n|\n|\r)[ \t\u00a0]*)"
    r"(?!\d)(\w[\w'’]*)(?![\w-])"
)
_REACH: Final = 40
_HYPHENS: Final = "-\u2010\u00ad"
_LINE_HYPHEN: Final = re.compile("[-\u2010\u00ad](?=[\r\n])")


@dataclass(frozen=True, slots=True)
class Joint:
    """A word cut in two at the end of a line, and the text with it in one piece."""

    start: int
    """Offset into the text; a blank that goes belongs to the stretch."""
    end: int
    after: str
    """What stands there instead: the whole word on one of the two lines."""
    word: int
    """Offset of the word into `after`."""


def has_line_hyphen(text: str) -> bool:
    """Whether a hyphen ends a line: whether to look for cut words at all."""
    return any(hyphen in text and _ends_line(hyphen, text) for hyphen in _HYPHENS)


def _ends_line(hyphen: str, text: str) -> bool:
    return hyphen + "\n" in text or ("\r" in text and hyphen + "\r" in text)


def over_lines(text: str, start: int, end: int, after: str) -> tuple[int, int, str] | None:
    r"""Where to write `after` for a name at `start:end` that goes over lines, and how.

    A single word cannot stand on two lines: then a blank beside the name becomes the break. None
    where there is no blank either.

    >>> over_lines("in Hoboksar\nCounty, ", 3, 18, "Hoboksar Mongol County")
    (3, 18, 'Hoboksar Mongol\nCounty')
    >>> over_lines("the Ak\nSu river", 4, 9, "Aksu")
    (4, 10, 'Aksu\n')
    """
    surface = text[start:end]
    breaks = [found.group() for found in _BREAK.finditer(surface)]
    ours = after.split(" ")
    if len(ours) > len(breaks):
        theirs = [line.split() for line in _BREAK.split(surface)]
        return start, end, _spread(ours, theirs, breaks)
    if len(breaks) > 1:
        return None
    found = _BLANKS.match(text, end)
    if found:
        return start, found.end(), after + breaks[0]
    found = _BLANKS_BEFORE.search(text[max(0, start - _REACH) : start])
    if found:
        return start - len(found[0]), end, breaks[0] + after
    return None


def _spread(ours: Sequence[str], theirs: Sequence[Sequence[str]], breaks: Sequence[str]) -> str:
    """`ours` with `breaks` in between, in the proportion of `theirs`; equal endings stay put."""
    count = sum(map(len, theirs))
    pieces: list[str] = []
    done = before = 0
    for number, gap in enumerate(breaks):
        before += len(theirs[number])
        rest = [word.casefold() for line in theirs[number + 1 :] for word in line]
        if [word.casefold() for word in ours[-len(rest) :]] == rest:
            at = len(ours) - len(rest)
        else:
            at = round(before * len(ours) / count)
        at = min(max(at, done + 1), len(ours) - (len(breaks) - number))
        pieces += (" ".join(ours[done:at]), gap)
        done = at
    return "".join((*pieces, " ".join(ours[done:])))


def joints(text: str) -> list[Joint]:
    """The words of `text` that a hyphen cuts at the end of a line, in order.

    The second half begins with a small letter; the whole word comes to stand on the first line if a
    blank follows it, else on the second if a blank stands before it.
    """
    found: list[Joint] = []
    for cut in _cuts(text):
        first, gap, second = cut.groups()
        if not second[0].islower():
            continue
        blanks = _BLANKS.match(text, cut.end())
        if blanks:
            found.append(Joint(cut.start(), blanks.end(), first + second + gap, 0))
            continue
        blanks = _BLANKS_BEFORE.search(text[max(0, cut.start() - _REACH) : cut.start()])
        if blanks and (not found or found[-1].end <= cut.start() - len(blanks[0])):
            start = cut.start() - len(blanks[0])
            found.append(Joint(start, cut.end(), gap + first + second, len(gap)))
    return found


def join_all(text: str, found: Sequence[Joint]) -> tuple[str, list[tuple[int, int]]]:
    """`text` with all these words in one piece, and where they stand in it."""
    steps = join_some(text, found)
    places = [
        (step.start + joint.word, step.start + len(joint.after.rstrip()))
        for step, joint in zip(steps, found, strict=True)
    ]
    for step in steps:
        text = text[: step.start] + step.after + text[step.end :]
    return text, places


def join_some(text: str, found: Sequence[Joint]) -> list[Step]:
    """The steps that put these words in one piece."""
    steps: list[Step] = []
    shift = 0
    for joint in found:
        before = text[joint.start : joint.end]
        steps.append(
            Step(
                "join",
                joint.start + shift,
                joint.end + shift,
                before,
                joint.after,
                "rule=line-break",
            )
        )
        shift += len(joint.after) - len(before)
    return steps


def _cuts(text: str) -> Iterator[re.Match[str]]:
    """What `_CUT` finds, in order; only the ends of lines are looked at."""
    done = 0
    for hyphen in _LINE_HYPHEN.finditer(text):
        start = hyphen.start()
        while start > done and (text[start - 1].isalnum() or text[start - 1] in "_'’"):
            start -= 1
        found = _CUT.match(text, start)
        if found:
            yield found
            done = found.end()


def unbroken(text: str) -> tuple[str, list[tuple[int, int]]]:
    r"""`text` without the hyphens and breaks inside cut words: for finding names, not for writing.

    Also where something is missing: (offset into the result, how much), in order.

    >>> unbroken("of Tor-\nrey County")
    ('of Torrey County', [(6, 2)])
    """
    pieces: list[str] = []
    gaps: list[tuple[int, int]] = []
    done = length = 0
    for cut in _cuts(text):
        if cut[3][0].islower():
            piece = text[done : cut.end(1)]
            pieces.append(piece)
            length += len(piece)
            done = cut.start(3)
            gaps.append((length, done - cut.end(1)))
    return "".join((*pieces, text[done:])), gaps
