"""Cheap ways out where an engine went wrong: cut its question in two, put one figure right."""

from __future__ import annotations

import re
from typing import Final

from glossa.measures import lost_numbers, numbers
from glossa.model import Step

__all__ = ["halves", "mended_number"]

_SHORTEST: Final = 12
"""Characters; a shorter text gains nothing from being cut."""
# From the safest place to the least safe; each matches the end of the first half.
_MARKS: Final = (r"[。！？!?；;]+[”’」』）)]*\s*", r"[，,：:、]\s*", r"[ \u3000]+")
_FIGURE: Final = re.compile(r"(?<![0-9.,])[0-9]+(?:[.,][0-9]+)*(?![0-9])")
_PLAIN: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def halves(text: str) -> tuple[str, str] | None:
    """A text cut at the safest mark near its middle; None where it has none, or is short.

    >>> halves("县里修了新路，乡里盖了新学校")
    ('县里修了新路，', '乡里盖了新学校')
    """
    if len(text) < _SHORTEST:
        return None
    for mark in _MARKS:
        ends = [found.end() for found in re.finditer(mark, text)]
        inside = [end for end in ends if len(text) <= 4 * end <= 3 * len(text)]
        if inside:
            middle = min(inside, key=lambda end: abs(2 * end - len(text)))
            return text[:middle], text[middle:]
    return None


def mended_number(source: str, target: str) -> Step | None:
    """The step that puts a misspelt figure right; None where there is not just one to mend.

    A figure that the source lacks and one of the source that is lost, alike but for digits added,
    dropped or changed: 1024 that became 10244.

    >>> mended_number("分辨率1024×768", "Resolution 10244x768").after
    '1024'
    """
    lost = lost_numbers(source, target)
    if len(lost) != 1 or not _PLAIN.fullmatch(lost[0]):
        return None
    known = numbers(source)
    strays = [one for one in _FIGURE.finditer(target) if not set(numbers(one[0])) <= set(known)]
    alike = [one for one in strays if _alike(lost[0], one[0].replace(",", ""))]
    if len(strays) != 1 or not alike:
        return None
    [stray] = alike
    return Step("place-number", *stray.span(), stray[0], lost[0], "rule=number")


def _alike(lost: str, stray: str) -> bool:
    """Whether one may be a misspelling of the other: more of it right than wrong."""
    if len(lost) < 2:
        return False
    if stray.startswith(lost) or stray.endswith(lost):
        return len(stray) <= 2 * len(lost)
    if lost.startswith(stray) or lost.endswith(stray):
        return 3 * len(stray) >= 2 * len(lost)
    changed = sum(one != other for one, other in zip(lost, stray, strict=False))
    return len(lost) == len(stray) > 2 and changed == 1
