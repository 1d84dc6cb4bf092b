"""The same Chinese in other clothes: widths, quotation marks, traditional characters, no end mark.

The English side stays. What SentencePiece's own NFKC evens out (full-width letters and digits) is
here for engines that do not.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
WIDE_DIGITS = {code: code + 0xFEE0 for code in range(0x30, 0x3A)}
MARKS = [
    str.maketrans({"。": ".", "、": ","}),
    str.maketrans({"。": "．", "…": "..."}),
    str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"}),
    str.maketrans({"“": "「", "”": "」", "‘": "『", "’": "』"}),
    str.maketrans({"「": "“", "」": "”", "『": "‘", "』": "’"}),
    str.maketrans({"《": "<", "》": ">", "—": "-"}),
]


def other_marks(zh: str, rng: Random) -> str:
    """The text with other marks or widths; unchanged where it has nothing to change."""
    ways: list[Callable[[str], str]] = [lambda text, t=table: text.translate(t) for table in MARKS]  # type: ignore[misc]
    ways += [lambda text: text.translate(WIDE), lambda text: text.translate(WIDE_DIGITS)]
    ways += [lambda text: text.replace(" ", ""), lambda text: text.replace(" ", "\u3000")]
    rng.shuffle(ways)
    for way in ways:
        if (changed := way(zh)) != zh:
            return changed
    return zh


def traditional() -> Callable[[str], str]:
    """Writes simplified Chinese in traditional characters as in Taiwan (OpenCC)."""
    import opencc

    converter = opencc.OpenCC("s2tw")
    return lambda text: str(converter.convert(text))
