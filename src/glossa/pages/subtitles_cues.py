"""The cues of a subtitle file: where their text stands, and what is odd about their times."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from glossa.model import Finding, Severity

__all__ = ["Cue", "findings_of", "read_cues"]

_LINE: Final = re.compile("[^\r\n]*(?:\r\n|\r|\n|$)")
_TIME: Final = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,:](\d{1,3}))?"
_TIMING: Final = re.compile(rf"\s*{_TIME}\s*-{{1,3}}>\s*{_TIME}(?:[ \t].*)?\s*$")
_NUMBER: Final = re.compile(r"\s*\d+\s*$")
_VTT_BLOCK: Final = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)")


_CODES = {
    "end before they begin": "cue-times",
    "begin before the one before them ends": "cue-overlap",
    "do not have the next number": "cue-number",
}


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue that can be read."""

    number: int
    """Counted from 1 in the order of the file."""
    label: str
    """The line before its times, if any: a number in SRT."""
    line: int
    """Of its times in the file, from 1."""
    start: int
    """Milliseconds."""
    end: int
    lines: tuple[tuple[int, int], ...]
    """Where the lines of its text stand in the file, without their line ends."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def _lines(raw: str) -> list[_Line]:
    found = []
    at = 0
    while at < len(raw):
        match = _LINE.match(raw, at)
        stop = match.end() if match else len(raw)
        text = raw[at:stop].rstrip("\r\n")
        found.append(_Line(at, at + len(text), text))
        at = stop
    return found


def read_cues(raw: str, name: str, *, is_vtt: bool) -> tuple[list[Cue], list[Finding]]:
    """Every cue of the file in its order; lines that belong to none are findings."""
    lines = _lines(raw)
    cues: list[Cue] = []
    findings: list[Finding] = []
    at = 0
    while at < len(lines):
        timing = _TIMING.match(lines[at].text)
        if timing is None:
            at = _passed(lines, at, is_vtt=is_vtt, name=name, findings=findings)
            continue
        text, after = _text_of(lines, at + 1, is_vtt=is_vtt, name=name, findings=findings)
        label = lines[at - 1].text.strip() if at else ""
        groups = timing.groups()
        times = _milliseconds(groups[:4]), _milliseconds(groups[4:8])
        cues.append(Cue(len(cues) + 1, label, at + 1, *times, tuple(text)))
        at = after
    return cues, findings


def _milliseconds(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds, rest = parts
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    return whole * 1000 + int((rest or "0").ljust(3, "0"))


def _passed(
    lines: Sequence[_Line], at: int, *, is_vtt: bool, name: str, findings: list[Finding]
) -> int:
    """The line behind one that is no timing: a block of notes, a number, or something odd."""
    text = lines[at].text.strip("\ufeff \t")
    if is_vtt and (_VTT_BLOCK.match(text) or text.startswith("WEBVTT")):
        while at < len(lines) and lines[at].text.strip():
            at += 1
        return at
    following = lines[at + 1].text if at + 1 < len(lines) else ""
    if text and not _TIMING.match(following):
        findings.append(
            Finding(
                "cue-broken",
                "This line belongs to no cue (its times cannot be read, or it has none); it was "
                "left as it is. Times look like 00:01:02,500 --> 00:01:04,000.",
                where=f"{name}:{at + 1}",
                raw=text[:200],
            )
        )
    return at + 1


def _text_of(
    lines: Sequence[_Line], at: int, *, is_vtt: bool, name: str, findings: list[Finding]
) -> tuple[list[tuple[int, int]], int]:
    """The lines of a cue's text and the line behind them."""
    found: list[tuple[int, int]] = []
    while at < len(lines):
        text = lines[at].text
        if not text.strip():
            if is_vtt or not _goes_on(lines, at):
                break
        elif _TIMING.match(text) or _is_head(lines, at, is_vtt=is_vtt):
            findings.append(
                Finding(
                    "cue-joined",
                    "There is no blank line before this cue; it was read as one of its own.",
                    Severity.INFO,
                    where=f"{name}:{at + 1}",
                )
            )
            break
        else:
            found.append((lines[at].start, lines[at].end))
        at += 1
    return found, at


def _is_head(lines: Sequence[_Line], at: int, *, is_vtt: bool) -> bool:
    """Whether a new cue begins here: a number, and times on the next line."""
    following = lines[at + 1].text if at + 1 < len(lines) else ""
    return not is_vtt and bool(_NUMBER.match(lines[at].text) and _TIMING.match(following))


def _goes_on(lines: Sequence[_Line], at: int) -> bool:
    """Whether the text of an SRT cue goes on behind a blank line: no number and no times come."""
    while at < len(lines) and not lines[at].text.strip():
        at += 1
    if at == len(lines) or _TIMING.match(lines[at].text) or _NUMBER.match(lines[at].text):
        return False
    following = lines[at + 1].text if at + 1 < len(lines) else ""
    return "->" not in lines[at].text + following


def findings_of(cues: Sequence[Cue], name: str) -> list[Finding]:
    """What is odd about numbers and times; none of it is changed."""
    found = []
    if not cues:
        return []
    backwards = [cue for cue in cues if cue.end < cue.start]
    pairs = list(pairwise(cues))
    overlaps = [two for one, two in pairs if two.start < one.end and one.start <= one.end]
    numbers = [cue for cue in cues if cue.label.isdecimal()]
    jumps = [two for one, two in pairwise(numbers) if int(two.label[:9]) != int(one.label[:9]) + 1]
    for what, odd in zip(_CODES, (backwards, overlaps, jumps), strict=True):
        if odd:
            first = odd[0]
            found.append(
                Finding(
                    _CODES[what],
                    f"Cues that {what}: {len(odd)}, the first in line {first.line}. "
                    "They were left as they are.",
                    Severity.INFO,
                    where=f"{name}:{first.line}",
                )
            )
    return found
