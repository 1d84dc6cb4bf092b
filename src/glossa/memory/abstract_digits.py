"""Numbers, dates and times in text whose words are not read: only what can be taken in one way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from glossa.memory.abstract_slots import Slot

__all__ = ["digit_figures"]

_FIGURE: Final = re.compile(
    r"(?P<iso>(?<![0-9/.-])(?P<year>[12][0-9]{3})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?![0-9/-]))"
    r"|(?P<time>(?<![0-9:.])[0-9]{1,2}:[0-5][0-9](?::[0-5][0-9])?(?![0-9:]))"
    r"|(?P<number>(?<![\w.,/:-])(?!0[0-9])[0-9]{1,9}(?![\w/:])(?![ \u00a0\u202f.,-][0-9]))"
    r"|(?P<unclear>[0-9][0-9.,:/\u00a0\u202f-]*)"
)


def digit_figures(text: str) -> Iterator[Slot]:
    """Plain whole numbers, ISO dates, times of day, in order.

    `12.000` is twelve in one language and twelve thousand in another: such are `unclear`.
    """
    for match in _FIGURE.finditer(text):
        kind, value, manner = str(match.lastgroup), match[0], "plain"
        if match["iso"]:
            kind, manner = "date", "- 1"
        elif kind == "time":
            value = value.removeprefix("0") if value[1] != ":" else value
        yield Slot(kind, value, match.start(), match.end(), match[0], manner)
