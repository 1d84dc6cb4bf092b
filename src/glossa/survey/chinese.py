"""Chinese names of places and bodies, told by the word they end in: 县 市 镇 大学 公司.

Chinese has no blanks, so a name counts only where its beginning is plain: behind a sign, behind a
name of the glossary, or behind one of the few words that stand before names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glossa.script import HAN
from glossa.survey.han_words import (
    BARE,
    BODIES,
    BODY_STEM,
    FRONT,
    HEAD,
    NEEDS_NAME,
    NEVER,
    NOT_BEFORE,
    PLACE_STEM,
    STEM_ENDS,
    SUFFIX,
)

__all__ = ["Found", "han_names"]


@dataclass(frozen=True, slots=True)
class Found:
    """A likely name."""

    start: int
    end: int
    organisation: bool


def han_names(text: str, known: Sequence[tuple[int, int]]) -> Iterator[Found]:
    """Likely names in a Chinese line, in order; `known`: stretches the glossary has, in order."""
    covered = [False] * len(text)
    ends: dict[int, int] = {}
    for start, end in known:
        ends[end] = start
        covered[start:end] = [True] * (end - start)
    done = 0
    for match in SUFFIX.finditer(text):
        start, end = match.span()
        if covered[start] or start < done or NOT_BEFORE.match(text, end):
            continue
        body = BODIES.search(match[0]) is not None
        at = _beginning(text, start, covered, done, body=body)
        if at is None:
            continue
        behind_name = at > 0 and (covered[at - 1] or at == done)
        if at in ends and (body or at == start):
            at = ends[at]  # 新疆 and 农业大学: the name of a body holds that of its place
        whole = at in ends.values()
        if not whole:
            at += _length_of_front(text[at:start])
        if match[0] in NEEDS_NAME and not behind_name:
            continue  # 区 makes too many common words
        if _is_stem(text[at:start], body=body, whole=whole):
            done = end
            yield Found(at, end, body)


def _length_of_front(stem: str) -> int:
    length = 0
    while found := FRONT.match(stem[length:]):
        length += found.end()
    return length


def _beginning(
    text: str, start: int, covered: Sequence[bool], done: int, *, body: bool
) -> int | None:
    """Where the name begins that ends in the suffix at `start`; None where nothing tells."""
    longest = (BODY_STEM if body else PLACE_STEM)[1]
    for at in range(start, max(start - longest, done) - 1, -1):
        if at == 0 or at == done:
            return at
        before = text[at - 1]
        if covered[at - 1] or not _is_han(before):
            return at
        if at < start and HEAD.search(text, max(0, at - 3), at):
            return at
    return None


def _is_stem(stem: str, *, body: bool, whole: bool) -> bool:
    """`whole`: it begins with a name of the glossary, so that it may be that name alone."""
    shortest, longest = BODY_STEM if body else PLACE_STEM
    if not (shortest <= len(stem) <= longest):
        return False
    if not whole and (stem[0] in NEVER or any(sign in NEVER for sign in stem)):
        return False
    return stem not in BARE and not stem.endswith(STEM_ENDS)


def _is_han(sign: str) -> bool:
    return re.match(f"[{HAN}]", sign) is not None
